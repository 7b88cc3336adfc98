"""Citation files are read in every form polycite writes, and a mistake is named where it stands."""

import json
from pathlib import Path

import pytest

from polycite.components.citations.annotation import to_web_annotation
from polycite.components.citations.citation_files import read_citations
from polycite.components.citing import cite
from polycite.components.errors import LoadingError
from polycite.components.evidence import Answer, Original, Segment, Span

ORIGINAL = Original("faq", "Zehn Sekunden.\u2028Oder mehr: 中文 İ.")
ONE, TWO = cite(ORIGINAL, Span(0, 14), confidence=1), cite(ORIGINAL, Span(15, 31))
ANSWER = Answer("Q", "10 seconds or more", "en", "en", segments=(Segment(0, 10, (ONE,)), Segment(11, 18, (TWO, ONE))))
ABSTENTION = Answer("Q", "I do not know.", "en", "en", abstained=True)


def write(folder: Path, content: str, name: str = "c.json") -> Path:
    path = folder / name
    path.write_text(content, "utf-8")
    return path


@pytest.mark.parametrize("ascii_only", [True, False])
def test_answers_citations_and_annotations_are_read(tmp_path: Path, ascii_only: bool) -> None:
    records = [ANSWER.to_dict(), ABSTENTION.to_dict(), ONE.to_dict(), to_web_annotation(TWO)]
    expected = [ONE, TWO, ONE, ONE, TWO]
    texts = [json.dumps(record, ensure_ascii=ascii_only) for record in records]
    assert read_citations(write(tmp_path, json.dumps(records, ensure_ascii=ascii_only, indent=2))) == expected
    assert read_citations(write(tmp_path, "\ufeff" + "\n\n".join(texts) + "\n", "c.jsonl")) == expected
    assert read_citations(write(tmp_path, texts[0])) == expected[:3]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", r"c\.json, line 1, column 2"),
        ('{"quote": "a"}', r"c\.json: Field 'original_id'"),
        (json.dumps(ONE.to_dict()) + "\n{", r"line 2, column 2"),
        ('[{"x": 1}]', r"item 1: The record holds no citation\. Give an answer"),
        ("[3]", "item 1: The record holds no citation"),
        (json.dumps(ONE.to_dict() | {"start": "0"}), "Field 'start'.*integer"),
        (json.dumps(ONE.to_dict() | {"start": 14}), "holds no character"),
        (json.dumps(ONE.to_dict() | {"start": -3}), "holds no character"),
        (json.dumps(ONE.to_dict()) + "\n" + json.dumps(ONE.to_dict() | {"method": "x"}), "line 2: Field 'method'"),
        (
            json.dumps({"segments": [{"citations": [ONE.to_dict() | {"end": None}]}]}),
            r"'segments\[0\]\.citations\[0\]': Field 'end'",
        ),
        (json.dumps({"segments": [{}]}), r"'segments\[0\]\.citations' is not a list"),
        (json.dumps({"segments": 1}), "'segments' is not a list"),
        (json.dumps(to_web_annotation(ONE) | {"target": []}), "Field 'target'"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_field(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(LoadingError, match=message) as caught:
        read_citations(write(tmp_path, content))
    assert "c.json" in str(caught.value)
    assert caught.value.mend


def test_a_file_that_is_not_there_or_not_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(LoadingError, match=r"none\.json cannot be read"):
        read_citations(tmp_path / "none.json")
    (tmp_path / "latin.json").write_bytes(b'"\xe4"')
    with pytest.raises(LoadingError, match="not UTF-8"):
        read_citations(tmp_path / "latin.json")
