"""One peer, measured in the process that calls: indexing, every question, time and memory."""

from __future__ import annotations

import re
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from polycite.components.evidence import Original
from polycite.eval.benchmarks.peers import Peer, make
from polycite.eval.datasets.questions import Question
from polycite.eval.predictions.prediction_files import write_predictions
from polycite.eval.predictions.predictions import Prediction

SEARCHED = 20
Progress = Callable[[str, int, int], None]
"""Told the stage, what is done of it and the whole."""


@dataclass(frozen=True)
class Measured:
    """What was measured of one peer, besides its predictions.

    Attributes:
        peer: its name.
        version: of its library.
        reads: whether it says answers.
        passages: that the documents became.
        index_seconds: of splitting, encoding and storing them, models loaded before.
        peak_mb: largest memory of the process that did it all.
        notes: what a reader of the table must know.
    """

    peer: str
    version: str
    reads: bool
    passages: int
    index_seconds: float
    peak_mb: int
    notes: tuple[str, ...] = ()


def measure(name: str, originals: Sequence[Original], questions: Sequence[Question], output: Path) -> Measured:
    """Measure a peer in this process and write its predictions to ``<output>/<name>.jsonl``.

    Raises:
        PeerMissingError: its library is not installed.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(f"{name}: loading", total=None)

        def progress(stage: str, done: int, total: int) -> None:
            bar.update(task, description=f"{name}: {stage}", completed=done, total=total or None)

        peer = make(name)
        try:
            return put(peer, name, originals, questions, output, progress)
        finally:
            peer.close()


def put(
    peer: Peer, name: str, originals: Sequence[Original], questions: Sequence[Question], output: Path, told: Progress
) -> Measured:
    """Index the documents, put the questions to the peer and write what it says."""
    told("indexing", 0, 0)
    begin = time.perf_counter()
    passages = peer.index(originals)
    seconds = time.perf_counter() - begin
    predictions = []
    for done, question in enumerate(questions):
        if not done:
            peer.ask(question.question)  # what is only done once is no part of the time of an answer
        predictions.append(predict(peer, question))
        told("asking", done + 1, len(questions))
    output.mkdir(parents=True, exist_ok=True)
    write_predictions(output / f"{name}.jsonl", predictions)
    installed = version(peer.distribution)
    return Measured(name, installed, peer.reads, passages, round(seconds, 2), peak_mb(), tuple(peer.notes))


def predict(peer: Peer, question: Question) -> Prediction:
    """What the peer says and finds; the time is that of the answer."""
    begin = time.perf_counter()
    reply = peer.ask(question.question)
    milliseconds = 1000 * (time.perf_counter() - begin)
    return Prediction(
        id=question.id,
        answer=reply.answer,
        abstained=reply.abstained,
        citations=reply.citations,
        passages=tuple(peer.search(question.question, SEARCHED)),
        latency_ms=round(milliseconds, 3),
    )


def peak_mb() -> int:
    """The largest memory of this process, in MB.

    Linux hands ``ru_maxrss`` of a parent on to the process it starts, so the kernel's own mark is read where there is
    one.
    """
    status = Path("/proc/self/status")
    if status.is_file() and (found := re.search(r"^VmHWM:\s+(\d+) kB", status.read_text(), re.MULTILINE)):
        return round(int(found[1]) / 2**10)
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)
