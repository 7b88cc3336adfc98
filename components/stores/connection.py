"""A store that several components of a process share, and that YAML can name."""

from __future__ import annotations

import threading
from typing import Any, Self

from polycite.components.store import PassageStore, open_store

_open: dict[tuple[str, str], PassageStore] = {}
_lock = threading.Lock()


class StoreConnection:
    """Names a store by ``location`` (folder or URL) and ``collection``; opens it once a process.

    An embedded store has one opener, so the retriever, the writer and a pipeline loaded from YAML
    beside them must meet in the same :class:`PassageStore`.

    Args:
        location: a folder, or the URL of a Qdrant server.
        collection: its collection on a server.
        options: further arguments of :func:`polycite.components.store.open_store`.
    """

    def __init__(self, location: str, collection: str = "polycite", **options: Any) -> None:
        self.location = location
        self.collection = collection
        self._options = options

    @property
    def store(self) -> PassageStore:
        """The open store.

        Raises:
            StoreError: it cannot be opened.
        """
        with _lock:
            key = (self.location, self.collection)
            if key not in _open:
                _open[key] = open_store(self.location, collection=self.collection, **self._options)
            return _open[key]

    def close(self) -> None:
        """Close the store for all that share it; it opens again on next use."""
        with _lock:
            if store := _open.pop((self.location, self.collection), None):
                store.close()

    def to_dict(self) -> dict[str, Any]:
        """Location and collection; never the API key."""
        return {"location": self.location, "collection": self.collection}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """The inverse of :meth:`to_dict`."""
        return cls(**data)

    def __deepcopy__(self, memo: object) -> Self:
        return self
