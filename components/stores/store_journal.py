"""Atomic replacement: a journal, a commit point, and mending after a crash.

An original's record lists its passages and is the commit point. A write first notes in a journal which
passages it touches, then writes them, then the record, then deletes whatever it touched that the
record does not list. A crash anywhere leaves the journal, and the next opening does that last step.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from polycite.components.errors import StoreError
from polycite.components.stores.store_points import Backend, Clauses, Collection, Point, listed_passages, record_id

ORIGINALS: Clauses = (("kind", ("original",)),)
_JOURNALS: Clauses = (("kind", ("journal",)),)
_FIELDS = ("id", "sha256", "spans", "write")
_PAGE = 1000
# On a server another process may be in the middle of a write this old; it finishes by itself.
_LEASE_SECONDS = 3600.0


class Journal:
    """Writes to ``backend`` so that each original is always whole, in its earlier or its later version."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def write(self, originals: Sequence[Point], passages: Sequence[Point], write: str) -> None:
        """Store records and all their passages in place of the earlier versions; ``write`` names this write."""
        earlier = records(self._backend, [record.payload["id"] for record in originals], _FIELDS)
        touched = []
        for record in originals:
            name, sha256 = record.payload["id"], record.payload["sha256"]
            ids = listed_passages(record.payload)
            touched.append((name, sha256, ids | listed_passages(earlier[name]) if name in earlier else ids))
        entry = self._begin(write, touched)
        try:
            self._backend.upsert("passages", passages)
            self._backend.flush("passages")
            self._backend.upsert("originals", originals)
        except BaseException:
            # A server that did not answer may yet do what it was told, so there the lease has to run out.
            if not self._backend.shared:
                with suppress(StoreError):
                    self._finish(entry)
            raise
        self._finish(entry)

    def remove(self, original_id: str) -> bool:
        """Delete an original and its passages; False when there is none of that id."""
        record = records(self._backend, [original_id], _FIELDS).get(original_id)
        if record is None:
            return False
        entry = self._begin(uuid.uuid4().hex, [(original_id, "", listed_passages(record))])
        self._backend.delete("originals", [record_id("original", original_id)])
        self._finish(entry)
        return True

    def mend(self) -> None:
        """Finish what a crash left.

        Raises:
            StoreError: passages are missing.
        """
        for entry in list(scroll(self._backend, "originals", _JOURNALS)):
            if not self._backend.shared or time.time() - entry.payload["time"] > _LEASE_SECONDS:
                self._finish(entry)
        # Others may be writing to a server now, and it guards its own files.
        if self._backend.shared or (missing := self._missing()) == 0:
            return
        if missing < 0:  # a power failure took the journal but not the passages it told of
            self._sweep()
            missing = self._missing()
        if missing:
            raise StoreError(
                f"{self._backend.place} is damaged: {missing} of its passages are missing.",
                "Restore it from a backup, or make it anew with `polycite index --rebuild`.",
            )

    def _begin(self, write: str, touched: Sequence[tuple[str, str, set[str]]]) -> Point:
        payload = {
            "kind": "journal",
            "time": time.time(),
            "write": write,
            "touched": [[original_id, sha256, sorted(ids)] for original_id, sha256, ids in touched],
        }
        entry = Point(record_id("journal", write), payload)
        self._backend.upsert("originals", [entry])
        return entry

    def _finish(self, entry: Point) -> None:
        touched = entry.payload["touched"]
        found = records(self._backend, [original_id for original_id, _, _ in touched], _FIELDS)
        surplus: set[str] = set()
        for original_id, sha256, ids in touched:
            surplus |= set(ids)
            record = found.get(original_id)
            if record and record["sha256"] == sha256 and record["write"] != entry.payload["write"]:
                # Both versions have the same text, so some passages may carry the later one's vectors or
                # metadata: right as evidence, but the next indexing shall write them again.
                whole = {**records(self._backend, [original_id])[original_id], "unfinished": True}
                self._backend.upsert("originals", [Point(record_id("original", original_id), whole)])
        for record in found.values():
            surplus -= listed_passages(record)
        if surplus:
            self._backend.flush("originals")
            self._backend.delete("passages", sorted(surplus))
            self._backend.flush("passages")
        self._backend.delete("originals", [entry.id])
        self._backend.flush("originals")

    def _missing(self) -> int:
        """How many passages the records list beyond those that are there."""
        counts = self._backend.facet("originals", "passages")
        return sum(int(number) * count for number, count in counts.items()) - self._backend.count("passages")

    def _sweep(self) -> None:
        """Delete every passage that no record lists."""
        listed = {
            name for record in scroll(self._backend, "originals", ORIGINALS) for name in listed_passages(record.payload)
        }
        surplus = [point.id for point in scroll(self._backend, "passages", fields=("id",)) if point.id not in listed]
        self._backend.delete("passages", surplus)
        self._backend.flush("passages")


def records(
    backend: Backend, original_ids: Iterable[str], fields: Sequence[str] | None = None
) -> dict[str, dict[str, Any]]:
    """The records of those originals that exist, by id."""
    ids = [record_id("original", original_id) for original_id in original_ids]
    return {point.payload["id"]: point.payload for point in backend.retrieve("originals", ids, fields)}


def scroll(
    backend: Backend,
    collection: Collection,
    clauses: Clauses = (),
    *,
    fields: Sequence[str] | None = None,
    vectors: bool = False,
    page: int = _PAGE,
) -> Iterator[Point]:
    """Every point the clauses admit, in the order of their ids, read a page at a time."""
    offset: str | None = None
    while True:
        points, offset = backend.scroll(collection, clauses, fields=fields, offset=offset, limit=page, vectors=vectors)
        yield from points
        if offset is None:
            return
