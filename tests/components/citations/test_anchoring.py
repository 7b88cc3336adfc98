"""A quote is found again where it went, and nowhere else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.citations.anchoring import Anchor, reanchor
from polycite.components.citing import cite
from polycite.components.evidence import Citation, Original, Span
from polycite.components.text.edit_distance import best_match, similarity
from polycite.components.text.graphemes import is_boundary

LINES = [
    "Hold the button for ten seconds until the lamp turns amber.",
    "Halten Sie die Taste zehn Sekunden lang gedrückt, bis die Leuchte orange wird.",
    "按住复位孔十五秒，直到白灯熄灭后转为琥珀色，期间不要断电。",
    "กดปุ่มค้างไว้ 10 วินาที จนไฟเปลี่ยนเป็นสีส้ม",
    "बटन को दस सेकंड तक दबाए रखें जब तक लाइट नारंगी न हो जाए।",
    "اضغط على الزر لمدة عشر ثوانٍ حتى يتحول الضوء إلى اللون الكهرماني.",
    "החזיקו את הלחצן במשך עשר שניות עד שהנורה תהפוך לכתומה.",
    "İİİ düğmeyi on saniye basılı tutun 👩\u200d👩\u200d👧 🇷🇴 e\u0301.",
]
TEXT = "\r\n\r\n".join(LINES)
noise = st.text(st.characters(exclude_categories=["Cs", "M", "Cf"]), max_size=60).map(lambda text: f"\n{text}\n")


def citation_of(text: str, quote: str, occurrence: int = 0) -> Citation:
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(quote, start + 1)
    return cite(Original("x", text), Span(start, start + len(quote)))


@settings(deadline=None)
@given(st.sampled_from(LINES), noise, noise)
def test_insertions_elsewhere_do_not_lose_a_quote(line: str, before: str, after: str) -> None:
    citation = citation_of(TEXT, line)
    changed = before + TEXT + after
    anchor = reanchor(citation, changed)
    assert anchor == Anchor(citation.span.shift(len(before)), "exact", 1.0)


@settings(deadline=None)
@given(st.data(), noise)
def test_insertions_outside_the_surroundings_do_not_lose_any_span(data: st.DataObject, inserted: str) -> None:
    start = data.draw(st.integers(0, len(TEXT) - 1))
    span = Span(start, data.draw(st.integers(start + 1, min(start + 90, len(TEXT)))))
    if not span.of(TEXT).strip():
        return
    citation = cite(Original("x", TEXT), span)
    safe = [
        cut
        for cut in range(len(TEXT) + 1)
        if is_boundary(TEXT, cut) and not citation.start - 32 < cut < citation.end + 32
    ]
    if not safe:
        return
    place = data.draw(st.sampled_from(safe))
    changed = TEXT[:place] + inserted + TEXT[place:]
    anchor = reanchor(citation, changed)
    assert anchor.span == (citation.span.shift(len(inserted)) if place <= citation.start else citation.span)
    assert anchor.similarity == 1.0


@pytest.mark.parametrize("occurrence", [0, 1, 2])
def test_a_repeated_sentence_is_told_apart_by_what_surrounds_it(occurrence: int) -> None:
    quote = "Press RESET for ten seconds."
    text = f"R-310: {quote} Done.\nR-330: {quote} Wait.\nN-200: {quote} Beep."
    citation = citation_of(text, quote, occurrence)
    anchor = reanchor(citation, f"A new introduction of some length.\n{text}")
    assert anchor.how == "exact"
    assert anchor.span == citation.span.shift(35)


def test_among_quite_equal_occurrences_the_nearest_is_taken() -> None:
    text = "Press RESET.\n" * 50
    citation = cite(Original("x", text), Span(13 * 30, 13 * 30 + 12))
    assert reanchor(citation, text) == Anchor(citation.span, "unchanged", 1.0)
    assert reanchor(citation, "x" + text).span == citation.span.shift(1)


def test_a_repeated_sentence_whose_own_copy_went_is_not_the_first_one() -> None:
    text = f"{LINES[0]} In English.\n{LINES[1]}\n{LINES[0]} In English."
    citation = citation_of(text, LINES[0], 1)
    assert reanchor(citation, "\n" + text).span == citation.span.shift(1)


def test_a_changed_value_is_found_between_its_surroundings() -> None:
    text = "Der Sicherungsautomat muss für 16 A ausgelegt sein, sonst löst er aus."
    changed = "Neu. " + text.replace("16 A", "20 A")
    anchor = reanchor(citation_of(text, "16 A"), changed)
    assert anchor.how == "context"
    assert anchor.span is not None
    assert anchor.span.of(changed) == "20 A"
    assert anchor.similarity == 0.5


@pytest.mark.parametrize(
    ("line", "old", "new"),
    [
        (0, "ten", "fifteen"),
        (1, "zehn", "fünfzehn"),
        (2, "十五", "二十"),
        (3, "10", "15"),
        (4, "दस", "पंद्रह"),
        (5, "عشر", "خمس"),
        (6, "עשר", "חמש"),
    ],
)
def test_a_reworded_sentence_is_found_although_its_surroundings_changed(line: int, old: str, new: str) -> None:
    changed = "\n".join(
        [*reversed(LINES[:line]), "Ein neuer Satz.", LINES[line].replace(old, new), "Noch einer.", *LINES[line + 1 :]]
    )
    anchor = reanchor(citation_of(TEXT, LINES[line]), changed)
    assert anchor.how == "fuzzy"
    assert anchor.span is not None
    assert anchor.span.of(changed) == LINES[line].replace(old, new)
    assert 0.7 <= anchor.similarity < 1


def test_rewrapped_lines_are_found() -> None:
    text = "Vorwort.\n\n" + LINES[1]
    changed = LINES[1].replace("lang gedrückt", "lang\r\ngedrückt")
    anchor = reanchor(citation_of(text, LINES[1]), changed)
    assert anchor.span == Span(0, len(changed))


def test_what_is_gone_is_lost() -> None:
    assert reanchor(citation_of(TEXT, LINES[0]), TEXT.replace(LINES[0], "")).how == "lost"
    assert reanchor(citation_of(TEXT, LINES[0]), "").how == "lost"
    replaced = TEXT.replace(LINES[0], "Something else altogether stands here.")
    assert reanchor(citation_of(TEXT, LINES[0]), replaced).how == "lost"


def test_a_short_word_elsewhere_is_not_the_quote() -> None:
    citation = citation_of("The fuse is rated at 16 A for the wallbox.", "16")
    assert reanchor(citation, "Chapter 16 is about something that has nothing to do with it.").how == "lost"


def test_letters_that_grow_in_lower_case_do_not_shift_a_quote() -> None:
    text = "İİİİİİ vorher. Halten Sie die Taste zehn Sekunden gedrückt. İİİ"
    quote = "Halten Sie die Taste zehn Sekunden gedrückt."
    changed = "İİİ " + text.replace("zehn", "15")
    anchor = reanchor(citation_of(text, quote), changed)
    assert anchor.span is not None
    assert anchor.span.of(changed) == quote.replace("zehn", "15")


def test_half_a_grapheme_is_not_the_quote() -> None:
    citation = citation_of("Sagt er: Cafe ist gut, sehr gut.", "Cafe")
    changed = "Sagt er: Cafe\u0301 ist gut, sehr gut."
    anchor = reanchor(citation, changed)
    assert anchor.how == "context"
    assert anchor.span is not None
    assert anchor.span.of(changed) == "Cafe\u0301"


def test_a_quote_is_found_in_a_megabyte() -> None:
    filling = "Noch ein ganz anderer Satz, der mit der Sache nichts zu tun hat. " * 8_000
    changed = filling + LINES[1].replace("zehn", "fünfzehn") + filling
    anchor = reanchor(citation_of(TEXT, LINES[1]), changed)
    assert anchor.span is not None
    assert anchor.span.start == len(filling)


@settings(deadline=None)
@given(st.data(), st.text("ab🇷\ud800", max_size=8))
def test_anchors_are_whole_graphemes(data: st.DataObject, inserted: str) -> None:
    citation = citation_of(TEXT, data.draw(st.sampled_from(LINES)))
    place = data.draw(st.integers(0, len(TEXT)))
    changed = TEXT[:place] + inserted + TEXT[place:]
    anchor = reanchor(citation, changed)
    assert anchor.span is not None
    assert is_boundary(changed, anchor.span.start)
    assert is_boundary(changed, anchor.span.end)
    assert anchor.similarity >= 0.7


def plain_distance(first: str, second: str) -> int:
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, start=1):
        previous, row[0] = row[0], i
        for j, b in enumerate(second, start=1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
    return row[-1]


short = st.text("ab中é", max_size=9)


@given(short, short)
def test_similarity_is_that_of_the_plain_definition(first: str, second: str) -> None:
    longest = max(len(first), len(second), 1)
    assert similarity(first, second) == pytest.approx(1 - plain_distance(first, second) / longest)


@given(short.filter(bool), short)
def test_the_best_match_has_the_fewest_edits_of_all_spans(pattern: str, text: str) -> None:
    span, alike = best_match(pattern, text)
    spans = [text[a:b] for a in range(len(text) + 1) for b in range(a, len(text) + 1)]
    assert plain_distance(pattern, span.of(text)) == min(plain_distance(pattern, part) for part in spans)
    assert alike == pytest.approx(similarity(pattern, span.of(text)))
