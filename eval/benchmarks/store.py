"""Time and space of the store: ``python -m polycite.eval.benchmarks.store [--passages N] [--url URL]``.

Random vectors stand in for real ones: ``--size`` numbers twice (dense and gloss), ``--entries`` words and
a fifth as many sounds with Zipf's frequencies. Prints one JSON object a datatype.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from polycite.components.evidence import Original, Passage
from polycite.components.store import Filter, PassageStore, PassageVectors, SparseVector, Version, open_store
from polycite.components.stores.store_points import Datatype

_PER_ORIGINAL = 20
_WINDOWS = 5  # dense vectors of a passage
_BATCH = 25
_LANGUAGES = ("en", "ro", "de", "th", "hi", "zh", "ar", "ru")


def measure(location: str | Path, datatype: Datatype, passages: int, size: int, entries: int) -> dict[str, Any]:
    """Fill a new store and ask it; times in milliseconds unless the name says otherwise.

    Args:
        location: an empty folder, or the URL of a server.
        datatype: how vectors are kept.
        passages: how many to store.
        size: numbers in a dense vector.
        entries: entries of a lexicon vector.
    """
    rng = np.random.default_rng(0)
    before = _memory()
    with open_store(location, size=size, datatype=datatype, recreate=True, collection="polycite_benchmark") as store:
        seconds = 0.0
        for first in range(0, passages // _PER_ORIGINAL, _BATCH):
            batch = [_version(first + n, rng, size, entries) for n in range(_BATCH)]
            started = time.perf_counter()
            store.replace_many(batch)
            seconds += time.perf_counter() - started
        stored = store.count_passages()
        result: dict[str, Any] = {
            "datatype": datatype,
            "passages": stored,
            "upserts_per_second": round(stored / seconds),
        }
        result |= {"bytes_per_passage": _bytes(location) // stored, "unoptimised": _times(store, rng, size)}
        started = time.perf_counter()
        store.optimize()
        result["optimize_seconds"] = round(time.perf_counter() - started, 2)
        result |= {"bytes_per_passage_optimised": _bytes(location) // stored, "optimised": _times(store, rng, size)}
        one = _version(0, rng, size, entries)
        result["replace_one_original"] = _time(lambda: store.replace(*one), 5)
    started = time.perf_counter()
    open_store(location, collection="polycite_benchmark").close()
    result["open_seconds"] = round(time.perf_counter() - started, 2)
    result["memory_megabytes"] = round(_memory() - before)
    return result


def _version(n: int, rng: np.random.Generator, size: int, entries: int) -> Version:
    text = f"original {n}: " + "lorem ipsum dolor sit amet " * 600
    original = Original(f"o{n}", text, source=f"o{n}.md", language=_LANGUAGES[n % len(_LANGUAGES)])
    spans = [(i * 800, (i + 1) * 800) for i in range(_PER_ORIGINAL)]
    passages = [Passage(original.id, a, b, text[a:b], original.language, original.source) for a, b in spans]
    vectors = [
        PassageVectors(
            {name: rng.standard_normal((_WINDOWS, size), np.float32) for name in ("dense", "gloss")},
            {"lexicon": _sparse(rng, entries), "sounds": _sparse(rng, entries // 5)},
        )
        for _ in spans
    ]
    return original, passages, vectors


def _sparse(rng: np.random.Generator, entries: int) -> SparseVector:
    indices = np.unique((30_000 ** rng.random(entries)).astype(np.uint32))
    return SparseVector(indices, rng.random(len(indices), np.float32))


def _times(store: PassageStore, rng: np.random.Generator, size: int) -> dict[str, float]:
    dense, entries = rng.standard_normal(size, np.float32), _sparse(rng, 25)
    ids = [name for name, _ in store.sample(400)]
    both, all_sparse = {"dense": dense, "gloss": dense}, {"lexicon": entries, "sounds": entries}
    return {
        "dense": _time(lambda: store.search({"dense": dense}, {}, 50)),
        "dense_exact": _time(lambda: store.search({"dense": dense}, {}, 50, exact=True)),
        "dense_one_language": _time(lambda: store.search({"dense": dense}, {}, 50, Filter(languages=("ro",)))),
        "lexicon": _time(lambda: store.search({}, {"lexicon": entries}, 50)),
        "four_channels": _time(lambda: store.search(both, all_sparse, 50)),
        "scores_400_by_four": _time(lambda: store.scores(both, all_sparse, ids)),
        "passages_50": _time(lambda: store.passages(ids[:50])),
        "languages": _time(store.languages),
    }


def _time(act: Callable[[], object], times: int = 30) -> float:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        act()
        taken.append(time.perf_counter() - started)
    return round(1000 * median(taken), 2)


def _bytes(location: str | Path) -> int:
    """Space on the disk: blocks, since the engine's files have holes."""
    return sum(path.stat().st_blocks * 512 for path in Path(location).rglob("*"))


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def main() -> None:
    """Measure with each datatype, in a folder that is deleted afterwards or on a server."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=20_000)
    parser.add_argument("--size", type=int, default=384)
    parser.add_argument("--entries", type=int, default=300)
    parser.add_argument("--url", help="a Qdrant server; its collection polycite_benchmark is overwritten")
    parser.add_argument("--folder", type=Path, help="where to make the embedded store")
    options = parser.parse_args()
    datatypes: tuple[Datatype, ...] = ("float16", "float32")
    for datatype in datatypes:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            location = options.url or Path(folder)
            print(json.dumps(measure(location, datatype, options.passages, options.size, options.entries), indent=1))


if __name__ == "__main__":
    main()
