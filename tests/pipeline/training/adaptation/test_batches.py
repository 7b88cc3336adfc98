from __future__ import annotations

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from polycite.pipeline.training.adaptation.batches import mixed_batches


@given(
    target=st.integers(0, 40), source=st.integers(0, 40), share=st.sampled_from([0.0, 0.25, 0.5, 1.0]),
    steps=st.integers(0, 40), seed=st.integers(0, 5),
)  # fmt: skip
def test_batches_hold_the_share_and_every_example_in_turn(
    target: int, source: int, share: float, steps: int, seed: int
) -> None:
    sizes = [("t", i) for i in range(target)], [("s", i) for i in range(source)]
    made = list(mixed_batches(*sizes, share, 8, steps, lambda x: x[1], random.Random(seed)))
    if target + source:
        assert len(made) == steps
        assert {len(batch) for batch in made} <= {8}
    if target and source:
        assert all(sum(kind == "s" for kind, _ in batch) == 8 * share for batch in made)
    for kind in "ts":
        seen = Counter(x for batch in made for x in batch if x[0] == kind)
        all_of_them = target if kind == "t" else source
        if len(seen) == all_of_them and seen:
            assert max(seen.values()) - min(seen.values()) <= 1
        else:
            assert set(seen.values()) <= {1}


def test_batches_hold_examples_of_similar_length() -> None:
    lengths = random.Random(0).sample(range(1000), 256)
    made = list(mixed_batches(lengths, (), 0.5, 16, 16, lambda x: x, random.Random(0)))
    padded = sum(16 * max(batch) for batch in made)
    assert padded < 1.1 * sum(lengths)
