"""What is asked about a statement and the text it cites, and who may be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement, and the cited text that should carry it.

    Attributes:
        premise: the cited texts, all of them together, each with its language.
        hypothesis: the statement.
        language: of the statement.
        question: of a short answer ("58 kg"), which states nothing without it; "" for a sentence.
    """

    premise: tuple[tuple[str, str | None], ...]
    hypothesis: str
    language: str | None = None
    question: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """``score``: probability in [0, 1] that the premise carries the statement; ``holds``: whether that is enough."""

    score: float
    holds: bool


class EntailmentJudge(Protocol):
    """What says whether premises carry statements."""

    def entails(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """One judgement a pair."""
