"""Whether a claim puts the words of its evidence together as the evidence does."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

_SKIPPED = 2  # words of a clause that a shorter version of it may leave out in one place


def keeps_order(places: Sequence[int], own: Sequence[int], clauses: Sequence[int]) -> bool:
    """Whether words stand as in the evidence, or as two clauses of it the other way round.

    "The landlord pays for damage" made of "The tenant pays for damage, the landlord for the roof" has all its
    words from the evidence and is wrong. Within a language such a claim is told by its order: it takes words out
    of several clauses and leaves others behind, or goes back and forth. What only goes another way round (a
    passive) is refused too.

    Args:
        places: for each word of the claim, in order, its number among the words of the evidence.
        own: for each word of the claim the clause it is in.
        clauses: the same for each word of the evidence.
    """
    fresh = [i for i, place in enumerate(places) if i == 0 or place != places[i - 1]]
    kept = [places[i] for i in fresh]
    turns = [i + 1 for i, (one, two) in enumerate(pairwise(kept)) if two < one]
    if not turns:
        return _unbroken(kept, clauses)
    if len(turns) > 1 or kept[-1] >= kept[0]:
        return False
    (turn,) = turns
    if own[fresh[turn - 1]] == own[fresh[turn]]:
        return False
    first, second = kept[:turn], kept[turn:]
    opens = second[0] == 0 or clauses[second[0] - 1] != clauses[second[0]]
    whole = all(two - one <= _SKIPPED for one, two in pairwise(sorted(kept)))
    return opens and whole and _unbroken(first, clauses) and _unbroken(second, clauses)


def _unbroken(run: Sequence[int], clauses: Sequence[int]) -> bool:
    return all(
        two - one - 1 <= (_SKIPPED if clauses[one] == clauses[two] else 0) for one, two in pairwise(run) if two != one
    )


def exchanged(places: Sequence[int]) -> bool:
    """Whether exactly two words have changed places, at least two apart, and no other moved further than one.

    The mark of roles exchanged across languages, where a verb may travel alone and whole clauses together.

    Args:
        places: as for :func:`keeps_order`.
    """
    first = list(dict.fromkeys(places))
    moved = np.argsort(np.argsort(first)) - np.arange(len(first))
    far = np.flatnonzero(np.abs(moved) >= 2)
    return len(far) == 2 and moved[far[0]] == -moved[far[1]] and bool((np.abs(np.delete(moved, far)) <= 1).all())
