from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from polycite.pipeline.service.access.tenancy import Tenancy
from polycite.pipeline.service.jobs.database import JobDatabase
from polycite.pipeline.service.jobs.idempotency import IdempotencyKey
from polycite.pipeline.service.jobs.items import Item
from polycite.pipeline.service.jobs.job import DocumentFailure
from polycite.pipeline.service.jobs.job_file import JobFile
from polycite.pipeline.service.jobs.job_queue import JobQueue, Outcome
from polycite.pipeline.service.problems import ProblemError

ALL = Tenancy()


def _documents(*names: str, size: int = 10) -> list[Item]:
    return [Item("document", name, b"{}", size) for name in names]


def _opened(folder: Path, most: int = 10) -> tuple[JobDatabase, JobFile, JobQueue]:
    database = JobDatabase(folder)
    return database, JobFile(database, most), JobQueue(database)


def test_the_file_is_its_owners(tmp_path: Path) -> None:
    database, _, _ = _opened(tmp_path / "data")
    assert stat.S_IMODE(os.stat(database.path).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(tmp_path / "data").st_mode) == 0o700


def test_jobs_come_in_order_and_in_pieces_of_a_kind(tmp_path: Path) -> None:
    _, file, queue = _opened(tmp_path)
    mixed = [*_documents("a", "b", size=60), Item("removal", "c"), Item("file", "f1", b"x", 1), *_documents("d")]
    first, _ = file.accept("index", ALL, mixed)
    file.accept("delete", ALL, [Item("removal", "z")])
    pieces = []
    while (work := queue.next()) and (items := queue.take(work, 100)):
        pieces.append([item.name for item in items])
        queue.settle(work, items, Outcome(indexed=len(items)))
    assert pieces == [["a"], ["b"], ["c"], ["f1"], ["d"]]
    assert work is not None
    queue.finish(work)
    assert file.job(first.id, ALL).state == "done"
    assert file.active() == 1


def test_an_unfinished_job_goes_on_after_the_file_is_opened_again(tmp_path: Path) -> None:
    database, file, queue = _opened(tmp_path)
    job, _ = file.accept("index", ALL, _documents("a", "b", size=60))
    work = queue.next()
    assert work is not None
    queue.settle(work, queue.take(work, 100), Outcome(indexed=1))
    queue.take(work, 100)  # begun, not settled
    database.close()
    _, file, queue = _opened(tmp_path)
    work = queue.next()
    assert work is not None
    again = queue.take(work, 100)
    assert [(item.name, item.attempts) for item in again] == [("b", 1)]
    assert (file.job(job.id, ALL).state, file.job(job.id, ALL).done) == ("running", 1)


def test_what_was_begun_twice_without_an_end_is_done_alone(tmp_path: Path) -> None:
    _, file, queue = _opened(tmp_path)
    file.accept("index", ALL, _documents("a", "b", "c"))
    work = queue.next()
    assert work is not None
    assert [len(queue.take(work, 100)) for _ in range(3)] == [3, 3, 1]
    queue.untake(work, queue.take(work, 100), "the store")  # the store's fault, not the document's
    assert [item.attempts for item in queue.take(work, 100)] == [3]


def test_the_documents_of_a_file_take_its_place(tmp_path: Path) -> None:
    _, file, queue = _opened(tmp_path)
    job, _ = file.accept("files", ALL, [Item("file", "f", b"x", 1), *_documents("other")])
    work = queue.next()
    assert work is not None
    failure = DocumentFailure(document="f", problem="Line 2.", mend="Mend it.")
    queue.settle(work, queue.take(work, 100), Outcome(failures=[failure]), _documents("f#1", "f#2"))
    found = file.job(job.id, ALL)
    assert (found.done, found.total, found.failed, found.failures) == (1, 4, 1, [failure])
    assert [item.name for item in queue.take(work, 100)] == ["other", "f#1", "f#2"]


def test_what_is_cancelled_meanwhile_gets_no_successors(tmp_path: Path) -> None:
    _, file, queue = _opened(tmp_path)
    job, _ = file.accept("files", ALL, [Item("file", "f", b"x", 1)])
    work = queue.next()
    assert work is not None
    items = queue.take(work, 100)
    file.cancel(job.id, ALL)
    assert queue.left(work, items) == []
    queue.settle(work, items, Outcome(), _documents("f#1"))
    assert queue.next() is None
    assert file.job(job.id, ALL).state == "cancelled"


def test_a_superseded_document_is_struck_from_every_job(tmp_path: Path) -> None:
    _, file, queue = _opened(tmp_path)
    first, _ = file.accept("index", ALL, _documents("a", "b"))
    file.accept("delete", ALL, [Item("removal", "a")])
    assert queue.supersede("a") == 2
    assert queue.supersede("a") == 0
    assert (file.job(first.id, ALL).done, file.job(first.id, ALL).total) == (1, 2)


def test_more_than_may_wait_is_refused(tmp_path: Path) -> None:
    _, file, _ = _opened(tmp_path, most=1)
    file.accept("index", ALL, _documents("a"))
    with pytest.raises(ProblemError) as refused:
        file.accept("index", ALL, _documents("b"))
    assert (refused.value.status, refused.value.headers) == (503, {"Retry-After": "30"})


def test_a_key_is_its_callers_and_outlives_a_restart(tmp_path: Path) -> None:
    database, file, _ = _opened(tmp_path)
    key = IdempotencyKey.of("anna", "k", b"body")
    job, new = file.accept("index", ALL, _documents("a"), key)
    assert new
    database.close()
    _, file, _ = _opened(tmp_path)
    same, new = file.accept("index", ALL, _documents("a"), key)
    assert (same.id, new) == (job.id, False)
    other, new = file.accept("index", ALL, _documents("a"), IdempotencyKey.of("ben", "k", b"body"))
    assert new
    assert other.id != job.id
    with pytest.raises(ProblemError) as refused:
        file.accept("index", ALL, _documents("a"), IdempotencyKey.of("anna", "k", b"bo", b"dy"))
    assert refused.value.status == 409


def test_a_key_is_forgotten_after_a_day_and_a_job_after_a_week(tmp_path: Path) -> None:
    database, file, queue = _opened(tmp_path)
    key = IdempotencyKey.of("anna", "k", b"body")
    job, _ = file.accept("index", ALL, _documents("a"), key)
    work = queue.next()
    assert work is not None
    queue.settle(work, queue.take(work, 100), Outcome(indexed=1))
    queue.finish(work)
    with database.transaction() as tables:  # a day and a second ago
        tables.execute("UPDATE keys SET created = created - 86401")
    other, new = file.accept("index", ALL, _documents("a"), key)
    assert new
    with database.transaction() as tables:
        tables.execute("UPDATE jobs SET finished = finished - 604801")
    file.accept("index", ALL, _documents("b"))
    with pytest.raises(ProblemError):
        file.job(job.id, ALL)
    assert file.job(other.id, ALL).state == "queued"


def test_a_tenant_sees_its_own_jobs(tmp_path: Path) -> None:
    _, file, _ = _opened(tmp_path)
    acme, _ = file.accept("index", Tenancy("acme"), _documents("a"))
    everyone, _ = file.accept("index", ALL, _documents("b"))
    assert [job.id for job in file.jobs(Tenancy("acme"), 10)] == [acme.id]
    assert [job.id for job in file.jobs(ALL, 10)] == [everyone.id, acme.id]
    for act in (file.job, file.cancel):
        with pytest.raises(ProblemError):
            act(everyone.id, Tenancy("acme"))
