import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from polycite.eval.report.contents import Contents
from polycite.eval.runs import manifest as manifests
from polycite.eval.runs.storage import write_run
from polycite.pipeline.cli import cli


def invoke(*args: object) -> Result:
    return CliRunner().invoke(cli, ["eval", "report", *map(str, args)])


@pytest.fixture
def folder(two_systems: Contents, tmp_path: Path) -> Path:
    rows = [row for column in two_systems.columns for row in column.rows]
    write_run(tmp_path, rows, {"batteries": two_systems.columns[0].originals})
    manifests.write(tmp_path, {"format": manifests.FORMAT, "name": "nightly"})
    return tmp_path


def test_the_page_is_written_beside_the_run(folder: Path) -> None:
    result = invoke(folder)
    assert result.exit_code == 0
    assert str(folder / "report.html") in result.stderr
    html = (folder / "report.html").read_text("utf-8")
    assert "<title>nightly</title>" in html
    assert "reader B" in html
    assert "58 กิโลกรัม" in html


def test_json_and_nothing_but_json_on_standard_output(folder: Path) -> None:
    result = invoke(folder, "--json", "--markdown", folder / "comment.md")
    assert [system["name"] for system in json.loads(result.stdout)["systems"]] == ["reader A", "reader B"]
    assert (folder / "comment.md").read_text("utf-8").startswith("## nightly\n")
    assert not (folder / "report.html").exists()


def test_a_folder_without_a_run_is_said_to_be_none(tmp_path: Path) -> None:
    result = invoke(tmp_path)
    assert result.exit_code == 1
    assert "is no run" in result.stderr
    assert "Traceback" not in result.output


def test_a_page_that_cannot_be_written_is_a_message(folder: Path) -> None:
    (folder / "file").write_text("")
    result = invoke(folder, "--output", folder / "file" / "page.html")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr


def test_no_model_library_is_imported(folder: Path) -> None:
    code = (
        "import sys\n"
        "from polycite.pipeline.cli import cli\n"
        f"try: cli(['eval', 'report', {str(folder)!r}, '--quiet'])\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "print(sorted({'torch', 'transformers', 'haystack', 'sentence_transformers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.strip() == "[]"
