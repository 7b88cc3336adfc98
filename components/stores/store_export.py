"""Moving a store: from a folder to a server, or back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from polycite.components.errors import StoreError
from polycite.components.evidence import Original, Passage
from polycite.components.stores.store_info import REBUILD
from polycite.components.stores.store_journal import ORIGINALS, scroll
from polycite.components.stores.store_points import (
    Backend,
    PassageVectors,
    batches,
    listed_passages,
    read_original,
    read_passage,
)

_ORIGINALS = 20
_PAGE = 1000


class Target(Protocol):
    """What an export needs of the store it fills."""

    info: dict[str, Any]

    @property
    def place(self) -> str:
        """Where it is, for messages."""

    def sha256s(self) -> dict[str, str]:
        """SHA-256 of the originals it has, by id."""

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Those of the passages that it has."""

    def replace_many(self, versions: Sequence[tuple[Original, Sequence[Passage], Sequence[PassageVectors]]]) -> None:
        """Store originals with their passages and vectors."""


def export(
    source: Backend, info: Mapping[str, Any], target: Target, progress: Callable[[int, int], None] | None
) -> dict[str, int]:
    """Copy all of ``source`` into ``target``; see :meth:`polycite.components.store.PassageStore.export_to`."""
    if target.info["settings"] != info["settings"] or target.info["size"] != info["size"]:
        raise StoreError(f"{target.place} was made for other models than {source.place}.", REBUILD)
    done = passages = 0
    arrived, total = target.sha256s(), source.count("originals", ORIGINALS)
    for batch in batches(scroll(source, "originals", ORIGINALS, page=_ORIGINALS), _ORIGINALS):
        found = {record.payload["id"]: record.payload for record in batch}
        lacking = {
            name: record
            for name, record in found.items()
            if arrived.get(name) != record["sha256"] or not _holds_all(target, record)
        }
        target.replace_many([_version(source, record) for record in lacking.values()])
        for name, record in lacking.items():
            if not _holds_all(target, record):
                raise StoreError(f"{target.place} lacks passages of {name!r}.", "Run the export again.")
        done += len(found)
        passages += sum(record["passages"] for record in found.values())
        if progress:
            progress(done, total)
    return {"originals": done, "passages": passages}


def _version(source: Backend, record: Mapping[str, Any]) -> tuple[Original, list[Passage], list[PassageVectors]]:
    clauses = (("original_id", (record["id"],)), ("sha256", (record["sha256"],)))
    points = list(scroll(source, "passages", clauses, vectors=True))
    vectors = [PassageVectors(point.dense, point.sparse) for point in points]
    return read_original(record), [read_passage(point.payload) for point in points], vectors


def _holds_all(target: Target, record: Mapping[str, Any]) -> bool:
    ids = sorted(listed_passages(record))
    return sum(len(target.passages(batch)) for batch in batches(ids, _PAGE)) == len(ids)
