import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.errors import SettingsError
from polycite.eval.adaptation.samples import digest, held_out, sample
from polycite.pipeline.training.reading_examples import Example


def made(documents: int, each: int = 3) -> list[Example]:
    return [
        Example("ko", f"q{d}.{i}", f"document {d}, passage {i // 2}", 0, 8, f"title {d}")
        for d in range(documents)
        for i in range(each)
    ]


def test_no_document_is_on_both_sides_and_the_order_of_the_file_does_not_matter() -> None:
    examples = made(60)
    tested, pool = held_out({"ko": examples}, 20, 64)["ko"]
    assert len(tested) == 20
    assert not {e.title for e in tested} & {e.title for e in pool}
    again, _ = held_out({"ko": examples[::-1]}, 20, 64)["ko"]
    assert {e.title for e in again} == {e.title for e in tested}


def test_a_passage_that_comes_again_under_another_title_is_not_learned_from() -> None:
    examples = made(30)
    copies = [Example("ko", f"other {e.question}", e.context, 0, 8, f"copy of {e.title}") for e in examples]
    tested, pool = held_out({"ko": examples + copies}, 20, 8)["ko"]
    assert not {e.context for e in tested} & {e.context for e in pool}


def test_too_few_examples_are_told_by_number() -> None:
    with pytest.raises(SettingsError, match=r"'ko' has 30 examples .*512 are asked"):
        held_out({"ko": made(10)}, 6, 512)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 5), st.sampled_from([8, 32, 64, 120]))
def test_samples_are_nested_whole_and_split_by_passage(seed: int, size: int) -> None:
    pool = made(100)
    train, dev = sample(pool, size, seed)
    assert len({e.question for e in (*train, *dev)}) == size
    assert bool(dev) == (size >= 32)
    assert not {e.context for e in train} & {e.context for e in dev}
    larger = [e for part in sample(pool, 200, seed) for e in part]
    assert {e.question for e in (*train, *dev)} <= {e.question for e in larger}
    assert sample(pool, size, seed) == (train, dev)


def test_a_digest_knows_a_changed_example() -> None:
    assert digest(made(2)) == digest(made(2)) != digest(made(3))
