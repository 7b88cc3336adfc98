"""A process of a run: makes a system, has it take in the documents or answer questions, and tells what came of it.

What is told, through the pipe to the process that started it:

- ``("progress", done, total)``
- ``("indexed", facts)``: settings were chosen; later: the documents are taken in
- ``("prediction", prediction)``: of one question
- ``("idle", None)``: ready for the next block of questions
- ``("failed", problem, mend)``: the system cannot be made, or cannot take in the documents
- ``("ended", peak_bytes)``
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import parent_process
from pathlib import Path
from typing import Any

from polycite.components.errors import PolyciteError
from polycite.components.evidence import Original
from polycite.components.question_files.rows import RowError
from polycite.eval.datasets.questions import Question
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.systems.making import make, pinned_settings
from polycite.eval.systems.specs import SystemSpec
from polycite.eval.systems.system import EvaluatedSystem, PredictionError

_THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS")


@dataclass(frozen=True)
class Job:
    """What a process works on.

    Attributes:
        spec: the system.
        folder: of the suite.
        store: of the system's own; this process is its only user.
        originals: to take in before anything else; empty when the store holds them already.
        question_ids: of all questions of the data set.
        pinned: settings chosen by the process that took in the documents.
        threads: that the system may compute with.
        seed: of the suite.
        asks: whether questions follow.
    """

    spec: SystemSpec
    folder: Path
    store: Path
    originals: tuple[Original, ...]
    question_ids: frozenset[str]
    pinned: dict[str, str]
    threads: int
    seed: int
    asks: bool


def work(pipe: Connection, job: Job) -> None:
    """The body of the process."""
    # Ctrl-C reaches all processes of a terminal; the one that started this one ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for name in _THREADS:
        os.environ[name] = str(job.threads)
    sys.path.insert(0, str(job.folder))
    _silence()
    with suppress(BrokenPipeError, ConnectionResetError):
        try:
            _serve(pipe, job)
        except PolyciteError as error:
            pipe.send(("failed", error.problem, error.mend))
        except Exception as error:
            pipe.send(("failed", f"{type(error).__name__}: {error}", ""))


def predicted(system: EvaluatedSystem, question: Question, seed: int) -> Prediction:
    """What the system says, checked as a row of a prediction file is; its error when it says nothing usable."""
    # Whatever is drawn at random depends on the question alone, not on those that this process was asked before.
    _seed(int.from_bytes(hashlib.sha256(f"{seed} {question.id}".encode()).digest()[:4], "big"))
    try:
        said = system.predict(question)
        if not isinstance(said, Prediction):
            raise PredictionError(f"predict gave {type(said).__name__}, no Prediction.")
        row = {**json.loads(json.dumps(replace(said, id=question.id).to_dict())), "id": question.id}
        return Prediction.from_dict(row)
    except RowError as error:
        problem = f"No valid prediction: {error} {error.mend}"
    except PolyciteError as error:
        problem = str(error)
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"
    return Prediction(question.id, abstained=True, error=problem.strip()[:2000] or "no message")


def _serve(pipe: Connection, job: Job) -> None:
    begin = time.perf_counter()
    pinned = job.pinned
    if job.originals:
        pinned = pinned or pinned_settings(job.spec)
        pipe.send(("indexed", {"pinned": pinned}))
    system = make(job.spec, job.folder, job.store, job.question_ids, pinned)
    try:
        if job.originals:
            system.index(job.originals, lambda _, done, total: pipe.send(("progress", done, total)))
            pipe.send(("indexed", {"seconds": round(time.perf_counter() - begin, 3), "peak_bytes": _peak()}))
        while job.asks:
            pipe.send(("idle", None))
            asked: tuple[Sequence[Question], frozenset[str]] | None = pipe.recv()
            if asked is None:
                break
            block, wanted = asked
            if (prepare := getattr(system, "prepare", None)) is not None:
                prepare(block)
            for question in block:
                if question.id in wanted:
                    pipe.send(("prediction", predicted(system, question, job.seed)))
    finally:
        system.close()
    pipe.send(("ended", _peak()))


def _end_with_parent() -> None:
    """A run that is killed leaves no process behind that would hold its stores, or ask its endpoints, any longer."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _seed(seed: int) -> None:
    random.seed(seed)
    modules: dict[str, Any] = sys.modules
    if "numpy" in modules:
        modules["numpy"].random.seed(seed)
    if "torch" in modules:
        modules["torch"].manual_seed(seed)


def _silence() -> None:
    """Libraries' warnings and bars would run through the progress of the run."""
    import logging
    import warnings

    warnings.simplefilter("ignore")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    logging.disable(logging.WARNING)


def _peak() -> int:
    """The most memory this process has held, in bytes."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
