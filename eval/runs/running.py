"""Runs a suite: resumable at any question, over several processes, the same rows whatever their number."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from polycite.components.errors import LoadingError, StoreError
from polycite.components.evidence import Original
from polycite.eval.environment import cores
from polycite.eval.metrics.catalogue import defaults, parse_metrics
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.runs import manifest as manifests
from polycite.eval.runs.fertility import parallel_fertility
from polycite.eval.runs.fingerprint import fingerprint
from polycite.eval.runs.journal import Journal
from polycite.eval.runs.pool import Pool
from polycite.eval.runs.storage import ROWS, write_run
from polycite.eval.runs.suite import Suite
from polycite.eval.runs.tasks import Task, load_corpora, tasks_of
from polycite.eval.scoring.rows import Row
from polycite.eval.scoring.scoring import score
from polycite.eval.systems.system import Progress

JOURNAL = "journal.jsonl"
STORES = "stores"
_LOCK = "lock"
_MOST_PROCESSES = 4  # each holds its own models


@dataclass(frozen=True)
class Finished:
    """A run that came to its end.

    Attributes:
        folder: where it is kept.
        rows: of all questions, in the order of the suite.
        manifest: as it is written there.
        asked: questions that were asked now, not in an earlier session.
    """

    folder: Path
    rows: tuple[Row, ...]
    manifest: Mapping[str, Any]
    asked: int

    @property
    def errors(self) -> list[Row]:
        """The questions at which a system failed."""
        return [row for row in self.rows if row.prediction.error]


def run_suite(
    suite: Suite,
    source: Path,
    output: Path,
    *,
    processes: int | None = None,
    restart: bool = False,
    progress: Progress | None = None,
) -> Finished:
    """Put the questions of a suite to its systems, and keep the rows in ``output``; goes on where it was interrupted.

    Args:
        suite: as loaded.
        source: its file; paths count from its folder.
        output: folder of the run, made when it is missing.
        processes: that ask at the same time; None: the suite's, else one a core, at most four.
        restart: begin anew, whatever ``output`` holds.
        progress: told the stage, what is done of it and the whole.

    Raises:
        SettingsError: a suite, data or models that changed since the run was interrupted; each is named.
        LoadingError: data or a system cannot be loaded; what is finished is kept.
        StoreError: another process runs in ``output``.
    """
    threads = suite.threads
    number = processes or suite.processes or max(1, min(_MOST_PROCESSES, cores() // threads))
    folder = source.resolve().parent
    with _locked(output):
        corpora = load_corpora(suite, folder)
        made_of = fingerprint(suite, folder, corpora)
        if restart:
            _empty(output)
        manifest = _begun(output, suite, source, made_of, number, threads)
        tasks = tasks_of(suite, corpora)
        journal = Journal.read(output / JOURNAL)
        stores = output / STORES
        stores.mkdir(exist_ok=True)
        for left in stores.glob("copies-*"):  # by a run that was killed
            shutil.rmtree(left, ignore_errors=True)
        pool = Pool(folder, stores, number, threads, cores(), suite.seed, progress or (lambda *_: None))
        with journal:
            for task in tasks:
                pool.run(task, journal)
        rows = _rows(suite, tasks, journal)
        originals: dict[str, dict[str, Original]] = {}
        for corpus in corpora:
            originals.setdefault(corpus.dataset, {}).update({original.id: original for original in corpus.originals})
        write_run(output, rows, originals)
        manifest |= {
            "finished": manifests.now(),
            "rows": len(rows),
            "metrics": [metric.name for metric in _metrics(suite)],
            "tasks": manifests.facts(tasks, journal),
        }
        manifests.write(output, manifest)
        shutil.rmtree(stores, ignore_errors=True)
        return Finished(output, tuple(rows), manifest, journal.finished_now)


def _begun(
    output: Path, suite: Suite, source: Path, made_of: Mapping[str, Any], processes: int, threads: int
) -> dict[str, Any]:
    """The manifest of a run that begins, or of the one that is resumed."""
    if not (output / manifests.MANIFEST).exists():
        if foreign := sorted(path.name for path in output.iterdir() if path.name != _LOCK):
            raise LoadingError(f"{output} is no run: it holds {', '.join(foreign[:3])}.", "Give another --output.")
        manifest = manifests.begin(suite, made_of, source, processes, threads)
    else:
        manifest = manifests.read(output)
        manifests.check_unchanged(manifest, made_of, output)
        manifest["sessions"].append(manifests.session(processes, threads))
        manifest |= {"suite": suite.model_dump(mode="json", exclude_none=True), "finished": None}
    manifests.write(output, manifest)
    return manifest


def _rows(suite: Suite, tasks: list[Task], journal: Journal) -> list[Row]:
    """The rows of all tasks; corpora of one data set are scored apart, each with its own documents."""
    rows: list[Row] = []
    fertility = parallel_fertility([question for task in tasks for question in task.corpus.questions], suite.tokenizer)
    for task in tasks:
        scored = score(
            task.corpus.questions,
            _searched(journal.finished(task.system.name, task.corpus.dataset)),
            {original.id: original for original in task.corpus.originals},
            _metrics(suite),
            dataset=task.corpus.dataset,
            system=task.system.name,
            fertility=fertility,
        )
        rows += [replace(row, slices={**row.slices, **task.system.slices}) for row in scored]
    return rows


def _searched(predictions: Mapping[str, Prediction]) -> dict[str, Prediction]:
    """The same, where errors of a system that searches found nothing: measures of retrieval must not leave them out."""
    if all(said.passages is None for said in predictions.values()):
        return dict(predictions)
    return {name: replace(said, passages=()) if said.error else said for name, said in predictions.items()}


def _metrics(suite: Suite) -> tuple[Any, ...]:
    return defaults() if suite.metrics is None else parse_metrics(suite.metrics)


def _empty(output: Path) -> None:
    """Delete what a run has written there, and nothing else."""
    for name in (manifests.MANIFEST, JOURNAL, *ROWS):
        (output / name).unlink(missing_ok=True)
    shutil.rmtree(output / STORES, ignore_errors=True)


@contextmanager
def _locked(output: Path) -> Iterator[None]:
    """One run at a time in a folder; the end of the process, however sudden, frees it."""
    import portalocker

    try:
        output.mkdir(parents=True, exist_ok=True)
        file = (output / _LOCK).open("a")
    except OSError as error:
        raise LoadingError(f"{output} cannot be written: {error.strerror}.", "Give another --output.") from error
    with file:
        try:
            portalocker.lock(file, portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING)
        except portalocker.LockException as error:
            raise StoreError(
                f"Another process is running in {output}.", "Wait for it, or give another --output."
            ) from error
        yield
