"""Processes of a run: started, listened to, and ended with it."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from polycite.components.errors import LoadingError
from polycite.eval.runs.tasks import Task
from polycite.eval.runs.worker import Job, work

_PATIENCE = 3.0


@contextmanager
def started(name: str, jobs: Sequence[Job]) -> Iterator[list[tuple[BaseProcess, Connection]]]:
    """A process a job. All have ended when this is left, however it is left."""
    # Spawned, not forked: threads of libraries do not survive a fork.
    context = multiprocessing.get_context("spawn")
    running: list[tuple[BaseProcess, Connection]] = []
    try:
        for job in jobs:
            ours, theirs = context.Pipe()
            process: BaseProcess = context.Process(target=work, args=(theirs, job), name=name, daemon=True)
            process.start()
            theirs.close()
            running.append((process, ours))
        yield running
    finally:
        # Without its pipe a process ends by itself, at the latest after the question that it is at.
        for _, pipe in running:
            pipe.close()
        for process, _ in running:
            process.join(_PATIENCE)
            process.kill()
            process.join()


def told(process: BaseProcess, pipe: Connection, task: Task) -> Iterator[tuple[Any, ...]]:
    """All that a process tells until it ends."""
    while (said := received(process, pipe, task))[0] != "ended":
        yield said


def received(process: BaseProcess, pipe: Connection, task: Task) -> tuple[Any, ...]:
    """The next that a process tells.

    Raises:
        LoadingError: it has failed, or is gone.
    """
    try:
        said: tuple[Any, ...] = pipe.recv()
    except (EOFError, ConnectionResetError):
        process.join()
        raise LoadingError(
            f"A process of the system {task.system.name!r} ended with code {process.exitcode}.",
            "If memory ran out, take fewer --processes. What is finished is kept: run the same command to go on.",
        ) from None
    if said[0] == "failed":
        raise LoadingError(f"The system {task.system.name!r} failed on {task.corpus.dataset!r}: {said[1]}", said[2])
    return said
