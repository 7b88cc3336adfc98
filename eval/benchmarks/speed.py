"""Speed and memory of the whole pipeline: ``python -m polycite.eval.benchmarks.speed --sizes 1000,10000``.

For each size, in a process of its own: passages indexed per second, measured on the first thousand; seconds of an
answer by stage over that many passages; memory and disk. The passages are sentences of the shipped knowledge base
in new combinations. Beyond the first thousand their vectors are mixed from those of the sentences, because encoding
100,000 passages takes hours on two cores: the figures of indexing are those of the encoded ones alone.

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
from polycite.eval.datasets.questions import shipped_questions
from polycite.eval.suites import environment
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from polycite.pipeline import CrossLingualQA, Settings

ENCODED = 1_000
_WARMING = 3
_BATCH = 1_000


def measure(size: int, questions: int = 50, encoded: int = ENCODED, folder: Path | None = None) -> dict[str, Any]:
    """Index ``size`` passages into a new store and ask ``questions`` of the shipped questions.

    Args:
        size: passages, at least.
        questions: asked, after three that only warm up.
        encoded: of the passages, those that are encoded and timed; the others get mixed vectors.
        folder: where the temporary store is made.

    Returns:
        ``passages``, ``encoded``, ``passages_per_second``, ``mixed_seconds``, ``stages`` (milliseconds p50 and p95 by
        stage, "total" among them), ``loaded_mb`` (before the first question), ``peak_mb``, ``disk_mb``.
    """
    from polycite.eval.benchmarks.recombined import Recombined
    from polycite.pipeline import CrossLingualQA, Settings

    corpus, settings = Recombined(), Settings()
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        store = Path(temporary) / "store.polycite"
        with CrossLingualQA.open(store, settings) as qa:
            qa.index_texts([{"id": "warm", "text": "Warm up.", "language": "en"}])
            texts = [text.original for text in corpus.texts(min(size, encoded))]
            report = qa.index_texts([{"id": o.id, "text": o.text, "language": o.language} for o in texts])
        mixed_seconds = _add_mixed(store, corpus, size - report.passages, settings)
        with CrossLingualQA.open(store, settings) as qa:
            qa.optimize()
            stages, loaded = _ask(qa, questions)
        return {
            "passages": max(size, report.passages),
            "encoded": report.passages,
            "passages_per_second": round(report.passages / report.seconds, 1),
            "mixed_seconds": round(mixed_seconds, 1),
            "stages": stages,
            "loaded_mb": loaded,
            "peak_mb": _peak_mb(),
            "disk_mb": round(sum(path.stat().st_blocks * 512 for path in store.rglob("*")) / 2**20),
        }


def _add_mixed(location: Path, corpus: Any, number: int, settings: Settings) -> float:
    """Write ``number`` passages with mixed vectors; the seconds it took."""
    from polycite.components.store import open_store
    from polycite.components.store_points import batches
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


def _ask(qa: CrossLingualQA, number: int) -> tuple[dict[str, dict[str, float]], int]:
    """Milliseconds by stage, and the memory in use before the first timed question."""
    asked = [question.question for question in shipped_questions()[: number + _WARMING]]
    for question in asked[:_WARMING]:
        qa.ask(question)
    loaded = _peak_mb()
    taken: dict[str, list[float]] = {}
    for question in asked[_WARMING:]:
        begin = time.perf_counter()
        answer = qa.ask(question)
        total = time.perf_counter() - begin
        for stage, seconds in {**answer.timings, "total": total}.items():
            taken.setdefault(stage, []).append(1000 * seconds)
    return {
        stage: {"p50": round(float(np.quantile(ms, 0.5)), 2), "p95": round(float(np.quantile(ms, 0.95)), 2)}
        for stage, ms in taken.items()
    }, loaded


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
    for name, label in (
        ("loaded_mb", "memory before asking, MB"),
        ("peak_mb", "peak memory, MB"),
        ("disk_mb", "disk, MB"),
    ):
        table.add_row(label, *(f"{one[name]:,}" for one in measured))
    if any(one["mixed_seconds"] for one in measured):
        encoded = min(one["encoded"] for one in measured)
        table.caption = f"Vectors beyond the first {encoded:,} passages are mixed from those of sentences, not encoded."
    return table


def _peak_mb() -> int:
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)


def main() -> None:
    """Measure each size in a new process, so that one's memory is not another's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000", help="passages, with commas between (default: %(default)s)")
    parser.add_argument("--questions", type=int, default=50, help="questions asked (default: %(default)s)")
    parser.add_argument("--encoded", type=int, default=ENCODED, help="passages really encoded (default: %(default)s)")
    parser.add_argument("--folder", type=Path, help="where to make the temporary stores; 100,000 passages need 5 GB")
    options = parser.parse_args()
    spawn = multiprocessing.get_context("spawn")
    measured = []
    for size in map(int, options.sizes.split(",")):
        with ProcessPoolExecutor(1, mp_context=spawn) as process:
            measured.append(process.submit(measure, size, options.questions, options.encoded, options.folder).result())
    Console(stderr=True).print(table(measured))
    print(json.dumps({"environment": environment(), "sizes": measured}, indent=1))


if __name__ == "__main__":
    main()
