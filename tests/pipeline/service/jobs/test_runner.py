"""The jobs and the store together: faults in between, and questions at the same time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from polycite.components.citing import verify_answer
from polycite.components.errors import OriginalNotFoundError
from polycite.components.evidence import Original
from polycite.pipeline import CrossLingualQA
from polycite.pipeline.service.access.tenancy import Tenancy
from polycite.pipeline.service.jobs.database import JobDatabase
from polycite.pipeline.service.jobs.items import document_item, row_item
from polycite.pipeline.service.jobs.job_file import JobFile
from polycite.pipeline.service.jobs.job_queue import JobQueue
from polycite.pipeline.service.jobs.runner import JobRunner
from polycite.pipeline.service.uploads.parsing import FileParser

ALL = Tenancy()


class _Running:
    def __init__(self, qa: CrossLingualQA, folder: Path) -> None:
        self.database = JobDatabase(folder)
        self.file, self.queue = JobFile(self.database, 10), JobQueue(self.database)
        parser = FileParser({"max_bytes": 1_000, "max_characters": 1_000}, 10, 1 << 30)
        self.runner = JobRunner(qa, self.queue, parser, threading.Lock(), folder)

    def finish(self) -> None:
        self.runner.start()
        while self.file.active():
            self.runner.wake()
        assert self.runner.stop(60)


@pytest.fixture
def running(qa: CrossLingualQA, tmp_path: Path) -> Iterator[_Running]:
    opened = _Running(qa, tmp_path)
    yield opened
    opened.runner.stop(60)
    opened.database.close()


def test_a_document_that_ended_the_service_again_and_again_is_left_out(qa: CrossLingualQA, running: _Running) -> None:
    items = [document_item(Original(name, f"Text of {name}.")) for name in ("deadly", "harmless")]
    job, _ = running.file.accept("index", ALL, items)
    work = running.queue.next()
    assert work is not None
    for _ in range(4):  # begun, and the process was gone
        running.queue.take(work, 100)
    running.finish()
    found = running.file.job(job.id, ALL)
    assert (found.state, found.indexed, [failure.document for failure in found.failures]) == ("done", 1, ["deadly"])
    assert qa.original("harmless").text == "Text of harmless."


def test_one_document_takes_no_other_along(qa: CrossLingualQA, running: _Running) -> None:
    rows = [{"id": f"r{number}", "text": f"Row {number}.", "metadata": {}, "source": ""} for number in range(3)]
    rows[1]["metadata"] = {"number": 2**80}
    job, _ = running.file.accept("index", ALL, [row_item(row) for row in rows])
    running.finish()
    found = running.file.job(job.id, ALL)
    assert (found.indexed, [failure.document for failure in found.failures]) == (2, ["r1"])
    assert qa.original("r2").text == "Row 2."
    with pytest.raises(OriginalNotFoundError):
        qa.original("r1")


def test_two_services_with_one_data_folder_do_each_job_once(
    qa: CrossLingualQA, running: _Running, tmp_path: Path
) -> None:
    job, _ = running.file.accept("index", ALL, [document_item(Original(f"t{n}", f"Twice {n}.")) for n in range(4)])
    other = _Running(qa, tmp_path)
    other.runner.start()
    running.finish()
    assert other.runner.stop(60)
    other.database.close()
    found = running.file.job(job.id, ALL)
    assert (found.state, found.done, found.indexed) == ("done", 4, 4)


def test_questions_and_changes_at_the_same_time_disturb_neither(qa: CrossLingualQA) -> None:
    """The embedded engine, the models and the pipelines are used by several threads at once."""
    errors: list[BaseException] = []
    done = threading.Event()

    def ask(question: str) -> None:
        try:
            while not done.is_set():
                answer = qa.ask(question)
                verify_answer(answer, lambda name: qa.original(name))
                assert {citation.original_id for citation in answer.citations} <= {"en/router", "zh/printer"}
        except BaseException as error:
            errors.append(error)

    questions = ("Wie viele Geräte unterstützt der R-310?", "How many devices does the R-310 support?")
    threads = [threading.Thread(target=ask, args=(question,)) for question in questions]
    for thread in threads:
        thread.start()
    try:
        for version in range(4):
            rows = [{"id": f"busy{n}", "text": f"Version {version} of the hub H-{n} is blue. " * 3} for n in range(6)]
            report = qa.index_texts(rows)
            assert not report.failed
            assert len(report.indexed) == 6
            assert qa.remove(f"busy{version}")
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert errors == []
