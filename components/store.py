"""The store: originals whole, their passages with vectors, in a folder or on a Qdrant server."""

from __future__ import annotations

import difflib
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import count, islice
from pathlib import Path
from typing import Any, Self

import numpy as np

from polycite.components.errors import OriginalNotFoundError, StoreError
from polycite.components.evidence import Original, Passage
from polycite.components.stores.store_export import export
from polycite.components.stores.store_info import info_point, read_info
from polycite.components.stores.store_journal import ORIGINALS, Journal, records, scroll
from polycite.components.stores.store_points import (
    Backend,
    Clauses,
    Datatype,
    Filter,
    OriginalRecord,
    PassageVectors,
    check_vectors,
    original_point,
    passage_points,
    read_original,
    read_passage,
)
from polycite.components.vectors import SparseVector

__all__ = ["Filter", "OriginalRecord", "PassageStore", "PassageVectors", "SparseVector", "open_store"]

Version = tuple[Original, Sequence[Passage], Sequence[PassageVectors]]
"""An original with its passages and, in the same order, their vectors."""

_VERSIONS = count(1)  # of all stores of the process: one that is opened again must not repeat what it was
_SUMMARY = ("id", "source", "language", "sha256", "length", "metadata")


def open_store(
    location: str | Path,
    *,
    size: int | None = None,
    settings: Mapping[str, Any] | None = None,
    recreate: bool = False,
    datatype: Datatype = "float16",
    collection: str = "polycite",
    api_key: str | None = None,
    verify: bool | str = True,
    timeout: int = 30,
    replication_factor: int | None = None,
    write_consistency_factor: int | None = None,
    shard_number: int | None = None,
) -> PassageStore:
    """Open a store, or make it when it is missing and ``size`` is given.

    Args:
        location: a folder (embedded, for one process at a time) or the URL of a Qdrant server
            (``http(s)://host[:port][/prefix]``, port 6333 unless given).
        size: numbers in a dense vector. Without it nothing is made, only opened.
        settings: what the stored vectors depend on (fingerprints of models), as JSON values. Kept when the store is
            made; when it is opened, each of these must be as it was then.
        recreate: delete what is stored first; needs ``size``.
        datatype: how vectors are kept, when the store is made.
        collection: on a server, the name of the collection; the originals are in ``<collection>_originals``.
        api_key: on a server, sent with every request and never shown.
        verify: on a server, whether to check its certificate, or the path of the authority to check it by.
        timeout: on a server, seconds to wait for an answer.
        replication_factor: on a cluster, copies of every point, when the store is made.
        write_consistency_factor: on a cluster, copies that must acknowledge a write, when the store is made.
        shard_number: on a cluster, parts of a collection, when the store is made.

    Raises:
        StoreLockedError: another process has the folder open.
        StoreError: no store is there, it is not one, it is damaged, it was made with other settings or
            by a newer polycite, or the server does not answer.
    """
    backend: Backend
    if str(location).startswith(("http://", "https://")):
        from polycite.components.stores.store_server import connect

        backend = connect(
            str(location),
            collection=collection,
            api_key=api_key,
            verify=verify,
            timeout=timeout,
            cluster={
                "replication_factor": replication_factor,
                "write_consistency_factor": write_consistency_factor,
                "shard_number": shard_number,
            },
        )
    else:
        from polycite.components.stores.store_embedded import EmbeddedBackend

        backend = EmbeddedBackend(Path(location), make=size is not None)
    return open_backend(backend, size=size, settings=settings, recreate=recreate, datatype=datatype)


def open_backend(
    backend: Backend,
    *,
    size: int | None = None,
    settings: Mapping[str, Any] | None = None,
    recreate: bool = False,
    datatype: Datatype = "float16",
) -> PassageStore:
    """The store over an engine, which is closed if this fails; the arguments are those of :func:`open_store`."""
    try:
        if recreate and size is None:
            raise ValueError("recreate needs a size")
        if recreate:
            backend.drop()
        if not backend.exists():
            if size is None:
                raise StoreError(f"There is no store at {backend.place}.", "Make one with `polycite index`.")
            backend.create(size, datatype, info_point(size, datatype, settings or {}))
        return PassageStore(backend, size=size, settings=settings)
    except BaseException:
        backend.close()
        raise


class PassageStore:
    """Originals and their passages, found by any of four channels.

    The channels are dense vectors ``dense`` and ``gloss`` (cosine) and sparse vectors ``lexicon`` and
    ``sounds`` (dot product weighted by inverse document frequency). Made by :func:`open_store`; may be
    used from several threads. All offsets are half-open, in Unicode code points of the stored original.

    Acknowledged writes survive the end of the process and, after the call, a power failure.
    Replacing an original is atomic: its record is the commit point, and a journal names the
    passages a write touches, so that after a crash the next opening deletes whatever the record
    does not list. Within one process no search sees both versions. On a server a search in
    another process may return ids of both for a moment; :meth:`passages` gives only those of the committed one.

    Example:
        >>> with open_store("manuals.polycite", size=384, settings={"embedder": "e5-small@1f2a"}) as store:
        ...     store.replace(original, passages, vectors)
        ...     hits = store.search({"dense": query}, {}, limit=50, where=Filter(languages=("ro",)))
        ...     found = store.passages([id for id, score in hits["dense"]])
    """

    def __init__(self, backend: Backend, *, size: int | None = None, settings: Mapping[str, Any] | None = None) -> None:
        self._backend = backend
        self._writing = threading.RLock()
        # The embedded engine runs one call at a time anyway; a server is asked by many threads at once.
        self._reading: AbstractContextManager[Any] = nullcontext() if backend.shared else self._writing
        self._samples: dict[tuple[int, int], list[tuple[str, str | None]]] = {}
        self._version = next(_VERSIONS)
        self.info = read_info(backend, size, settings or {})
        self._journal = Journal(backend)
        self._journal.mend()

    @property
    def place(self) -> str:
        """Where the store is, for messages."""
        return self._backend.place

    @property
    def version(self) -> int:
        """Another after every write through this object; what another process writes to a server is unseen."""
        return self._version

    # Writing

    def replace(self, original: Original, passages: Sequence[Passage], vectors: Sequence[PassageVectors]) -> None:
        """Store ``original`` and its passages in place of any earlier version; see :meth:`replace_many`."""
        self.replace_many([(original, passages, vectors)])

    def replace_many(self, versions: Sequence[Version]) -> None:
        """Store originals with their passages, each in place of its earlier version, if any.

        Much faster than one by one. When it returns, everything is durable; after a crash in between
        each original is whole, in its earlier or its later version.

        Raises:
            StoreError: a vector's size is not the store's, a text or its metadata cannot be stored,
                or the engine refuses (disk full, server gone).
            EvidenceError: a passage's text is not that of its span of the original.
            ValueError: passages and vectors do not pair up, or an original comes twice.
        """
        if not versions:
            return
        with self._writing:
            write = uuid.uuid4().hex
            originals = {original.id: original_point(original, p, write) for original, p, _ in versions}
            if len(originals) != len(versions):
                raise ValueError("an original comes twice in one batch")
            points = [point for version in versions for point in passage_points(*version)]
            for point in points:
                check_vectors(point.payload["original_id"], point.dense, point.sparse, self.info["size"], axes=2)
            self._samples.clear()
            with self._changing():
                self._journal.write(list(originals.values()), points, write)

    def remove(self, original_id: str) -> bool:
        """Delete an original and its passages; False when there is none of that id."""
        with self._writing:
            self._samples.clear()
            with self._changing():
                return self._journal.remove(original_id)

    def optimize(self) -> None:
        """Reorganise an embedded store for speed and space; every other thread waits, so not inside a request.

        Searching right after writing is exact without it. It is worth calling at the end of a large
        ingest; under some 65,000 passages there is nothing to do but to clear out deleted ones.
        """
        with self._writing:
            self._backend.optimize()

    def flush(self) -> None:
        """Make everything survive a power failure; :meth:`replace_many` and :meth:`remove` have done so already."""
        with self._writing:
            for collection in ("passages", "originals"):
                self._backend.flush(collection)

    def close(self) -> None:
        """Release the folder or the connection; a second call does nothing."""
        with self._writing:
            self._backend.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Searching

    def search(
        self,
        dense: Mapping[str, np.ndarray],
        sparse: Mapping[str, SparseVector],
        limit: int,
        where: Filter | None = None,
        *,
        exact: bool = False,
    ) -> dict[str, list[tuple[str, float]]]:
        """The ``limit`` best passages of every channel asked, as (passage id, raw score), best first.

        No channel narrows another. A sparse channel lists only passages that share an entry with the
        query, a dense one only those that have the vector.

        Args:
            dense: query vectors by channel, shape (size,).
            sparse: query vectors by channel.
            limit: passages per channel.
            where: which passages may be found.
            exact: compare with every vector instead of an approximate index (there is one only after
                :meth:`optimize` of a large store, and on a server).

        Raises:
            StoreError: a vector's size is not the store's, or the engine refuses.
        """
        clauses = where.clauses() if where else ()
        channels = {**dense, **sparse}
        if any(not values for _, values in clauses):
            return {channel: [] for channel in channels}
        return self._ask(dense, sparse, limit=limit, clauses=clauses, exact=exact)

    def scores(
        self, dense: Mapping[str, np.ndarray], sparse: Mapping[str, SparseVector], ids: Sequence[str]
    ) -> dict[str, dict[str, float]]:
        """The exact raw score of each given passage in each channel asked, by channel and passage id.

        The same numbers :meth:`search` gives. A passage that shares no entry with a sparse query scores 0;
        one without a dense vector (no gloss) is missing from that channel.
        """
        if not ids:
            return {channel: {} for channel in (*dense, *sparse)}
        found = self._ask(dense, sparse, limit=len(ids), ids=list(ids), exact=True)
        return {
            channel: {**(dict.fromkeys(ids, 0.0) if channel in sparse else {}), **dict(hits)}
            for channel, hits in found.items()
        }

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """The passages of these ids, in their order; ids that are not, or no longer, stored are left out."""
        with self._reading:
            found = {point.id: point.payload for point in self._backend.retrieve("passages", ids)}
            if self._backend.shared:
                current = records(
                    self._backend, {payload["original_id"] for payload in found.values()}, ("id", "sha256")
                )
                found = {
                    name: payload
                    for name, payload in found.items()
                    if current.get(payload["original_id"], {}).get("sha256") == payload["sha256"]
                }
        return {name: read_passage(found[name]) for name in ids if name in found}

    def sample(self, n: int, seed: int = 0) -> list[tuple[str, str | None]]:
        """Up to ``n`` passages drawn at random, as (id, language): the same for the same seed until the next write.

        Ids are hashes, so a run of them from a random place on is a random sample.
        """
        with self._reading:
            if (n, seed) not in self._samples:
                start = str(uuid.uuid5(uuid.NAMESPACE_OID, str(seed)))
                drawn = self._backend.scroll("passages", fields=("language",), offset=start, limit=n)[0]
                if len(drawn) < n:
                    known = {point.id for point in drawn}
                    around = self._backend.scroll("passages", fields=("language",), limit=n - len(drawn))[0]
                    drawn += [point for point in around if point.id not in known]
                self._samples[n, seed] = [(point.id, point.payload["language"] or None) for point in drawn]
            return list(self._samples[n, seed])

    # Originals and numbers

    def original(self, original_id: str) -> Original:
        """The original of that id, whole, checked against its SHA-256.

        Raises:
            OriginalNotFoundError: there is none; names the nearest ids.
            StoreError: its text is damaged.
        """
        if (found := self.find(original_id)) is not None:
            return found
        with self._reading:
            ids = (point.payload["id"] for point in scroll(self._backend, "originals", ORIGINALS, fields=("id",)))
            near = difflib.get_close_matches(original_id, islice(ids, 20_000), n=3)
        raise OriginalNotFoundError(
            f"There is no original {original_id!r} in {self.place}.",
            f"Did you mean {' or '.join(map(repr, near))}?" if near else "`polycite inspect` lists what is stored.",
        )

    def find(self, original_id: str) -> Original | None:
        """As :meth:`original`, but None when there is none: looking for the nearest ids takes seconds among many.

        Raises:
            StoreError: its text is damaged.
        """
        with self._reading:
            record = records(self._backend, [original_id]).get(original_id)
            return None if record is None else read_original(record)

    def originals(self) -> Iterator[OriginalRecord]:
        """Every original without its text, in no particular order."""
        for point in scroll(self._backend, "originals", ORIGINALS, fields=_SUMMARY):
            yield OriginalRecord(**point.payload)

    def sha256s(self) -> dict[str, str]:
        """SHA-256 by id of the originals that need not be indexed again while their text is the same."""
        fields = ("id", "sha256", "unfinished")
        found = (point.payload for point in scroll(self._backend, "originals", ORIGINALS, fields=fields))
        return {record["id"]: record["sha256"] for record in found if not record["unfinished"]}

    def languages(self, where: Filter | None = None) -> dict[str | None, int]:
        """Number of passages by language, of those that a search with ``where`` may find."""
        clauses = where.clauses() if where else ()
        if any(not values for _, values in clauses):
            return {}
        with self._reading:
            found = self._backend.facet("passages", "language", clauses)
        return {code or None: count for code, count in found.items()}

    def count_passages(self) -> int:
        """Number of passages."""
        with self._reading:
            return self._backend.count("passages")

    def count_originals(self) -> int:
        """Number of originals."""
        with self._reading:
            return self._backend.count("originals", ORIGINALS)

    def export_to(self, other: PassageStore, progress: Callable[[int, int], None] | None = None) -> dict[str, int]:
        """Copy every original, passage and vector into ``other``, as from a folder to a server.

        What ``other`` holds besides stays. Done again after an interruption, it goes on where it stopped.

        Args:
            other: a store made with the same vector size and settings.
            progress: called with the originals done and the number of all.

        Returns:
            How many ``originals`` and ``passages`` of this store the other one holds.

        Raises:
            StoreError: the stores do not fit together, or something did not arrive.
        """
        return export(self._backend, self.info, other, progress)

    # Inside

    @contextmanager
    def _changing(self) -> Iterator[None]:
        # Counted at the end, a failed write too: what was found meanwhile belongs to the version before.
        try:
            yield
        finally:
            self._version = next(_VERSIONS)

    def _ask(
        self,
        dense: Mapping[str, np.ndarray],
        sparse: Mapping[str, SparseVector],
        *,
        limit: int,
        clauses: Clauses = (),
        ids: Sequence[str] | None = None,
        exact: bool,
    ) -> dict[str, list[tuple[str, float]]]:
        check_vectors("the question", dense, sparse, self.info["size"], axes=1)
        if not dense and not sparse:
            return {}
        with self._reading:
            found = self._backend.search({**dense, **sparse}, limit=limit, clauses=clauses, ids=ids, exact=exact)
        return {channel: sorted(hits, key=lambda hit: (-hit[1], hit[0])) for channel, hits in found.items()}
