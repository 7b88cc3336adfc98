"""``manifest.json``: what was run, on what, when, and what it took."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from polycite.components.errors import LoadingError, SettingsError
from polycite.eval.environment import environment, machine
from polycite.eval.runs.fingerprint import differences
from polycite.eval.runs.journal import Journal
from polycite.eval.runs.suite import Suite
from polycite.eval.runs.tasks import Task

MANIFEST = "manifest.json"
FORMAT = 1


def begin(suite: Suite, fingerprint: Mapping[str, Any], source: Path, processes: int, threads: int) -> dict[str, Any]:
    """The manifest of a run that begins now."""
    return {
        "format": FORMAT,
        "name": suite.name,
        "suite": suite.model_dump(mode="json", exclude_none=True),
        "suite_file": str(source),
        "fingerprint": dict(fingerprint),
        "started": now(),
        "finished": None,
        "sessions": [session(processes, threads)],
    }


def session(processes: int, threads: int) -> dict[str, Any]:
    """One stretch of a run, from a start or a resumption on: the machine and the versions."""
    versions = {k: v for k, v in environment().items() if k not in ("settings", "data_sha256")}
    return {"started": now(), "processes": processes, "threads": threads, **versions, **machine()}


def check_unchanged(manifest: Mapping[str, Any], fingerprint: Mapping[str, Any], folder: Path) -> None:
    """Nothing when a run may be resumed.

    Raises:
        SettingsError: names what is not as it was.
    """
    # Through JSON, as the one that was read.
    changed = differences(manifest["fingerprint"], json.loads(json.dumps(fingerprint)))
    if changed:
        raise SettingsError(
            f"The run in {folder} cannot be resumed, because something changed: {'; '.join(changed)}.",
            "Undo that, give another --output, or begin anew with --restart.",
        )


def facts(tasks: Sequence[Task], journal: Journal) -> list[dict[str, Any]]:
    """What each task took, for the manifest.

    ``throughput`` is questions a second of the clock, over all sessions that came to their end; peak memory is that of
    the largest single process.
    """
    found = []
    for task in tasks:
        key = (task.system.name, task.corpus.dataset, task.corpus.part)
        indexed, asked = journal.indexed.get(key, {}), journal.asked.get(key, [])
        predictions = journal.finished(*key[:2])
        mine = [predictions[question.id] for question in task.corpus.questions if question.id in predictions]
        seconds, questions = sum(one["seconds"] for one in asked), sum(one["questions"] for one in asked)
        found.append(
            {
                "system": key[0],
                "dataset": key[1],
                "part": key[2],
                "originals": len(task.corpus.originals),
                "corpus_sha256": task.corpus.sha256,
                "questions": len(mine),
                "errors": sum(bool(one.error) for one in mine),
                "index_seconds": indexed.get("seconds"),
                "index_peak_bytes": indexed.get("peak_bytes"),
                "pinned": indexed.get("pinned", {}),
                "seconds": round(seconds, 3),
                "throughput": round(questions / seconds, 4) if seconds else None,
                "peak_bytes": max((one["peak_bytes"] for one in asked), default=None),
            }
        )
    return found


def read(folder: Path) -> dict[str, Any]:
    """The manifest in ``folder``.

    Raises:
        LoadingError: there is none, or it cannot be read.
    """
    path = folder / MANIFEST
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise LoadingError(
            f"{folder} is no run: it has no {MANIFEST}.", "Give the folder that `polycite eval run` wrote."
        ) from None
    except (OSError, ValueError) as error:
        raise LoadingError(f"{path} cannot be read: {error}.", "Begin anew with --restart.") from error
    if found.get("format") != FORMAT:
        raise LoadingError(f"{path} is of another version of polycite.", "Run the suite again.")
    return found


def write(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Replace the manifest in ``folder`` at once: whoever reads it sees the old one or the new one, whole."""
    half = folder / f"{MANIFEST}.half"
    with half.open("w", encoding="utf-8") as file:
        json.dump(manifest, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    half.replace(folder / MANIFEST)


def now() -> str:
    """The time, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")
