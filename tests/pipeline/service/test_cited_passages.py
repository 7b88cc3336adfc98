"""Passages around quotes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.evidence import Original, Span
from polycite.components.text.graphemes import is_boundary
from polycite.pipeline.service.cited_passages import sentences_around

SENTENCES = st.lists(
    st.sampled_from(
        [
            "Der Akku hält. ",
            "यह ठीक है। ",
            "两年保修。",
            "นี่คือหลอดไฟ ",
            "نعم. ",
            "👩🏽‍🔧 e\u0301 ",
            "\n\n# Kopf\n\n",
            "x" * 300,
        ]
    ),
    min_size=1,
    max_size=30,
)


@settings(max_examples=100, deadline=None)
@given(parts=SENTENCES, share=st.tuples(st.floats(0, 1), st.integers(1, 40)))
def test_passage_holds_the_quote_and_splits_no_character(parts: list[str], share: tuple[float, int]) -> None:
    text = "".join(parts)
    start = min(int(share[0] * len(text)), len(text) - 1)
    quote = Span(start, min(len(text), start + share[1]))
    place = sentences_around(Original("a", text), quote)
    assert place.start <= quote.start < quote.end <= place.end <= len(text)
    assert is_boundary(text, place.start)
    assert is_boundary(text, place.end)


def test_passage_of_a_long_document_is_a_few_sentences() -> None:
    text = "".join(f"Sentence number {n} stands here. " for n in range(2_000))
    quote = Span(text.index("number 1000 "), text.index("number 1000 ") + 11)
    place = sentences_around(Original("a", text), quote)
    assert len(place) < 500
    assert place.of(text).startswith("Sentence number")
    assert place.of(text).endswith("here.")
