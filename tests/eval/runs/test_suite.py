"""A suite is checked as a whole: each mistake with its file, table, field and what to write."""

from collections.abc import Callable
from pathlib import Path

import pytest

from polycite.components.errors import SettingsError
from polycite.eval.runs.suite import Suite
from polycite.eval.runs.suite_files import find_suite, load_suite

Suites = Callable[..., Path]
GOOD = """
name = "mine"
[[datasets]]
name = "xquad"
format = "squad"
path = "${XQUAD}/th"
languages = ["th", "zh-TW"]
[[systems]]
name = "ours"
type = "polycite"
settings = {strategy = "direct", top_k = 4}
"""


def load(tmp_path: Path, text: str, **variables: str) -> Suite:
    path = tmp_path / "suite.toml"
    path.write_text(text, "utf-8")
    return load_suite(path, {"XQUAD": "/data", **variables})


def test_a_good_suite(tmp_path: Path) -> None:
    suite = load(tmp_path, GOOD)
    assert suite.datasets[0].path == "/data/th"
    assert (suite.systems[0].type, suite.seed, suite.metrics) == ("polycite", 0, None)


@pytest.mark.parametrize(
    ("wrong", "right", "problem", "mend"),
    [
        (
            "limt = 3\n[[systems]]",
            "[[systems]]",
            r"\[\[datasets\]\] number 1 \(xquad\) has an unknown field 'limt'",
            "limit",
        ),
        ('naem = "x"\n[[datasets]]', "[[datasets]]", "the top of the file has an unknown field 'naem'", "name"),
        ('serch_k = 3\ntype = "polycite"', 'type = "polycite"', r"\[\[systems\]\] number 1 \(ours\)", "search_k"),
        ('type = "polycit"', 'type = "polycite"', "field type is 'polycit'", "polycite"),
        ("", 'type = "polycite"', "lacks the field 'type'", "haystack"),
        ("", 'path = "${XQUAD}/th"', "lacks the field 'path'", "path = ..."),
        ("limit = 0\n[[systems]]", "[[systems]]", "field limit is 0", "limit"),
        ('corpus = "some"\n[[systems]]', "[[systems]]", "field corpus is 'some'", "corpus"),
        ('transfer = "few-shot"\ntype = "polycite"', 'type = "polycite"', '"shots" belongs to', ""),
        ('datasets = ["mlqa"]\ntype = "polycite"', 'type = "polycite"', "names 'mlqa'", "xquad"),
        ("strategie = ", "strategy = ", "no setting 'strategie'", "strategy"),
        (
            "top_k = 0",
            "top_k = 4",
            r"setting top_k \(settings of the system 'ours' in the suite\) is 0",
            "from 1 to 100",
        ),
        ('api_key = "hush"', "top_k = 4", "holds the secret 'api_key'", "POLYCITE_API_KEY"),
        ('"xx-yy-zz!"', '"zh-TW"', "languages of the data set 'xquad'", ""),
        ('metrics = ["F11"]\n[[datasets]]', "[[datasets]]", "'F11' is no metric", "F1"),
        ('seed = "a"\n[[datasets]]', "[[datasets]]", "the top of the file, field seed is 'a'", "seed"),
        ("name = mine", 'name = "mine"', "is not TOML", ""),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, wrong: str, right: str, problem: str, mend: str) -> None:
    assert right in GOOD
    with pytest.raises(SettingsError, match=problem) as caught:
        load(tmp_path, GOOD.replace(right, wrong, 1))
    assert "suite.toml" in caught.value.problem
    assert mend in caught.value.mend


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, GOOD.replace("[[systems]]", "limit = -1\n[[systems]]").replace("settings", "setings"))
    assert len(caught.value.problem.splitlines()) == 2


def test_two_of_one_name(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"two \[\[systems\]\] have the name 'ours'"):
        load(tmp_path, GOOD + '[[systems]]\nname = "ours"\ntype = "file"\npath = "p.jsonl"\n')


def test_a_variable_that_is_not_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="NOWHERE_SET") as caught:
        load(tmp_path, GOOD.replace("XQUAD", "NOWHERE_SET"))
    assert "Set NOWHERE_SET" in caught.value.mend


def test_the_shipped_suite_is_found_by_its_name_and_asks_for_its_data() -> None:
    path = find_suite("xquad_open")
    assert load_suite(path, {"DATA": "/xquad"}).datasets[0].path == "/xquad"
    with pytest.raises(SettingsError, match="DATA") as caught:
        load_suite(path)
    assert caught.value.mend == "Give --data."
    with pytest.raises(SettingsError, match="no suite 'xquad_opne'") as caught:
        find_suite("xquad_opne")
    assert "xquad_open" in caught.value.mend


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_suite(tmp_path / "none.toml")
