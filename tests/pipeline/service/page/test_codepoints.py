"""Offsets are code points: what JavaScript cuts is what Python cuts."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

CUT = """async ([text, start, end]) => {
  const { length, pieces, slice } = await import('/assets/codepoints.js');
  const cut = pieces(text, [start, end]);
  return [length(text), slice(text, start, end), cut.map((one) => one.text).join(''), cut.map((one) => one.start)];
}"""
TEXTS = st.text(st.sampled_from("aéж漢ก्ा\u0308\u200d👩🏽🇩🇪𝒳𐍈\U0010ffff\ufeff\r\n "), max_size=30)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, ends=st.tuples(st.integers(0, 35), st.integers(0, 35)))
def test_slices_are_those_of_python(text: str, ends: tuple[int, int], chat: Any) -> None:
    start, end = sorted(ends)
    length, cut, whole, starts = chat.page.evaluate(CUT, [text, start, end])
    assert (length, cut, whole) == (len(text), text[start:end], text)
    assert starts == sorted({0, *(at for at in (start, end) if 0 < at < len(text))}) if text else [0]
