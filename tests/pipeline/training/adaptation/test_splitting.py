from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.errors import SettingsError
from polycite.pipeline.training.adaptation.splitting import FEWEST, Split, beside, folds
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
@given(EXAMPLES, st.integers(1, 6))
def test_no_context_question_or_translation_is_in_two_parts_and_no_fold_is_empty(
    examples: list[Example], n: int
) -> None:
    found = folds(examples, n)
    assert len(found) == n
    for fold in found:
        assert not Counter(e for part in parts(fold) for e in part) - Counter(examples)
        for of in (lambda e: e.context, lambda e: e.question, lambda e: e.id):
            for a, b in ((fold.train, fold.dev), (fold.train, fold.test), (fold.dev, fold.test)):
                assert not {of(e) for e in a} & {of(e) for e in b} - {""}
        assert {e.language for e in fold.test} <= {e.language for e in fold.train} == {"ko", "de"}
        assert fold.test
        assert fold.dev == found[0].dev
    assert found == folds(examples, n)


@settings(max_examples=50, deadline=None)
@given(EXAMPLES, st.lists(st.builds(example, st.integers(0, 30)), max_size=5))
def test_what_is_tested_with_apart_shares_no_context_and_no_question(
    examples: list[Example], test: list[Example]
) -> None:
    found = beside(examples, test)
    assert found.test == tuple(test)
    for a, b in ((found.train, found.dev), (found.train, found.test), (found.dev, found.test)):
        assert not {e.context for e in a} & {e.context for e in b}
        assert not {e.question for e in a} & {e.question for e in b}
    assert {e.language for e in found.train} == {"ko", "de"}
    asked = {e.question for e in test}
    assert len(found.train) + len(found.dev) == sum(e.question not in asked for e in examples)


def test_a_question_in_other_capitals_is_the_same_and_too_few_are_refused_without_it() -> None:
    examples = [example(i) for i in range(FEWEST)]
    test = [replace(example(0), question="q  0?", context="another")]
    with pytest.raises(SettingsError, match=r"1 of 8 share a question .*; ko has 7"):
        beside(examples, test)
    assert len(beside([*examples, example(8)], test).train) == FEWEST - 1


@pytest.mark.parametrize("n", [8, 20, 50, 1000])
def test_each_example_is_stopped_by_or_tested_with_in_one_fold(n: int) -> None:
    examples = [example(i, code) for code in ("ko", "de") for i in range(n)]
    found = folds(examples, 4)
    assert Counter(e for fold in found for e in fold.test) + Counter(found[0].dev) == Counter(examples)
    for fold in found:
        assert Counter(e for part in parts(fold) for e in part) == Counter(examples)
        for code in ("ko", "de"):
            assert abs(sum(e.language == code for e in fold.dev) - 0.15 * n) <= 1
            assert abs(sum(e.language == code for e in fold.test) - 0.85 * n / 4) <= 1


def test_one_fold_trains_on_as_much_as_four_do_and_more_folds_on_more() -> None:
    examples = [example(i) for i in range(100)]
    one, four, eight = (len(folds(examples, n)[0].train) for n in (1, 4, 8))
    assert one == four < eight


def test_documents_stay_whole_where_there_are_several() -> None:
    for fold in folds([example(i, title=f"T {i % 10}") for i in range(60)], 4):
        titles = [{e.title for e in part} for part in parts(fold)]
        assert sum(map(len, titles)) == 10
        assert all(titles)


def test_one_large_document_is_divided_by_its_passages() -> None:
    for fold in folds([example(i, title="FAQ", context=i // 2) for i in range(40)], 4):
        assert len(fold.dev) == 6
        assert sum(len({e.context for e in part}) for part in parts(fold)) == 20


def test_what_cannot_be_divided_is_trained_on() -> None:
    for whole in folds([example(i, context=1) for i in range(9)], 3):
        assert (len(whole.train), len(whole.dev), len(whole.test)) == (9, 0, 0)
    first, second, third = folds([example(i, context=i % 2) for i in range(9)], 3)
    assert [(len(fold.train), len(fold.test)) for fold in (first, second)] == [(4, 5), (5, 4)]
    assert third == first


def test_a_question_written_otherwise_is_the_same_question() -> None:
    examples = [example(i) for i in range(20)]
    (found,) = folds(
        examples + [replace(e, question=f" {e.question.upper()}", context=f"other {e.context}") for e in examples], 1
    )
    asked = [{e.question.strip().casefold() for e in part} for part in parts(found)]
    assert sum(map(len, asked)) == 20


def test_too_few_examples_of_a_language_say_how_many_are_missing() -> None:
    with pytest.raises(SettingsError, match=r"8 examples of a language.*ko has 5.*Give 3 more of ko"):
        folds([example(i) for i in range(5)] + [example(i, "de") for i in range(8)], 1)
    with pytest.raises(SettingsError, match="there is none"):
        folds([], 1)
