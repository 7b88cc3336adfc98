from __future__ import annotations

import pytest

from polycite.components.evidence import Original
from polycite.eval.datasets.questions import GoldSpan, Question
from polycite.eval.metrics.language_bias import LanguageBias, extremes, language_shares
from polycite.eval.metrics.metric import Case
from polycite.eval.predictions.prediction_parts import Place
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.scoring.rows import Row

LANGUAGES = ("ar", "hi", "th", "zh")
ORIGINALS = {
    f"{language}{i}": Original(f"{language}{i}", f"{language} {i}", language=language)
    for language in (*LANGUAGES, "en")
    for i in range(9)
}


def asked(language: str, *found: str) -> Case:
    """A question whose answer stands in each of four languages."""
    spans = [GoldSpan(f"{one}0", 0, 4, f"{one} 0", one) for one in LANGUAGES]
    question = Question("q", "?", language, answers=(spans[0],), alternatives=tuple(spans[1:]))
    return Case(question, Prediction("q", passages=tuple(map(Place, found))), ORIGINALS)


def figure(k: int, *cases: Case) -> float | None:
    return LanguageBias(k).aggregate([LanguageBias(k).measure(case) for case in cases])


def test_by_hand() -> None:
    # Each language has a quarter of the relevant passages.
    assert figure(4, asked("hi", "ar0", "hi0", "th0", "zh0")) == 1.0
    assert figure(4, asked("hi", "hi0", "hi1", "hi2", "zh0")) == pytest.approx(3.0)
    assert figure(2, asked("hi", "hi0", "hi1", "ar0", "zh0")) == pytest.approx(4.0)
    assert figure(4, asked("th", "zh0", "zh1", "en1")) == 0.0
    # Means of shares, then the ratio: (3/4 + 0) / 2 over 1/4.
    assert figure(4, asked("hi", "hi0", "hi1", "hi2", "zh0"), asked("th", "zh0", "en0")) == pytest.approx(1.5)


def test_nothing_relevant_in_the_askers_language_is_no_figure() -> None:
    assert figure(4, asked("en", "en0", "ar0")) is None


def test_no_part_where_nothing_was_found_or_a_language_is_unknown() -> None:
    assert LanguageBias(4).measure(asked("hi")) is None
    assert LanguageBias(4).measure(asked("hi", "ar0", "missing")) is None
    assert LanguageBias(1).measure(asked("hi", "ar0", "missing")) == (0.0, 0.25)
    case = asked("hi", "ar0")
    assert LanguageBias(4).measure(Case(case.question, Prediction("q", answer="x"), ORIGINALS)) is None
    # The right ones tell their language themselves.
    assert LanguageBias(4).measure(Case(case.question, case.prediction)) == (0.0, 0.25)


def test_judged_originals_have_the_language_of_their_text() -> None:
    question = Question("q", "?", "zh", relevant={"zh0": 2, "zh1": 1, "ar0": 1, "th0": 0})
    found = Prediction("q", passages=(Place("zh5"), Place("th5"), Place("ar5")))
    value = LanguageBias(10).measure(Case(question, found, ORIGINALS))
    assert value == (pytest.approx(1 / 3), pytest.approx(2 / 3))


def test_the_table_by_language_of_the_passages() -> None:
    cases = [asked("hi", "hi0", "hi1", "en1", "zh0"), asked("ar", "ar0", "hi0"), asked("th")]
    rows = [Row(case.question, case.prediction, {}) for case in cases]
    table = language_shares(cases, ORIGINALS, 4)
    assert language_shares(rows, ORIGINALS, 4) == table
    assert list(table) == ["ar", "en", "hi", "th", "zh"]
    assert table["hi"].found == (2 / 4 + 1 / 2) / 2
    assert table["hi"].relevant == 0.25
    assert table["hi"].bias == 2.0
    assert table["th"].bias == 0.0
    assert table["en"].bias is None
    assert {share.questions for share in table.values()} == {2}
    assert sum(share.found for share in table.values()) == pytest.approx(1.0)
    assert sum(share.relevant for share in table.values()) == pytest.approx(1.0)
    most, least = extremes(table) or (None, None)
    assert (most, least) == (table["hi"], table["th"])
    assert extremes({}) is None
    assert language_shares([], ORIGINALS) == {}
