import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from polycite.components.evidence import Original
from polycite.eval.datasets.questions import Question
from polycite.eval.results import QuestionResult
from polycite.eval.runner import System, evaluate, measure_answer
from polycite.eval.summary import summarise

Make = Callable[..., System]


@pytest.fixture
def results(system: Make, originals: Sequence[Original], questions: Sequence[Question]) -> dict[str, QuestionResult]:
    return {result.id: result for result in evaluate(system(originals), questions).results}


def test_a_right_answer(results: dict[str, QuestionResult]) -> None:
    result = results["q1"]
    assert (result.ranks, result.exact, result.f1, result.faithful) == ((1,), 1.0, 1.0, 1)
    assert result.span is not None
    assert (result.span.f1, result.span.boundary_error) == (1.0, 0.0)
    assert result.passage_language == "en"


def test_an_alternative_in_another_language_is_right_too(results: dict[str, QuestionResult]) -> None:
    result = results["q2"]
    assert (result.ranks, result.answer_ranks, result.exact) == ((1,), (None,), 1.0)
    assert result.span is not None
    assert result.span.f1 == 1.0


def test_an_abstention_on_an_answerable_question(results: dict[str, QuestionResult]) -> None:
    result = results["q3"]
    assert result.abstained
    assert (result.ranks, result.exact, result.f1, result.citations) == ((None,), 0.0, 0.0, ())
    assert (result.split, result.passage_language) == ("fit", "de")


def test_unanswerable_questions_have_no_ranks_and_no_f1(results: dict[str, QuestionResult]) -> None:
    for name, abstained in (("q4", False), ("q5", True)):
        assert results[name].abstained is abstained
        assert (results[name].ranks, results[name].f1, results[name].span) == ((), None, None)


def test_one_of_two_needed_answers_is_half(results: dict[str, QuestionResult]) -> None:
    result = results["q6"]
    assert result.ranks == (1, 3)
    # "12 v" against "12 v 25 kw"
    assert result.exact == 0.0
    assert result.f1 == pytest.approx(2 / 3)
    assert result.span is not None
    assert result.span.precision == 1.0
    assert result.span.recall == pytest.approx(4 / 10)


def test_a_citation_that_is_off_by_one_is_not_faithful(
    system: Make, originals: Sequence[Original], questions: Sequence[Question]
) -> None:
    run = evaluate(system(originals, shift=-1), questions)
    assert all(result.faithful == 0 for result in run.results)
    assert summarise(run.results)["quote fidelity"] == 0.0


def test_a_citation_of_nothing_that_is_stored_is_not_faithful(
    system: Make, originals: Sequence[Original], questions: Sequence[Question]
) -> None:
    whole, empty = system(originals), system(())
    measured = measure_answer(questions[0], whole.ask(questions[0].question), empty.original)
    assert (len(measured["citations"]), measured["faithful"]) == (1, 0)


def test_searching_alone_in_some_languages(
    system: Make, originals: Sequence[Original], questions: Sequence[Question]
) -> None:
    [result] = evaluate(system(originals), questions[1:2], ask=False, languages=["de"]).results
    assert (result.asked, result.ranks, result.f1) == (False, (1,), None)
    [result] = evaluate(system(originals), questions[1:2], search_k=0).results
    assert (result.asked, result.ranks) == (True, ())


def test_progress_is_told_after_every_question(
    system: Make, originals: Sequence[Original], questions: Sequence[Question]
) -> None:
    told: list[tuple[str, int, int]] = []
    evaluate(system(originals), questions, name="mine", progress=lambda *news: told.append(news))
    assert told == [("mine", i, 6) for i in range(1, 7)]


def test_rows_are_plain_json_with_what_is_needed_to_count_again(
    tmp_path: Path, system: Make, originals: Sequence[Original], questions: Sequence[Question]
) -> None:
    run = evaluate(system(originals), questions, name="mine")
    run.write(tmp_path / "rows.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "rows.jsonl").read_text("utf8").splitlines()]
    assert [row["id"] for row in rows] == ["q1", "q2", "q3", "q4", "q5", "q6"]
    first = rows[0]
    assert (first["run"], first["ranks"], first["f1"], first["span"]["iou"]) == ("mine", [1], 1.0, 1.0)
    assert {"original_id", "start", "end", "quote"} <= set(first["citations"][0])
    assert first["timings"]["reader"] == 0.01
    assert {"total", "ranking"} <= set(first["timings"])
