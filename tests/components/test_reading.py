"""The reader finds answers in the original's own characters, in either view."""

from __future__ import annotations

import numpy as np
import pytest

from polycite.components.evidence import Passage
from polycite.components.reading import ExtractiveReader, _best_spans, _with_marks


@pytest.fixture(scope="module")
def reader() -> ExtractiveReader:
    return ExtractiveReader()


def _passage(text: str, language: str, start: int = 0) -> Passage:
    return Passage("doc", start, start + len(text), text, language)


@pytest.mark.parametrize("strategy", ["auto", "direct", "gloss"])
def test_candidates_are_characters_of_the_passage(reader: ExtractiveReader, strategy: str) -> None:
    text = "Der Router R-310 unterstützt bis zu 64 Geräte. Die Garantie beträgt 24 Monate."
    spans = reader.run("How long is the warranty?", [_passage(text, "de", 1000)], "en", strategy)["spans"]
    assert spans
    for span in spans:
        assert text[span.start - 1000 : span.end - 1000] == span.text
        assert 0 <= span.score <= 1
        assert 0 <= span.null <= 1
    assert "24 Monate" in [s.text for s in spans] or "24" in spans[0].text


@pytest.mark.parametrize(("weight", "strategy"), [(0.0, "direct"), (1.0, "gloss")])
def test_a_view_of_no_weight_is_as_good_as_unread(reader: ExtractiveReader, weight: float, strategy: str) -> None:
    asked = [("How long is the warranty?", "en", [_passage("Die Garantie beträgt 24 Monate.", "de")])]
    assert reader.sweep(asked, [weight])[0] == reader.read(asked, strategy)


def test_the_right_passage_wins(reader: ExtractiveReader) -> None:
    passages = [
        _passage("The home battery B-5 weighs 58 kg.", "en"),
        _passage("Our office is closed on Sundays.", "en"),
    ]
    best = reader.run("How much does the battery B-5 weigh?", passages, "en")["spans"][0]
    assert best.passage is passages[0]
    assert "58" in best.text


def test_long_passages_are_read_to_their_end(reader: ExtractiveReader) -> None:
    text = "The device is grey and quiet. " * 150 + "The cable is 5 m long."
    best = reader.run("How long is the cable?", [_passage(text, "en")], "en")["spans"][0]
    assert best.text.startswith("5")


@pytest.mark.parametrize("text", ["", " ", "…", "🙂", "\n"])
def test_passages_without_words_give_no_candidates(reader: ExtractiveReader, text: str) -> None:
    assert reader.run("What?", [_passage(text, "en")], "en")["spans"] == []


def test_no_passages_no_candidates(reader: ExtractiveReader) -> None:
    assert reader.run("What?", [], "en")["spans"] == []


def test_best_spans_do_not_overlap_and_respect_the_limit() -> None:
    starts, ends = np.array([0.1, 0.6, 0.1, 0.2]), np.array([0.1, 0.1, 0.7, 0.1])
    best = _best_spans(starts, ends, longest=2, n=3)
    assert best[0] == (1, 2)
    assert all(last - first < 2 for first, last in best)
    covered = [i for first, last in best for i in range(first, last + 1)]
    assert len(covered) == len(set(covered))


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [("costs €49 now", (7, 9), "€49"), ("about 70 % left", (6, 8), "70 %"), ("at -30 to", (4, 6), "-30"),
     ("R-310 has", (2, 5), "310"), ("4,99 € im", (0, 4), "4,99 €")],
)  # fmt: skip
def test_numbers_keep_their_marks(text: str, words: tuple[int, int], whole: str) -> None:
    start, end = _with_marks(text, *words)
    assert text[start:end] == whole
