"""SQuAD-like files of every shape, alone and together, sound and broken."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from polycite.components.errors import LoadingError
from polycite.eval.datasets.dataset import Dataset, load_dataset
from polycite.eval.datasets.questions import Question

CONTEXTS = {
    "ar": "يبلغ طول الجسر الجديد 30 مترا ويقع فوق النهر",
    "hi": "यह नया पुल 30 मीटर लंबा है और नदी के ऊपर बना है",
    "th": "สะพานใหม่แห่งนี้ยาว 30 เมตร และสร้างข้ามแม่น้ำ",
    "zh": "这座新桥长30米，建在河上，去年才开放。",
}
ANSWERS = {"ar": "30 مترا", "hi": "30 मीटर", "th": "30 เมตร", "zh": "30米"}
ASKED = {
    "ar": "كم يبلغ طول الجسر الجديد؟",
    "hi": "यह नया पुल कितना लंबा है?",
    "th": "สะพานใหม่แห่งนี้ยาวเท่าไร",
    "zh": "这座新桥有多长？",
}


def qa(spoken: str, name: str = "q1", asked: str | None = None, **values: Any) -> dict[str, Any]:
    text = ANSWERS[spoken]
    answers = [{"text": text, "answer_start": CONTEXTS[spoken].index(text)}]
    return {"id": name, "question": ASKED[asked or spoken], "answers": answers, **values}


def squad(*paragraphs: tuple[str, list[dict[str, Any]]], title: str = "Bridge") -> dict[str, Any]:
    return {
        "version": "1.1",
        "data": [{"title": title, "paragraphs": [{"context": c, "qas": q} for c, q in paragraphs]}],
    }


def holds(data: Dataset) -> bool:
    texts = {original.id: original.text for original in data.originals}
    return all(
        texts[gold.original_id][gold.start : gold.end] == gold.text
        for question in data.questions
        for gold in (*question.answers, *question.alternatives)
    )


@pytest.mark.parametrize("language", CONTEXTS)
def test_a_document_in_squads_shape(language: str, document: Any) -> None:
    """Ids are those of the file, contexts <title>/<number>, several answers alternatives, nothing unanswerable lost."""
    two = qa(language, "q2")
    two["answers"] = [*two["answers"], {"text": "30", "answer_start": CONTEXTS[language].index("30")}, *two["answers"]]
    never = {"id": "q3", "question": ASKED[language], "answers": [], "is_impossible": True, "plausible_answers": []}
    path = document(
        f"xquad.{language}.json",
        squad((CONTEXTS[language], [qa(language), two]), ("30", []), (CONTEXTS[language], [never])),
    )
    data = load_dataset(path)
    assert [question.id for question in data.questions] == ["q1", "q2", "q3"]
    assert [original.id for original in data.originals] == ["Bridge/0", "Bridge/1", "Bridge/2"]
    assert {original.language for original in data.originals} == {language}
    assert [(len(q.answers), len(q.alternatives), q.kinds) for q in data.questions] == [
        (1, 0, ("same-language",)),
        (1, 1, ("same-language",)),
        (0, 0, ("unanswerable",)),
    ]
    assert holds(data)
    assert [Question.from_dict(question.to_dict()) for question in data.questions] == list(data.questions)


def test_titles_that_come_twice_go_on_counting(document: Any) -> None:
    value = squad((CONTEXTS["th"], [qa("th")]))
    value["data"] += squad((CONTEXTS["hi"], [qa("hi", "q2", language="hi")]))["data"]
    value["data"][1]["language"] = "hi"
    data = load_dataset(document("x.th.json", value))
    assert [(o.id, o.language) for o in data.originals] == [("Bridge/0", "th"), ("Bridge/1", "hi")]
    assert holds(data)


def row(spoken: str, name: str = "q1", **values: Any) -> dict[str, Any]:
    return {**qa(spoken, name), "context": CONTEXTS[spoken], "title": "Bridge", **values}


def test_rows_bring_their_context_which_is_kept_once(lines: Any) -> None:
    other = {"text": ["30"], "answer_start": [CONTEXTS["hi"].index("30")]}
    path = lines("hi.jsonl.gz", row("hi"), row("hi", "q2", answers=other), row("hi", "q3", answers=[]))
    data = load_dataset(path)
    assert [original.id for original in data.originals] == ["Bridge/0"]
    assert [question.answerable for question in data.questions] == [True, True, False]
    assert holds(data)
    named = load_dataset(lines("zh.jsonl", row("zh", 7, context_id="c-9")))  # type: ignore[arg-type]
    assert (named.originals[0].id, named.questions[0].id) == ("c-9", "7")


def test_parallel_files_are_told_apart_only_when_loaded_together(lines: Any, tmp_path: Path) -> None:
    for language in CONTEXTS:
        lines(f"all/{language}.jsonl", row(language), row(language, "q2", context_id="c2"))
    alone = load_dataset(tmp_path / "all" / "th.jsonl")
    assert [question.id for question in alone.questions] == ["q1", "q2"]
    data = load_dataset(tmp_path / "all")
    assert [question.id for question in data.questions] == [f"{code}/{n}" for code in CONTEXTS for n in ("q1", "q2")]
    assert {original.id for original in data.originals} == {f"{c}/{o}" for c in CONTEXTS for o in ("Bridge/0", "c2")}
    assert holds(data)
    lines("apart/th.jsonl", row("th"))
    lines("apart/hi.jsonl", row("hi", "q2", title="Setu"))
    assert {question.id for question in load_dataset(tmp_path / "apart").questions} == {"q1", "q2"}


def test_mlqa_has_a_file_for_each_pair_with_contexts_in_common(document: Any, tmp_path: Path) -> None:
    """Numbers of paragraphs differ between files of one context language; equal contexts are one original yet."""
    extra = (CONTEXTS["th"] + " ไม่ยาว", [qa("th", "q0")])
    document("mlqa/test-context-th-question-th.json", squad(extra, (CONTEXTS["th"], [qa("th", "q1")])))
    document("mlqa/test-context-th-question-hi.json", squad((CONTEXTS["th"], [qa("th", "q1", "hi")])))
    document("mlqa/test-context-hi-question-hi.json", squad((CONTEXTS["hi"], [qa("hi", "q1")])))
    data = load_dataset(tmp_path / "mlqa")
    assert {question.id for question in data.questions} == {"hi/q1", "hi>th/q1", "th/q0", "th/q1"}
    assert sorted(original.id for original in data.originals) == ["hi/Bridge/0", "th/Bridge/0", "th/Bridge/1"]
    assert holds(data)
    crossed = next(question for question in data.questions if question.id == "hi>th/q1")
    assert (crossed.language, crossed.answers[0].language, crossed.kinds) == ("hi", "th", ("cross-language",))
    assert crossed.answers == next(question for question in data.questions if question.id == "th/q1").answers


def test_a_language_that_nobody_states_is_identified_and_said(document: Any, lines: Any) -> None:
    path = document("squad.json", squad(*[(CONTEXTS["th"], [qa("th", f"q{n}", "hi")]) for n in range(3)]))
    data = load_dataset(path)
    assert {question.language for question in data.questions} == {"hi"}
    assert {original.language for original in data.originals} == {"th"}
    assert "identified as th and hi" in data.notes[0]
    assert load_dataset(path, language="th").questions[0].language == "th"
    with pytest.raises(LoadingError, match="not in one alone"):
        load_dataset(lines("mixed.jsonl", *(row(code, f"q{n}") for n, code in enumerate(CONTEXTS))))
    spoken = [row(code, f"q{n}", language=code) for n, code in enumerate(CONTEXTS)]
    assert load_dataset(lines("mixed.jsonl", *spoken)).languages == tuple(CONTEXTS)


def test_a_row_may_ask_in_another_language_than_its_context(lines: Any) -> None:
    crossed = {**row("th"), "question": ASKED["zh"], "language": "zh", "context_language": "th"}
    [question] = load_dataset(lines("q.jsonl", crossed)).questions
    assert (question.language, question.answers[0].language, question.kinds) == ("zh", "th", ("cross-language",))


def off(language: str, by: int) -> list[dict[str, Any]]:
    text = ANSWERS[language]
    return [{"text": text, "answer_start": CONTEXTS[language].index(text) + by}]


BAD = [
    ({"answers": off("hi", 1)}, "It stands at 11."),
    ({"answers": off("hi", -99)}, "It stands at 11."),
    ({"answers": [{"text": "40 मीटर", "answer_start": 11}]}, "does not occur in the context"),
    ({"answers": [{"text": "", "answer_start": 11}]}, "'text' is empty"),
    ({"answers": [{"text": "30", "answer_start": "11"}]}, "'answer_start' is '11'"),
    ({"answers": None}, "'answers' is None"),
    ({"answers": [], "is_impossible": False}, "there are 0 answers"),
    ({"is_impossible": True}, "there are 1 answers"),
    ({"question": " "}, "'question' is empty"),
    ({"id": "q1"}, "the id 'q1' again"),
    ({"id": None}, "'id' is None"),
    ({"language": "xx"}, "language 'xx' is unknown"),
]


@pytest.mark.parametrize(("values", "said"), BAD)
def test_a_bad_question_is_named_by_its_line_or_place(
    values: dict[str, Any], said: str, lines: Any, document: Any
) -> None:
    path = lines("hi.jsonl", row("hi"), row("hi", "q2"), row("hi", "q3") | values)
    with pytest.raises(LoadingError) as raised:
        load_dataset(path)
    assert f"{path}:3:" in str(raised.value)
    assert said in str(raised.value)
    assert "1 bad row" in str(raised.value)
    path = document(
        "x.hi.json", squad((CONTEXTS["hi"], [qa("hi")]), (CONTEXTS["hi"], [qa("hi", "q2"), qa("hi", "q3") | values]))
    )
    with pytest.raises(LoadingError) as raised:
        load_dataset(path)
    assert f"{path}: data[0].paragraphs[1].qas[1]: " in str(raised.value)
    assert said in str(raised.value)


def test_all_bad_rows_are_named_at_once(lines: Any) -> None:
    path = lines(
        "th.jsonl", row("th"), '{"id": "q2", "question": ', row("th", "q3", answers=off("th", 1)), '{"id": NaN}', "[1]",
        row("th", "q6", context_id=""), row("th", "q1"),
    )  # fmt: skip
    with pytest.raises(LoadingError) as raised:
        load_dataset(path)
    assert re.findall(r"th\.jsonl:(\d+):", str(raised.value)) == ["2", "3", "4", "5", "6", "7"]


def test_a_context_that_changes_under_its_id_is_a_problem(lines: Any) -> None:
    other = row("zh", "q2", context="桥长30米。", answers=[], context_id="c")
    with pytest.raises(LoadingError, match=r"zh\.jsonl:2: the context of 'c' is another"):
        load_dataset(lines("zh.jsonl", row("zh", context_id="c"), other))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"data": [{"title": "x",\n"paragraphs": [', r"x.th.json:2: no valid JSON"),
        ('{"data": [{"note": "NaN",\n\n"paragraphs": [], "score": NaN}]}', r"NaN in line 3\."),
        ('{"data": {}}', r"'data' is \{\}"),
        ('{"data": [{"title": "x"}]}', r"data\[0\]: the field 'paragraphs' is missing"),
        ('{"data": [{"paragraphs": [{"qas": []}]}]}', r"data\[0\].paragraphs\[0\]: the field 'context' is missing"),
        ('{"data": [{"paragraphs": [7]}]}', r"data\[0\].paragraphs\[0\]: 7 is no object"),
        ("[" * 100_000, "nest too deeply"),
    ],
)
def test_a_broken_document_is_named_by_line_or_place(text: str, said: str, document: Any) -> None:
    with pytest.raises(LoadingError, match=said):
        load_dataset(document("x.th.json", text), "squad")
