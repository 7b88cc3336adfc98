import subprocess
import sys
from pathlib import Path

import pytest

from polycite.eval.environment import environment, git_commit, machine, sha256_of_path


def test_the_hash_of_a_folder_changes_with_any_name_or_byte(tmp_path: Path) -> None:
    model = tmp_path / "model"
    (model / "sub").mkdir(parents=True)
    (model / "weights").write_bytes(b"\x00\x01")
    (model / "sub" / "चिह्न.txt").write_text("58")
    before = sha256_of_path(model)
    assert before == sha256_of_path(model)
    (model / ".cache").write_text("not of the model")
    assert before == sha256_of_path(model)
    (model / "sub" / "चिह्न.txt").write_text("59")
    assert sha256_of_path(model) != before
    (model / "sub" / "चिह्न.txt").write_text("58")
    (model / "weights").rename(model / "weight")
    assert sha256_of_path(model) != before


def test_the_hash_of_a_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert sha256_of_path(tmp_path / "empty").startswith("e3b0c44298fc1c14")
    with pytest.raises(OSError, match="none"):
        sha256_of_path(tmp_path / "none")


def test_what_the_machine_is(tmp_path: Path) -> None:
    said = machine()
    assert said["cores"] >= 1
    assert said["memory_bytes"] > 0
    assert git_commit(tmp_path) is None
    assert environment()["numpy"]


def test_running_other_systems_imports_no_model_library() -> None:
    code = (
        "import sys, pkgutil, importlib, polycite.eval.runs, polycite.eval.systems, polycite.pipeline.cli.measure_runs;"
        "[importlib.import_module(f'{p.__name__}.{m.name}') for p in (polycite.eval.runs, polycite.eval.systems)"
        " for m in pkgutil.iter_modules(p.__path__)];"
        "print([n for n in ('torch', 'transformers', 'haystack', 'sentence_transformers') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
