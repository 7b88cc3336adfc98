"""Citations whose quote is not what stands at their place, each named: a gate fails by its examples.

Offsets are half-open, in Unicode code points of the stored original.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from polycite.eval.metrics.metric import Case
from polycite.eval.metrics.quoting import holds
from polycite.eval.predictions.prediction_parts import Cited

_SHOWN = 80
"""Characters of a quote that a line shows."""


@dataclass(frozen=True, slots=True)
class BrokenCitation:
    """A citation that does not hold.

    Attributes:
        question_id: the question's.
        number: of the citation in the prediction, from 1.
        cited: what the system says.
        found: what stands at its place, as far as the original reaches; None when there is no such original.
        place: where the quote stands in that original, nearest to the place it names; None where it does not.
    """

    question_id: str
    number: int
    cited: Cited
    found: str | None
    place: tuple[int, int] | None

    def __str__(self) -> str:
        cited = self.cited
        begin = f"{self.question_id}: citation {self.number}:"
        if self.found is None:
            return f"{begin} there is no original {cited.original_id!r}."
        place = f"[{cited.start}, {cited.end}) of {cited.original_id!r}"
        what = f"{place} reads {_short(self.found)}" if self.found else f"{place} holds no character"
        where = f"it stands at [{self.place[0]}, {self.place[1]})" if self.place else "it does not occur there at all"
        return f"{begin} {what}, the quote is {_short(cited.quote)}; {where}."


def broken_citations(cases: Iterable[Case]) -> list[BrokenCitation]:
    """Every citation that does not hold, in order; none of a question whose originals are not known at all."""
    return [
        _broken(case, number, cited)
        for case in cases
        if case.originals
        for number, cited in enumerate(case.prediction.citations, start=1)
        if not holds(cited, case)
    ]


def _broken(case: Case, number: int, cited: Cited) -> BrokenCitation:
    text = case.text_of(cited.original_id)
    if text is None:
        return BrokenCitation(case.question.id, number, cited, None, None)
    found = text[max(0, cited.start) : max(0, cited.end)]
    starts = list(_occurrences(text, cited.quote))
    nearest = min(starts, key=lambda start: abs(start - cited.start), default=None)
    place = None if nearest is None else (nearest, nearest + len(cited.quote))
    return BrokenCitation(case.question.id, number, cited, found, place)


def _occurrences(text: str, quote: str) -> Iterator[int]:
    start = text.find(quote) if quote else -1
    while start >= 0:
        yield start
        start = text.find(quote, start + 1)


def _short(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…")
