import json
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from polycite.components.errors import LoadingError
from polycite.components.evidence import Original
from polycite.components.loading import OriginalLoader
from polycite.eval.datasets.questions import KINDS, SPLITS, GoldSpan, Question, check, load_questions, shipped_questions

ORIGINAL = Original("kb/tr/a.md", "Batarya 0 °C ile 45 °C arasında şarj olur. 👍🏽", language="tr")
LANGUAGES = {"en", "es", "de", "fr", "pt", "el", "ru", "tr", "ar", "vi", "th", "zh", "hi", "ro", "ja", "ko"}
GOOD: dict[str, Any] = {
    "id": "q1",
    "question": "Wie kalt?",
    "language": "de",
    "kinds": ["cross-language"],
    "answerable": True,
    "answers": [{"original_id": "kb/tr/a.md", "start": 8, "end": 22, "text": "0 °C ile 45 °C", "language": "tr"}],
    "split": "test",
}


def write(folder: Path, *rows: dict[str, Any] | str) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in rows), "utf8")
    return path


def changed(**values: Any) -> dict[str, Any]:
    return {**GOOD, **values}


def answer(**values: Any) -> list[dict[str, Any]]:
    return [{**GOOD["answers"][0], **values}]


def test_a_good_row_loads_and_has_no_problem(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    assert check(path, [ORIGINAL]) == []
    [question] = load_questions(path)
    assert question == Question(
        "q1", "Wie kalt?", "de", ("cross-language",), True, (GoldSpan("kb/tr/a.md", 8, 22, "0 °C ile 45 °C", "tr"),)
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('{"id": "q1", "question"', "no valid JSON"),
        ("[1]", "no JSON object"),
        (changed(language="xx"), "language 'xx' is unknown"),
        (changed(question=" "), "'question' is empty"),
        (changed(kinds=["cross-lingual"]), "unknown kind 'cross-lingual'"),
        (changed(kinds=["same-language"]), "the question is in de, the answers in tr"),
        (changed(kinds=[]), "the question is in de"),
        (changed(split="dev"), "'split' is 'dev'"),
        (changed(answers=[]), "disagree"),
        (changed(answerable=False), "disagree"),
        (changed(kinds=["unanswerable"]), "disagree"),
        ({k: v for k, v in GOOD.items() if k != "id"}, "'id' is missing"),
        (changed(answers=answer(start=True)), "'start' is True"),
        (changed(answers=answer(start="8")), "'start' is '8'"),
        (changed(alternatives=answer(answer=1)), "an answer that is not there"),
    ],
)
def test_a_bad_row_is_named_by_its_line_when_loading_and_checking(tmp_path: Path, row: Any, said: str) -> None:
    path = write(tmp_path, changed(id="q0", question="Wie warm?"), row)
    with pytest.raises(LoadingError) as raised:
        load_questions(path)
    assert f"{path}:2:" in str(raised.value)
    assert said in str(raised.value)
    [problem] = check(path, [ORIGINAL])
    assert (problem.line, said in problem.problem) == (2, True)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"start": 9, "end": 23}, "It stands at [8, 22)."),
        ({"text": "0 °C bis 45 °C"}, "does not occur"),
        ({"end": 99}, "is no span of the 45 characters"),
        ({"start": 22, "end": 22}, "is no span"),
        ({"start": -1, "end": 4}, "is no span"),
        ({"original_id": "kb/tr/b.md"}, "there is no original 'kb/tr/b.md'"),
        ({"start": 43, "end": 44, "text": "👍"}, "splits a grapheme cluster"),
        ({"language": "az"}, "is in 'tr', the answer says 'az'"),
    ],
)
def test_a_span_that_does_not_hold_is_a_problem(tmp_path: Path, values: dict[str, Any], said: str) -> None:
    for row in (changed(answers=answer(**values)), changed(alternatives=answer(**values))):
        [problem] = check(write(tmp_path, row), [ORIGINAL])
        assert said in str(problem)
        assert "q1" in problem.problem


def test_what_comes_twice_is_a_problem(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD, changed(id="q2", question="wie  KALT?"), changed(question="Wie kühl?"))
    assert [(p.line, p.problem.split(" again")[0]) for p in check(path, [ORIGINAL])] == [
        (2, "the question of line 1"),
        (3, "the id of line 1"),
    ]
    # Asked of other documents the same question is another one, so only the check of a file complains of it.
    with pytest.raises(LoadingError, match="1 bad row"):
        load_questions(path)


def test_a_file_that_is_not_there_or_no_text_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(LoadingError, match=r"cannot be read"):
        load_questions(tmp_path / "none.jsonl")
    (tmp_path / "broken.jsonl.xz").write_bytes(b"no xz")
    with pytest.raises(LoadingError, match=r"cannot be read"):
        check(tmp_path / "broken.jsonl.xz", [])


def test_alternatives_belong_to_the_answer_they_name() -> None:
    first, second, other = (GoldSpan("o", i, i + 1, "x", "en", answer=i // 2) for i in range(3))
    question = Question("q", "?", "en", answers=(first, second), alternatives=(other,))
    assert question.golds == ((first,), (second, other))


class TestShipped:
    questions = shipped_questions()

    def test_every_span_is_the_very_characters_of_the_shipped_knowledge_base(self) -> None:
        data = Path(str(files("polycite.data")))
        loaded = OriginalLoader().run([str(data / "knowledge_base")])
        assert loaded["failures"] == []
        assert [str(p) for p in check(data / "questions" / "support.jsonl", loaded["originals"])] == []

    def test_there_are_enough_in_every_language_and_of_every_kind(self) -> None:
        languages = {q.language for q in self.questions}
        assert len(self.questions) >= 400
        assert languages >= LANGUAGES
        assert sum(not q.answerable for q in self.questions) >= 80
        for kind in KINDS:
            assert sum(kind in q.kinds for q in self.questions) >= 30, kind

    def test_the_splits_are_halves_in_every_language_and_kind_but_for_what_has_no_answer(self) -> None:
        answerable = [q for q in self.questions if q.answerable]
        unanswerable = Counter(q.split for q in self.questions if not q.answerable)
        assert 50 <= unanswerable["test"] <= unanswerable["fit"] / 3  # where to abstain takes many to fit
        groups = [("language", language) for language in {q.language for q in answerable}]
        for name, value in [*groups, *(("kinds", kind) for kind in KINDS if kind != "unanswerable")]:
            members = [q for q in answerable if value in (getattr(q, name), *q.kinds)]
            fit, test = (sum(q.split == split for q in members) for split in SPLITS)
            assert abs(fit - test) <= max(1, 0.15 * len(members)), value

    def test_a_split_can_be_had_alone(self) -> None:
        assert len(shipped_questions("fit")) + len(shipped_questions("test")) == len(self.questions)
        assert {q.split for q in shipped_questions("fit")} == {"fit"}
