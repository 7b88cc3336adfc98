"""What bounded vectors cost in recall and gain in size: ``python -m polycite.eval.benchmarks.entries``.

The shipped knowledge base is stored once for each bound on the entries of a sparse vector and each
datatype, and searched for the shipped questions of split test. Columns: recall of the passage with the
answer, by all channels and by words and sounds alone, and bytes a passage on disk, originals included.

A table goes to the terminal (stderr), the figures as JSON to the standard output.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import tempfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import numpy as np
from rich.console import Console
from rich.table import Table

from polycite.components.answers.calibration import shipped_calibration
from polycite.components.evidence import Original, Passage
from polycite.components.loading import OriginalLoader
from polycite.components.retrieving import HybridRetriever
from polycite.components.splitting import PassageSplitter
from polycite.components.stores.connection import StoreConnection
from polycite.components.stores.store_points import Datatype, PassageVectors
from polycite.components.tagging import LanguageTagger, QuestionTagger
from polycite.components.vectorising import PassageVectoriser, QuestionVectoriser, QuestionVectors
from polycite.components.vectors import SparseVector
from polycite.eval.datasets.questions import Question, shipped_questions
from polycite.eval.metrics.retrieval import ranks, recall_at

BOUNDS = (50, 100, 200, 400)
_UNBOUNDED = 1_000_000
_AT = (1, 5, 20)


def bounded(vector: SparseVector, entries: int) -> SparseVector:
    """Its ``entries`` heaviest."""
    heaviest = np.sort(np.argsort(-vector.values, kind="stable")[:entries])
    return SparseVector(vector.indices[heaviest], vector.values[heaviest])


def measure(
    originals: Sequence[Original],
    passages: Sequence[Passage],
    vectors: Sequence[PassageVectors],
    asked: Sequence[tuple[Question, QuestionVectors]],
    entries: int,
    datatype: Datatype,
) -> dict[str, Any]:
    """Store everything with these bounds and search for every question."""
    fitted = dict(shipped_calibration().channels)
    cut = [
        dataclasses.replace(v, sparse={name: bounded(sparse, entries) for name, sparse in v.sparse.items()})
        for v in vectors
    ]
    with tempfile.TemporaryDirectory(prefix="polycite-entries-") as folder:
        size = next(iter(vectors[0].dense.values())).shape[-1]
        connection = StoreConnection(str(Path(folder) / "store.polycite"), size=size, datatype=datatype)
        for original in originals:
            mine = [i for i, passage in enumerate(passages) if passage.original_id == original.id]
            connection.store.replace(original, [passages[i] for i in mine], [cut[i] for i in mine])
        figures = {
            "all": _recall(HybridRetriever(connection, fitted), asked),
            "sparse": _recall(HybridRetriever(connection, {**fitted, "dense": 0.0, "gloss": 0.0}), asked),
        }
        connection.store.optimize()
        used = sum(path.stat().st_blocks * 512 for path in Path(folder).rglob("*"))
        connection.close()
    kept = float(np.mean([len(v.sparse["lexicon"]) + len(v.sparse["sounds"]) for v in cut]))
    return {
        "entries": entries, "datatype": datatype, "entries_kept": round(kept),
        "bytes_per_passage": used // len(passages), **figures,
    }  # fmt: skip


def _recall(retriever: HybridRetriever, asked: Sequence[tuple[Question, QuestionVectors]]) -> dict[str, float]:
    found = [ranks(retriever.run(vectors, top_k=max(_AT))["passages"], question.golds) for question, vectors in asked]
    return {f"R@{k}": round(float(np.mean([recall_at(k, of_answers) for of_answers in found])), 3) for k in _AT}


def main() -> None:
    """Encode once, then store and search with each bound and datatype."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bounds", default=",".join(map(str, BOUNDS)), help="entries (default: %(default)s)")
    options = parser.parse_args()
    folder = Path(str(files("polycite.data"))) / "knowledge_base"
    originals = LanguageTagger().run(OriginalLoader().run([str(folder)])["originals"])["originals"]
    passages = PassageSplitter().run(originals)["passages"]
    vectors = PassageVectoriser(sparse_entries=_UNBOUNDED).encode(passages)
    questions = [question for question in shipped_questions("test") if question.answerable]
    tagger = QuestionTagger()
    languages = [tagger.run(question.question)["language"] for question in questions]
    encoded = QuestionVectoriser().encode([question.question for question in questions], languages)
    asked = list(zip(questions, encoded, strict=True))
    bounds = [int(bound) for bound in options.bounds.split(",")]
    configurations = [*((bound, "float16") for bound in bounds), (bounds[-1], "float32")]
    measured = [
        measure(originals, passages, vectors, asked, bound, cast("Datatype", datatype))
        for bound, datatype in configurations
    ]
    table = Table(
        "entries at most", "kept", "datatype", "all R@1 / 5 / 20", "words and sounds R@1 / 5 / 20", "bytes a passage"
    )
    for row in measured:
        cells = [" / ".join(f"{value:.3f}" for value in row[name].values()) for name in ("all", "sparse")]
        table.add_row(
            str(row["entries"]), str(row["entries_kept"]), row["datatype"], *cells, f"{row['bytes_per_passage']:,}"
        )
    Console(stderr=True).print(table)
    print(json.dumps(measured, indent=1))


if __name__ == "__main__":
    main()
