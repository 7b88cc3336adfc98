from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from polycite.pipeline.cli import cli
from polycite.pipeline.service.access.key_file import KeyFile

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(cli, ["keys", *words])


def code(result: Result) -> int:
    from polycite.components.errors import PolyciteError
    from polycite.pipeline.cli.exits import code_of

    return code_of(result.exception) if isinstance(result.exception, PolyciteError) else result.exit_code


def test_key_is_shown_once_and_kept_hashed_beside_the_store(run: Run, tmp_path: Path) -> None:
    made = run("create", "chatbot", "--scope", "ask", "--scope", "metrics", "--per-minute", "60")
    assert made.exit_code == 0, made.output
    token = made.stdout.strip()
    file = tmp_path / "kb.polycite.service" / "keys.json"
    assert token not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    (key,) = KeyFile(file.parent).keys.values()
    assert key.matches(token)
    assert (key.scopes, key.per_minute, key.tenant) == ({"ask", "metrics"}, 60, None)
    listed = run("list")
    assert "chatbot" in listed.stdout
    assert token not in listed.output
    assert key.digest not in listed.output


def test_json_is_for_programs(run: Run) -> None:
    made = json.loads(run("create", "w", "--scope", "ask", "--origin", "https://shop.example/", "--json").stdout)
    assert made["key"].startswith(f"pck_{made['id']}_")
    (listed,) = json.loads(run("list", "--json").stdout)
    assert listed["origins"] == ["https://shop.example"]
    assert listed["state"] == "valid"
    assert "digest" not in listed
    assert "key" not in listed


def test_revoked_key_stays_listed(run: Run) -> None:
    run("create", "w", "--scope", "ask")
    assert run("revoke", "w").exit_code == 0
    assert json.loads(run("list", "--json").stdout)[0]["state"] == "revoked"
    assert code(run("revoke", "w")) == 1


def test_folder_can_be_named(run: Run, tmp_path: Path) -> None:
    run("create", "w", "--scope", "ask", "--data", str(tmp_path / "elsewhere"))
    assert (tmp_path / "elsewhere" / "keys.json").exists()
    assert json.loads(run("list", "--json", "--data", str(tmp_path / "elsewhere")).stdout)[0]["name"] == "w"


@pytest.mark.parametrize(
    "words",
    [
        ("w",),
        ("w", "--scope", "everything"),
        ("w", "--scope", "ask", "--tenant", "Ac:me"),
        ("w", "--scope", "ask", "--origin", "*"),
        ("w", "--scope", "ask", "--per-day", "0"),
        ("w", "--scope", "ask", "--expires", "tomorrow"),
        ("w", "--scope", "ask", "--expires", "2020-01-01"),
        ("w", "--scope", "ask", "--expires", "99999999999"),
        ("", "--scope", "ask"),
    ],
)
def test_wrong_use_makes_no_key(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert code(run("create", *words)) == 2
    assert not (tmp_path / "kb.polycite.service").exists()


def test_key_that_would_see_all_tenants_must_be_meant(run: Run) -> None:
    assert run("create", "a", "--scope", "ask", "--tenant", "acme").exit_code == 0
    assert code(run("create", "wide", "--scope", "ask")) == 2
    assert run("create", "wide", "--scope", "ask", "--all-tenants").exit_code == 0
    assert "wide" in run("create", "b", "--scope", "ask", "--tenant", "bee").stderr


def test_expiry_in_days_and_as_a_date(run: Run) -> None:
    for given in ("90", "2090-01-31", "2090-01-31T12:00+01:00"):
        assert run("create", "w", "--scope", "ask", "--expires", given).exit_code == 0
    times = [key["expires"] for key in json.loads(run("list", "--json").stdout)]
    assert times[1].startswith("2090-01-31T00:00")
    assert times[2].startswith("2090-01-31T12:00")
