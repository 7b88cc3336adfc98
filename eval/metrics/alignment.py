"""How right the links of a word alignment are, as in Och and Ney (2003)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

Link = tuple[int, int]


@dataclass(frozen=True, slots=True)
class AlignmentCounts:
    """Links A of a system against sure links S and possible links P, where P holds S.

    Attributes:
        found: |A|.
        sure: |S|.
        found_sure: |A ∩ S|.
        found_possible: |A ∩ P|.
    """

    found: int = 0
    sure: int = 0
    found_sure: int = 0
    found_possible: int = 0

    def __add__(self, other: AlignmentCounts) -> AlignmentCounts:
        return AlignmentCounts(
            self.found + other.found,
            self.sure + other.sure,
            self.found_sure + other.found_sure,
            self.found_possible + other.found_possible,
        )

    @property
    def precision(self) -> float:
        """|A ∩ P| / |A|; 0 where nothing is linked."""
        return self.found_possible / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """|A ∩ S| / |S|."""
        return self.found_sure / self.sure if self.sure else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two, as SimAlign reports it."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def aer(self) -> float:
        """1 - (|A ∩ S| + |A ∩ P|) / (|A| + |S|): the alignment error rate; lower is better."""
        total = self.found + self.sure
        return 1 - (self.found_sure + self.found_possible) / total if total else 0.0


def count_links(found: Iterable[Link], sure: Collection[Link], possible: Collection[Link]) -> AlignmentCounts:
    """The counts of one sentence pair; ``possible`` need not hold ``sure``."""
    ours, certain = set(found), set(sure)
    return AlignmentCounts(len(ours), len(certain), len(ours & certain), len(ours & (certain | set(possible))))
