"""Jobs as the endpoints use them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, TypeVar

from polycite.components.errors import StoreError
from polycite.components.evidence import Original
from polycite.pipeline.qa import CrossLingualQA
from polycite.pipeline.service.access.tenancy import Tenancy
from polycite.pipeline.service.admission import Admission
from polycite.pipeline.service.jobs.database import JobDatabase, disk_full
from polycite.pipeline.service.jobs.idempotency import IdempotencyKey
from polycite.pipeline.service.jobs.indexing import check_store, index_originals
from polycite.pipeline.service.jobs.items import Item
from polycite.pipeline.service.jobs.job import JobModel, Kind, State
from polycite.pipeline.service.jobs.job_file import JobFile
from polycite.pipeline.service.jobs.job_queue import JobQueue
from polycite.pipeline.service.jobs.runner import JobRunner
from polycite.pipeline.service.problems import ProblemError
from polycite.pipeline.service.settings import ServiceSettings
from polycite.pipeline.service.uploads.parsing import FileParser

T = TypeVar("T")
Written = Literal["created", "replaced", "unchanged"]
_READERS, _WAITING = 2, 64


class Jobs:
    """Accepts jobs, does them in a thread, and writes single documents in between.

    Changes of the store come one after the other, from here alone. They run in threads of their own, so that a
    document that waits for a job's piece takes no thread from a question.

    Args:
        qa: whose store is changed.
        settings: of the service.
        folder: its data folder.

    Raises:
        ProblemError: 507 when the disk is full.
    """

    def __init__(self, qa: CrossLingualQA, settings: ServiceSettings, folder: Path) -> None:
        self._qa = qa
        self._database = JobDatabase(folder)
        self._file, self._queue = JobFile(self._database, settings.max_jobs), JobQueue(self._database)
        self._writing = threading.Lock()
        # One thread writes, for the lock lets no second one; reading what jobs there are waits for neither.
        self._writer = Admission(1, _WAITING, max(settings.timeout, 60.0))
        self._reader = Admission(_READERS, _WAITING, settings.timeout)
        loader = {
            "encoding": qa.settings.encoding,
            "max_bytes": min(settings.max_upload, qa.settings.max_bytes),
            "max_characters": qa.settings.max_characters,
            "text_field": qa.settings.text_field,
            "id_field": qa.settings.id_field,
            "title_field": qa.settings.title_field,
            "language_field": qa.settings.language_field,
        }
        parser = FileParser(loader, settings.parse_seconds, settings.parse_memory)
        self._runner = JobRunner(qa, self._queue, parser, self._writing, folder)

    def start(self) -> None:
        """Begin with what was left when the service ended."""
        self._runner.start()

    async def close(self, seconds: float) -> None:
        """Take nothing more, finish the piece in hand; the rest is kept for the next start."""
        await self._writer.drain(seconds)
        await self._reader.drain(seconds)
        if self._runner.stop(seconds):
            self._database.close()

    async def read(self, call: Callable[[], T]) -> T:
        """The result of ``call``, which reads documents, in a thread.

        Raises:
            ProblemError: 503 when too many calls wait, 504 when it takes too long.
        """
        return await self._reader.run(call)

    async def accept(
        self,
        kind: Kind,
        tenancy: Tenancy,
        items: Callable[[], Sequence[Item]],
        key: Callable[[], IdempotencyKey | None],
    ) -> tuple[JobModel, bool]:
        """Keep a job and have it done; see :meth:`JobFile.accept`. ``items`` and ``key`` are called in a thread."""
        accepted = await self._reader.run(lambda: self._file.accept(kind, tenancy, items(), key()))
        self._runner.wake()
        return accepted

    async def job(self, name: str, tenancy: Tenancy) -> JobModel:
        """The job of that id; see :meth:`JobFile.job`."""
        return await self._reader.run(lambda: self._file.job(name, tenancy))

    async def jobs(self, tenancy: Tenancy, limit: int, state: State | None) -> list[JobModel]:
        """The caller's last jobs; see :meth:`JobFile.jobs`."""
        return await self._reader.run(lambda: self._file.jobs(tenancy, limit, state))

    async def cancel(self, name: str, tenancy: Tenancy) -> JobModel:
        """Do nothing more of a job; see :meth:`JobFile.cancel`."""
        return await self._reader.run(lambda: self._file.cancel(name, tenancy))

    async def active(self) -> int:
        """Number of unfinished jobs, for the figures of the service."""
        return await self._reader.run(self._file.active)

    async def write(self, original: Original) -> Written:
        """Index one document now, in place of what older jobs have to say of it; durable when this returns.

        Raises:
            ProblemError: 422 when it cannot be stored, 507 when the disk is full, 503 or 504 when there is no turn.
            StoreError: the store cannot be reached.
        """
        return await self._writer.run(lambda: self._write(original))

    async def remove(self, name: str, check: Callable[[], object]) -> None:
        """Remove one document now; durable when this returns.

        Args:
            name: its id inside the store.
            check: raises when there is none that the caller may remove.

        Raises:
            ProblemError: what ``check`` raises, unless a job was going to index the document.
            StoreError: the store cannot be reached.
        """
        await self._writer.run(lambda: self._remove(name, check))

    def _write(self, original: Original) -> Written:
        with self._writing:
            self._room()
            existed = any(record.id == original.id for record in self._qa.originals())
            outcome = index_originals(self._qa, [original])
            if outcome.failures:
                failure = outcome.failures[0]
                raise ProblemError(422, "unusable-document", failure.problem, failure.mend)
            self._queue.supersede(original.id)
        if outcome.unchanged:
            return "unchanged"
        return "replaced" if existed else "created"

    def _remove(self, name: str, check: Callable[[], object]) -> None:
        with self._writing:
            waiting = self._queue.supersede(name)
            try:
                check()
            except ProblemError:
                if not waiting:
                    raise
            else:
                self._qa.remove(name)

    def _room(self) -> None:
        try:
            check_store(self._qa)
        except StoreError as error:
            if "disk" in error.problem:
                raise disk_full() from None
            raise
