"""How well cited characters are the right characters.

All offsets are half-open and count Unicode code points of the stored original, so a span in one original
never overlaps a span in another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

HIT = 0.5


class Located(Protocol):
    """Anything with a place in an original: a Citation, a Passage, a GoldSpan."""

    @property
    def original_id(self) -> str:
        """The original it stands in."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """The character after the last."""


@dataclass(frozen=True, slots=True)
class SpanScore:
    """Cited characters A against right characters B, each character counted once.

    Attributes:
        precision: |A ∩ B| / |A|; 0.0 when nothing is cited.
        recall: |A ∩ B| / |B|.
        f1: 2 |A ∩ B| / (|A| + |B|).
        iou: |A ∩ B| / |A ∪ B| (Jaccard; as for spans in ERASER, DeYoung et al. 2020).
        hit: whether iou is at least 0.5 (DeYoung et al. 2020).
        boundary_error: characters by which start and end of the nearest citation are off, summed, averaged
            over the right spans; None unless every right span is overlapped by a citation.
    """

    precision: float
    recall: float
    f1: float
    iou: float
    hit: bool
    boundary_error: float | None


def score_spans(cited: Sequence[Located], answers: Sequence[Sequence[Located]]) -> SpanScore:
    """Compare what was cited with what is right.

    Args:
        cited: all citations of an answer.
        answers: the right spans, all needed together; for each, the spans of which any one will do. B holds
            the one that the citations cover best. Characters of the others are not counted in A: to cite
            the same fact at a second place is neither needed nor wrong.

    Raises:
        ValueError: there is no right span, or one without characters.
    """
    if not answers or not all(len(_characters([one])) for any_of in answers for one in any_of):
        raise ValueError("a right span holds no character")
    ours = _characters(cited)
    chosen = [max(any_of, key=lambda one: len(ours & _characters([one]))) for any_of in answers]
    right = _characters(chosen)
    ours -= _characters(one for any_of in answers for one in any_of) - right
    both = len(ours & right)
    iou = both / len(ours | right)
    errors = [_boundary_error(cited, one) for one in chosen]
    known = [error for error in errors if error is not None]
    return SpanScore(
        precision=both / len(ours) if ours else 0.0,
        recall=both / len(right),
        f1=2 * both / (len(ours) + len(right)),
        iou=iou,
        hit=iou >= HIT,
        boundary_error=sum(known) / len(known) if len(known) == len(errors) else None,
    )


def overlap(one: Located, other: Located) -> int:
    """Number of characters that both hold; 0 in different originals."""
    if one.original_id != other.original_id:
        return 0
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _boundary_error(cited: Sequence[Located], gold: Located) -> int | None:
    near = [one for one in cited if overlap(one, gold)]
    return min((abs(one.start - gold.start) + abs(one.end - gold.end) for one in near), default=None)


def _characters(places: Iterable[Located]) -> set[tuple[str, int]]:
    return {(place.original_id, offset) for place in places for offset in range(place.start, place.end)}
