"""The thread that does the jobs, one after the other, beside the questions."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import portalocker

from polycite.components.errors import PolyciteError, StoreError
from polycite.components.evidence import Original
from polycite.pipeline.qa import CrossLingualQA
from polycite.pipeline.service.access.tenancy import Tenancy
from polycite.pipeline.service.jobs.indexing import check_store, index_originals, remove_originals
from polycite.pipeline.service.jobs.items import Item, document_item
from polycite.pipeline.service.jobs.job import DocumentFailure
from polycite.pipeline.service.jobs.job_queue import JobQueue, Outcome, Work
from polycite.pipeline.service.problems import ProblemError, new_error_id
from polycite.pipeline.service.uploads.parsing import FileParser

logger = logging.getLogger("polycite.service")
LONGEST_ID = 512
PIECE = 20_000
"""Code points indexed at a time: some seconds, after which a cancellation or a single document has its turn."""
_MOST_ATTEMPTS = 4
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0
_POLL = 1.0  # another process with the same data folder may have accepted a job
_WAITING = "The store cannot be reached or written; the job goes on when it can."


class JobRunner:
    """Does what :class:`JobQueue` holds, from :meth:`start` to :meth:`stop`.

    Args:
        qa: whose store is changed.
        queue: the jobs.
        parser: reads uploaded files.
        writing: held while the store is changed, so that changes come one after the other.
        folder: data folder; of several processes that share it, one does the jobs.
    """

    def __init__(
        self, qa: CrossLingualQA, queue: JobQueue, parser: FileParser, writing: threading.Lock, folder: Path
    ) -> None:
        self._qa, self._queue, self._parser, self._writing = qa, queue, parser, writing
        self._lock_path = folder / "jobs.lock"
        self._stop, self._wake = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="polycite-jobs", daemon=True)

    def start(self) -> None:
        """Begin; what was left unfinished when the service ended comes first."""
        self._thread.start()

    def wake(self) -> None:
        """Look for a new job now."""
        self._wake.set()

    def stop(self, seconds: float) -> bool:
        """Finish the piece in hand and keep the rest for the next start; whether that was done in ``seconds``."""
        self._stop.set()
        self._wake.set()
        if self._thread.ident is not None:
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        with self._lock_path.open("a") as held:
            while not self._stop.is_set():
                try:
                    portalocker.lock(held, portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING)
                    break
                except portalocker.LockException:
                    self._stop.wait(_POLL)
            wait = _FIRST_WAIT
            while not self._stop.is_set():
                try:
                    work = self._queue.next()
                    if work is None:
                        self._wake.wait(_POLL)
                        self._wake.clear()
                    elif self._piece(work):
                        wait = _FIRST_WAIT
                        continue
                    else:
                        self._stop.wait(wait)
                        wait = min(2 * wait, _LONGEST_WAIT)
                except (sqlite3.Error, OSError, ProblemError) as error:  # the disk of the data folder is full, or gone
                    logger.error("The jobs cannot go on: %s.", type(error).__name__, exc_info=error)
                    self._stop.wait(wait)
                    wait = min(2 * wait, _LONGEST_WAIT)

    def _piece(self, work: Work) -> bool:
        """Do a piece of a job; False when the store was out of reach."""
        # A file is read without the lock: that takes long and changes nothing. Only this thread takes items.
        items = self._queue.take(work, PIECE)
        if not items:
            self._queue.finish(work)
            return True
        if items[0].attempts >= _MOST_ATTEMPTS:
            problem = f"The service ended {_MOST_ATTEMPTS} times while it was at it."
            self._queue.settle(work, items, _all_failed(items, problem, "Leave it out, or split it, and report it."))
            return True
        try:
            if items[0].kind == "file":
                self._file(work, items)
            else:
                self._documents(work, items)
        except StoreError as error:
            logger.error("A job waits for the store.", exc_info=error)
            self._queue.untake(work, items, _WAITING)
            return False
        return True

    def _file(self, work: Work, items: Sequence[Item]) -> None:
        tenancy = Tenancy(work.tenant)
        documents: list[Item] = []

        def read(piece: Sequence[Item]) -> Outcome:
            outcome = Outcome()
            documents.clear()
            for found in self._parser.parse(tenancy.shown(piece[0].name), piece[0].body):
                if isinstance(found, Original) and len(found.id) > LONGEST_ID:
                    problem = f"The id {found.id[:100]!r}… has more than {LONGEST_ID} characters."
                    outcome.failures.append(_failure(piece[0].name, problem, "Give the row a shorter one."))
                elif isinstance(found, Original):
                    try:
                        row = tenancy.row({"id": found.id, "metadata": found.metadata})
                    except ProblemError as error:
                        outcome.failures.append(_failure(piece[0].name, error.detail, error.mend))
                        continue
                    documents.append(document_item(_renamed(found, row["id"], row["metadata"])))
                else:
                    outcome.failures.append(_failure(piece[0].name, found.problem, found.mend))
            return outcome

        outcome = self._guarded(items, read)
        self._queue.settle(work, items, outcome, documents)

    def _documents(self, work: Work, items: Sequence[Item]) -> None:
        def change(piece: Sequence[Item]) -> Outcome:
            if piece[0].kind == "removal":
                return remove_originals(self._qa, [item.name for item in piece])
            most = self._qa.settings.max_characters
            return index_originals(self._qa, [item.original(most) for item in piece])

        check_store(self._qa)
        with self._writing:
            # What was written or removed singly since the items were taken is newer than they are.
            items = self._queue.left(work, items)
            self._queue.settle(work, items, self._guarded(items, change) if items else Outcome())

    def _guarded(self, items: Sequence[Item], do: Callable[[Sequence[Item]], Outcome]) -> Outcome:
        """What ``do`` makes of ``items``; when it fails over them together, of each alone."""
        try:
            return do(items)
        except (StoreError, sqlite3.Error):
            raise
        except PolyciteError as error:
            if len(items) == 1:
                return _all_failed(items, error.problem, error.mend)
        except Exception as error:
            if len(items) == 1:
                error_id = new_error_id()
                logger.error("%s a document of a job failed", error_id, exc_info=error)
                return _all_failed(items, "Something went wrong here.", f"Report it with the id {error_id}.")
        outcome = Outcome()
        for item in items:
            outcome += self._guarded([item], do)
        return outcome


def _failure(name: str, problem: str, mend: str) -> DocumentFailure:
    return DocumentFailure(document=name, problem=problem, mend=mend)


def _all_failed(items: Sequence[Item], problem: str, mend: str) -> Outcome:
    return Outcome(failures=[_failure(item.name, problem, mend) for item in items])


def _renamed(original: Original, name: str, metadata: dict[str, object]) -> Original:
    return Original(
        name, original.text, original.source, original.language, metadata, original.raw_map, original.sha256
    )
