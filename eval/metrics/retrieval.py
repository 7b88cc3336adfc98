"""Whether search finds the passages that hold the answer.

A passage *covers* a right span when it is of the same original and holds at least half of the span's
characters. Every answer of a question has a rank, that of the first passage which covers it or one of its
alternatives; ranks count from 1, None means not among the passages.
"""

from __future__ import annotations

from collections.abc import Sequence

from polycite.eval.metrics.spans import Located, overlap

Rank = int | None


def covers(passage: Located, gold: Located) -> bool:
    """Whether ``passage`` holds at least half of the characters of ``gold``."""
    return 2 * overlap(passage, gold) >= gold.end - gold.start > 0


def ranks(passages: Sequence[Located], golds: Sequence[Sequence[Located]]) -> tuple[Rank, ...]:
    """The rank of each answer, given as the spans of which any one will do."""
    return tuple(
        next(
            (rank for rank, passage in enumerate(passages, start=1) if any(covers(passage, gold) for gold in any_of)),
            None,
        )
        for any_of in golds
    )


def recall_at(k: int, of_answers: Sequence[Rank]) -> float:
    """Recall@k = |relevant in the top k| / |relevant|: the share of a question's answers with a rank of at most k.

    For one answer it is 1.0 or 0.0, called success or hit rate too (Manning et al. 2008, chapter 8).

    Raises:
        ValueError: the question has no answer, so nothing is relevant.
    """
    if not of_answers:
        raise ValueError("recall is undefined without a relevant passage")
    return sum(rank is not None and rank <= k for rank in of_answers) / len(of_answers)
