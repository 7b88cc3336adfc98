"""Whether the words of an answer are among the first tokens that were found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from polycite.eval.datasets.questions import GoldSpan, GoldText, Question
from polycite.eval.metrics.catalogue import Factory, cutoff
from polycite.eval.metrics.metric import Case, Metric
from polycite.eval.metrics.normalisation import tokens
from polycite.eval.predictions.prediction_parts import Place

YES_NO = frozenset({"yes", "no"})
"""Texts that are not sought: they stand in any passage."""


@dataclass(frozen=True)
class AnswerRecall(Metric):
    """Share of questions whose right answer's words stand in the first k tokens of the passages, best first.

    Tokens are those of EM and F1, by the rules of the passage's language, of the answer's where that is unknown. The
    words must follow one another in one passage; the passage in which the k-th token stands counts up to there. Of an
    answer of several spans each must be there, in any of its alternatives; of texts any one. Unlike R@k it needs no
    place of the answer and compares systems whose passages differ in length; it takes the same words about something
    else for right.

    Source: R@2kt and R@5kt of Asai et al. 2021, "XOR QA: Cross-lingual Open-Retrieval Question Answering". Theirs
    seeks the characters, so that "12" is found in "512", and NLTK's English tokens. The texts "yes" and "no" are not
    sought, as there.
    """

    k: int = 2000

    family = "retrieval"

    @property
    def name(self) -> str:
        """Answer recall@k."""
        return f"answer recall@{self.k}"

    def measure(self, case: Case) -> float | None:
        """1 or 0; None when nothing was searched for, no answer's words are known, or an original is missing."""
        passages, missing = case.prediction.passages, _needed(case.question)
        if passages is None or not missing or not all(missing):
            return None
        for passage in _within(self.k, case, passages, missing[0][0].language):
            if passage is None:
                return None
            read, language = passage
            missing = [
                golds for golds in missing if not any(_follow(_tokens(gold.text, language), read) for gold in golds)
            ]
            if not missing:
                return 1.0
        return 0.0


def _needed(question: Question) -> list[list[GoldSpan | GoldText]]:
    """For each part of the answer the spans or texts of which any one will do, without those that have no token."""
    texts = [text for text in question.texts if text.text.strip().lower() not in YES_NO]
    parts: list[Sequence[GoldSpan | GoldText]] = [*question.golds] or [texts]
    return [[gold for gold in golds if _tokens(gold.text, gold.language)] for golds in parts]


def _within(
    k: int, case: Case, passages: Iterable[Place], otherwise: str
) -> Iterator[tuple[tuple[str, ...], str] | None]:
    """The passages' tokens with their language until there are k tokens; None for one whose text is not known."""
    left = k
    for place in passages:
        original = case.originals.get(place.original_id)
        if original is None:
            yield None
            return
        language = original.language or otherwise
        read = _tokens(original.text[place.start or 0 : place.end], language)[:left]
        yield read, language
        left -= len(read)
        if not left:
            return


def _follow(wanted: Sequence[str], read: Sequence[str]) -> bool:
    """Whether ``wanted`` stands in ``read``, one after the other; nothing wanted never does."""
    # A separator that no token holds, so that whole tokens are compared at the speed of a text search.
    return bool(wanted) and f" {' '.join(wanted)} " in f" {' '.join(read)} "


@lru_cache(maxsize=4096)
def _tokens(text: str, language: str) -> tuple[str, ...]:
    return tuple(tokens(text, language))


DEFAULTS: tuple[Metric, ...] = (AnswerRecall(2000),)
NAMED: dict[str, Factory] = {"answer recall": lambda k: AnswerRecall(cutoff(k))}
