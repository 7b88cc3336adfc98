"""The processes of a task, from the side of the run: what they are given, and what they tell.

One process takes in the documents. A store of ours is a folder with one opener at a time, so each process that asks
has a copy of the closed folder: to copy it takes a fraction of a second, to index again as long as before. Other
systems keep their documents in memory, and each process takes them in itself.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path

from polycite.components.errors import LoadingError
from polycite.eval.datasets.questions import Question
from polycite.eval.runs.journal import Journal
from polycite.eval.runs.processes import received, started, told
from polycite.eval.runs.tasks import Task
from polycite.eval.runs.worker import Job
from polycite.eval.systems.making import store_name
from polycite.eval.systems.system import Progress

_HOPELESS = 20
Blocks = Sequence[tuple[Sequence[Question], frozenset[str]]]
"""Questions that are asked together, and the ids of those that are not finished yet."""
BLOCK = 8
"""Questions that a process is given, and may encode, together. Blocks are the same however many processes there are,
and whether the run was interrupted or not: how a text is rounded depends on those it is encoded with."""


@dataclass(frozen=True)
class Pool:
    """How tasks are run.

    Attributes:
        folder: of the suite, from which paths count.
        stores: for what systems keep while they are run.
        processes: that ask at the same time.
        threads: that each of them may compute with.
        cores: of the machine; all are used while one process indexes.
        seed: of the suite.
        progress: told.
    """

    folder: Path
    stores: Path
    processes: int
    threads: int
    cores: int
    seed: int
    progress: Progress

    def run(self, task: Task, journal: Journal) -> None:
        """Ask what is not finished yet.

        Raises:
            LoadingError: the system cannot be made, cannot take in the documents, or a process of it ended.
        """
        finished = journal.finished(task.system.name, task.corpus.dataset)
        blocks = _blocks(task.corpus.questions, {name for name, said in finished.items() if not said.error})
        if not blocks:
            return
        keeps = task.system.keeps_store
        job = Job(
            spec=task.system,
            folder=self.folder,
            store=self.stores / (store_name(task.system, task.corpus.sha256) if keeps else "none"),
            originals=task.corpus.originals,
            question_ids=task.corpus.question_ids,
            pinned=_pinned(task, journal),
            threads=self.threads,
            seed=self.seed,
            asks=True,
        )
        if keeps:
            if "seconds" not in journal.indexed.get(_key(task), {}) or not job.store.exists():
                self._index(task, replace(job, threads=self.cores, asks=False), journal)
            job = replace(job, originals=(), pinned=_pinned(task, journal))
        self._ask(task, job, blocks, journal)

    def _index(self, task: Task, job: Job, journal: Journal) -> None:
        with started(task.name, [job]) as [(process, pipe)]:
            for kind, *facts in told(process, pipe, task):
                if kind == "progress":
                    self.progress(f"{task.name} index", facts[0], facts[1])
                elif kind == "indexed":
                    journal.note("indexed", *_key(task), facts[0])

    def _ask(self, task: Task, job: Job, blocks: Blocks, journal: Journal) -> None:
        total = len(task.corpus.questions)
        before = total - sum(len(wanted) for _, wanted in blocks)
        waiting, done, in_a_row, peak, begin = deque(blocks), before, 0, 0, 0.0
        indexed = "seconds" in journal.indexed.get(_key(task), {})
        number = min(self.processes, len(blocks)) if task.system.parallel else 1
        self.progress(task.name, done, total)
        with self._copied(job, number) as jobs, started(task.name, jobs) as processes:
            running = {pipe: process for process, pipe in processes}
            while running:
                for pipe in [one for one in wait(list(running)) if isinstance(one, Connection)]:
                    kind, *facts = received(running[pipe], pipe, task)
                    if kind == "idle":
                        begin = begin or time.perf_counter()
                        pipe.send(waiting.popleft() if waiting else None)
                    elif kind == "prediction":
                        journal.finish(task.system.name, task.corpus.dataset, facts[0])
                        done += 1
                        self.progress(task.name, done, total)
                        in_a_row = in_a_row + 1 if facts[0].error else 0
                        if in_a_row == _HOPELESS:
                            raise LoadingError(
                                f"{_HOPELESS} questions in a row ended in an error of the system {task.system.name!r}; "
                                f"the last: {facts[0].error}",
                                "Mend it, and run the same command again: they are asked again.",
                            )
                    elif kind == "indexed" and not indexed:
                        indexed = "seconds" in facts[0]  # each process takes in the documents; the first one counts
                        journal.note("indexed", *_key(task), facts[0])
                    elif kind == "ended":
                        peak = max(peak, facts[0])
                        del running[pipe]
        seconds = round(time.perf_counter() - begin, 3)
        journal.note("asked", *_key(task), {"questions": done - before, "seconds": seconds, "peak_bytes": peak})

    @contextmanager
    def _copied(self, job: Job, number: int) -> Iterator[list[Job]]:
        """A job for each process, each with a store of its own."""
        if not job.spec.keeps_store or number == 1:
            yield [job] * number
            return
        with tempfile.TemporaryDirectory(prefix="copies-", dir=self.stores, ignore_cleanup_errors=True) as folder:
            stores = [Path(folder) / f"{i}.polycite" for i in range(number)]
            for store in stores:
                shutil.copytree(job.store, store)
            yield [replace(job, store=store) for store in stores]


def _blocks(questions: Sequence[Question], done: Collection[str]) -> Blocks:
    """Blocks of questions that are not all finished, each with the ids of those that are not."""
    cut = [questions[start : start + BLOCK] for start in range(0, len(questions), BLOCK)]
    unfinished = [(block, frozenset(one.id for one in block if one.id not in done)) for block in cut]
    return [(block, wanted) for block, wanted in unfinished if wanted]


def _pinned(task: Task, journal: Journal) -> dict[str, str]:
    return dict(journal.indexed.get(_key(task), {}).get("pinned", {}))


def _key(task: Task) -> tuple[str, str, str]:
    return task.system.name, task.corpus.dataset, task.corpus.part
