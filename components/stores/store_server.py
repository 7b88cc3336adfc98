"""The store on a Qdrant server or cluster, by URL: collections ``<name>`` and ``<name>_originals``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from qdrant_client import QdrantClient, models
from qdrant_client.common.client_exceptions import QdrantException
from qdrant_client.http.exceptions import ApiException, ResponseHandlingException, UnexpectedResponse

from polycite.components.errors import SettingsError, StoreError
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
    record_id,
)
from polycite.components.vectors import SparseVector

# A passage is some 20 kB of JSON; a server refuses requests above 32 MB unless told otherwise.
_UPSERT = 200
_IDS = 5_000
_MANY = 1_000_000


def connect(
    url: str,
    *,
    collection: str,
    api_key: str | None,
    verify: bool | str,
    timeout: int,
    cluster: Mapping[str, int | None],
) -> ServerBackend:
    """The backend at ``url``; the arguments are those of :func:`polycite.components.store.open_store`.

    Raises:
        SettingsError: the URL is none, or carries a password.
    """
    parts = urlsplit(url)
    if not parts.hostname or parts.username or parts.password or parts.query:
        raise SettingsError(
            f"The store URL for host {parts.hostname!r} is not of the form http(s)://host[:port][/prefix].",
            "Give a key or password as api_key (environment: QDRANT_API_KEY), not inside the URL.",
        )
    client = QdrantClient(url=url, api_key=api_key, timeout=timeout, check_compatibility=False, verify=verify)
    return ServerBackend(client, collection, url, cluster)


class ServerBackend:
    """The engine of a Qdrant server.

    Args:
        client: the connection.
        collection: name of the passages' collection.
        url: where it is, for messages.
        cluster: ``replication_factor``, ``write_consistency_factor`` and ``shard_number`` of new collections.
    """

    shared = True

    def __init__(
        self, client: QdrantClient, collection: str, url: str, cluster: Mapping[str, int | None] | None = None
    ) -> None:
        self.place = f"{url} (collection {collection!r})"
        self._client = client
        self._names: dict[Collection, str] = {"passages": collection, "originals": f"{collection}_originals"}
        self._cluster: dict[str, Any] = dict(cluster or {})

    def exists(self) -> bool:  # noqa: D102
        present = []
        for collection, name in self._names.items():
            with self._answers():
                if not self._client.collection_exists(name):
                    continue
                params = self._client.get_collection(name).config.params
            vectors = params.vectors if isinstance(params.vectors, dict) else {"(unnamed)": params.vectors}
            found = {*vectors, *(params.sparse_vectors or {})}
            if found != ({*DENSE, *SPARSE} if collection == "passages" else set()):
                raise StoreError(
                    f"{self.place}: {name!r} is taken; its vectors are {', '.join(sorted(found)) or 'none'}.",
                    "It belongs to something else: give another collection name.",
                )
            present.append(name)
        if len(present) < len(self._names):
            return False
        # Without the record of what it is, and empty: a creation that did not get to its end.
        return bool(self.retrieve("originals", [record_id("info")])) or self.count("originals") > 0

    def create(self, size: int, datatype: Datatype, info: Point) -> None:  # noqa: D102
        kind = models.Datatype(datatype)
        nearest = models.MultiVectorConfig(comparator=models.MultiVectorComparator.MAX_SIM)
        vector = models.VectorParams(
            size=size, distance=models.Distance.COSINE, datatype=kind, multivector_config=nearest
        )
        sparse = models.SparseVectorParams(modifier=models.Modifier.IDF, index=models.SparseIndexParams(datatype=kind))
        with self._answers():
            for collection, name in self._names.items():
                if not self._client.collection_exists(name):
                    passages = collection == "passages"
                    self._client.create_collection(
                        name,
                        vectors_config=dict.fromkeys(DENSE, vector) if passages else {},
                        sparse_vectors_config=dict.fromkeys(SPARSE, sparse) if passages else None,
                        on_disk_payload=True,
                        **self._cluster,
                    )
                for key in KEYWORDS[collection]:
                    self._client.create_payload_index(name, key, models.PayloadSchemaType.KEYWORD)
                for key in NUMBERS[collection]:
                    self._client.create_payload_index(name, key, models.PayloadSchemaType.INTEGER)
        self.upsert("originals", [info])

    def drop(self) -> None:  # noqa: D102
        self.exists()  # refuses a collection that is not ours
        with self._answers():
            for name in self._names.values():
                self._client.delete_collection(name)

    def upsert(self, collection: Collection, points: Sequence[Point]) -> None:  # noqa: D102
        with self._answers():
            for batch in batches(points, _UPSERT):
                self._client.upsert(self._names[collection], [_point(point) for point in batch], wait=True)

    def delete(self, collection: Collection, ids: Sequence[str]) -> None:  # noqa: D102
        with self._answers():
            for batch in batches(ids, _IDS):
                self._client.delete(self._names[collection], models.PointIdsList(points=batch), wait=True)

    def search(  # noqa: D102
        self,
        vectors: Mapping[str, Vector],
        *,
        limit: int,
        clauses: Clauses = (),
        ids: Sequence[str] | None = None,
        exact: bool = False,
    ) -> dict[str, list[tuple[str, float]]]:
        only, params = _filter(clauses, ids), models.SearchParams(exact=exact, hnsw_ef=max(128, limit))
        queries = [
            models.QueryRequest(
                query=_sparse(vector) if isinstance(vector, SparseVector) else [vector.tolist()],
                using=channel,
                limit=limit,
                filter=only,
                params=None if isinstance(vector, SparseVector) else params,
                with_payload=False,
            )
            for channel, vector in vectors.items()
        ]
        with self._answers():
            found = self._client.query_batch_points(self._names["passages"], queries)
        hits = [[(str(point.id), point.score) for point in response.points] for response in found]
        return dict(zip(vectors, hits, strict=True))

    def retrieve(  # noqa: D102
        self, collection: Collection, ids: Sequence[str], fields: Sequence[str] | None = None
    ) -> list[Point]:
        selector = True if fields is None else list(fields)
        with self._answers():
            return [
                _read(record)
                for batch in batches(ids, _IDS)
                for record in self._client.retrieve(self._names[collection], batch, with_payload=selector)
            ]

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
        with self._answers():
            records, following = self._client.scroll(
                self._names[collection],
                scroll_filter=_filter(clauses),
                limit=limit,
                offset=offset,
                with_payload=True if fields is None else list(fields),
                with_vectors=vectors,
            )
        return [_read(record) for record in records], None if following is None else str(following)

    def count(self, collection: Collection, clauses: Clauses = ()) -> int:  # noqa: D102
        with self._answers():
            return self._client.count(self._names[collection], count_filter=_filter(clauses), exact=True).count

    def facet(self, collection: Collection, key: str, clauses: Clauses = ()) -> dict[Any, int]:  # noqa: D102
        only = _filter(clauses)
        with self._answers():
            found = self._client.facet(self._names[collection], key, facet_filter=only, limit=_MANY, exact=True)
            return {hit.value: hit.count for hit in found.hits}

    def optimize(self) -> None:
        """Nothing to do: a server optimises by itself."""

    def flush(self, collection: Collection) -> None:
        """Nothing to do: a server acknowledges what is in its write-ahead log."""

    def close(self) -> None:  # noqa: D102
        self._client.close()

    @contextmanager
    def _answers(self) -> Iterator[None]:
        """Turn a refusal or silence of the server into a StoreError that says what to do."""
        try:
            yield
        except UnexpectedResponse as error:
            raise StoreError(f"{self.place} answered {error.status_code}: {_said(error)}.", _mend(error)) from error
        except ResponseHandlingException as error:
            raise StoreError(
                f"{self.place} cannot be reached: {error.source}.",
                "Check that the server runs, the URL and its port (6333 unless given), and the certificate.",
            ) from error
        except (ApiException, QdrantException, RuntimeError) as error:
            raise StoreError(f"{self.place} did not answer: {error}.", "Try again later.") from error


def _mend(error: UnexpectedResponse) -> str:
    if error.status_code in (401, 403):
        return "Set api_key (environment: QDRANT_API_KEY) to a key that may read and write this collection."
    if error.status_code == 404:
        return "Check the URL's prefix and the collection's name; `polycite index` makes a new one."
    if error.status_code == 413:
        return "Raise service.max_request_size_mb in the server's settings, or split the file."
    if error.status_code in (429, 502, 503, 504, 507):
        return "The server is overloaded, starting or out of space: try again later or give it more room."
    return "See the server's log."


def _said(error: UnexpectedResponse) -> str:
    try:
        return str(error.structured()["status"]["error"])[:300]
    except (ValueError, KeyError, TypeError):
        return error.reason_phrase or "no reason"


def _point(point: Point) -> models.PointStruct:
    vectors: dict[str, Any] = {name: vector.tolist() for name, vector in point.dense.items()}
    vectors |= {name: _sparse(vector) for name, vector in point.sparse.items()}
    return models.PointStruct(id=point.id, vector=vectors, payload=point.payload)


def _sparse(vector: SparseVector) -> models.SparseVector:
    return models.SparseVector(indices=vector.indices.tolist(), values=vector.values.tolist())


def _read(record: models.Record) -> Point:
    stored = record.vector if isinstance(record.vector, dict) else {}
    dense = {name: np.asarray(v, np.float32) for name, v in stored.items() if isinstance(v, list)}
    sparse = {
        name: SparseVector(np.asarray(v.indices, np.uint32), np.asarray(v.values, np.float32))
        for name, v in stored.items()
        if isinstance(v, models.SparseVector)
    }
    return Point(str(record.id), record.payload or {}, dense, sparse)


def _filter(clauses: Clauses, ids: Sequence[str] | None = None) -> models.Filter | None:
    must: list[models.Condition] = [
        models.FieldCondition(key=key, match=models.MatchAny(any=list(values))) for key, values in clauses
    ]
    if ids is not None:
        must.append(models.HasIdCondition(has_id=list(ids)))
    return models.Filter(must=must) if must else None
