"""The embedded store: two qdrant-edge shards in a folder, searched inside this process.

qdrant-edge holds Python's global lock during its calls, so nothing here runs in parallel;
a search takes milliseconds, :meth:`EmbeddedBackend.optimize` seconds to minutes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, get_args

import numpy as np
import qdrant_edge as edge

from polycite.components.errors import PolyciteError, StoreError
from polycite.components.stores.store_lock import FolderLock
from polycite.components.stores.store_points import (
    DENSE,
    KEYWORDS,
    NUMBERS,
    SPARSE,
    Clauses,
    Collection,
    Datatype,
    Point,
    Vector,
    batches,
)
from polycite.components.vectors import SparseVector

_COLLECTIONS: tuple[Collection, ...] = get_args(Collection)
_CREATING = ".polycite-creating"
_OURS = {*_COLLECTIONS, _CREATING, "lock", "holder.json", "documents"}
# Below this many kilobytes of vectors a scan of all of them takes some milliseconds and finds exactly
# the nearest, so optimising would cost seconds and give less: 65,000 passages of 384 float16 numbers.
_SCAN_KB = 50_000
# A memory-mapped write to a full disk kills the process, so stop before that.
_RESERVE = 128 << 20
_MANY = 1_000_000
_DATATYPES = {"float16": edge.VectorStorageDatatype.Float16, "float32": edge.VectorStorageDatatype.Float32}


class EmbeddedBackend:
    """The engine over ``<folder>/passages`` and ``<folder>/originals``.

    Args:
        folder: where the store is or will be.
        make: whether to create the folder when it is missing.

    Raises:
        StoreLockedError: another process, or this one, has it open.
        StoreError: there is no such folder, or it cannot be written.
    """

    shared = False

    def __init__(self, folder: Path, *, make: bool) -> None:
        self.place = str(folder)
        self._folder = folder
        self._shards: dict[Collection, edge.EdgeShard] = {}
        if folder.exists() and not folder.is_dir():
            raise StoreError(f"{folder} is a file, not the folder of a store.", "Give the folder of a store.")
        if not folder.exists() and not make:
            raise StoreError(f"There is no store at {folder}.", "Make one with `polycite index`, or correct the path.")
        self._lock = FolderLock(folder)

    def exists(self) -> bool:  # noqa: D102
        present = {name for name in _COLLECTIONS if (self._folder / name).exists()}
        if (self._folder / _CREATING).exists():
            return False
        if not present:
            foreign = sorted(path.name for path in self._folder.iterdir() if path.name not in _OURS)
            if foreign:
                raise StoreError(
                    f"{self._folder} is not a store: it holds {', '.join(foreign[:3])}.",
                    "Give an empty or a new folder.",
                )
            return False
        for name in _COLLECTIONS:
            with guarded(self._folder, f"{name} cannot be opened"):
                if not _is_shard(self._folder / name):  # the engine would fill it with files of its own
                    raise FileNotFoundError(f"{self._folder / name} is missing or no part of a store")
                self._shards[name] = edge.EdgeShard.load(str(self._folder / name))
        return True

    def create(self, size: int, datatype: Datatype, info: Point) -> None:  # noqa: D102
        creating = self._folder / _CREATING
        with guarded(self._folder, "the store cannot be made"):
            require_space(self._folder, 0)
            self.drop()  # half a creation: nothing is stored before its folder is gone
            for name in _COLLECTIONS:
                shard = create_shard(creating / name, size if name == "passages" else None, datatype)
                for key in KEYWORDS[name]:
                    shard.update(edge.UpdateOperation.create_field_index(key, edge.PayloadSchemaType.Keyword))
                for key in NUMBERS[name]:
                    shard.update(edge.UpdateOperation.create_field_index(key, edge.PayloadSchemaType.Integer))
                if name == "originals":
                    shard.update(edge.UpdateOperation.upsert_points([_point(info)]))
                shard.flush()
                shard.close()
            for name in _COLLECTIONS:
                (creating / name).rename(self._folder / name)
            creating.rmdir()
        self.exists()

    def drop(self) -> None:  # noqa: D102
        self._close_shards()
        for name in _COLLECTIONS:
            if _is_shard(self._folder / name):
                shutil.rmtree(self._folder / name)
        shutil.rmtree(self._folder / _CREATING, ignore_errors=True)

    def upsert(self, collection: Collection, points: Sequence[Point]) -> None:  # noqa: D102
        require_space(self._folder, sum(map(_bytes, points)))
        with self._engine("cannot be written"):
            for batch in batches(points, 1000):
                self._shards[collection].update(edge.UpdateOperation.upsert_points([_point(p) for p in batch]))

    def delete(self, collection: Collection, ids: Sequence[str]) -> None:  # noqa: D102
        with self._engine("cannot be written"):
            if ids:
                self._shards[collection].update(edge.UpdateOperation.delete_points(list(ids)))

    def search(  # noqa: D102
        self,
        vectors: Mapping[str, Vector],
        *,
        limit: int,
        clauses: Clauses = (),
        ids: Sequence[str] | None = None,
        exact: bool = False,
    ) -> dict[str, list[tuple[str, float]]]:
        with self._engine("cannot be searched"):
            only, params = _filter(clauses, ids), edge.SearchParams(exact=exact, hnsw_ef=max(128, limit))
            queries = [
                edge.QueryRequest(limit=limit, query=_nearest(channel, vector), filter=only, params=params)
                for channel, vector in vectors.items()
            ]
            found = self._shards["passages"].query_batch(edge.QueryBatchRequest(queries))
            hits = [[(str(point.id), point.score) for point in points] for points in found]
        return dict(zip(vectors, hits, strict=True))

    def retrieve(  # noqa: D102
        self, collection: Collection, ids: Sequence[str], fields: Sequence[str] | None = None
    ) -> list[Point]:
        with self._engine("cannot be read"):
            found = self._shards[collection].retrieve(list(ids), True if fields is None else list(fields), False)
            return [_read(record) for record in found]

    def scroll(  # noqa: D102
        self,
        collection: Collection,
        clauses: Clauses = (),
        *,
        fields: Sequence[str] | None = None,
        offset: str | None = None,
        limit: int,
        vectors: bool = False,
    ) -> tuple[list[Point], str | None]:
        with self._engine("cannot be read"):
            records, following = self._shards[collection].scroll(
                edge.ScrollRequest(
                    offset=offset,
                    limit=limit,
                    filter=_filter(clauses),
                    with_payload=True if fields is None else list(fields),
                    with_vector=vectors,
                )
            )
            return [_read(record) for record in records], None if following is None else str(following)

    def count(self, collection: Collection, clauses: Clauses = ()) -> int:  # noqa: D102
        with self._engine("cannot be read"):
            return int(self._shards[collection].count(edge.CountRequest(filter=_filter(clauses))))

    def facet(self, collection: Collection, key: str, clauses: Clauses = ()) -> dict[Any, int]:  # noqa: D102
        with self._engine("cannot be read"):
            request = edge.FacetRequest(key, limit=_MANY, exact=True, filter=_filter(clauses))
            found = self._shards[collection].facet(request)
            return {hit.value: hit.count for hit in found.hits}

    def optimize(self) -> None:
        """Merge and index segments; Python stands still meanwhile, so never inside a request."""
        # Segments are rewritten beside the old ones.
        require_space(self._folder, sum(path.stat().st_blocks * 512 for path in self._folder.rglob("*.dat")))
        with self._engine("cannot be optimised"):
            for shard in self._shards.values():
                shard.optimize()
                shard.flush()

    def flush(self, collection: Collection) -> None:  # noqa: D102
        with self._engine("cannot be written"):
            self._shards[collection].flush()

    def close(self) -> None:  # noqa: D102
        try:
            self._close_shards()
        finally:
            self._lock.release()

    def _close_shards(self) -> None:
        with self._engine("cannot be closed"):
            while self._shards:
                self._shards.popitem()[1].close()

    @contextmanager
    def _engine(self, problem: str) -> Iterator[None]:
        try:
            with guarded(self._folder, problem):
                yield
        except KeyError as error:
            raise StoreError(f"The store {self.place} is closed.", "Open it again with open_store.") from error


def create_shard(folder: Path, size: int | None, datatype: Datatype, *, several: bool = True) -> edge.EdgeShard:
    """A new shard: all four channels when ``size`` is given, else payloads only.

    ``several``: whether a point may have more than one vector in a dense channel.
    """
    folder.mkdir(parents=True)
    dense, sparse = {}, {"none": edge.EdgeSparseVectorParams()}  # the engine wants at least one vector
    if size is not None:
        kind = _DATATYPES[datatype]
        nearest = edge.MultiVectorConfig(edge.MultiVectorComparator.MaxSim) if several else None
        one = edge.EdgeVectorParams(size, edge.Distance.Cosine, multivector_config=nearest, datatype=kind)
        dense = dict.fromkeys(DENSE, one)
        sparse = {name: edge.EdgeSparseVectorParams(modifier=edge.Modifier.Idf, datatype=kind) for name in SPARSE}
    config = edge.EdgeConfig(
        vectors=dense, sparse_vectors=sparse, optimizers=edge.EdgeOptimizersConfig(indexing_threshold=_SCAN_KB)
    )
    return edge.EdgeShard.create(str(folder), config)


def _is_shard(folder: Path) -> bool:
    return (folder / "segments").is_dir() and ((folder / "edge_config.json").exists() or (folder / "wal").exists())


@contextmanager
def guarded(folder: Path, problem: str) -> Iterator[None]:
    """Turn whatever the engine raises into a StoreError."""
    try:
        yield
    except (PolyciteError, KeyError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic in the engine is not an Exception
        text = str(error)
        if "No space left" in text:
            raise StoreError(f"The disk of {folder} is full.", "Free some space and run it again.") from error
        raise StoreError(
            f"The store {folder}: {problem}: {text[:300]}.",
            "If it was damaged, restore it from a backup or make it again with `polycite index --rebuild`.",
        ) from error


def require_space(folder: Path, size: int) -> None:
    """Raise StoreError unless the disk has room for ``size`` bytes, three times over, and a reserve."""
    free = shutil.disk_usage(folder).free
    needed = _RESERVE + 3 * size
    if free < needed:
        raise StoreError(
            f"The disk of {folder} has {free >> 20} MiB free; this write needs {needed >> 20} MiB.",
            "Free some space and run it again; what is stored is unharmed.",
        )


def _bytes(point: Point) -> int:
    vectors = 4 * sum(vector.size for vector in point.dense.values()) + 8 * sum(map(len, point.sparse.values()))
    return vectors + 4 * len(point.payload.get("text", ""))


def _point(point: Point) -> edge.Point:
    vectors: dict[str, Any] = {name: vector.tolist() for name, vector in point.dense.items()}
    vectors |= {name: _sparse(vector) for name, vector in point.sparse.items()}
    return edge.Point(point.id, vectors, point.payload)


def _sparse(vector: SparseVector) -> edge.SparseVector:
    return edge.SparseVector(vector.indices.tolist(), vector.values.tolist())


def _read(record: edge.Record) -> Point:
    stored = record.vector if isinstance(record.vector, dict) else {}
    dense = {name: np.asarray(v, np.float32) for name, v in stored.items() if isinstance(v, list)}
    sparse = {
        name: SparseVector(np.asarray(v.indices, np.uint32), np.asarray(v.values, np.float32))
        for name, v in stored.items()
        if isinstance(v, edge.SparseVector)
    }
    return Point(str(record.id), record.payload or {}, dense, sparse)


def _nearest(channel: str, vector: Vector) -> edge.Query:
    return edge.Query.Nearest(_sparse(vector) if isinstance(vector, SparseVector) else vector.tolist(), channel)


def _filter(clauses: Clauses, ids: Sequence[str] | None = None) -> edge.Filter:
    must: list[Any] = [edge.FieldCondition(key, edge.MatchAny(list(values))) for key, values in clauses]
    if ids is not None:
        must.append(edge.HasIdCondition(set(ids)))
    return edge.Filter(must=must)
