"""The package is whole: every folder is listed, and importing it claims no common name."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def test_every_subpackage_is_in_the_wheel() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    folders = {
        "polycite." + ".".join(path.parent.relative_to(ROOT).parts)
        for top in ("pipeline", "components", "eval", "data")
        for path in (ROOT / top).rglob("__init__.py")
    }
    assert set(listed) == {"polycite", *folders}


def test_importing_polycite_leaves_common_names_free() -> None:
    code = (
        "import sys, polycite.pipeline, polycite.components.evidence, polycite.eval, polycite.data;"
        "print([n for n in ('pipeline', 'components', 'eval', 'data') if n in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/")
    assert run.stdout.strip() == "[]"


def test_telemetry_of_libraries_is_off() -> None:
    code = "import polycite, os; print(os.environ['HAYSTACK_TELEMETRY_ENABLED'])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/")
    assert run.stdout.strip() == "False"


def test_the_guard_stops_a_connection_beyond_this_machine() -> None:
    import socket

    with pytest.raises(AssertionError, match="tried to reach"):
        socket.create_connection(("192.0.2.1", 80), timeout=0.1)
