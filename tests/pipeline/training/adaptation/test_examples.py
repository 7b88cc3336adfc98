"""A team's files as it has them: every example's answer is the characters it says, and every bad row is named."""

from __future__ import annotations

import json
import lzma
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polycite.components.errors import LoadingError, SettingsError
from polycite.components.evidence import Original, Span
from polycite.pipeline.training.adaptation.examples import read_examples
from polycite.pipeline.training.reading_examples import Example

WORDS = st.sampled_from(
    ["Akku ", "hält ", "zehn ", "Stunden. ", "👩‍👩‍👧 ", "नमस्ते ", "แบตเตอรี่", "é", "\u2028", "\n\n", "# T-5\n"]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=400).map("".join).filter(str.strip)


def written(folder: Path, *rows: Any, name: str = "my.jsonl") -> Path:
    path = folder / name
    text = "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_bytes(lzma.compress(text.encode()) if path.suffix == ".xz" else text.encode())
    return path


def squad(text: str = "30 km", start: int = 8, **more: Any) -> dict[str, Any]:
    answers = [{"text": text, "answer_start": start}]
    return {"question": "Wie weit?", "context": "Es sind 30 km.", "answers": answers, "language": "de", **more}


def cited(original: Original, *spans: tuple[int, int], **more: Any) -> dict[str, Any]:
    answers = [
        {"original_id": original.id, "start": a, "end": b, "text": original.text[a:b], "language": original.language}
        for a, b in spans
    ]
    return {
        "id": "q1",
        "question": "How far?",
        "language": "en",
        "answerable": bool(answers),
        "answers": answers,
        **more,
    }


def quote(example: Example) -> str:
    return example.context[example.start : example.end]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS, draw=st.data(), language=st.sampled_from(["de", "th"]))
def test_an_answer_in_a_document_is_the_same_characters_in_its_passage(
    text: str, draw: st.DataObject, language: str
) -> None:
    start = draw.draw(st.integers(0, len(text) - 1))
    end = draw.draw(st.integers(start + 1, len(text)).filter(lambda end: bool(text[start:end].strip())))
    original = Original("a.md", text, language=language, metadata={"title": "T-5"})
    with tempfile.TemporaryDirectory() as folder:
        (example,) = read_examples(written(Path(folder), cited(original, (start, end))), {"a.md": original}.get)
    assert quote(example) == text[start:end].strip()
    begin = start + len(text[start:end]) - len(text[start:end].lstrip())
    assert text[begin - example.start :].startswith(example.context)
    assert quote(example) == original.quote(Span(begin, begin + example.end - example.start))
    assert (example.language, example.title) == (language, "T-5")
    assert len(example.context) <= 1000 + end - start + 1000  # an answer over a border is read over both passages


@settings(max_examples=40, deadline=None)
@given(text=TEXTS, draw=st.data(), columns=st.booleans())
def test_an_answer_in_a_context_is_the_characters_at_its_offset(text: str, draw: st.DataObject, columns: bool) -> None:
    start = draw.draw(st.integers(0, len(text) - 1))
    end = draw.draw(st.integers(start + 1, len(text)).filter(lambda end: bool(text[start:end].strip())))
    listed: Any = [{"text": text[start:end], "answer_start": start}]
    if columns:
        listed = {"text": [text[start:end]], "answer_start": [start]}
    row = {"question": "Wie weit?", "context": text, "answers": listed, "language": "de-AT"}
    with tempfile.TemporaryDirectory() as folder:
        (example,) = read_examples(written(Path(folder), row, name="my.jsonl.xz"))
    assert quote(example) == text[start:end].strip()
    assert text.index(example.context) == 0
    assert start <= example.start < example.end <= end
    assert example.language == "de"


def test_a_question_over_two_documents_gives_an_example_each(tmp_path: Path) -> None:
    german = Original("de.md", "Es sind 30 km bis Bonn.", language="de")
    thai = Original("th.md", "ระยะทาง 30 กม.", language="th")
    row = cited(german, (8, 13), (5, 13), id=7)
    row["alternatives"] = [{**cited(thai, (8, 14))["answers"][0], "answer": 0}]
    found = read_examples(written(tmp_path, row), {"de.md": german, "th.md": thai}.get)
    assert [(e.language, quote(e), e.id) for e in found] == [
        ("de", "30 km", "my.jsonl#7"),
        ("th", "30 กม.", "my.jsonl#7"),
    ]


def test_a_long_document_gives_a_passage_and_its_passages_share_no_text(tmp_path: Path) -> None:
    text = "".join(f"Satz {i} sagt, dass Gerät {i} genau {i + 100} Watt braucht. " for i in range(200))
    original = Original("a.md", text, language="de")
    places = [(at, at + 3) for i in range(0, 200, 9) for at in [text.index(f"{i + 100} Watt")]]
    rows = [cited(original, place, id=f"q{place[0]}", question=f"Q{place[0]}?") for place in places]
    found = read_examples(written(tmp_path, *rows), {"a.md": original}.get)
    assert [quote(e) for e in found] == [text[a:b] for a, b in places]
    contexts = sorted({e.context for e in found}, key=text.index)
    assert len(contexts) > 5
    assert all(250 <= len(context) <= 1000 and context.endswith(".") for context in contexts)
    ends = [text.index(context) + len(context) for context in contexts]
    assert all(text.index(after) >= end for end, after in zip(ends, contexts[1:], strict=False))


def test_a_whole_squad_file_is_read_and_names_bad_rows_by_their_place(tmp_path: Path) -> None:
    good = {"id": "1", "question": "Wie weit?", "answers": [{"text": "30 km", "answer_start": 8}]}
    none = {"id": "2", "question": "Wie teuer?", "answers": [], "is_impossible": True}
    paragraph = {"context": "Es sind 30 km.", "qas": [good, none]}
    path = tmp_path / "set.json"
    path.write_text(json.dumps({"data": [{"title": "Die_Brücke", "paragraphs": [paragraph]}]}, indent=1), "utf-8")
    first, second = read_examples(path, language="de")
    assert (first.title, quote(first), first.id) == ("Die Brücke", "30 km", "set.json#1")
    assert (second.start, second.end, second.context) == (-1, -1, "Es sind 30 km.")
    good["answers"] = [{"text": "30 km", "answer_start": 7}]
    path.write_text(json.dumps({"data": [{"paragraphs": [paragraph]}, {"paragraphs": 3}]}), "utf-8")
    with pytest.raises(LoadingError) as error:
        read_examples(path, language="de")
    assert "set.json: data[0].paragraphs[0].qas[0]: at 7 the context reads ' 30 k'" in str(error.value)
    assert "set.json: data[1]: 'paragraphs' is 3. It must be of type list." in str(error.value)


def test_questions_without_answer_and_context_are_counted_and_left_out(tmp_path: Path) -> None:
    told: list[int] = []
    none = {"id": "q9", "question": "Wer?", "language": "de", "answerable": False, "answers": []}
    (found,) = read_examples(written(tmp_path, none, squad(), none), skipped=told.append)
    assert (quote(found), told) == ("30 km", [2])
    with pytest.raises(LoadingError, match="1 questions have neither"):
        read_examples(written(tmp_path, none))


def test_all_bad_rows_are_named_with_their_lines_and_nothing_is_read(tmp_path: Path) -> None:
    original = Original("a.md", "Es sind 30 km.", language="de")
    moved = cited(original, (8, 13))
    moved["answers"][0] |= {"start": 7, "end": 12}
    unknown = cited(Original("b.md", "Es sind 30 km.", language="de"), (8, 13))
    rows = [
        squad(), "{", [], squad(start=7), squad(text="31 km"), squad(language="klingonisch"), squad(language=None),
        squad(question=" "), squad(answers=[{"text": "30 km", "answer_start": True}]), squad(is_impossible=True),
        moved, unknown, squad(answers={"text": ["30 km"], "answer_start": []}), {"question": "Wie weit?"},
        '{"question": "\\ud800", "context": "a", "answers": [], "language": "de"}',
    ]  # fmt: skip
    path = written(tmp_path, *rows)
    with pytest.raises(LoadingError) as error:
        read_examples(path, {"a.md": original}.get)
    said = str(error.value)
    assert said.startswith("14 bad row(s)")
    for line, problem in {
        2: "no valid JSON", 3: "no JSON object", 4: "It stands at 8.", 5: "does not occur in the context",
        6: "'klingonisch'", 7: "no language is named", 8: "'question' is empty", 9: "must be of type int",
        10: "'is_impossible' is true, and there are 1 answers", 11: "reads ' 30 k', not '30 km'",
        12: "no document 'b.md'", 13: "1 texts and 0 offsets", 14: "'answers' is missing", 15: "surrogate",
    }.items():  # fmt: skip
        (told,) = [row for row in said.splitlines() if row.startswith(f"{path}:{line}: ")]
        assert problem in told
    with pytest.raises(LoadingError, match="30 bad row") as error:
        read_examples(written(tmp_path, *["{"] * 30))
    assert str(error.value).count("no valid JSON") == 20
    assert "... and 10 more" in str(error.value)


def test_answers_in_documents_need_the_documents(tmp_path: Path) -> None:
    with pytest.raises(LoadingError, match="no documents are given"):
        read_examples(written(tmp_path, cited(Original("a.md", "Es sind 30 km.", language="de"), (8, 13))))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl.xz"
    broken.write_bytes(b"no archive")
    whole = tmp_path / "whole.json"
    whole.write_text('{"data": [\n  {"title": ]}')
    for path in (tmp_path / "absent.jsonl", broken, tmp_path, whole, written(tmp_path, name="empty.jsonl")):
        with pytest.raises(LoadingError, match=path.name):
            read_examples(path)


def test_the_language_comes_from_the_row_else_the_caller(tmp_path: Path) -> None:
    rows = [squad(language=None), squad(context_language="nl"), squad(language="und")]
    assert [e.language for e in read_examples(written(tmp_path, *rows), language="bem")] == ["bem", "nl", "bem"]
    with pytest.raises(LoadingError, match="2 bad row"):
        read_examples(written(tmp_path, *rows))
    with pytest.raises(SettingsError, match="klingonisch"):
        read_examples(written(tmp_path, *rows), language="klingonisch")


def test_an_id_that_different_questions_have_names_none_of_them(tmp_path: Path) -> None:
    rows = [squad(id="0"), squad(id="0", question="Wie viel?"), squad(id="1"), squad(id="1", language="en")]
    path = written(tmp_path, *rows)
    assert [e.id for e in read_examples(path)] == [f"{path}:1", f"{path}:2", "my.jsonl#1", "my.jsonl#1"]


def test_one_split_is_read_alone(tmp_path: Path) -> None:
    rows = [squad(split="fit", id="1"), squad(split="test", id="2"), squad(id="3")]
    assert [e.id for e in read_examples(written(tmp_path, *rows), split="fit")] == ["my.jsonl#1", "my.jsonl#3"]
