from __future__ import annotations

import ast
import re
from pathlib import Path

import polycite.pipeline.service

TESTS = next(folder for folder in Path(__file__).resolve().parents if folder.name == "tests")
THREATS = Path(polycite.pipeline.service.__file__).with_name("THREATS.md").read_text("utf-8")
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")


def test_each_threat_names_a_test_that_exists() -> None:
    rows = [line for line in THREATS.splitlines() if line.startswith("| ") and not line.startswith("| Threat")]
    assert len(rows) > 30
    missing = []
    for row in rows:
        named = NAMED.findall(row)
        missing += [row] if not named else []
        for file, name in named:
            tree = ast.parse((TESTS / file).read_text("utf-8")) if (TESTS / file).exists() else ast.Module([], [])
            if not any(
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == name for node in tree.body
            ):
                missing.append(f"{file}::{name}")
    assert not missing
