from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from polycite.components.text.cells import cells
from polycite.components.text.words import word_spans

TABLE = "Models\n\n| R-310 | 12 W | 18 W |\n| R-330 | 20 W |\n\nBoth of them run on a battery for\nfour hours."


def test_cells_of_a_table_and_blocks_are_apart_and_a_soft_line_break_is_not() -> None:
    words = word_spans(TABLE, "en")
    found = dict(zip((TABLE[a:b] for a, b in words), cells(TABLE, words), strict=True))
    assert len({found[word] for word in ("Models", "310", "12", "18", "330", "20", "Both")}) == 7
    assert found["for"] == found["four"] == found["Both"]


@given(st.text(alphabet="ab1 |\n-#.", max_size=60))
def test_every_word_has_a_cell_and_they_rise(text: str) -> None:
    words = word_spans(text, "en")
    found = cells(text, words)
    assert len(found) == len(words)
    assert (found[1:] >= found[:-1]).all()
