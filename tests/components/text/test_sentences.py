"""Sentences of any script keep every character and are not torn at abbreviations."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.evidence import Span
from polycite.components.text.blocks import blocks
from polycite.components.text.characters import strip
from polycite.components.text.graphemes import is_boundary
from polycite.components.text.sentences import sentences

PIECES = [
    "Das ist z. B. Nr. 5. ", "Dr. Who? ", "5.2 kWh", "“Ja.” ", "中文。", "「はい。」", "น้ำลดแล้ว ",
    "यह है। ", "هل هذا؟ ", "שלום. ",
    "\r\n", "\n", "\n\n", "\u2028", "\x85", " ", "\u00a0", "- a\n", "| a | b |\n", "# H\n", "```\n", "1. ", "\t",
    "e\u0301", " \u0301", "\u200b", "\u200d", "\ufeff", "\u0600", "\x1f", "\u0301",
    "👩\u200d👩\u200d👧", "🇷🇴🇸🇪", "İ", "\ud800",
    "각", "\u0e33", ".", "!", "x" * 90,
]  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.characters()), max_size=25).map("".join)
languages = st.sampled_from([None, "", "de", "en", "zh-Hant", "th", "ar", "xx", "no language"])


def of(text: str, language: str | None = None) -> list[str]:
    return [span.of(text) for span in sentences(text, language)]


@settings(deadline=None)
@given(texts, languages)
def test_every_character_but_white_space_is_in_exactly_one_sentence(text: str, language: str | None) -> None:
    spans = sentences(text, language)
    position = 0
    for span in spans:
        assert text[position : span.start].strip() == ""
        assert len(span)
        position = span.end
    assert text[position:].strip() == ""


@settings(deadline=None)
@given(texts, languages)
def test_sentences_are_whole_graphemes_without_white_space_around(text: str, language: str | None) -> None:
    for span in sentences(text, language):
        assert is_boundary(text, span.start)
        assert is_boundary(text, span.end)
        assert strip(text, span) == span


@given(texts)
def test_blocks_hold_all_that_is_not_white_space_in_order(text: str) -> None:
    found = list(blocks(text))
    outside = [
        text[a:b] for a, b in zip([0, *(b.end for b in found)], [*(b.start for b in found), len(text)], strict=True)
    ]
    assert not "".join(outside).strip()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Das gilt z. B. für Nr. 5 und die 2. Auflage vom 3. Mai, d. h. ca. 5,2 kWh bei 192.168.77.1 (s. o.)."),
        ("de", "Hr. Meier bzw. Fr. Dr. Huber kommen am 24. Dezember."),
        ("en", "Mr. Smith of the U.S. Government paid $5.20 for No. 5, e.g. at 192.168.77.1."),
        ("fr", "M. Dupont et Mme. Durand, cf. p. 3, consomment env. 5.2 kWh."),
        ("es", "El Sr. Pérez vive en la pág. 5 de EE. UU."),
        ("it", "Il sig. Rossi e il dott. Bianchi, pag. 5, n. 7."),
        ("pt", "O Sr. Silva e a Sra. Lima, pág. 5, Av. Brasil."),
        ("ro", "Str. Unirii nr. 5, dl. Popescu."),
        ("pl", "Np. ul. Długa, dr. Nowak, nr 5.2."),
        ("cs", "MUDr. Novák, např. tj. č. 5."),
        ("tr", "Dr. Ali 3. katta, bkz. No. 5."),
        ("el", "Ο κ. Παπαδόπουλος, βλ. σελ. 5, π.χ. εδώ."),
        ("ru", "См. рис. 5, стр. 3, т. е. г. Москва, А. С. Пушкин."),
        ("hi", "डॉ. शर्मा ने रु. 500 दिए।"),
        ("ar", "قال د. محمد ص. 5 إنها 5.2 kWh."),
        ("nl", "Dhr. Jansen, bijv. nr. 5, d.w.z. 5,2 kWh."),
        ("sv", "T.ex. bl.a. nr. 5."),
        ("ko", "버전 4.2 에서 192.168.77.1 로 접속합니다."),
        ("ja", "「これ。あれ。」"),
    ],
)  # fmt: skip
def test_abbreviations_numbers_and_quotations_stay_whole(language: str, sentence: str) -> None:
    assert of(sentence, language) == [sentence]


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("de", ["Es geht.", "Danach nicht!", "Wirklich?"]),
        ("en", ["He came.", "“Really?” she asked.", "Yes."]),
        ("hi", ["यह है।", "वह नहीं है।"]),
        ("ar", ["هل هذا صحيح؟", "نعم."]),
        ("ur", ["یہ ہے۔", "وہ ہے۔"]),
        ("am", ["ሰላም።", "ደህና።"]),
        ("my", ["မြန်မာ။", "ဘာသာ။"]),
        ("km", ["ខ្មែរ។", "ភាសា។"]),
        ("el", ["Είναι εδώ;", "Όχι."]),
        ("xx", ["First one.", "Second one."]),
    ],
)  # fmt: skip
def test_sentences_end_at_the_marks_of_their_script(language: str, parts: list[str]) -> None:
    assert of(" ".join(parts), language) == parts


def test_chinese_and_japanese_need_no_spaces() -> None:
    assert of("你好。请看下面！是吗？", "zh") == ["你好。", "请看下面！", "是吗？"]
    assert of("Wi-Fi 4.2 以降。「はい」と言った。", "ja") == ["Wi-Fi 4.2 以降。", "「はい」と言った。"]


def test_thai_ends_at_line_breaks_and_at_spaces_of_long_runs() -> None:
    phrase = "น้ำลดแล้วอย่าเพิ่งรีบเปิดไฟ"
    assert of(f"{phrase}\n{phrase} 24 {phrase}", "th") == [phrase, f"{phrase} 24 {phrase}"]
    assert len(of(" ".join([phrase] * 20), "th")) > 3
    assert max(map(len, of(" ".join([phrase] * 20), "th"))) < 160


def test_lists_tables_headings_and_empty_lines_end_sentences() -> None:
    text = (
        "# Kopf\nText der\r\n\r\nweiter geht\n- eins\n- zwei\n| a | b |\n|---|---|\n| 1 | 2 |\n```\nx = 1\ny. Z\n```\n"
    )
    assert of(text) == [
        "# Kopf", "Text der", "weiter geht", "- eins", "- zwei", "| a | b |", "|---|---|", "| 1 | 2 |",
        "```", "x = 1", "y. Z", "```",
    ]  # fmt: skip


def test_wrapped_lines_are_one_sentence_and_chosen_breaks_are_not() -> None:
    wrapped = (
        "This line has been wrapped by an editor at some\r\ncolumn, so that the sentence goes on over three\r\nlines."
    )
    assert of(wrapped) == [wrapped]
    assert of("Tessivolt GmbH\nHauptstraße 5\n10115 Berlin und Umgebung") == [
        "Tessivolt GmbH", "Hauptstraße 5", "10115 Berlin und Umgebung",
    ]  # fmt: skip


def test_a_space_with_a_mark_is_no_white_space() -> None:
    assert strip("a  \u0301b  ", Span(1, 6)) == Span(2, 5)
    assert strip("a\x1f\u0301b", Span(1, 4)) == Span(2, 4)
    assert strip("\u0600 \n", Span(0, 3)) == Span(0, 2)
    assert strip("\u0600\r\n", Span(0, 3)) == Span(0, 1)


def test_a_long_quotation_without_spaces_is_read_in_linear_time() -> None:
    # sentencex alone takes minutes for this
    text = "hello world " * 400 + "“" + "中。hello world 中。" * 20_000 + "”"
    assert sum(len(span) for span in sentences(text, "en")) > len(text) * 0.9
