"""A citation is exact, and anything less is caught."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from polycite.components.citing import AnswerVerifier, cite, verify, verify_answer
from polycite.components.errors import EvidenceError
from polycite.components.evidence import Answer, Citation, Original, Segment, Span
from polycite.components.text.graphemes import is_boundary

PIECES = [
    "İİİ ",
    "e\u0301",
    "क्षि",
    "กำลัง",
    "👩\u200d👩\u200d👧",
    "🇷🇴",
    "\r\n",
    " \u0301",
    "中文。",
    "مرحبا ",
    "שלום",
    "\u200b",
    "a",
    " ",
    "\ud800",
]
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.characters()), max_size=25).map("".join)


def original_and_span(data: st.DataObject) -> tuple[Original, Span]:
    text = data.draw(texts)
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    assume(span.of(text).strip())
    return Original("x", text, source="x.md", language="ro"), span


@settings(deadline=None)
@given(st.data(), st.integers(0, 40))
def test_a_citation_is_whole_graphemes_with_their_surroundings(data: st.DataObject, context: int) -> None:
    original, span = original_and_span(data)
    text = original.text
    citation = cite(original, span, confidence=0.5, context=context)
    verify(citation, original)
    assert text[citation.start : citation.end] == citation.quote
    assert span.of(text).strip() in citation.quote
    assert text[: citation.start].endswith(citation.prefix)
    assert text[citation.end :].startswith(citation.suffix)
    assert len(citation.prefix) <= context
    assert len(citation.suffix) <= context
    for offset in (
        citation.start - len(citation.prefix),
        citation.start,
        citation.end,
        citation.end + len(citation.suffix),
    ):
        assert is_boundary(text, offset)
    assert (citation.sha256, citation.source, citation.language) == (original.sha256, "x.md", "ro")


@settings(deadline=None)
@given(st.data())
def test_every_shift_by_one_character_is_caught(data: st.DataObject) -> None:
    original, span = original_and_span(data)
    citation = cite(original, span)
    for first, last in ((1, 1), (-1, -1), (1, 0), (-1, 0), (0, 1), (0, -1)):
        shifted = replace(citation, start=citation.start + first, end=citation.end + last)
        inside = 0 <= shifted.start < shifted.end <= len(original.text)
        if inside and original.text[shifted.start : shifted.end] == citation.quote:
            continue
        with pytest.raises(EvidenceError):
            verify(shifted, original)


@settings(deadline=None)
@given(st.data(), st.characters(exclude_categories=["Cs"]))
def test_every_change_of_the_original_is_caught(data: st.DataObject, character: str) -> None:
    original, span = original_and_span(data)
    citation = cite(original, span)
    place = data.draw(st.integers(0, len(original.text)))
    changed = original.text[:place] + character + original.text[place:]
    with pytest.raises(EvidenceError, match="another version"):
        verify(citation, Original("x", changed))
    with pytest.raises(EvidenceError, match="SHA-256"):
        verify(citation, replace(original, text=changed))


def test_offsets_from_the_end_are_no_evidence() -> None:
    original = Original("x", "one two")
    citation = cite(original, Span(4, 7))
    with pytest.raises(EvidenceError, match="outside"):
        verify(replace(citation, start=-3, end=7), original)
    with pytest.raises(EvidenceError, match="outside"):
        verify(replace(citation, start=4, end=4, quote=""), original)


def test_half_a_grapheme_is_no_evidence() -> None:
    original = Original("x", "e\u0301t")
    with pytest.raises(EvidenceError, match="grapheme"):
        verify(Citation("x", 0, 1, "e", original.sha256), original)


@pytest.mark.parametrize("span", [Span(3, 5), Span(2, 2), Span(0, 99)])
def test_nothing_cannot_be_cited(span: Span) -> None:
    with pytest.raises(EvidenceError):
        cite(Original("x", "one  two"), span)


def answer(*segments: Segment, abstained: bool = False) -> Answer:
    return Answer("Q?", "Ja, zehn Sekunden.", "de", "de", segments=segments, abstained=abstained)


ORIGINAL = Original("doc", "Hold it for ten seconds.")
GOOD = cite(ORIGINAL, Span(12, 23))


def test_an_answer_with_evidence_passes_unchanged() -> None:
    given_ = [answer(Segment(4, 17, (GOOD,))), answer(abstained=True)]
    assert AnswerVerifier().run(given_, [ORIGINAL])["answers"] == given_
    verify_answer(given_[0], lambda name: ORIGINAL if name == "doc" else None)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (answer(), "no evidence"),
        (answer(Segment(4, 17, ())), "no citation"),
        (answer(Segment(4, 4, (GOOD,))), "empty or outside"),
        (answer(Segment(4, 99, (GOOD,))), "empty or outside"),
        (answer(Segment(-4, 2, (GOOD,))), "empty or outside"),
        (answer(Segment(0, 2, (GOOD,)), Segment(4, 17, (GOOD, replace(GOOD, start=11, end=22)))), "does not say"),
        (answer(Segment(4, 17, (replace(GOOD, original_id="other"),))), "no original 'other'"),
        (answer(Segment(4, 17, (replace(GOOD, sha256="0" * 64),))), "another version"),
        (answer(Segment(4, 17, (GOOD,)), abstained=True), "abstention"),
    ],
)
def test_an_answer_that_does_not_hold_is_stopped(wrong: Answer, message: str) -> None:
    with pytest.raises(EvidenceError, match=message):
        AnswerVerifier().run([wrong], [ORIGINAL])
