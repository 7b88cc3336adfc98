"""The command line as a user meets it, from help to a cited answer, on the shipped models."""

from __future__ import annotations

import json
import lzma
import os
import shutil
import subprocess
import sys
import typing
from functools import cache
from pathlib import Path
from typing import Any

import click
import pytest
import regex
from click.testing import CliRunner, Result

from polycite.components.errors import ModelError, OriginalNotFoundError, SettingsError, StoreLockedError
from polycite.pipeline.cli import cli, exits
from polycite.pipeline.cli.groups import LazyGroup

DOCUMENTS = {
    "el.md": "# Εγγύηση\n\nΟ R-330 είναι νέος. Η εγγύηση του R-330 διαρκεί 36 μήνες από την ημερομηνία αγοράς.\n",
    "de.md": "# Akku\n\nDer Reiserouter T-5 hat einen Akku mit 5.000 mAh. Er läuft bis zu 10 Stunden ohne Steckdose.\n",
    "en.txt": "The wallbox C-7 has a cable of 5 metres. Its power is 7.4 kW on a single phase at 32 A.\n",
}


def polycite(*args: str | Path, **options: Any) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args], **options)


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.upper().startswith("POLYCITE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


# Without a store


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    context = click.Context(group)
    found = [path]
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        found += commands(command, (*path, name)) if isinstance(command, click.Group) else [(*path, name)]
    return found


@pytest.mark.parametrize("command", commands(cli), ids=" ".join)
def test_every_command_explains_itself_with_examples_and_speaks_json(command: tuple[str, ...]) -> None:
    shown = polycite(*command, "--help")
    assert shown.exit_code == 0
    help_, _, examples = shown.stdout.partition("Examples:")
    assert " ".join(["polycite", *command]) in examples
    assert "--json" in help_ or "Commands:" in help_


@cache
def options_of(path: tuple[str, ...]) -> set[str]:
    command: click.Command = cli
    for name in path:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), name)
        assert found is not None
        command = found
    parameters = command.get_params(click.Context(command))
    return {option for parameter in parameters for option in (*parameter.opts, *parameter.secondary_opts)}


@pytest.mark.parametrize("command", commands(cli), ids=" ".join)
def test_examples_use_options_that_there_are(command: tuple[str, ...]) -> None:
    examples = polycite(*command, "--help").stdout.partition("Examples:")[2].replace("\\\n", " ")
    known = {path: options_of(path) for path in commands(cli)}
    for line in regex.findall(r"^\s*(?:\w+=\S+ )?polycite (.+)$", examples, regex.MULTILINE):
        words = regex.split(r" [|&;]+ ", line)[0].split()
        path = max((tuple(words[:n]) for n in range(len(words) + 1) if tuple(words[:n]) in known), key=len)
        assert {word for word in words if regex.match(r"--?[a-z]", word)} <= known[path], line


def test_help_documents_exit_codes_and_where_the_store_comes_from() -> None:
    shown = polycite("--help").stdout
    for code in (exits.OK, exits.FAILED, exits.USAGE, exits.ABSTAINED, exits.STORE, exits.INTERRUPTED):
        assert f"\n    {code} " in shown
    assert "kb.polycite" in shown
    assert "POLYCITE_STORE" in shown


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys\nfrom polycite.pipeline.cli import cli\n"
        "try: cli(['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('torch', 'haystack', 'pydantic', 'numpy', 'rich', 'qdrant_client') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["ask"], "QUESTION"),
        (["index"], "SOURCES"),
        (["nothing"], "No such command"),
        (["ask", "--set", "top_k", "?"], "KEY=VALUE"),
        (["ask", "--set", "topk=3", "?"], "Did you mean top_k?"),
        (["ask", "--top-k", "0", "?"], "(--top-k) is '0'"),
        (["ask", "--strategy", "glos", "?"], "Did you mean 'gloss'?"),
        (["ask", "--languages", "de,qq", "?"], "'qq'"),
        (["ask", "--settings", "missing.toml", "?"], "missing.toml"),
    ],
)
def test_wrong_usage_is_said_on_standard_error_with_exit_code_2(args: list[str], said: str) -> None:
    result = polycite(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said.replace("'0'", "0") in result.stderr
    assert "Traceback" not in result.stderr


def failing(error: BaseException) -> LazyGroup:
    group = LazyGroup(commands_at={})

    @group.command("fail")
    def fail() -> None:
        raise error

    return group


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (SettingsError("p", "m"), 2),
        (StoreLockedError("p", "m"), 4),
        (OriginalNotFoundError("p", "m"), 1),
        (ModelError("p", "m"), 1),
    ],
)
def test_an_error_is_one_line_of_problem_and_one_of_mend(error: Exception, code: int) -> None:
    result = CliRunner().invoke(failing(error), ["fail"])
    assert (result.exit_code, result.stdout, result.stderr) == (code, "", "Error: p\nm\n")


def test_an_unexpected_error_says_how_to_report_it_and_debug_shows_the_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    result = CliRunner().invoke(failing(ZeroDivisionError("x")), ["fail"])
    assert result.exit_code == 1
    assert "ZeroDivisionError: x" in result.stderr
    assert "POLYCITE_DEBUG=1" in result.stderr
    assert "Traceback" not in result.stderr
    monkeypatch.setenv("POLYCITE_DEBUG", "1")
    assert "Traceback" in CliRunner().invoke(failing(ZeroDivisionError("x")), ["fail"]).stderr


def test_an_interruption_is_no_error() -> None:
    result = CliRunner().invoke(failing(KeyboardInterrupt()), ["fail"])
    assert result.exit_code == 130
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "command", [["ask", "?"], ["search", "?"], ["chat"], ["inspect"], ["remove", "x"], ["move", "there"]]
)
def test_a_store_that_is_not_there_is_not_made(bare: Path, command: list[str]) -> None:
    result = polycite(*command)
    assert result.exit_code == 4
    assert "kb.polycite" in result.stderr
    assert list(bare.iterdir()) == []


def test_citation_files_that_hold_none_are_named_and_the_others_checked(made: Path, bare: Path) -> None:
    (bare / "mine.json").write_text('{"citations": 3}')
    result = polycite("verify", "--json", "--store", made / "kb", "mine.json", "missing.json", "-", input="{]")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["unreadable"] == ["mine.json", "missing.json", "-"]
    for said in ("mine.json", "missing.json", "standard input"):
        assert f"Error: {said}" in result.stderr


# With a store


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three documents, one of a broken kind, and the store ``kb`` they were indexed into."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "docs").mkdir()
    for name, text in DOCUMENTS.items():
        (folder / "docs" / name).write_text(text, "utf-8")
    (folder / "docs" / "broken.pdf").write_bytes(b"not a pdf")
    result = polycite("index", "--json", "--store", folder / "kb", folder / "docs")
    report = json.loads(result.stdout)
    assert result.exit_code == 1, result.stderr
    assert len(report["indexed"]) == 3
    assert ["broken.pdf" in failure["source"] for failure in report["failed"]] == [True]
    return folder


@pytest.fixture(scope="module")
def answer(made: Path) -> dict[str, Any]:
    """A German question answered from the Greek document."""
    asked = ("--set", "abstain_below=0", "Wie lange gilt die Garantie für den R-330?")
    found: dict[str, Any] = json.loads(polycite("ask", "--json", "--store", made / "kb", *asked).stdout)
    return found


@pytest.fixture
def store(made: Path, bare: Path) -> Path:
    """A copy of the store, to be changed at will."""
    return Path(shutil.copytree(made / "kb", bare / "kb"))


def ids_of(store: Path) -> dict[str, str]:
    from polycite.components.store import open_store

    with open_store(store) as opened:
        return {Path(record.id).name: record.id for record in opened.originals()}


def test_indexing_again_changes_nothing_and_says_what_failed(made: Path) -> None:
    result = polycite("index", "--store", made / "kb", made / "docs")
    assert result.exit_code == 1
    assert "0 originals indexed · 3 unchanged · 1 failed" in result.stdout
    assert "broken.pdf" in result.stdout


def test_an_answer_crosses_languages_and_cites_exact_characters(made: Path, answer: dict[str, Any]) -> None:
    from polycite.components.store import open_store

    assert (answer["abstained"], answer["question_language"]) == (False, "de")
    assert Path(answer["citations"][0]["original_id"]).name == "el.md"
    with open_store(made / "kb") as opened:
        for citation in answer["citations"]:
            text = opened.original(citation["original_id"]).text
            assert text[citation["start"] : citation["end"]] == citation["quote"] != ""


def test_people_see_the_cited_characters_in_their_sentence(made: Path, answer: dict[str, Any]) -> None:
    asked = ("--set", "abstain_below=0", "--languages", "el", answer["question"])
    wide = {"COLUMNS": "200"}  # the path of a temporary folder is in the line
    shown = polycite("ask", "--store", made / "kb", *asked, env=wide).stdout
    assert regex.search(r"^\[1\] .*el\.md · Greek · characters \d+–\d+\b", shown, regex.M)
    assert regex.search(r"⟦.+⟧", shown)


def test_an_abstention_can_fail(made: Path) -> None:
    asked = ("--set", "abstain_below=1", "--top-k", "2", "Wer hat die Wahl gewonnen?")
    result = polycite("ask", "--fail-on-abstain", "--store", made / "kb", *asked)
    assert result.exit_code == 3
    assert "Nearest passages:" in result.stdout


def test_search_lists_passages_of_the_languages_asked_for(made: Path) -> None:
    asked = ("--store", made / "kb", "--languages", "de,el", "--top-k", "1", "warranty R-330")
    found = json.loads(polycite("search", "--json", *asked).stdout)["passages"]
    assert [Path(passage["original_id"]).name for passage in found] == ["el.md"]


def test_chat_goes_on_after_a_mistake_and_answers_a_line_each(made: Path) -> None:
    question = "How long does the battery of the T-5 last?"
    lines = f"/help\n/nonsense\n/languages qq\n/languages de\n\n{question}\n/passages\n/quit\nnot asked\n"
    result = polycite("chat", "--json", "--store", made / "kb", "--set", "abstain_below=0", input=lines)
    assert result.exit_code == 0, result.stderr
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [Path(answer["citations"][0]["original_id"]).name for answer in answers] == ["de.md"]
    for said in ("/quit", "There is no command /nonsense", "'qq'", "Documents in: de", "de.md · German"):
        assert said in result.stderr


def test_citations_are_valid_then_moved_then_missing(made: Path, store: Path, answer: dict[str, Any]) -> None:
    citations, bare = answer["citations"], store.parent
    (bare / "answer.json").write_text(json.dumps(answer), "utf-8")
    (bare / "lines.jsonl").write_text("\n".join(json.dumps(citation) for citation in citations), "utf-8")

    def checked(*files: str) -> tuple[int, set[str]]:
        result = polycite("verify", "--json", "--store", store, *files)
        listed = json.loads(result.stdout)["files"]
        assert [len(file["citations"]) for file in listed] == [len(citations)] * len(files)
        return result.exit_code, {one["status"] for file in listed for one in file["citations"]}

    assert checked("answer.json", "lines.jsonl") == (0, {"valid"})

    docs = Path(shutil.copytree(made / "docs", bare / "docs"))
    (docs / "el.md").write_text("Διαβάστε πρώτα αυτό.\n\n" + DOCUMENTS["el.md"], "utf-8")
    names = ids_of(store)
    assert polycite("index", "--store", store, docs).exit_code == 1
    if ids_of(store) == names:
        assert "moved" in checked("lines.jsonl")[1]

    cited = {citation["original_id"] for citation in citations}
    assert polycite("remove", "--store", store, *cited).exit_code == 0
    assert checked("lines.jsonl") == (1, {"original missing"})
    assert f"{len(citations)} original missing" in polycite("verify", "--store", store, "answer.json").stdout


def test_verify_reads_standard_input(made: Path, answer: dict[str, Any]) -> None:
    result = polycite("verify", "--json", "--store", made / "kb", "-", input=json.dumps(answer))
    assert result.exit_code == 0
    assert json.loads(result.stdout)["counts"]["valid"] == len(answer["citations"])


def test_inspect_shows_every_language_and_original(made: Path) -> None:
    shown = polycite("inspect", "--originals", "--store", made / "kb").stdout
    for said in ("3 originals", "Greek", "German", "English", "el.md", "de.md", "en.txt"):
        assert said in shown


def test_remove_names_what_is_not_there_and_removes_the_rest(store: Path) -> None:
    names = ids_of(store)
    result = polycite("remove", "--store", store, names["de.md"], names["el.md"] + "x")
    assert result.exit_code == 1
    assert "Did you mean" in result.stderr
    assert set(ids_of(store)) == {"el.md", "en.txt"}


def test_moving_a_store_loses_nothing(made: Path, bare: Path) -> None:
    result = polycite("move", "--json", "--store", made / "kb", bare / "other")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["originals"] == 3
    assert ids_of(bare / "other") == ids_of(made / "kb")


def test_rebuilding_makes_a_store_for_other_settings(made: Path, store: Path) -> None:
    other = ("--store", store, "--set", "max_tokens=100", made / "docs" / "de.md")
    refused = polycite("index", *other)
    assert refused.exit_code == 4
    assert "--rebuild" in refused.stderr
    assert polycite("index", "--rebuild", *other).exit_code == 0
    assert set(ids_of(store)) == {"de.md"}


def test_a_store_held_by_another_process_is_exit_code_4(made: Path) -> None:
    from polycite.components.store import open_store

    with open_store(made / "kb"):
        result = polycite("search", "--store", made / "kb", "x")
    assert result.exit_code == 4
    assert "process" in result.stderr


def test_strategies_are_those_of_the_pipeline() -> None:
    from polycite.pipeline.qa import STRATEGIES
    from polycite.pipeline.settings import Strategy

    assert typing.get_args(Strategy) == STRATEGIES


def test_a_lexicon_is_trained_from_a_few_sentences(bare: Path) -> None:
    for folder in ("parallel", "dictionary"):
        (bare / folder).mkdir()
        with lzma.open(bare / folder / "de.tsv.xz", "wt", encoding="utf-8") as lines:
            lines.write("the red house\tdas rote Haus\tx\nthe red car\tdas rote Auto\tx\nthe house\tdas Haus\tx\n" * 5)
    (bare / "english.txt").write_text("the red house is near the red car\n" * 5, "utf-8")
    args = ("--parallel", "parallel", "--dictionary", "dictionary", "--english", "english.txt", "--output", "out")
    result = polycite("train", "lexicon", "--json", *args)
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["output"] == "out"
    assert (bare / "out" / "de.npz.xz").is_file()
    refused = polycite("train", "lexicon", *args, "--languages", "fr")
    assert refused.exit_code == 1
    assert "fr" in refused.stderr
