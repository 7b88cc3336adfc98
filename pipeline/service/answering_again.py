"""A question whose document went, or became another, while it was read: answered once more from what is there now."""

from __future__ import annotations

from collections.abc import Callable

from polycite.components.errors import EvidenceError, OriginalNotFoundError
from polycite.components.evidence import Answer
from polycite.pipeline.service.problems import ProblemError
from polycite.pipeline.streaming import Event, LanguageFound, SegmentFound

Told = Callable[[Event], None]


def answer_again(answer: Callable[[Told], Answer], told: Told, has_changed: Callable[[], bool]) -> Answer:
    """What ``answer`` comes to, tried once more when it cites what is no longer so.

    Nobody is told two answers: once a part of one has been told there is no second. A second try tells its own
    passages, and the language no more.

    Args:
        answer: answers, and tells how far it is.
        told: whom it tells.
        has_changed: whether the documents may be others than they were; while they are not, a citation that does not
            hold is a defect.

    Raises:
        ProblemError: 503 when a document went again, or after a part of the answer was told.
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

    try:
        try:
            return answer(telling)
        except (OriginalNotFoundError, EvidenceError):
            if parts or not has_changed():
                raise
        return answer(telling_again)
    except OriginalNotFoundError as error:
        raise ProblemError(
            503, "documents-changed", "A document went while it was read.", "Ask again.", {"Retry-After": "1"}
        ) from error
