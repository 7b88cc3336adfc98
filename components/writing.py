"""Writes originals with their passages and vectors into the store."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from haystack import component, default_from_dict, default_to_dict

from polycite.components.evidence import Original, Passage
from polycite.components.stores.connection import StoreConnection
from polycite.components.stores.store_points import PassageVectors


@component
class StoreWriter:
    """Replaces each original and its passages atomically.

    Args:
        connection: the store.
    """

    def __init__(self, connection: StoreConnection) -> None:
        self.connection = connection

    @component.output_types(written=int)
    def run(self, originals: list[Original], passages: list[Passage], vectors: list[PassageVectors]) -> dict[str, int]:
        """Write; durable when it returns.

        Returns:
            ``written``: the number of passages.
        """
        by_original: dict[str, tuple[list[Passage], list[PassageVectors]]] = defaultdict(lambda: ([], []))
        for passage, vector in zip(passages, vectors, strict=True):
            mine, its_vectors = by_original[passage.original_id]
            mine.append(passage)
            its_vectors.append(vector)
        self.connection.store.replace_many([(o, *by_original[o.id]) for o in originals])
        return {"written": len(passages)}

    def to_dict(self) -> dict[str, Any]:
        """For YAML."""
        return default_to_dict(self, connection=self.connection.to_dict())

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> StoreWriter:
        """The inverse of :meth:`to_dict`."""
        data["init_parameters"]["connection"] = StoreConnection.from_dict(data["init_parameters"]["connection"])
        return default_from_dict(cls, data)
