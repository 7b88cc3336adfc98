"""Whether answers are in the language that was wanted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from polycite.components.languages.language_codes import SUPPORTED
from polycite.components.text.words import UNSPACED
from polycite.eval.metrics.answering import said_to_the_asker
from polycite.eval.metrics.catalogue import Factory
from polycite.eval.metrics.metric import Case, Metric

if TYPE_CHECKING:
    from polycite.components.languages.language_identification import LanguageIdentifier

SURE = 0.9
WORDS = 3
CHARACTERS = 4
SAID = "said"


@dataclass(frozen=True)
class LanguageConsistency(Metric):
    """Share of answers in the wanted language: the question's, or with "@said" the one that the system itself names.

    The language is identified from the answer's characters, whatever the system says; an answer has no part unless it
    has 3 words that tell a language (in scripts without spaces 4 letters; numbers, codes, addresses, quotes and
    international words tell none), fewer than half of them capitalised, as names are, and the identification is at
    least 90 % sure. Simplified and traditional Chinese are one language. A bare quote in the language of its document
    is inconsistent with a question in another, and consistent with a system that marks it as such.

    Source: share of answers in the language of the question, as the correct language rate of Chirkova et al. 2024,
    "Retrieval-augmented generation in multilingual settings"; the identifier and the thresholds are ours. On answers
    from XQuAD, which are short and full of names, the identification is wrong in under 1 of 100.
    """

    wanted: str = ""

    family = "answers"

    def __post_init__(self) -> None:
        if self.wanted not in ("", SAID):
            raise ValueError(f"{self.wanted!r} is no language to compare with")

    @property
    def name(self) -> str:
        """Language consistency, language consistency@said."""
        return "language consistency" + (f"@{self.wanted}" if self.wanted else "")

    def measure(self, case: Case) -> float | None:
        """1 when the answer is in the wanted language, 0 when in another; None when that cannot be told."""
        wanted = case.prediction.language if self.wanted else case.question.language
        if wanted not in SUPPORTED:
            return None
        found = identified(said_to_the_asker(case.prediction))
        return None if found is None else float(_base(found) == _base(wanted))


@lru_cache(maxsize=4096)
def identified(answer: str) -> str | None:
    """The language of an answer; None where it is too short, mostly names, or not surely of one language."""
    from polycite.components.languages.language_evidence import telling_words

    _, words = telling_words(answer)
    capitalised = sum(answer[word.start : word.start + 1].isupper() for word in words)
    if not words or 2 * capitalised >= len(words):
        return None
    detection = _identifier().detect(answer)
    if detection.language is None or detection.confidence < SURE:
        return None
    if detection.language in UNSPACED:
        return detection.language if sum(word.end - word.start for word in words) >= CHARACTERS else None
    return detection.language if len(words) >= WORDS else None


@cache
def _identifier() -> LanguageIdentifier:
    from polycite.components.languages.language_identification import LanguageIdentifier

    return LanguageIdentifier()


def _base(language: str) -> str:
    return language.partition("-")[0]


DEFAULTS: tuple[Metric, ...] = (LanguageConsistency(),)
NAMED: dict[str, Factory] = {"language consistency": LanguageConsistency}
