"""``polycite feedback``: what people said about the service's answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from polycite.components.errors import PolyciteError
from polycite.pipeline.cli.session import Session, with_session

if TYPE_CHECKING:
    from polycite.pipeline.service.access.tenancy import Tenancy
    from polycite.pipeline.service.feedback_questions import Split
    from polycite.pipeline.service.feedback_store import Feedback, FeedbackStore

EPILOG = """\b
Examples:
  polycite feedback export > questions.jsonl
  polycite eval questions questions.jsonl --originals docs/
  polycite feedback export --split fit > examples.jsonl
  polycite feedback review
  polycite feedback review 5b1f0c8e2f6d --accept
  polycite feedback review 5b1f0c8e2f6d --accept --text "Der Akku hält zehn Stunden."
"""
_TENANT = click.option("--tenant", metavar="NAME", help="Of this tenant only, under the ids that it knows.")
_DATA = click.option(
    "--data",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The service's data folder  [default: beside the store]",
)


@click.group(epilog=EPILOG, short_help="Feedback on the service's answers: export, review.")
def feedback() -> None:
    """Export what people said about answers, and review what they propose; the service may go on meanwhile."""


@feedback.command(epilog=EPILOG)
@click.option("--split", type=click.Choice(["fit", "test"]), help="Only questions to fit on, or to test with.")
@_TENANT
@_DATA
@with_session()
def export(session: Session, split: str | None, tenant: str | None, data: Path | None) -> None:
    """Write corrected spans and answers with a thumb up as questions, a line of JSON each.

    Answers stand where they stood when the feedback came; `polycite eval questions` checks them against the documents
    of today, as the service's own export does.
    """
    from polycite.pipeline.service.feedback_questions import questions_of

    tenancy = _tenancy(tenant)
    given = _store(_folder(session, data)).page(tenancy.tenant, -1)
    rows = questions_of(given, shown=tenancy.shown, split=cast("Split | None", split))
    for row in rows:
        session.emit(row, one_line=True)
    session.say(f"{len(rows)} questions")


@feedback.command(epilog=EPILOG)
@click.argument("feedback_id", metavar="[ID]", required=False)
@click.option("--accept/--reject", default=None, help="What you have decided.")
@click.option("--text", help="The accepted translation in your words.")
@_TENANT
@_DATA
@with_session()
def review(
    session: Session,
    feedback_id: str | None,
    accept: bool | None,
    text: str | None,
    tenant: str | None,
    data: Path | None,
) -> None:
    """Accept or reject the feedback ID; without one, list the translations that wait for it.

    An accepted translation goes before every translator from then on.
    """
    from polycite.pipeline.service.access.tenancy import RESERVED
    from polycite.pipeline.service.feedback_review import review as decide
    from polycite.pipeline.service.problems import ProblemError

    if (feedback_id is None) != (accept is None):
        raise click.UsageError("Give an ID together with --accept or --reject, or neither.")
    tenancy, folder = _tenancy(tenant), _folder(session, data)
    store = _store(folder)
    if feedback_id is None:
        _show(session, store.page(tenancy.tenant, -1, kind="translation", state="proposed"), tenancy)
        return
    from polycite.components.translation.translation_memory import TranslationMemory

    memory = TranslationMemory(folder / "translation_memory.sqlite3", RESERVED)
    try:
        decision = decide(
            store, memory, tenancy.own(feedback_id), tenancy.tenant, "accept" if accept else "reject", text
        )
    except ProblemError as error:
        raise PolyciteError(error.detail, "`polycite feedback review` lists what waits.") from None
    row = _row(decision, tenancy)
    session.emit(row) if session.as_json else session.say(f"{row['state']}: {row['id']}")


def _show(session: Session, waiting: list[Feedback], tenancy: Tenancy) -> None:
    rows = [_row(one, tenancy) for one in waiting]
    if session.as_json:
        session.emit(rows)
        return
    for row in rows:
        click.echo(f"{row['id']}  {row['source_language']} → {row['target_language']}")
        click.echo(f"  {row['source']}\n  {row['text']}")
    if not rows:
        session.say("No translation waits for a review.")


def _row(one: Feedback, tenancy: Tenancy) -> dict[str, Any]:
    return {"id": tenancy.shown(one.id), "kind": one.kind, "state": one.state, **one.content}


def _tenancy(tenant: str | None) -> Tenancy:
    from polycite.pipeline.service.access.tenancy import Tenancy

    return Tenancy(tenant)


def _folder(session: Session, data: Path | None) -> Path:
    from polycite.pipeline.service.settings import ServiceSettings

    return ServiceSettings(data=data).folder(session.store)


def _store(folder: Path) -> FeedbackStore:
    """The feedback in ``folder``; how long it is kept is the service's business."""
    from polycite.pipeline.service.feedback_store import FeedbackStore

    path = folder / "feedback.sqlite3"
    if not path.exists():
        raise PolyciteError(f"There is no feedback in {folder}.", "Name the service's data folder with --data.")
    return FeedbackStore(path)
