from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polycite.pipeline.training.adaptation.windows import fitting
from polycite.pipeline.training.reader_batches import features
from polycite.pipeline.training.reading_examples import Example

_WORD = st.sampled_from(["lamp", "rot", "서울은", "กรุงเทพ", "مدينة", "2019.", "\U0001f9d1"])
_WORDS = st.lists(_WORD, max_size=120)


@pytest.fixture(scope="module")
def tokenizer(tiny: Path) -> object:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(tiny)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=_WORDS, answer=_WORDS, after=_WORDS, question=_WORDS)
def test_the_answer_stays_the_answer_and_fits(
    tokenizer: object, before: list[str], answer: list[str], after: list[str], question: list[str]
) -> None:
    head, said = "".join(f"{word} " for word in before), " ".join(answer[:5]) or "X"
    context = " ".join([head + said, *after])
    example = Example("ko", " ".join(question), context, len(head), len(head) + len(said))
    (cut,) = fitting(tokenizer, [example], 64)  # type: ignore[arg-type]
    assert cut.context in context
    assert cut.context[cut.start : cut.end] == said
    (made,) = features(tokenizer, [cut], 64)  # type: ignore[arg-type]
    assert 0 < made.first <= made.last < len(made.inputs["input_ids"]) <= 64


def test_a_long_passage_is_cut_on_both_sides_of_its_answer(tokenizer: object) -> None:
    context = "word " * 300 + "Seoul" + " word" * 300
    (cut,) = fitting(tokenizer, [Example("en", "Where?", context, 1500, 1505)], 64)  # type: ignore[arg-type]
    assert cut.context[cut.start : cut.end] == "Seoul"
    assert abs(cut.start - (len(cut.context) - cut.end)) < 20


def test_what_fits_or_has_no_answer_is_not_moved(tokenizer: object) -> None:
    short, none = Example("en", "Where?", "In Seoul.", 3, 8), Example("en", "Where?", "word " * 300, -1, -1)
    kept, cut = fitting(tokenizer, [short, none], 64)  # type: ignore[arg-type]
    assert kept == short
    assert none.context.startswith(cut.context)
    assert (cut.start, cut.end) == (-1, -1)
