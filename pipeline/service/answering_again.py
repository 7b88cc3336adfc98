"""A question whose document went, or became another, while it was read: answered once more from what is there now."""

from __future__ import annotations

from collections.abc import Callable

from polycite.components.errors import EvidenceError, OriginalNotFoundError
from polycite.components.evidence import Answer
from polycite.pipeline.service.problems import ProblemError
from polycite.pipeline.streaming import Event, LanguageFound, SegmentFound

Told = Callable[[Event], None]


def answer_again(answer: Callable[[Told], Answer], told: Told, version: Callable[[], object]) -> Answer:
    """What ``answer`` comes to, tried once more when it cites what is no longer so.

    Nobody is told two answers: once a part of one has been told there is no second. A second try tells its own
    passages, and the language no more.

    Args:
        answer: answers, and tells how far it is.
        told: whom it tells.
        version: of the documents, another whenever they may have become others; while it is the same, a citation that
            does not hold is a defect.

    Raises:
        ProblemError: 503 when a document went or was replaced again, or after a part of the answer was told.
        EvidenceError: a citation does not hold.
    """
    parts: list[SegmentFound] = []

    def telling(event: Event) -> None:
        if isinstance(event, SegmentFound):
            parts.append(event)
        told(event)

    def telling_again(event: Event) -> None:
        if not isinstance(event, LanguageFound):
            told(event)

    for listener in (telling, telling_again):
        before = version()
        try:
            return answer(listener)
        except (OriginalNotFoundError, EvidenceError) as error:
            is_same = version() == before
            if is_same and isinstance(error, EvidenceError):
                raise
            changed = error
        if parts or is_same:
            break
    raise ProblemError(
        503, "documents-changed", "A document changed while it was read.", "Ask again.", {"Retry-After": "1"}
    ) from changed
