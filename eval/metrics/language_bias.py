"""Whether search prefers some languages: what is found against what is relevant, language by language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from polycite.components.evidence import Original
from polycite.eval.datasets.questions import Question
from polycite.eval.metrics.catalogue import Factory, cutoff
from polycite.eval.metrics.metric import Better, Case, Metric, Ratio, Value
from polycite.eval.predictions.prediction_parts import Place
from polycite.eval.predictions.predictions import Prediction

Shares = Mapping[str, float]


class Searched(Protocol):
    """A question and what was found for it: a Case, a Row."""

    @property
    def question(self) -> Question:
        """With what is relevant."""

    @property
    def prediction(self) -> Prediction:
        """With the passages."""


@dataclass(frozen=True)
class LanguageBias(Ratio):
    """Share of the question's own language in the top k, over its share among the relevant: 1 is fair.

    Above 1 the asker's language is preferred, below 1 it is starved. Both shares are means over the questions, each of
    which weighs the same; relevant are all right spans with their alternatives, else the relevant originals. A
    question has no part where nothing was found or the language of a passage is unknown. Meant for corpora that
    answer in several languages: where nothing relevant is in the questions' own language there is no figure.

    Source: ours, a ratio of exposure to relevance by group as in Singh and Joachims 2018, "Fairness of Exposure in
    Rankings". The bias itself: Yang, Jiang and Baldwin 2024, "Language Bias in Multilingual Information Retrieval";
    Yang et al. 2024, "Language Fairness in Multilingual Information Retrieval", whose PEER is a test of ranks instead.
    :func:`language_shares` gives the table by language of the passages.
    """

    k: int = 10

    family = "retrieval"
    better: ClassVar[Better] = "neither"

    @property
    def name(self) -> str:
        """Language bias@k."""
        return f"language bias@{self.k}"

    def measure(self, case: Case) -> Value:
        """(share of the question's language in the top k, its share among the relevant)."""
        shares = _shares(case, case.originals, self.k)
        if shares is None:
            return None
        found, relevant = shares
        return found.get(case.question.language, 0.0), relevant.get(case.question.language, 0.0)


@dataclass(frozen=True, slots=True)
class LanguageShare:
    """A language of passages: its mean shares of the top k and of the relevant over ``questions`` questions."""

    language: str
    found: float
    relevant: float
    questions: int

    @property
    def bias(self) -> float | None:
        """``found / relevant``, 1.0 is fair; None where nothing relevant is in this language."""
        return self.found / self.relevant if self.relevant else None


def language_shares(
    searched: Iterable[Searched], originals: Mapping[str, Original], k: int = 10
) -> dict[str, LanguageShare]:
    """By language of the passages, what was found in it against what is relevant in it, as :class:`LanguageBias`.

    Args:
        searched: cases or rows, of all questions or of those in one language.
        originals: by id, for the languages of the passages.
        k: how many passages of each question are looked at.
    """
    found: Counter[str] = Counter()
    relevant: Counter[str] = Counter()
    questions = 0
    for one in searched:
        if (shares := _shares(one, originals, k)) is not None:
            questions += 1
            found.update(shares[0])
            relevant.update(shares[1])
    return {
        language: LanguageShare(language, found[language] / questions, relevant[language] / questions, questions)
        for language in sorted({*found, *relevant})
    }


def extremes(shares: Mapping[str, LanguageShare]) -> tuple[LanguageShare, LanguageShare] | None:
    """The most over- and the most under-represented language; None where no language has relevant passages."""
    known = [(share.bias, share) for share in shares.values() if share.bias is not None]
    if not known:
        return None
    return max(known, key=lambda pair: pair[0])[1], min(known, key=lambda pair: pair[0])[1]


def _shares(searched: Searched, originals: Mapping[str, Original], k: int) -> tuple[Shares, Shares] | None:
    """Shares of each language in the top k and among the relevant; None where they cannot be told."""
    question, passages = searched.question, searched.prediction.passages
    spans = [gold for golds in question.golds for gold in golds]
    told = {gold.original_id: gold.language for gold in spans}
    relevant = [gold.language for gold in spans] or [
        _language(name, told, originals) for name, grade in question.relevant.items() if grade > 0
    ]
    found = [_language(name, told, originals) for name in _ids(passages or (), k)]
    if not found or not relevant or not all(found) or not all(relevant):
        return None
    return _counted(found), _counted(relevant)


def _ids(passages: Sequence[Place], k: int) -> list[str]:
    return [place.original_id for place in passages[:k]]


def _language(original_id: str, told: Mapping[str, str], originals: Mapping[str, Original]) -> str:
    original = originals.get(original_id)
    return (original.language if original else None) or told.get(original_id, "")


def _counted(languages: Sequence[str]) -> Shares:
    return {language: number / len(languages) for language, number in Counter(languages).items()}


DEFAULTS: tuple[Metric, ...] = (LanguageBias(10),)
NAMED: dict[str, Factory] = {"language bias": lambda k: LanguageBias(cutoff(k))}
