"""The way from one language to another over the pairs there are."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polycite.components.translation.translation_routes import find_route

PAIRS = {("fr", "es"), ("es", "en"), ("en", "es"), ("es", "pt"), ("fr", "ca"), ("ca", "en"), ("es", "ca")}
CODES = st.sampled_from(["en", "es", "fr", "ca", "pt", "de"])


@pytest.mark.parametrize(
    ("source", "target", "pivots", "route"),
    [
        ("es", "en", ("en",), ("es", "en")),
        ("en", "pt", ("en",), ("en", "es", "pt")),
        ("fr", "en", ("en",), ("fr", "es", "en")),  # Spanish has more pairs than Catalan
        ("fr", "en", ("ca",), ("fr", "ca", "en")),
        ("fr", "pt", ("en",), ("fr", "es", "pt")),
        ("es", "es", ("en",), ("es",)),
        ("de", "en", ("en",), None),
        ("en", "fr", ("en",), None),
    ],
)
def test_direct_else_by_a_pivot_else_by_the_shortest_chain(
    source: str, target: str, pivots: tuple[str, ...], route: tuple[str, ...] | None
) -> None:
    assert find_route(PAIRS, source, target, pivots) == route


def test_a_chain_has_no_more_hops_than_are_allowed() -> None:
    chain = {("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")}
    assert find_route(chain, "a", "d") == ("a", "b", "c", "d")
    assert find_route(chain, "a", "d", max_hops=2) is None
    assert find_route(chain, "a", "e") is None


@given(st.frozensets(st.tuples(CODES, CODES)), CODES, CODES, st.lists(CODES, max_size=2), st.integers(1, 3))
def test_every_route_is_made_of_pairs_and_there_is_one_wherever_a_chain_leads(
    pairs: frozenset[tuple[str, str]], source: str, target: str, pivots: list[str], max_hops: int
) -> None:
    route = find_route(pairs, source, target, pivots, max_hops)
    reachable = {source}
    for _ in range(max_hops):
        reachable |= {end for start, end in pairs if start in reachable}
    if route is None:
        assert target not in reachable
    else:
        assert (route[0], route[-1]) == (source, target)
        assert set(pairwise(route)) <= pairs
        assert len(set(route)) == len(route)
