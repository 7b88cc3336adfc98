import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from polycite.components.evidence import Original
from polycite.eval.datasets.questions import Question
from polycite.eval.metrics.quoting import QuoteFidelity
from polycite.eval.predictions.prediction_of_answer import prediction_of
from polycite.eval.runner import StoredOriginals, System, evaluate
from polycite.eval.scoring.rows import Row
from polycite.eval.scoring.scoring import score
from polycite.eval.scoring.sections import summary

Make = Callable[..., System]


@pytest.fixture
def rows(system: Make, originals: Sequence[Original], questions: Sequence[Question]) -> dict[str, Row]:
    return {row.id: row for row in evaluate(system(originals), questions).rows}


def values(row: Row, *names: str) -> tuple[object, ...]:
    return tuple(row.values[name] for name in names)


def test_a_right_answer(rows: dict[str, Row]) -> None:
    row = rows["q1"]
    assert values(row, "R@1", "EM", "F1", "quote fidelity") == (1.0, 1.0, 1.0, (1.0, 1.0))
    assert values(row, "span F1", "boundary error") == (1.0, 0.0)
    assert row.passage_language == "en"


def test_an_alternative_in_another_language_is_right_too(rows: dict[str, Row]) -> None:
    assert values(rows["q2"], "R@1", "own R@20", "EM", "span F1") == (1.0, 0.0, 1.0, 1.0)


def test_an_abstention_on_an_answerable_question(rows: dict[str, Row]) -> None:
    row = rows["q3"]
    assert row.prediction.abstained
    assert values(row, "R@20", "EM", "F1", "error", "quote fidelity") == (0.0, 0.0, 0.0, 1.0, None)
    assert (row.question.split, row.passage_language) == ("fit", "de")


def test_unanswerable_questions_have_no_recall_and_no_f1(rows: dict[str, Row]) -> None:
    for name, hallucinated in (("q4", 1.0), ("q5", 0.0)):
        assert values(rows[name], "R@20", "F1", "span F1", "hallucination") == (None, None, None, hallucinated)


def test_one_of_two_needed_answers_is_half(rows: dict[str, Row]) -> None:
    row = rows["q6"]
    # The right passages have the ranks 1 and 3; "12 v" is compared with "12 v 25 kw".
    assert values(row, "R@1", "R@5", "EM") == (0.5, 1.0, 0.0)
    assert row.values["F1"] == pytest.approx(2 / 3)
    assert values(row, "span precision", "span recall") == (1.0, pytest.approx(4 / 10))


def test_a_citation_that_is_off_by_one_is_not_faithful(
    system: Make, originals: Sequence[Original], questions: Sequence[Question]
) -> None:
    run = evaluate(system(originals, shift=-1), questions)
    assert summary(run.rows)["quote fidelity"] == 0.0


def test_a_citation_of_nothing_that_is_stored_is_not_faithful(
    system: Make, originals: Sequence[Original], questions: Sequence[Question]
) -> None:
    whole, empty = system(originals), system(())
    prediction = prediction_of("q1", whole.ask(questions[0].question))
    [row] = score(questions[:1], {"q1": prediction}, StoredOriginals(empty.original), [QuoteFidelity()])
    assert row.values == {"quote fidelity": (0.0, 1.0)}


def test_searching_alone_in_some_languages(
    system: Make, originals: Sequence[Original], questions: Sequence[Question]
) -> None:
    [row] = evaluate(system(originals), questions[1:2], ask=False, languages=["de"]).rows
    assert (row.prediction.asked, *values(row, "R@1", "F1")) == (False, 1.0, None)
    [row] = evaluate(system(originals), questions[1:2], search_k=0).rows
    assert (row.prediction.asked, row.values["R@1"]) == (True, None)


def test_progress_is_told_after_every_question(
    system: Make, originals: Sequence[Original], questions: Sequence[Question]
) -> None:
    told: list[tuple[str, int, int]] = []
    evaluate(system(originals), questions, name="mine", progress=lambda *news: told.append(news))
    assert told == [("mine", i, 6) for i in range(1, 7)]


def test_rows_are_plain_json_from_which_they_can_be_made_again(
    tmp_path: Path, system: Make, originals: Sequence[Original], questions: Sequence[Question]
) -> None:
    run = evaluate(system(originals), questions, name="mine")
    run.write(tmp_path / "rows.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "rows.jsonl").read_text("utf8").splitlines()]
    assert [(row["run"], row["question"]["id"]) for row in rows] == [("mine", f"q{i}") for i in range(1, 7)]
    assert [Row.from_dict(row) for row in rows] == list(run.rows)
    assert rows[0]["prediction"]["timings_ms"]["reader"] == 10.0
    assert rows[0]["prediction"]["latency_ms"] > 0
