import itertools

from hypothesis import given
from hypothesis import strategies as st

from polycite.components.text.graphemes import is_boundary
from polycite.eval.report.marks import Mark, excerpts, pieces

TEXTS = st.text(
    st.sampled_from("abc 🔋👩🏽\u200d🚒é\u0301कि्षा مرحبا ไทย電池한글\n\U00020000") | st.characters(codec="utf-8"),
    max_size=80,
)
KINDS = ("gold", "cited", "found")


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXTS)
    ends = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(ends, ends, st.sampled_from(KINDS)), max_size=6))
    return text, [Mark(min(a, b), max(a, b), kind) for a, b, kind in spans]


@given(marked())
def test_the_pieces_in_a_row_are_the_text_and_each_mark_covers_exactly_its_characters(
    case: tuple[str, list[Mark]],
) -> None:
    text, marks = case
    cut = pieces(text, marks)
    assert "".join(piece.text for piece in cut) == text
    assert all(piece.text for piece in cut)
    of_each_character = [set(piece.kinds) for piece in cut for _ in piece.text]
    for place, kinds in enumerate(of_each_character):
        assert kinds == {mark.kind for mark in marks if mark.start <= place < mark.end}


@given(marked(), st.integers(0, 20))
def test_excerpts_are_stretches_of_the_text_around_every_end_of_a_mark(
    case: tuple[str, list[Mark]], around: int
) -> None:
    text, marks = case
    shown = excerpts(text, marks, around)
    for one in shown:
        assert "".join(piece.text for piece in one.pieces) == text[one.start : one.end]
        assert is_boundary(text, one.start)
        assert is_boundary(text, one.end)
    assert all(before.end < after.start for before, after in itertools.pairwise(shown))
    near = {
        place
        for mark in marks
        for at in (mark.start, mark.end)
        for place in range(max(0, at - around), min(len(text), at + around))
    }
    assert near <= {place for one in shown for place in range(one.start, one.end)}


def test_overlapping_marks_share_a_piece() -> None:
    # Offsets count code points: the emoji is one, which a script counting UTF-16 units would take for two.
    cut = pieces("🔋 wiegt 58 kg", [Mark(8, 13, "gold"), Mark(2, 10, "cited")])
    assert [(piece.text, piece.kinds) for piece in cut] == [
        ("🔋 ", ()),
        ("wiegt ", ("cited",)),
        ("58", ("cited", "gold")),
        (" kg", ("gold",)),
    ]


def test_the_middle_of_a_long_mark_and_all_far_from_marks_is_left_out() -> None:
    shown = excerpts("x" * 10_000, [Mark(2_000, 6_000, "cited")], around=300)
    assert [(one.start, one.end) for one in shown] == [(1_700, 2_300), (5_700, 6_300)]


def test_without_marks_the_beginning_is_shown() -> None:
    assert [(one.start, one.end) for one in excerpts("あ" * 1000, [], around=300)] == [(0, 300)]
    assert excerpts("", [], around=300)[0].pieces == ()
