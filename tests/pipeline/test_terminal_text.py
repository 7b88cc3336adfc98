"""Text of documents on a terminal: harmless, in the right direction, never cut inside a character."""

import itertools

import regex
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from polycite.components.evidence import Citation, Passage, sha256_of
from polycite.components.text.graphemes import is_boundary
from polycite.pipeline.terminal_text import FSI, PDI, excerpt, harmless, is_rtl, isolate, shorten, wrap

PIECES = st.sampled_from(
    [
        *"aé\u0301 \n\t\r\x1b\x07\x00\x9b\u202e\u2066\u2069\u200f\u200d\ufe0f\U0001f469\U0001f1e9\U0001f1ea",
        *"İßक्षिहำก่ขあ漢한ᄒ\u1161\u0627\u0644\u05d0",
        "hello ",
        "ภาษาไทย",
        "مرحبا ",
        "नमस्ते ",
        "保修期。",
        "\ud800",
        "\x1b[31m",
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join)


@given(TEXTS)
def test_nothing_of_a_document_can_drive_the_terminal(text: str) -> None:
    shown = harmless(text)
    assert not regex.search(r"[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]", shown)
    shown.encode("utf-8")
    assert harmless(shown) == shown


def test_ordinary_text_is_shown_as_it_is() -> None:
    for text in ("Grüße, 5 °C – «ok» 👩‍👩‍👧", "می‌خواهم", "क्षत्रिय", "a\u00a0b\u200f"):
        assert harmless(text) == text
    assert harmless("a\r\n\tb") == "a b"
    assert harmless("\x1b]0;title\x07") == "␛]0;title␇"


@given(TEXTS.map(harmless), st.integers(2, 40))
def test_lines_are_the_whole_text_fit_the_width_and_cut_no_character(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(line.of(text) for line in lines) == text
    for line in lines:
        assert is_boundary(text, line.start)
        shown = line.of(text).rstrip()
        assert cell_len(shown) <= width or len(regex.findall(r"\X", shown)) == 1
    assert all(a.end == b.start for a, b in itertools.pairwise(lines))


def test_thai_and_chinese_break_between_words_and_characters() -> None:
    text = "保修期为三十六个月，自购买之日起计算。" * 4
    assert {cell_len(line.of(text)) <= 20 for line in wrap(text, 20)} == {True}
    assert all(cell_len(line.of(text)) >= 16 for line in wrap(text, 20)[:-1])
    thai = "การรับประกันมีระยะเวลาสามสิบหกเดือน"
    assert all(cell_len(line.of(thai)) <= 10 for line in wrap(thai, 10))


def test_right_to_left_text_is_isolated_and_nothing_else_is() -> None:
    assert isolate("plain 12") == "plain 12"
    assert isolate("Ürün 12") == "Ürün 12"
    assert isolate("الضمان 36") == f"{FSI}الضمان 36{PDI}"
    # A line of an Arabic paragraph that begins with a Latin name still runs from the right.
    line = isolate("R-330 الضمان", rtl=True)
    assert is_rtl(line[1:-1])
    assert line[0] + line[-1] == FSI + PDI
    assert is_rtl("ضمان R-330")
    assert not is_rtl("R-330 ضمان")


def passage_and_citation(before: str, quote: str, after: str, at: int = 0) -> tuple[Passage, Citation]:
    text = before + quote + after
    start = at + len(before)
    sha = sha256_of(text)
    passage = Passage("doc", at, at + len(text), text, sha256=sha)
    return passage, Citation("doc", start, start + len(quote), quote, sha, prefix=before[-32:], suffix=after[:32])


def test_the_excerpt_is_the_sentence_the_citation_stands_in() -> None:
    passage, citation = passage_and_citation(
        "It is new. The warranty lasts ", "36 months", " from the sale. It is blue.", 100
    )
    found = excerpt(citation, [passage])
    assert found.text == "The warranty lasts 36 months from the sale."
    assert found.cited.of(found.text) == "36 months"


def test_a_repeated_passage_is_shown_where_it_was_cited() -> None:
    passage, citation = passage_and_citation("It is 36 months here. It is ", "36 months", " there.")
    found = excerpt(citation, [passage])
    assert found.text == "It is 36 months there."
    assert found.before == "It is "


def test_without_the_passage_prefix_and_suffix_are_shown_as_part_of_more() -> None:
    _, citation = passage_and_citation("The warranty lasts ", "36 months", " from the sale.")
    assert excerpt(citation, []).text == "…The warranty lasts 36 months from the sale.…"
    other = Passage("other", 0, 80, "x" * 80)
    assert excerpt(citation, [other]).text == excerpt(citation, []).text


def test_a_long_sentence_is_trimmed_around_the_citation_at_words() -> None:
    passage, citation = passage_and_citation("word " * 300, "HERE", " word" * 300)
    found = excerpt(citation, [passage], room=100)
    assert cell_len(found.text) <= 100
    assert regex.fullmatch(r"…(word )+HERE( word)+…", found.text)


@given(TEXTS, TEXTS.filter(str.strip), TEXTS, st.integers(20, 200))
def test_the_cited_characters_are_marked_whatever_stands_around(before: str, quote: str, after: str, room: int) -> None:
    passage, citation = passage_and_citation(before, quote, after)
    found = excerpt(citation, [passage], room)
    assert found.cited.of(found.text) == harmless(quote)
    assert not regex.search(r"[\p{Cc}\p{Cs}\u202e]", found.text)


@given(TEXTS, st.integers(1, 60))
def test_shortening_keeps_a_beginning_of_whole_characters(text: str, room: int) -> None:
    shown, whole = shorten(text, room), harmless(text).strip()
    assert cell_len(shown) <= room
    if shown != whole:
        kept = shown.removesuffix("…")
        assert whole.startswith(kept)
        assert is_boundary(whole, len(kept))
