"""Grapheme boundaries agree with a scan from the start of the text, wherever one looks."""

import regex
from hypothesis import given
from hypothesis import strategies as st

from polycite.components.evidence import Span
from polycite.components.text.graphemes import is_boundary, snap

TRICKY = "aé\u0301\u0327क्षिनमस्तेกำลังกี่각각👩\u200d👩\u200d👧🇷🇴🇸🇪\r\nİ\u200b\u200f\u064b中文。 ."
texts = st.text(alphabet=st.one_of(st.sampled_from(TRICKY), st.characters(exclude_categories=["Cs"])), max_size=60)


@given(texts)
def test_boundaries_are_those_of_a_full_scan(text: str) -> None:
    expected = {0, len(text)} | {m.end() for m in regex.finditer(r"\X", text)}
    assert {i for i in range(len(text) + 1) if is_boundary(text, i)} == expected


@given(texts, st.data())
def test_snapping_holds_the_span_in_whole_clusters(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    snapped = snap(text, Span(start, end))
    assert is_boundary(text, snapped.start)
    assert is_boundary(text, snapped.end)
    assert snapped.start <= start
    assert snapped.end >= end or start == end
