"""``/v1/feedback``: what people say about answers, and what becomes of it."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Response

from polycite.components.evidence import Original
from polycite.pipeline.service.access.authentication import GUARDED, Caller, requires
from polycite.pipeline.service.access.tenancy import Tenancy
from polycite.pipeline.service.feedback_content import answer_content, span_content, translation_content
from polycite.pipeline.service.feedback_questions import Split, questions_of
from polycite.pipeline.service.feedback_review import review
from polycite.pipeline.service.feedback_store import Feedback, FeedbackKind, FeedbackState
from polycite.pipeline.service.problems import ProblemError, responses
from polycite.pipeline.service.routes.feedback_models import FeedbackModel, FeedbackPage
from polycite.pipeline.service.routes.feedback_requests import FeedbackRequest, ReviewRequest
from polycite.pipeline.service.state import Service, service_of

router = APIRouter(prefix="/v1", tags=["feedback"])
ServiceOf = Annotated[Service, Depends(service_of)]
Asker = Annotated[Caller, Depends(requires("ask"))]
Manager = Annotated[Caller, Depends(requires("manage"))]
JSON_LINES = "application/x-ndjson"
_EXAMPLE = (
    '{"id": "feedback-ticket-4711", "question": "Wie lange hält der Akku?", "language": "de", "answerable": true, '
    '"answers": [{"original_id": "t5/battery", "start": 18, "end": 27, "text": "ten hours", "language": "en"}], '
    '"alternatives": [], "split": "test"}\n'
)


class QuestionsResponse(Response):
    """Questions, a line of JSON each."""

    media_type = JSON_LINES


@router.post(
    "/feedback",
    status_code=201,
    response_model=FeedbackModel,
    responses={
        200: {"description": "Kept already, under the same id.", "model": FeedbackModel},
        **responses(*GUARDED, 404, 409, 410, 422, 503, 504, 507),
    },
)
async def give_feedback(body: FeedbackRequest, response: Response, service: ServiceOf, caller: Asker) -> Any:
    """Give feedback on an answer.

    Rate it, say what the right one is, or translate a quote better. Durable when this returns.
    """
    tenancy = caller.tenancy
    sent = json.dumps(body.model_dump(exclude={"id"}), sort_keys=True)

    name = tenancy.own(body.id or secrets.token_hex(10))
    digest = hashlib.sha256(sent.encode()).hexdigest()

    def keep() -> tuple[Feedback, bool]:
        # Before it is checked again: the document may have changed since.
        if (held := service.feedback.kept(name, digest)) is not None:
            return held, False
        kind: FeedbackKind
        if body.answer is not None:
            kind, content = "answer", answer_content(body.answer, service, tenancy)
        elif body.span is not None:
            kind, content = "span", span_content(body.span, service, tenancy)
        else:
            assert body.translation is not None
            kind, content = "translation", translation_content(body.translation)
        return service.feedback.add(Feedback(name, tenancy.tenant or "", kind, "proposed", content, digest))

    kept, new = await service.jobs.read(keep)
    if not new:
        response.status_code = 200
    return _shown(kept, tenancy)


@router.get("/feedback", response_model=FeedbackPage, responses=responses(*GUARDED, 422, 503, 504))
async def list_feedback(
    service: ServiceOf,
    caller: Manager,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    cursor: Annotated[str | None, Query(pattern=r"^[0-9]{1,18}$", description="`next` of the page before.")] = None,
    kind: FeedbackKind | None = None,
    state: FeedbackState | None = None,
) -> Any:
    """List feedback.

    The newest first; what is older than the service's `feedback_days` is deleted.
    """
    before = None if cursor is None else int(cursor)
    tenant = caller.tenancy.tenant
    found = await service.jobs.read(
        lambda: service.feedback.page(tenant, limit + 1, before=before, kind=kind, state=state)
    )
    more = len(found) > limit
    return FeedbackPage(
        feedback=[_shown(one, caller.tenancy) for one in found[:limit]],
        next=str(found[limit - 1].number) if more else None,
    )


@router.get(
    "/feedback/export",
    response_class=QuestionsResponse,
    responses={
        200: {
            "description": "A question a line.",
            "content": {JSON_LINES: {"schema": {"type": "string"}, "example": _EXAMPLE}},
        },
        **responses(*GUARDED, 422, 503, 504),
    },
)
async def export_feedback(
    service: ServiceOf,
    caller: Manager,
    format: Annotated[Literal["questions"], Query(description="polycite's own: `polycite eval questions` reads it.")],  # noqa: A002
    split: Annotated[
        Split | None, Query(description="Only those to fit on (as few-shot examples), or to test with. Default: both.")
    ] = None,
) -> Response:
    """Export feedback as questions.

    Corrected spans and answers with a thumb up, checked against the documents as they are now.
    Half of the questions, told by their words, are for fitting and the others for testing, now and in every export.
    """
    tenancy = caller.tenancy

    def lookup(original_id: str) -> Original | None:
        try:
            return tenancy.original(service.qa, tenancy.shown(original_id))
        except ProblemError:
            return None

    def lines() -> str:
        rows = questions_of(service.feedback.page(tenancy.tenant, -1), lookup, tenancy.shown, split)
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)

    return QuestionsResponse(await service.jobs.read(lines))


@router.post(
    "/feedback/{feedback_id}/review",
    response_model=FeedbackModel,
    responses=responses(*GUARDED, 404, 422, 503, 504, 507),
)
async def review_feedback(
    feedback_id: Annotated[str, Path(pattern=r"^[A-Za-z0-9_.:-]{1,200}$")],
    body: ReviewRequest,
    service: ServiceOf,
    caller: Manager,
) -> Any:
    """Accept or reject feedback.

    An accepted translation goes before every translator from then on.
    """
    tenancy = caller.tenancy
    reviewed = await service.jobs.read(
        lambda: review(
            service.feedback,
            service.translations,
            tenancy.own(feedback_id),
            tenancy.tenant,
            body.decision,
            body.text,
        )
    )
    return _shown(reviewed, tenancy)


def _shown(feedback: Feedback, tenancy: Tenancy) -> FeedbackModel:
    """Feedback with the ids that the caller knows."""
    content: dict[str, Any] = dict(feedback.content)
    if feedback.kind == "span":
        (cited,) = content["citations"]
        content = {**_citation(cited, tenancy), **content, "text": cited["quote"]}
    elif feedback.kind == "answer":
        cited = [{**one, "verified": True} for one in content["citations"]]
        cited += [{**one, "verified": False} for one in content["unverified"]]
        content["citations"] = [_citation(one, tenancy) for one in cited]
    return FeedbackModel.model_validate(
        {
            "id": tenancy.shown(feedback.id),
            "kind": feedback.kind,
            "state": feedback.state,
            "created": datetime.fromtimestamp(feedback.created, UTC)
            .isoformat(timespec="seconds")
            .replace("+00:00", "Z"),
            feedback.kind: content,
        }
    )


def _citation(citation: Mapping[str, Any], tenancy: Tenancy) -> dict[str, Any]:
    return {**citation, "original_id": tenancy.shown(citation["original_id"])}
