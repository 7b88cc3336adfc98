import dataclasses

import pytest

from polycite.components.errors import LoadingError
from polycite.eval.metrics.catalogue import defaults
from polycite.eval.report.contents import WEAK, Contents


def test_the_weakest_language_comes_first_and_what_is_weak_is_below_four_fifths_of_the_mean(run: Contents) -> None:
    by_language = run.columns[0].scores.by_language
    figures = [by_language[language]["F1"] for language in run.languages]
    assert figures == sorted(figures)
    assert run.main is not None
    assert run.main.name == "F1"
    overall = run.columns[0].scores.all["F1"]
    weak = {one.group for one in run.weak if one.what == "question language"}
    assert weak == {language for language, row in by_language.items() if row["F1"] < WEAK * overall}
    assert "ur" in weak


def test_a_group_of_few_questions_is_named_after_those_of_many(run: Contents) -> None:
    few = [one.questions < 30 for one in run.weak]
    assert few == sorted(few)


def test_systems_and_data_sets_stand_side_by_side(run: Contents, two_systems: Contents) -> None:
    assert [column.name for column in run.columns] == ["reader A"]
    assert [column.name for column in two_systems.columns] == ["reader A", "reader B"]
    rows = run.columns[0].rows
    again = [dataclasses.replace(row, dataset="again") for row in rows]
    assert [c.name for c in Contents.of([*rows, *again], run.metrics).columns] == ["batteries", "again"]
    other = [dataclasses.replace(row, system="other") for row in again]
    both = Contents.of([*rows, *again, *other], run.metrics)
    assert [column.name for column in both.columns] == ["reader A on batteries", "reader A on again", "other on again"]


def test_an_interval_holds_its_figure(run: Contents) -> None:
    column = run.columns[0]
    for metric in run.measured:
        for language in ("", *run.languages):
            row = column.scores.by_language[language] if language else column.scores.all
            if (interval := column.interval(metric, language)) is not None:
                assert interval[0] <= row[metric.name] + 1e-9
                assert row[metric.name] <= interval[1] + 1e-9


def test_no_rows_are_said_to_be_none() -> None:
    with pytest.raises(LoadingError, match="no row"):
        Contents.of([], defaults())
