"""Rows of JSONL and CSV: exact field values, true places, and a word on each row that is left out."""

import csv
import io
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polycite.components.errors import LoadingError
from polycite.components.evidence import OffsetMap, Span
from polycite.components.loaders.csv import csv_records
from polycite.components.loaders.jsonl import jsonl_records
from polycite.components.loaders.rows import Row, RowFields, read_rows

Check = Callable[[str, OffsetMap, str], None]

texts = st.text(
    st.one_of(
        st.sampled_from('aé"\\,;\t\n\r/ 日हिไשًا👩\u200d\u2028\ufeff\x7f'),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    ),
    min_size=1,
).filter(str.strip)
"""Any text that a row may hold."""


def jsonl(raw: str, fields: RowFields | None = None) -> list[Row | LoadingError]:
    return list(read_rows(raw, jsonl_records(raw), fields or RowFields()))


def csv_rows(raw: str, fields: RowFields | None = None) -> list[Row | LoadingError]:
    fields = fields or RowFields()
    return list(read_rows(raw, csv_records(raw, fields.text), fields))


def good(found: list[Row | LoadingError]) -> list[Row]:
    return [row for row in found if isinstance(row, Row)]


def problems(found: list[Row | LoadingError]) -> list[str]:
    assert all(error.mend for error in found if isinstance(error, LoadingError))
    return [error.problem for error in found if isinstance(error, LoadingError)]


@given(st.lists(texts, min_size=1, max_size=4), st.booleans(), st.sampled_from(["\n", "\r\n", "\n\n"]), st.data())
def test_jsonl_round_trip(
    check_map: Check, values: list[str], ascii_only: bool, newline: str, data: st.DataObject
) -> None:
    raw = newline.join(json.dumps({"a": {"text": "no"}, "text": value}, ensure_ascii=ascii_only) for value in values)
    rows = good(jsonl(raw))
    assert [row.text for row in rows] == values
    for row in rows:
        check_map(row.text, row.raw_map, raw)
        span = draw_span(data, row.text)
        there = row.raw_map.to_raw(span)
        assert json.loads(f'"{there.of(raw)}"') == span.of(row.text)


@given(st.lists(texts, min_size=1, max_size=4), st.sampled_from(",;\t"), st.booleans(), st.data())
def test_csv_round_trip(
    check_map: Check, values: list[str], delimiter: str, quote_all: bool, data: st.DataObject
) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL)
    writer.writerows([["n", "text"], *([f"x{number}", value] for number, value in enumerate(values))])
    raw = file.getvalue()
    rows = good(csv_rows(raw))
    assert [row.text for row in rows] == values
    assert [row.metadata["n"] for row in rows] == [f"x{number}" for number in range(len(values))]
    for row in rows:
        check_map(row.text, row.raw_map, raw)
        span = draw_span(data, row.text)
        there = row.raw_map.to_raw(span).of(raw)
        assert there in (span.of(row.text), span.of(row.text).replace('"', '""'))


@given(st.text(st.sampled_from('ab",;\n\r\t '), max_size=30))
def test_csv_cells_are_those_of_the_csv_module(body: str) -> None:
    raw = "text,b\n" + body
    expected = list(csv.reader(io.StringIO(raw, newline="")))
    found = csv_rows(raw)
    if not problems(found):
        assert [row.text for row in good(found)] == [cells[0] for cells in expected[1:] if cells and any(cells)]


def draw_span(data: st.DataObject, text: str) -> Span:
    start = data.draw(st.integers(0, len(text) - 1))
    return Span(start, data.draw(st.integers(start + 1, len(text))))


def test_jsonl_escapes_map_as_a_whole() -> None:
    raw = r'{"text": "a\u00e9\ud83d\ude00\n\/b"}'
    row = good(jsonl(raw))[0]
    assert row.text == "aé😀\n/b"
    assert [row.raw_map.to_raw(Span(n, n + 1)).of(raw) for n in range(6)] == [
        "a",
        r"\u00e9",
        r"\ud83d\ude00",
        r"\n",
        r"\/",
        "b",
    ]


def test_fields_go_where_they_belong() -> None:
    raw = '{"id": 7, "text": "t", "title": "T", "language": "de", "k": "v", "n": 1.5, "b": true, "o": {}, "z": null}'
    row = good(jsonl(raw))[0]
    assert (row.id, row.text, row.language) == ("7", "t", "de")
    assert row.metadata == {"title": "T", "k": "v", "n": 1.5, "b": True}


def test_fields_have_the_names_you_choose() -> None:
    fields = RowFields(text="body", id="key", title=None, language=None)
    rows = good(csv_rows("key;body;title;language\na;t;T;de\n", fields))
    assert [(row.id, row.text, row.language, dict(row.metadata)) for row in rows] == [
        ("a", "t", None, {"title": "T", "language": "de"})
    ]


def test_rows_without_id_are_numbered_from_1_bad_ones_included() -> None:
    assert [row.id for row in good(jsonl('{"text": "a"}\n\n{"x": 1}\n{"text": "b", "id": null}'))] == ["1", "3"]
    assert [row.id for row in good(csv_rows("text\na\n\nb\n"))] == ["1", "2"]


def test_bad_jsonl_rows_are_named_and_the_others_read() -> None:
    raw = "\n".join(
        [
            '{"id": "a", "text": "first"}',
            '{"id": "b"}',
            '{"id": "a", "text": "again"}',
            "{broken",
            "[1]",
            r'{"text": "\ud800"}',
            r'{"text": "\u0000"}',
            '{"text": 5}',
            '{"text": " "}',
            '{"text": "x", "n": NaN}',
            '{"text": "x", "text": "y"}',
            '{"text": "x", "id": 1.5}',
            '{"text": "x", "title": 5}',
            r'{"text": "x", "k": "\udc00"}',
            "[" * 100_000,
            '{"id": "z", "text": "last"}',
        ]
    )
    found = jsonl(raw)
    assert [row.id for row in good(found)] == ["a", "z"]
    said = problems(found)
    assert [problem.split(":")[0] for problem in said] == [f"Line {number}" for number in range(2, 16)]
    words = ["missing", "line 1", "column", "another kind", "surrogate", "NUL", "not a string", "white space", "NaN"]
    words += ["twice", "whole number", "not a string", "surrogate", "not a JSON object"]
    assert all(word in problem for word, problem in zip(words, said, strict=True)), said


def test_a_json_document_is_one_failure() -> None:
    assert len(problems(jsonl('[\n{"text": "a"},\n{"text": "b"}\n]'))) == 1
    assert len(problems(jsonl('{\n"text": "a"\n}'))) == 1


def test_bad_csv_rows_are_named_and_the_others_read() -> None:
    raw = 'id,text\n1,"a\nb"\n2,x,y\n3\n4,"q"q\n5,\n6,good\n1,again\n7,"open\n8,lost\n'
    found = csv_rows(raw)
    assert [(row.id, row.text) for row in good(found)] == [("1", "a\nb"), ("6", "good")]
    assert [problem.split(":")[0] for problem in problems(found)] == [f"Line {line}" for line in (4, 5, 6, 7, 9, 10)]
    assert "never closes" in problems(found)[-1]


def test_a_csv_needs_its_columns() -> None:
    with pytest.raises(LoadingError, match="'a', 'b'"):
        csv_rows("a;b\n1;2\n")
    with pytest.raises(LoadingError, match="twice"):
        csv_rows("text,a,a\n1,2,3\n")
