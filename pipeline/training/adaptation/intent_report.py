"""What became of an adaptation of intents: accuracy by language, and examples that may be mistakes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from polycite.components.chat.intent_examples import IntentExample
from polycite.components.intents import Intent
from polycite.components.languages.language_identification import LanguageIdentifier

ALL = "all"
LOST = 0.01  # share of the messages that are not the team's that may be told less well
_DOUBTFUL = 0.6  # probability of another intent from which on an example may be a mistake


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Share of ``messages`` told right, 0 to 1, by the shipped examples and with the team's beside them."""

    messages: int
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Doubt:
    """An example that the others, cross-validated, call something else with some certainty: perhaps a mistake."""

    example: IntentExample
    found: str
    confidence: float


@dataclass(frozen=True)
class AdaptedIntents:
    """What came of it.

    ``weight``: how often each example of the team was written. ``own``: accuracy on the team's examples, each told
    by the others, by language and for :data:`ALL`. ``kept``: on messages that are not the team's.
    """

    weight: int
    own: dict[str, Accuracy]
    kept: Accuracy
    doubtful: tuple[Doubt, ...]
    seconds: float

    @property
    def better(self) -> bool:
        """Whether more of the team's messages are told, and of the others no more than a point fewer."""
        return self.own[ALL].after > self.own[ALL].before and self.kept.after >= self.kept.before - LOST


def by_language(
    examples: Sequence[IntentExample], before: Sequence[bool], after: Sequence[bool]
) -> dict[str, Accuracy]:
    """Whether each example was told right, before and after, as shares by language and of :data:`ALL`."""
    identifier, rows = LanguageIdentifier(), defaultdict(list)
    for example, *right in zip(examples, before, after, strict=True):
        rows[example.language or identifier.detect(example.text).language or "?"].append(right)
    rows[ALL] = [right for some in list(rows.values()) for right in some]
    return {code: accuracy(*zip(*some, strict=True)) for code, some in sorted(rows.items())}


def accuracy(before: Sequence[bool], after: Sequence[bool]) -> Accuracy:
    """Shares of what was told right; 0 of nothing."""
    count = len(before)
    return Accuracy(count, sum(before) / max(1, count), sum(after) / max(1, count))


def doubts(examples: Sequence[IntentExample], found: Sequence[Intent]) -> tuple[Doubt, ...]:
    """The examples of which something else was ``found`` with some certainty, the surest first."""
    unsure = [
        Doubt(example, intent.name, intent.confidence)
        for example, intent in zip(examples, found, strict=True)
        if intent.name != example.intent and intent.confidence >= _DOUBTFUL
    ]
    return tuple(sorted(unsure, key=lambda doubt: -doubt.confidence))
