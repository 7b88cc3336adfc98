from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.errors import SettingsError
from polycite.pipeline.training.adaptation.splitting import FEWEST, Split, split
from polycite.pipeline.training.reading_examples import Example


def example(n: int, language: str = "ko", context: int | None = None, title: str = "", name: str = "") -> Example:
    return Example(language, f"Q {n}?", f"{language} {n if context is None else context}", 0, 2, title, name)


def parts(found: Split) -> tuple[tuple[Example, ...], ...]:
    return found.train, found.dev, found.test


EXAMPLES = st.lists(
    st.builds(
        Example,
        st.sampled_from(["ko", "de"]),
        st.integers(0, 30).map(lambda n: f"Q {n}?"),
        st.integers(0, 30).map(str),
        st.just(0),
        st.just(1),
        st.sampled_from(["", "A", "B", "C", "D"]),
        st.sampled_from(["", "", "1", "2"]),
    ),
    max_size=60,
).map(lambda drawn: drawn + [example(100 + i, code) for code in ("ko", "de") for i in range(FEWEST)])


@settings(max_examples=150, deadline=None)
@given(EXAMPLES, st.integers(0, 5))
def test_no_context_question_or_translation_is_in_two_parts_and_none_is_lost(
    examples: list[Example], seed: int
) -> None:
    found = split(examples, seed)
    assert Counter(e for part in parts(found) for e in part) == Counter(examples)
    for of in (lambda e: e.context, lambda e: e.question, lambda e: e.id):
        for a, b in ((found.train, found.dev), (found.train, found.test), (found.dev, found.test)):
            assert not {of(e) for e in a} & {of(e) for e in b} - {""}
    assert found == split(examples, seed)
    for code in ("ko", "de"):
        assert all(any(e.language == code for e in part) for part in parts(found))


@pytest.mark.parametrize("n", [8, 20, 50, 1000])
def test_the_shares_hold_in_each_language(n: int) -> None:
    found = split([example(i, code) for code in ("ko", "de") for i in range(n)])
    for part, share in zip(parts(found), (0.6, 0.15, 0.25), strict=True):
        for code in ("ko", "de"):
            assert abs(sum(e.language == code for e in part) - share * n) <= 1


def test_documents_stay_whole_where_there_are_several() -> None:
    found = split([example(i, title=f"T {i % 10}") for i in range(60)])
    titles = [{e.title for e in part} for part in parts(found)]
    assert sum(map(len, titles)) == 10
    assert all(titles)


def test_one_large_document_is_divided_by_its_passages() -> None:
    examples = [example(i, title="FAQ", context=i // 2) for i in range(40)]
    found = split(examples)
    assert [len(part) for part in parts(found)] == [24, 6, 10]
    assert sum(len({e.context for e in part}) for part in parts(found)) == 20


def test_what_cannot_be_divided_is_trained_on_then_tested_with() -> None:
    whole = split([example(i, context=1) for i in range(9)])
    assert (len(whole.train), len(whole.dev), len(whole.test)) == (9, 0, 0)
    two = split([example(i, context=i % 2) for i in range(9)])
    assert (len(two.train), len(two.dev), len(two.test)) == (5, 0, 4)


def test_another_seed_draws_others_and_parts_can_be_left_out() -> None:
    examples = [example(i) for i in range(40)]
    assert split(examples, 0) != split(examples, 1)
    found = split(examples, dev=0)
    assert (len(found.train), len(found.dev), len(found.test)) == (30, 0, 10)


def test_a_question_written_otherwise_is_the_same_question() -> None:
    examples = [example(i) for i in range(20)]
    found = split(
        examples + [replace(e, question=f" {e.question.upper()}", context=f"other {e.context}") for e in examples]
    )
    asked = [{e.question.strip().casefold() for e in part} for part in parts(found)]
    assert sum(map(len, asked)) == 20


def test_too_few_examples_of_a_language_say_how_many_are_missing() -> None:
    with pytest.raises(SettingsError, match=r"8 examples of a language.*ko has 5.*Give 3 more of ko"):
        split([example(i) for i in range(5)] + [example(i, "de") for i in range(8)])
    with pytest.raises(SettingsError, match="there is none"):
        split([])
    with pytest.raises(SettingsError, match="test=1"):
        split([example(i) for i in range(9)], test=1)
