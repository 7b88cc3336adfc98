"""``POST /v1/ask`` and ``POST /v1/search``."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from polycite.pipeline.service.access.authentication import GUARDED, Caller, requires
from polycite.pipeline.service.access.logs import note
from polycite.pipeline.service.answer_cache import Question
from polycite.pipeline.service.problems import responses
from polycite.pipeline.service.schemas import AnswerModel, AskRequest, SearchRequest, SearchResponse
from polycite.pipeline.service.state import Service, filter_of, service_of

router = APIRouter(prefix="/v1", tags=["asking"])
ServiceOf = Annotated[Service, Depends(service_of)]
Asker = Annotated[Caller, Depends(requires("ask"))]
X_CACHE = {"description": "`hit`: the answer was kept from before.", "schema": {"type": "string"}}


def question_of(body: AskRequest, caller: Caller) -> Question:
    """What a request asks, among the documents that its caller sees."""
    return Question(
        body.question,
        body.answer_language,
        body.question_language,
        body.strategy,
        body.top_k,
        caller.tenancy.where(filter_of(body.filters)),
        caller.tenancy.tenant,
    )


@router.post(
    "/ask",
    response_model=AnswerModel,
    responses={200: {"headers": {"X-Cache": X_CACHE}}, **responses(*GUARDED, 422, 503, 504)},
)
async def ask(body: AskRequest, service: ServiceOf, caller: Asker, request: Request, response: Response) -> Any:
    """Answer a question from the documents.

    Every part of the answer has citations of exact characters; where the documents do not hold the answer it is an
    abstention with its reason, and a 200 too.
    """
    note(request, question=body.question)
    answer, kept = await service.answers.ask(question_of(body, caller))
    response.headers["X-Cache"] = "hit" if kept else "miss"
    return caller.tenancy.answer(answer).to_dict()


@router.post("/search", response_model=SearchResponse, responses=responses(*GUARDED, 422, 503, 504))
async def search(body: SearchRequest, service: ServiceOf, caller: Asker, request: Request) -> Any:
    """Search for passages.

    The best come first; nothing is read or answered.
    """
    note(request, question=body.question)
    call = partial(
        service.qa.search,
        body.question,
        top_k=body.top_k,
        filters=caller.tenancy.where(filter_of(body.filters)),
        question_language=body.question_language,
    )
    found = await service.admission.run(call)
    return {"passages": [caller.tenancy.passage(passage).to_dict() for passage in found]}
