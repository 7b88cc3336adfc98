"""Speed and memory of the whole pipeline: ``python -m polycite.eval.benchmarks.speed --sizes 1000,10000``.

For each size: passages indexed per second, measured on the first thousand; milliseconds of an answer by stage over
that many passages; memory, of indexing and asking each in a process of its own; disk. The passages are sentences of
the shipped knowledge base in new combinations. Beyond the first thousand their vectors are mixed from those of the
sentences, because encoding 100,000 passages takes hours on two cores: the figures of indexing are those of the
encoded ones alone.

A table goes to the terminal (stderr), the figures as JSON to the standard output.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from rich.console import Console
from rich.table import Table

from polycite.eval.datasets.questions import shipped_questions
from polycite.eval.environment import environment

if TYPE_CHECKING:
    from polycite.pipeline import Settings

ENCODED = 1_000
_WARMING = 3
_BATCH = 1_000
_SIZES = {"indexing_mb": "peak memory, indexing", "asking_mb": "peak memory, asking", "disk_mb": "disk"}


def fill(store: Path, size: int, encoded: int = ENCODED) -> dict[str, Any]:
    """Index ``size`` passages, or a few more, into a new store.

    Args:
        store: where it is made.
        size: passages.
        encoded: about how many of them are encoded and timed; the others get mixed vectors.

    Returns:
        ``passages``, ``encoded``, ``passages_per_second`` (of the encoded), ``mixed_seconds``, ``indexing_mb`` (peak
        memory of encoding and writing), ``disk_mb``.
    """
    from polycite.eval.benchmarks.recombined import Recombined
    from polycite.pipeline import CrossLingualQA, Settings

    corpus, settings = Recombined(), Settings()
    with CrossLingualQA.open(store, settings) as qa:
        qa.index_texts([{"id": "warm", "text": "Warm up.", "language": "en"}])
        texts = [text.original for text in corpus.texts(min(size, encoded))]
        report = qa.index_texts([{"id": o.id, "text": o.text, "language": o.language} for o in texts])
    indexing_mb = _peak_mb()
    mixed_seconds = _add_mixed(store, corpus, size - report.passages, settings)
    return {
        "passages": max(size, report.passages),
        "encoded": report.passages,
        "passages_per_second": round(report.passages / report.seconds, 1),
        "mixed_seconds": round(mixed_seconds, 1),
        "indexing_mb": indexing_mb,
        "disk_mb": round(sum(path.stat().st_blocks * 512 for path in store.rglob("*")) / 2**20),
    }


def ask(store: Path, questions: int = 50) -> dict[str, Any]:
    """Ask as many of the shipped questions, after three that only warm up.

    Returns:
        ``stages``: milliseconds p50 and p95 by stage, "total" among them; ``asking_mb``: peak memory.
    """
    from polycite.pipeline import CrossLingualQA

    asked = [question.question for question in shipped_questions()[: questions + _WARMING]]
    taken: dict[str, list[float]] = {}
    with CrossLingualQA.open(store, create=False) as qa:
        qa.optimize()
        for number, question in enumerate(asked):
            begin = time.perf_counter()
            answer = qa.ask(question)
            total = time.perf_counter() - begin
            if number >= _WARMING:
                for stage, seconds in {**answer.timings, "total": total}.items():
                    taken.setdefault(stage, []).append(1000 * seconds)
    stages = {
        stage: {"p50": round(float(np.quantile(ms, 0.5)), 2), "p95": round(float(np.quantile(ms, 0.95)), 2)}
        for stage, ms in taken.items()
    }
    return {"stages": stages, "asking_mb": _peak_mb()}


def _add_mixed(location: Path, corpus: Any, number: int, settings: Settings) -> float:
    """Write ``number`` passages with mixed vectors; the seconds it took."""
    from polycite.components.store import open_store
    from polycite.components.stores.store_points import batches
    from polycite.components.vectorising import PassageVectoriser
    from polycite.eval.benchmarks.recombined import MixedVectors

    if number <= 0:
        return 0.0
    begin = time.perf_counter()
    mixed = MixedVectors(corpus, PassageVectoriser(settings.embedder, settings.lexicon, settings.dtype))
    with open_store(location, settings=settings.fingerprint()) as store:
        for texts in batches(corpus.texts(number), _BATCH):
            store.replace_many([mixed.version(text) for text in texts])
    return time.perf_counter() - begin


def table(measured: list[dict[str, Any]]) -> Table:
    """One column a size."""
    table = Table(title="Speed and memory", title_justify="left")
    table.add_column("passages")
    for one in measured:
        table.add_column(f"{one['passages']:,}", justify="right")
    table.add_row("indexed a second (of the encoded)", *(f"{m['passages_per_second']:.0f}" for m in measured))
    stages = dict.fromkeys(stage for one in measured for stage in one["stages"] if stage != "total")
    for stage in (*stages, "total"):
        cells = [one["stages"].get(stage, {"p50": float("nan"), "p95": float("nan")}) for one in measured]
        style = "bold" if stage == "total" else ""
        table.add_row(f"{stage}, ms (p50 / p95)", *(f"{c['p50']:.1f} / {c['p95']:.1f}" for c in cells), style=style)
    for name, label in _SIZES.items():
        table.add_row(f"{label}, MB", *(f"{one[name]:,}" for one in measured))
    if any(one["mixed_seconds"] for one in measured):
        encoded = min(one["encoded"] for one in measured)
        table.caption = f"Vectors beyond the first {encoded:,} passages are mixed from those of sentences, not encoded."
    return table


def _peak_mb() -> int:
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)


def main() -> None:
    """Fill and ask a store of each size, each in a new process, so that one's memory is not another's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000", help="passages, with commas between (default: %(default)s)")
    parser.add_argument("--questions", type=int, default=50, help="questions asked (default: %(default)s)")
    parser.add_argument("--encoded", type=int, default=ENCODED, help="passages really encoded (default: %(default)s)")
    parser.add_argument("--folder", type=Path, help="where to make the temporary stores; 100,000 passages need 5 GB")
    options = parser.parse_args()
    spawn = multiprocessing.get_context("spawn")
    measured = []
    for size in map(int, options.sizes.split(",")):
        with (
            tempfile.TemporaryDirectory(dir=options.folder) as folder,
            ProcessPoolExecutor(1, mp_context=spawn, max_tasks_per_child=1) as processes,
        ):
            store = Path(folder) / "store.polycite"
            filled = processes.submit(fill, store, size, options.encoded).result()
            measured.append({**filled, **processes.submit(ask, store, options.questions).result()})
    Console(stderr=True).print(table(measured))
    print(json.dumps({"environment": environment(), "sizes": measured}, indent=1))


if __name__ == "__main__":
    main()
