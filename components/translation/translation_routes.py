"""The languages a translation passes through where there is no translator from the one to the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

MAX_HOPS = 3


def find_route(
    pairs: Collection[tuple[str, str]],
    source: str,
    target: str,
    pivots: Sequence[str] = ("en",),
    max_hops: int = MAX_HOPS,
) -> tuple[str, ...] | None:
    """The languages from ``source`` to ``target``, both included; None where no chain of ``pairs`` leads there.

    The direct pair; else through the first of ``pivots`` that has both pairs; else the shortest chain,
    each hop loses something. Of two chains of one length the one through a pivot is taken, then the one
    through the languages with the most pairs, for which a collection of pairs is usually best.

    Example:
        >>> find_route({("fr", "es"), ("es", "en")}, "fr", "en")
        ('fr', 'es', 'en')
    """
    if source == target:
        return (source,)
    if (source, target) in pairs:
        return (source, target)
    for pivot in pivots:
        if (source, pivot) in pairs and (pivot, target) in pairs:
            return (source, pivot, target)
    degree = Counter(language for pair in pairs for language in pair)
    frontier: dict[str, tuple[str, ...]] = {source: (source,)}
    seen = {source}

    def worth(chain: tuple[str, ...]) -> tuple[int, int, tuple[str, ...]]:
        between = chain[1:]
        return -sum(code in pivots for code in between), -sum(degree[code] for code in between), chain

    for _ in range(max_hops):
        reached: dict[str, tuple[str, ...]] = {}
        for start, end in pairs:
            if start in frontier and end not in seen:
                chain = (*frontier[start], end)
                reached[end] = min(reached.get(end, chain), chain, key=worth)
        if target in reached:
            return reached[target]
        seen.update(reached)
        frontier = reached
    return None
