from __future__ import annotations

from pathlib import Path

import pytest

from polycite.components.errors import SettingsError
from polycite.pipeline.training.adaptation.config import Adapted
from polycite.pipeline.training.adaptation.tuned_runs import TunedRuns

DONE = Adapted(steps=8, best_step=4, dev_before=1.5, dev_after=1.25, seconds=2.0)


def tuned(folder: Path) -> Adapted:
    folder.mkdir()
    (folder / "weights").write_text("new")
    return DONE


def never(folder: Path) -> Adapted:
    raise AssertionError(folder)


def test_what_was_tuned_before_an_interruption_is_found_again(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        begin(TunedRuns(tmp_path, "base", 1))
    with TunedRuns(tmp_path, "base", 2) as others:
        assert others.finished == 0
    with TunedRuns(tmp_path, "base", 1) as runs:
        assert runs.finished == 1
        assert runs.tune(0, never) == DONE
        assert (runs.path(0) / "weights").read_text() == "new"
        assert runs.tune(1, tuned) == DONE
        assert [file.name for file in runs.path(1).iterdir()] == ["weights"]
    assert not (tmp_path / ".tuned").exists()


def begin(runs: TunedRuns) -> None:
    """Two runs, the second of which is interrupted while it writes."""
    with runs:
        runs.tune(0, tuned)
        runs.path(1).mkdir()
        (runs.path(1) / "half a file").write_text("")
        raise KeyboardInterrupt


def test_nothing_is_left_where_no_run_was_finished(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), TunedRuns(tmp_path, "base"):
        raise KeyboardInterrupt
    assert not (tmp_path / ".tuned").exists()


def test_two_processes_do_not_write_the_same_runs(tmp_path: Path) -> None:
    with TunedRuns(tmp_path, "base") as runs:
        runs.tune(0, tuned)
        with pytest.raises(SettingsError, match="another process"):
            TunedRuns(tmp_path, "base").__enter__()
        assert runs.finished == 1
    with TunedRuns(tmp_path, "base") as runs:
        assert runs.finished == 0
