"""A run of a suite: the same rows however it was interrupted, and over however many processes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from polycite.components.errors import LoadingError, PolyciteError, SettingsError, StoreError
from polycite.eval.runs.running import Finished, run_suite
from polycite.eval.runs.storage import load_run
from polycite.eval.runs.suite_files import load_suite

Suites = Callable[..., Path]
IDS = [f"{code}/q{number}" for code in ("ar", "hi", "th", "zh") for number in range(101, 111)]


def run(path: Path, output: Path, **options: Any) -> Finished:
    return run_suite(load_suite(path), path, output, **options)


def rows(folder: Path) -> list[dict[str, Any]]:
    return [row.to_dict() for row in load_run(folder).rows]


def start(path: Path, output: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "polycite", "eval", "run", str(path), "--output", str(output), "--processes", "2"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def lines(output: Path) -> list[Mapping[str, Any]]:
    journal = output / "journal.jsonl"
    data = journal.read_bytes() if journal.exists() else b""
    return [json.loads(line) for line in data[: data.rfind(b"\n") + 1].splitlines()]


def wait_for(output: Path, process: "subprocess.Popen[str]", finished: int) -> None:
    """Until so many questions are in the journal."""
    while process.poll() is None and sum("prediction" in line for line in lines(output)) < finished:
        time.sleep(0.01)
    assert process.poll() is None, "it was over before it could be interrupted"


def test_every_question_has_a_row_in_the_order_of_the_suite(suite: Suites, tmp_path: Path) -> None:
    finished = run(suite(), tmp_path / "run")
    stored = load_run(tmp_path / "run")
    assert stored.rows == finished.rows
    assert [row.id for row in stored.rows] == [
        f"{code}/q{n}" for code in ("ar", "hi", "th", "zh") for n in range(101, 111)
    ]
    assert {row.values["F1"] for row in stored.rows} == {1.0}
    assert {row.values["quote fidelity"] for row in stored.rows} == {(1.0, 1.0)}
    assert {row.system for row in stored.rows} == {"numbers"}
    assert stored.originals["weights"]["th/c101"].text == "เครื่องนี้หนัก 101 กิโลกรัม"
    assert not (tmp_path / "run" / "stores").exists()


def test_the_manifest_says_what_was_run_on_what(suite: Suites, tmp_path: Path) -> None:
    manifest = run(suite(top="seed = 7"), tmp_path / "run").manifest
    [task] = manifest["tasks"]
    assert (manifest["suite"]["seed"], manifest["rows"], task["questions"], task["originals"]) == (7, 40, 40, 40)
    assert task["throughput"] > 0
    assert task["peak_bytes"] > 1_000_000
    assert len(manifest["fingerprint"]["data"]["weights"]["path"]) == 64
    assert len(manifest["fingerprint"]["systems"]["numbers"]["files"]["numbers_system.py"]) == 64
    assert {"python", "numpy", "processor", "git_commit"} <= set(manifest["sessions"][0])
    assert manifest["finished"] >= manifest["started"]
    assert json.loads((tmp_path / "run" / "manifest.json").read_text("utf-8")) == json.loads(json.dumps(manifest))


def test_the_same_rows_whatever_the_number_of_processes(suite: Suites, tmp_path: Path) -> None:
    # The system draws its confidence at random.
    path = suite(top="seed = 3")
    run(path, tmp_path / "one", processes=1)
    run(path, tmp_path / "three", processes=3)
    assert rows(tmp_path / "one") == rows(tmp_path / "three")
    run(suite(top="seed = 4"), tmp_path / "other")
    assert rows(tmp_path / "one") != rows(tmp_path / "other")


@pytest.mark.parametrize("killed_by", [signal.SIGKILL, signal.SIGINT])
def test_an_interrupted_run_goes_on_without_a_lost_or_doubled_row(
    suite: Suites, tmp_path: Path, killed_by: signal.Signals
) -> None:
    path, output = suite(seconds=0.2), tmp_path / "run"
    process = start(path, output)
    wait_for(output, process, 5)
    if killed_by == signal.SIGINT:
        os.killpg(process.pid, killed_by)  # as a terminal's Ctrl-C, to all its processes
    else:
        process.kill()
    _, said = process.communicate()
    assert process.returncode == (130 if killed_by == signal.SIGINT else -signal.SIGKILL)
    assert "Traceback" not in said
    with pytest.raises(LoadingError, match="not finished"):
        load_run(output)
    before = sum("prediction" in line for line in lines(output))
    assert 5 <= before < 40
    finished = run(path, output, processes=1)
    assert finished.asked == 40 - before
    assert len(finished.manifest["sessions"]) == 2
    run(path, tmp_path / "whole")
    assert rows(output) == rows(tmp_path / "whole")
    ids = [line["prediction"]["id"] for line in lines(output) if "prediction" in line]
    assert len(ids) == len(set(ids)) == 40


def test_killed_at_any_byte_of_the_journal(suite: Suites, tmp_path: Path) -> None:
    path, output = suite(), tmp_path / "run"
    run(path, output)
    whole, data = rows(output), (output / "journal.jsonl").read_bytes()
    for cut in (0, 1, len(data) // 3, len(data) // 2, data.rindex(b"\n", 0, -1) + 5, len(data) - 1):
        (output / "journal.jsonl").write_bytes(data[:cut])
        run(path, output)
        assert rows(output) == whole, cut


def test_a_finished_run_asks_nothing_again_and_takes_new_metrics(suite: Suites, tmp_path: Path) -> None:
    path, output = suite(), tmp_path / "run"
    assert run(path, output).asked == 40
    again = run(suite(top='metrics = ["EM", "R@3"]'), output)
    assert again.asked == 0
    assert load_run(output).metrics == ("EM", "R@3")


def test_what_changed_is_named_and_the_run_refused(suite: Suites, tmp_path: Path, data: Path) -> None:
    path, output = suite(), tmp_path / "run"
    run(path, output)
    with pytest.raises(
        SettingsError, match=r"systems\.numbers\.options\.seconds: 'nothing' before, 0\.5 now"
    ) as caught:
        run(suite(seconds=0.5), output)
    assert "--restart" in caught.value.mend
    suite()
    module = tmp_path / "numbers_system.py"
    module.write_text(module.read_text("utf-8") + "\n# other", "utf-8")
    with pytest.raises(SettingsError, match=r"the content of systems\.numbers\.files\.numbers_system\.py"):
        run(path, output)
    suite()
    thai = data / "th.jsonl"
    thai.write_text(thai.read_text("utf-8").replace("กิโลกรัม", "กรัม"), "utf-8")
    with pytest.raises(SettingsError, match=r"the content of data\.weights\.path"):
        run(path, output)
    assert run(path, output, restart=True).asked == 40
    assert load_run(output).originals["weights"]["th/c101"].text == "เครื่องนี้หนัก 101 กรัม"


def test_an_error_is_kept_in_its_row(suite: Suites, tmp_path: Path) -> None:
    finished = run(suite(fails_on="q105"), tmp_path / "run", processes=2)
    assert [row.id for row in finished.errors] == ["ar/q105", "hi/q105", "th/q105", "zh/q105"]
    row = load_run(tmp_path / "run").rows[4]
    assert row.prediction.error == "ConnectionError: the model went away"
    assert (row.values["F1"], row.values["error"], row.values["R@1"]) == (0.0, 1.0, 0.0)
    assert finished.manifest["tasks"][0]["errors"] == 4


def test_what_ended_in_an_error_is_asked_again(suite: Suites, tmp_path: Path) -> None:
    path = suite()
    module = tmp_path / "numbers_system.py"
    text = module.read_text("utf-8").replace(
        "number = re", "if not pathlib.Path(UP).exists(): raise OSError('down')\n        number = re"
    )
    module.write_text(f"import pathlib\nUP = {str(tmp_path / 'up')!r}\n{text}", "utf-8")
    with pytest.raises(LoadingError, match=r"20 questions in a row .* of the system 'numbers'.*OSError: down"):
        run(path, tmp_path / "run")
    (tmp_path / "up").touch()
    finished = run(path, tmp_path / "run")
    assert [row.id for row in finished.rows] == IDS
    assert (finished.errors, {row.values["F1"] for row in finished.rows}) == ([], {1.0})
    assert rows(tmp_path / "run") == [row.to_dict() for row in finished.rows]


def test_searching_in_the_own_language_takes_a_corpus_each(suite: Suites, tmp_path: Path) -> None:
    path = suite(dataset='corpus = "own"\nlanguages = ["hi", "zh"]\nlimit = 3')
    tasks = run(path, tmp_path / "run").manifest["tasks"]
    assert [(task["part"], task["originals"], task["questions"]) for task in tasks] == [("hi", 10, 3), ("zh", 10, 3)]
    assert len(load_run(tmp_path / "run").rows) == 6


def test_one_run_at_a_time_in_a_folder(suite: Suites, tmp_path: Path) -> None:
    path, output = suite(seconds=0.1), tmp_path / "run"
    process = start(path, output)
    try:
        wait_for(output, process, 1)
        with pytest.raises(StoreError, match="Another process"):
            run(path, output)
    finally:
        process.kill()
        process.communicate()


def test_a_folder_of_something_else_is_left_alone(suite: Suites, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(LoadingError, match=r"holds thesis\.txt"):
        run(suite(), tmp_path / "mine", restart=True)
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years of work"


def test_a_system_that_cannot_be_made_is_named(suite: Suites, tmp_path: Path) -> None:
    path = suite(colour="red")
    with pytest.raises(PolyciteError, match=r"numbers.*colour"):
        run(path, tmp_path / "run")
    text = (
        path.read_text("utf-8").replace("numbers_system:make", "numbers_system:nothing").replace('colour = "red"', "")
    )
    path.write_text(text, "utf-8")
    with pytest.raises(PolyciteError, match="gives str"):
        run(path, tmp_path / "other")


def test_a_process_that_dies_is_told_and_what_is_finished_is_kept(suite: Suites, tmp_path: Path) -> None:
    path = suite()
    module = tmp_path / "numbers_system.py"
    good = module.read_text("utf-8")
    module.write_text(good.replace("time.sleep", "__import__('os')._exit(9) if '105' in question.id else time.sleep"))
    with pytest.raises(LoadingError, match="ended with code 9"):
        run(path, tmp_path / "run", processes=1)
    assert sum("prediction" in line for line in lines(tmp_path / "run")) == 4


def test_a_prediction_file_is_a_system(suite: Suites, tmp_path: Path) -> None:
    path = suite(dataset="limit = 2")
    run(path, tmp_path / "run")
    told = [
        {"id": f"{code}/q{n}", "answer": str(n)}
        for code in ("ar", "hi", "th", "zh")
        for n in range(101, 111)
        if n != 103
    ]
    (tmp_path / "said.jsonl").write_text("".join(json.dumps(row) + "\n" for row in told))
    text = path.read_text("utf-8")
    path.write_text(
        text[: text.index("[[systems]]")] + '[[systems]]\nname = "said"\ntype = "file"\npath = "said.jsonl"\n'
    )
    finished = run(path, tmp_path / "file")
    assert [row.id for row in finished.rows] == [row.id for row in load_run(tmp_path / "run").rows]
    assert {row.values["F1"] for row in finished.rows if not row.id.endswith("103")} == {1.0}
