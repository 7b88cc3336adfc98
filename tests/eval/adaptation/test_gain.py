from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components import models
from polycite.eval.adaptation.finding import find_groups, find_rows
from polycite.eval.adaptation.gain import Gain, figure, gain
from polycite.eval.adaptation.reading import read_answers, read_rows
from polycite.eval.scoring.significance import Comparison, Test
from polycite.pipeline.training.reading_examples import Example

BATTERY = "The T-5 runs for nine hours on battery. It weighs 58 kg."
GERMAN = "Der T-5 läuft neun Stunden mit Akku. Er wiegt 58 kg."


def about(context: str, question: str, answer: str, language: str) -> Example:
    start = context.index(answer)
    return Example(language, question, context, start, start + len(answer))


EXAMPLES = [
    about(BATTERY, "How long does it run on battery?", "nine hours", "en"),
    about(BATTERY, "How much does it weigh?", "58 kg", "en"),
    about(GERMAN, "Wie lange läuft er mit Akku?", "neun Stunden", "de"),
    Example("de", "Was kostet er?", GERMAN, -1, -1),
]


def test_a_reader_reads_the_given_passage_and_what_has_no_answer_is_left_out() -> None:
    rows = read_rows("shipped/reader", EXAMPLES)
    assert [(row.id, row.language) for row in rows] == [("en/0", "en"), ("en/1", "en"), ("de/2", "de")]
    assert rows[1].prediction.answer == "58 kg"
    assert rows[1].values == {"F1": 1.0, "EM": 1.0}


def test_a_scored_model_does_not_stay_in_memory(tiny_reader: Path) -> None:
    read_answers(str(tiny_reader), EXAMPLES[:1])
    assert not any(key[1] == str(tiny_reader) for key in models._shared)


@settings(max_examples=4, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=12, max_size=12))
def test_an_answer_is_characters_of_the_passage(tiny_reader: Path, contexts: list[str]) -> None:
    answers = read_answers(str(tiny_reader), [Example("th", "ที่ไหน", context, -1, -1) for context in contexts])
    assert all(answer in context for answer, context in zip(answers, contexts, strict=True))


def test_gain_of_a_model_over_itself_is_none_and_over_an_untrained_one_large(tiny_reader: Path) -> None:
    told: list[tuple[str, int, int]] = []
    same = gain(
        "shipped/reader", ["shipped/reader"], [EXAMPLES[2:]], source=EXAMPLES[:2], progress=lambda *a: told.append(a)
    )
    assert not same.verdict.deploy
    assert "does not change" in same.verdict.reason
    assert told == [("measuring", 1, 2), ("measuring", 2, 2)]
    better = gain(str(tiny_reader), ["shipped/reader", "shipped/reader"], [EXAMPLES, EXAMPLES])
    found = better.target["F1"].overall
    assert found is not None
    assert found.difference > 0.3
    assert better.verdict.deploy
    assert len(better.seeds["en"]) == 2
    data = better.to_dict()
    assert (data["metric"], data["verdict"]["deploy"]) == ("F1", True)
    assert "Deploy." in better.report().notes[0]
    assert better.report().to_dict()["metrics"]["target"]["en"]["best seed"] == pytest.approx(better.seeds["en"][0])


def test_a_model_is_loaded_once_for_all_questions_and_freed_before_the_next(
    tiny_reader: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [str(tiny_reader), models.locate("shipped/reader")]
    loaded: list[tuple[Any, str]] = []
    load = models.load

    def counting(loader: Any, name: str, **options: Any) -> Any:
        assert {key[1] for key in models._shared} & {*names} <= {models.locate(name)}
        loaded.append((loader, models.locate(name)))
        return load(loader, name, **options)

    for name in names:
        models.forget(name)
    monkeypatch.setattr(models, "load", counting)
    found = gain(names[0], ["shipped/reader"], [EXAMPLES[2:]], source=EXAMPLES[:2])
    assert len(loaded) == len(set(loaded))
    assert list(dict.fromkeys(name for _, name in loaded)) == names
    assert (set(found.target["F1"].by_language), set(found.source["F1"].by_language)) == ({"de"}, {"en"})
    assert not {key[1] for key in models._shared} & {*names}


def test_a_model_is_measured_with_what_was_held_out_from_it_and_a_question_counts_once(tiny_reader: Path) -> None:
    other_languages = [Example("fr", "Combien pèse-t-il ?", "Il pèse 58 kg.", 8, 13)]
    apart = gain(
        str(tiny_reader), ["shipped/reader", str(tiny_reader)], [EXAMPLES[:1], EXAMPLES[1:]], source=other_languages
    )
    assert apart.source["F1"].by_language["fr"].n == 1
    whole, other = (gain(str(tiny_reader), ["shipped/reader"], [some]) for some in (EXAMPLES[:1], EXAMPLES[1:]))
    one, all_of = whole.target["F1"].by_language["en"], apart.target["F1"].by_language["en"]
    assert all_of.n == sum(example.language == "en" for example in EXAMPLES)
    assert all_of.ours - all_of.theirs == pytest.approx((one.ours - one.theirs) / all_of.n)
    assert apart.target["F1"].by_language["de"].difference == 0 < other.target["F1"].by_language["de"].difference
    twice = gain(str(tiny_reader), ["shipped/reader", str(tiny_reader)], [EXAMPLES[:1], EXAMPLES[:1]])
    assert twice.target["F1"].by_language["en"].n == 1
    assert twice.target["F1"].by_language["en"].difference == pytest.approx(one.difference / 2)


def test_what_was_forgotten_is_told_of_the_model_that_is_kept(tiny_reader: Path) -> None:
    told: list[tuple[str, int, int]] = []
    options: dict[str, Any] = {"source": EXAMPLES[:2], "progress": lambda *a: told.append(a)}
    found = gain("shipped/reader", ["shipped/reader"], [EXAMPLES[2:]], kept=str(tiny_reader), **options)
    assert found.target["F1"].by_language["de"].difference == 0
    assert found.source["F1"].by_language["en"].difference < -0.3
    assert told == [("measuring", 1, 3), ("measuring", 2, 3), ("measuring", 3, 3)]
    one_of = gain(
        "shipped/reader", [str(tiny_reader), "shipped/reader"], [EXAMPLES[2:]] * 2, kept="shipped/reader", **options
    )
    assert one_of.source["F1"].by_language["en"].difference == 0


def test_the_figure_of_a_model_is_that_of_its_answers(tiny_reader: Path) -> None:
    assert figure("shipped/reader", EXAMPLES[:2]) > figure(str(tiny_reader), EXAMPLES[:2])
    assert figure("shipped/retriever", EXAMPLES[:2], "retriever", pool=EXAMPLES) > 0.4
    assert figure(str(tiny_reader), EXAMPLES[3:]) == 0.0


def test_the_table_marks_languages_that_are_surely_worse_and_no_others() -> None:
    def test(difference: float, p: float) -> Test:
        return Test(0.5 + difference, 0.5, difference, None, None, p, p, p, 20)

    tests = {"de": test(0.3, 0.01), "th": test(0.01, 0.9), "ko": test(-0.02, 0.8), "hi": test(-0.2, 0.01)}
    found = Gain("reader", {"F1": Comparison("F1", test(0.1, 0.01), tests)})
    assert found.report().sections[0].weak() == ["hi"]


def test_groups_of_questions_are_searched_apart() -> None:
    pool = [Example("fr", "?", "Le règlement parle du jardin et des fleurs.", -1, -1)]
    apart = [find_rows("shipped/retriever", group, pool) for group in (EXAMPLES[:2], [], EXAMPLES[2:])]
    assert find_groups("shipped/retriever", [EXAMPLES[:2], [], EXAMPLES[2:]], pool) == apart


def test_a_retriever_is_measured_over_all_passages_and_those_of_the_pool() -> None:
    pool = [Example("fr", "?", f"Le règlement numéro {i} parle du jardin et des fleurs.", -1, -1) for i in range(12)]
    rows = find_rows("shipped/retriever", EXAMPLES, pool)
    assert len(rows) == 3
    assert all(len(row.prediction.passages or ()) == 10 for row in rows)
    assert rows[2].values["nDCG@10"] == pytest.approx(1.0, abs=0.4)
    found = gain("shipped/retriever", ["shipped/retriever"], [EXAMPLES], "retriever", pool=pool)
    assert found.metric == "nDCG@10"
    assert set(found.target) == {"nDCG@10", "R@1"}
    assert found.source == {}
