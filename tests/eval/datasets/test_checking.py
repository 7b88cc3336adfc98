"""``polycite eval questions``: what is wrong with a file is said with its line, and the exit code says so too."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from polycite.eval.datasets.checking import check_questions
from polycite.pipeline.cli.measure_questions import questions

TEXTS = {
    "th/a": ("th", "สะพานนี้ยาว 30 เมตร ครับ"),
    "hi/a": ("hi", "यह पुल 30 मीटर लंबा है"),
    "zh/a": ("zh", "这座桥长30米。"),
    "ar/a": ("ar", "طول هذا الجسر 30 مترا"),
}
SPANS = {"th/a": "30 เมตร", "hi/a": "30 मीटर", "zh/a": "30米", "ar/a": "30 مترا"}


def row(name: str, question: str, language: str, original: str, shift: int = 0, **values: Any) -> dict[str, Any]:
    spoken, text = TEXTS[original]
    start = text.index(SPANS[original]) + shift
    span = {"original_id": original, "start": start, "end": start + len(SPANS[original]), "text": SPANS[original]}
    return {"id": name, "question": question, "language": language, "answers": [{**span, "language": spoken}], **values}


SOUND = (
    row("q1", "这座新桥一共有多长？", "zh", "th/a", split="fit"),
    row("q2", "كم يبلغ طول هذا الجسر القديم؟", "ar", "hi/a"),
    {"id": "q3", "question": "ใครเป็นคนสร้างสะพานแห่งนี้", "language": "th", "answerable": False},
)


@pytest.fixture
def originals(lines: Any) -> Path:
    return Path(lines("o.jsonl", *({"id": k, "language": code, "text": text} for k, (code, text) in TEXTS.items())))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(questions, [str(one) for one in arguments], standalone_mode=False)


def test_a_sound_file_has_no_problem(lines: Any, originals: Path) -> None:
    path = lines("q.jsonl", *SOUND)
    result = run(path, "--originals", originals)
    assert result.return_value == 0, result.output
    assert "3 questions, 0 problems, 0 warnings" in result.output
    assert "kinds: cross-language 2, unanswerable 1" in result.output
    found = json.loads(run(path, "--json").output)
    assert (found["questions"], found["problems"]) == (3, [])
    assert found["languages"] == {"ar": 1, "th": 1, "zh": 1}
    assert "--originals" in found["notes"][0]


def test_every_bad_row_is_named_and_the_exit_code_is_1(lines: Any, originals: Path) -> None:
    unknown = row("q9", "ไกลไหม", "th", "ar/a")
    unknown["answers"][0]["original_id"] = "ar/b"
    path = lines(
        "q.jsonl",
        *SOUND,
        row("q4", "पुल की ऊँचाई?", "hi", "zh/a", shift=1),
        row("q5", "पुल किस देश में है?", "hi", "zh/a") | {"language": "hx"},
        row("q2", "यह पुल किस नदी पर है?", "hi", "zh/a"),
        '{"id": "q7", "question": "ใคร',
        row("q8", "นานไหม", "th", "ar/a", score=float("nan")),
        unknown,
    )  # fmt: skip
    result = run(path, "--originals", originals, "--json")
    assert result.return_value == 1
    found = json.loads(result.output)["problems"]
    assert [one["line"] for one in found] == [4, 5, 6, 7, 8, 9]
    for one, said in zip(
        found,
        ("It stands at", "'hx' is unknown", "of line 2 again", "no valid JSON", "NaN", "no original 'ar/b'"),
        strict=True,
    ):
        assert said in f"{one['problem']} {one['mend']}"
    assert all(re.search(rf"q\.jsonl:{line}: ", run(path, "--originals", originals).output) for line in range(4, 10))


def test_leaks_between_splits_and_files(lines: Any, originals: Path) -> None:
    again = row("q9", "这座新桥一共有多长?", "zh", "th/a")
    checked = check_questions(lines("q.jsonl", *SOUND, again), originals)
    assert [(p.line, "the same question as 'q1'" in p.problem) for p in checked.problems] == [(4, True)]
    trained = lines(
        "train.jsonl", row("t1", "كم يبلغ طول هذا الجسر القديم", "ar", "zh/a"), row("t2", "नया?", "hi", "hi/a")
    )
    checked = check_questions(lines("q.jsonl", *SOUND), originals, trained)
    assert [(p.line, "'t1'" in p.problem) for p in checked.problems] == [(2, True)]
    assert any("1 originals hold right answers on both sides" in note for note in checked.notes)


def test_a_language_that_the_words_deny_is_a_warning(lines: Any, originals: Path) -> None:
    path = lines("q.jsonl", SOUND[0], row("q2", "कृपया बताइए कि यह पुल कितना लंबा है", "ja", "hi/a"))
    checked = check_questions(path, originals)
    assert checked.problems == ()
    assert [(one.line, "'ja'" in one.problem and "'hi'" in one.problem) for one in checked.warnings] == [(2, True)]
    assert run(path, "--originals", originals).return_value == 0


def test_other_formats_are_checked_too(lines: Any) -> None:
    text = "พิกัดของสะพานนี้คือกำแพง"
    asked = {"context": text, "context_id": "c", "question": "สะพานนี้อยู่ที่ไหนครับ", "title": "x"}
    cut = {"text": "กำแพ", "answer_start": text.index("กำ")}
    path = lines("th.jsonl", {**asked, "id": "a", "answers": [cut]}, {**asked, "id": "b", "answers": [cut]})
    checked = check_questions(path)
    assert [one.problem.split(" ", 1)[0] for one in checked.warnings] == ["b:"]
    inside = {"text": "พิกั", "answer_start": 0}
    found = check_questions(lines("th.jsonl", {**asked, "id": "a", "answers": [{**inside, "text": "พิก"}]}))
    assert "splits a grapheme cluster" in found.warnings[0].problem


def test_the_shipped_questions_are_sound() -> None:
    data = Path(str(files("polycite.data")))
    checked = check_questions(data / "questions" / "support.jsonl", data / "knowledge_base")
    assert checked.problems == ()
    assert len(checked.questions) >= 400
