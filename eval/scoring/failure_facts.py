"""What the rules of :mod:`polycite.eval.scoring.failures` ask about a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from polycite.eval.datasets.questions import GoldSpan
from polycite.eval.metrics.entity_violations import entity_violations
from polycite.eval.metrics.language_consistency import identified
from polycite.eval.metrics.metric import Case, Value
from polycite.eval.metrics.quoting import holds
from polycite.eval.metrics.ranking import is_right, ranked
from polycite.eval.metrics.semantic_matches import false_matches
from polycite.eval.metrics.spans import overlap
from polycite.eval.predictions.prediction_parts import Cited
from polycite.eval.scoring.cited_text import sentence_span
from polycite.eval.scoring.rightness import f1_of, went_well

if TYPE_CHECKING:
    from polycite.components.languages.language_identification import LanguageIdentifier

LOOKED_AT = 20
"""Passages among which a right one must be."""
EXPLODED = 3.0
"""Tokens over those of the same question in English from which on a question's tokens have exploded.

Petrov et al. 2023, "Language Model Tokenizers Introduce Unfairness Between Languages", call this the premium; the bound
is ours.
"""
_CARRIED = ("projected", "sentence")


@dataclass(frozen=True)
class Facts:
    """A question with what is known of it; each fact is found when first asked for.

    Attributes:
        case: the question and what was said to it.
        values: of metrics by their names; F1 and span hit are measured where they are not among them.
        fertility: tokens over those of the same question in English; None where unknown.
    """

    case: Case
    values: Mapping[str, Value]
    fertility: float | None = None

    @property
    def answered(self) -> bool:
        """Whether an answer was given."""
        return self.case.prediction.asked and not self.case.prediction.abstained

    @property
    def broken(self) -> bool:
        """Whether a quote is not what stands at its place; never where no original is known."""
        return bool(self.case.originals) and not all(holds(one, self.case) for one in self.case.prediction.citations)

    @cached_property
    def judged(self) -> bool:
        """Whether right answers are known to compare with."""
        return f1_of(self.case, self.values) is not None

    @cached_property
    def right(self) -> bool:
        """Whether words or citations are right."""
        return self.answered and went_well(self.case, self.values)

    @cached_property
    def missed(self) -> bool:
        """Whether a needed passage, of relevant originals all, is not among the first :data:`LOOKED_AT`."""
        question, passages = self.case.question, self.case.prediction.passages
        if passages is None or not (question.answers or any(grade > 0 for grade in question.relevant.values())):
            return False
        if not question.answers:
            return not any(is_right(question, place) for place in passages[:LOOKED_AT])
        found = ranked(question, passages[:LOOKED_AT])
        return not all(str(number) in found for number in range(len(question.answers)))

    @property
    def mistaken(self) -> bool:
        """Whether the first passage is a false semantic match."""
        return 1 in (false_matches(self.case, LOOKED_AT) or ())

    @property
    def corrupted(self) -> bool:
        """Whether the answer says what no cited sentence says."""
        if not self.answered or not self.case.prediction.citations:
            return False
        if self._overlapping:
            return bool(entity_violations(self.case, names=not self.right))
        return self.judged and not self.right and not self.missed and bool(entity_violations(self.case))

    @property
    def drifted(self) -> bool:
        """Whether a span carried back from another text lies beside the right one."""
        crossing = all(gold.language != self.case.question.language for gold in self._golds)
        if any(one.method in _CARRIED or (not one.method and crossing) for one in self._overlapping):
            return True
        carried = [one for one in self.case.prediction.citations if one.method in _CARRIED]
        return any(self._in_one_sentence(one, gold) for one in carried for gold in self._golds)

    @property
    def misparsed(self) -> bool:
        """Whether a code-switched question was taken for one in the language that it switches into."""
        question, passages = self.case.question, self.case.prediction.passages
        if "code-switched" not in question.kinds:
            return False
        detection = _identifier().detect(question.question)
        if detection.language is not None and detection.language != question.language:
            return True
        original = self.case.originals.get(passages[0].original_id) if passages else None
        into = {span.language for span in detection.spans} - {question.language, *self._right_languages}
        return original is not None and original.language in into

    @property
    def exploded(self) -> bool:
        """Whether the question has far more tokens than in English, and was not found or misread."""
        failed = self.missed or (self.answered and self.judged)
        return failed and self.fertility is not None and self.fertility >= EXPLODED

    @property
    def astray(self) -> bool:
        """Whether the answer's language, identified or else as told, is none that is right."""
        prediction = self.case.prediction
        language = identified(prediction.answer or "") or prediction.language
        wanted = {self.case.question.language, *self._right_languages}
        return bool(language) and language.partition("-")[0] not in {code.partition("-")[0] for code in wanted}

    @property
    def _golds(self) -> list[GoldSpan]:
        return [gold for golds in self.case.question.golds for gold in golds]

    @property
    def _right_languages(self) -> set[str]:
        texts = self.case.question.texts
        return {gold.language for gold in self._golds} | {text.language for text in texts}

    @cached_property
    def _overlapping(self) -> list[Cited]:
        return [one for one in self.case.prediction.citations if any(overlap(one, gold) for gold in self._golds)]

    def _in_one_sentence(self, cited: Cited, gold: GoldSpan) -> bool:
        original = self.case.originals.get(gold.original_id)
        if original is None or cited.original_id != gold.original_id:
            return False
        span = sentence_span(original.text, gold.start, gold.end, original.language)
        return span is not None and span.start < cited.end and cited.start < span.end


@cache
def _identifier() -> LanguageIdentifier:
    from polycite.components.languages.language_identification import LanguageIdentifier

    return LanguageIdentifier()
