"""Answers taken apart into statements."""

from __future__ import annotations

import pytest

from polycite.eval.predictions.prediction_parts import Cited, Segment
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.scoring.statements import Statement, is_short, statements

CITED = tuple(Cited("o", i, i + 1, "x") for i in range(3))


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "The battery holds ten hours.", "It weighs 58 kg."),
        ("ar", "الضمان سنتان.", "الوزن ٥٨ كغ."),
        ("hi", "वारंटी 24 महीने है।", "वज़न 58 किलो है।"),
        ("zh", "保修期为24个月。", "重量为58公斤。"),
    ],
)
def test_marks_give_each_sentence_its_citations(language: str, first: str, second: str) -> None:
    expected = [Statement(first, (0, 2)), Statement(second, (1,))]
    inside = f"{first[:-1]} [1, 3]{first[-1]} {second[:-1]}[2]{second[-1]}"
    behind = f"{first} [1][3] {second} [2]"
    for answer in (inside, behind):
        assert statements(Prediction("q", answer, citations=CITED), language) == expected


def test_thai_sentences_of_lines_rest_on_their_marks() -> None:
    answer = "การรับประกันมีอายุสองปี [1]\nแบตเตอรี่หนัก 58 กิโลกรัม [2]"
    assert statements(Prediction("q", answer, citations=CITED), "th") == [
        Statement("การรับประกันมีอายุสองปี", (0,)),
        Statement("แบตเตอรี่หนัก 58 กิโลกรัม", (1,)),
    ]


def test_without_marks_every_sentence_rests_on_all_citations() -> None:
    assert statements(Prediction("q", "It holds. It weighs.", citations=CITED), "en") == [
        Statement("It holds.", (0, 1, 2)),
        Statement("It weighs.", (0, 1, 2)),
    ]


def test_a_mark_of_a_citation_that_is_not_there_names_none() -> None:
    found = statements(Prediction("q", "It holds [1]. It weighs [9].", citations=CITED), "en")
    assert [one.citations for one in found] == [(0,), ()]


def test_what_stands_between_segments_is_stated_without_citation_unless_it_only_joins() -> None:
    answer = "12 V; 2,5 kW. The router was invented on the moon."
    segments = (Segment(0, 4, (0,)), Segment(6, 13, (1,)))
    assert statements(Prediction("q", answer, citations=CITED, segments=segments), "en") == [
        Statement("12 V", (0,)),
        Statement("2,5 kW.", (1,)),
        Statement("The router was invented on the moon.", ()),
    ]


def test_silence_states_nothing() -> None:
    assert statements(Prediction("q", "I do not know.", abstained=True), "en") == []
    assert statements(Prediction("q"), "en") == []
    assert statements(Prediction("q", " "), "en") == []


def test_short_answers_are_told_from_sentences() -> None:
    assert is_short("58 kg", "de")
    assert is_short("24个月", "zh")
    assert not is_short("The battery weighs 58 kg.", "en")
    assert not is_short("वज़न 58 किलो है।", "hi")
    assert not is_short("แบตเตอรี่รุ่นนี้หนักห้าสิบแปดกิโลกรัมและรับประกันสองปี", "th")
