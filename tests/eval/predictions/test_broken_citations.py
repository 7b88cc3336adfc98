"""Citations that do not hold, named."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.evidence import Original
from polycite.eval.datasets.questions import GoldText, Question
from polycite.eval.metrics.metric import Case
from polycite.eval.predictions.broken_citations import broken_citations
from polycite.eval.predictions.prediction_parts import Cited
from polycite.eval.predictions.predictions import Prediction

TEXTS = {
    "ar": "الضمان ٢٤ شهرًا. الوزن ٥٨ كغ.",
    "hi": "वारंटी 24 महीने है। वज़न 58 किलो है।",
    "th": "รับประกันสองปี หนัก 58 กิโลกรัม",
    "zh": "保修期为24个月。重量为58公斤。",
}
ORIGINALS = {name: Original(name, text, language=name) for name, text in TEXTS.items()}


def case(*cited: Cited, originals: bool = True) -> Case:
    question = Question("q7", "?", "en", texts=(GoldText("x", "en"),))
    return Case(question, Prediction("q7", "!", citations=cited), ORIGINALS if originals else {})


@pytest.mark.parametrize(("name", "quote"), [("ar", "٥٨ كغ"), ("hi", "58 किलो"), ("th", "58 กิโลกรัม"), ("zh", "58公斤")])
def test_an_offset_off_by_one_is_shown_with_the_place_where_the_quote_stands(name: str, quote: str) -> None:
    start = TEXTS[name].index(quote)
    right, wrong = (Cited(name, start + by, start + by + len(quote), quote) for by in (0, -1))
    (broken,) = broken_citations([case(right, wrong)])
    assert (broken.question_id, broken.number, broken.place) == ("q7", 2, (start, start + len(quote)))
    assert broken.found == TEXTS[name][start - 1 : start - 1 + len(quote)]
    assert f"it stands at [{start}, {start + len(quote)})" in str(broken)


def test_the_place_is_the_nearest_one() -> None:
    originals = {"o": Original("o", "12 V and 12 V and 12 V")}
    one = Case(case().question, Prediction("q", "!", citations=(Cited("o", 10, 14, "12 V"),)), originals)
    assert broken_citations([one])[0].place == (9, 13)


def test_unknown_originals_wrong_offsets_and_invented_quotes_are_told_apart() -> None:
    lines = [
        str(one)
        for one in broken_citations(
            [case(Cited("gone", 0, 1, "x"), Cited("zh", 900, 905, "58公斤"), Cited("zh", 0, 3, "北京"))]
        )
    ]
    assert lines == [
        "q7: citation 1: there is no original 'gone'.",
        "q7: citation 2: [900, 905) of 'zh' holds no character, the quote is '58公斤'; it stands at [12, 16).",
        "q7: citation 3: [0, 3) of 'zh' reads '保修期', the quote is '北京'; it does not occur there at all.",
    ]


def test_without_originals_nothing_is_called_broken() -> None:
    assert broken_citations([case(Cited("gone", 0, 1, "x"), originals=False)]) == []


@settings(deadline=None)
@given(st.text("ab́ก็ি 😀", min_size=1, max_size=12), st.data())
def test_whatever_holds_is_never_named_and_whatever_does_not_always_is(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(-1, len(text) + 1))
    end = data.draw(st.integers(start, len(text) + 2))
    quote = data.draw(st.sampled_from([text[max(0, start) : max(0, end)], text[:2], "zz"]))
    originals = {"o": Original("o", text)}
    one = Case(case().question, Prediction("q", "!", citations=(Cited("o", start, end, quote),)), originals)
    held = 0 <= start < end <= len(text) and text[start:end] == quote
    broken = broken_citations([one])
    assert len(broken) == (not held)
    for named in broken:
        assert named.place is None or text[slice(*named.place)] == quote
