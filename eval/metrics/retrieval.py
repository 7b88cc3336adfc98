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


def original_ranks(passages: Sequence[Located], golds: Sequence[Sequence[Located]]) -> tuple[Rank, ...]:
    """As :func:`ranks` with originals in the place of passages: each counts once, at its best passage."""
    found = list(dict.fromkeys(passage.original_id for passage in passages))
    return tuple(
        min((found.index(gold.original_id) + 1 for gold in any_of if gold.original_id in found), default=None)
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


def reciprocal_rank(of_answers: Sequence[Rank]) -> float:
    """1 / rank of the first relevant passage, 0.0 when none was found; its mean is MRR (Voorhees 1999, TREC-8 QA)."""
    return max((1 / rank for rank in of_answers if rank is not None), default=0.0)
