"""What is stored, under which ids and names: one definition for the embedded engine and for a server.

Two collections. ``passages`` holds one point per passage with its vectors; ``originals`` holds
the whole texts, one record of what the store is (``info``) and the journals of writes in progress.
All offsets are half-open, in Unicode code points of the stored original.
"""

from __future__ import annotations

import dataclasses
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import numpy as np

from polycite.components.errors import EvidenceError, StoreError
from polycite.components.evidence import Original, Passage, Span, sha256_of
from polycite.components.vectors import SparseVector

Collection = Literal["passages", "originals"]
Datatype = Literal["float16", "float32"]
Clauses = tuple[tuple[str, tuple[str, ...]], ...]
"""Conditions that all must hold: a payload field and the values of which it must have one."""
Vector = np.ndarray | SparseVector

SCHEMA = 2
NAMESPACE = uuid.UUID("11d005fd-d3e1-4d58-a12a-43ff3073f9e6")
DENSE = ("dense", "gloss")
SPARSE = ("lexicon", "sounds")
KEYWORDS: Mapping[Collection, tuple[str, ...]] = {
    "passages": ("original_id", "sha256", "language", "source", "facts"),
    "originals": ("kind",),
}
"""Payload fields with a keyword index."""
NUMBERS: Mapping[Collection, tuple[str, ...]] = {"passages": (), "originals": ("passages",)}
"""Payload fields with an integer index."""
_LONGEST_FACT = 256


@dataclass(frozen=True, slots=True, eq=False)
class PassageVectors:
    """The vectors of one passage by channel: ``dense`` and ``gloss``, ``lexicon`` and ``sounds``.

    A dense channel has one vector or several, shape (size,) or (vectors, size): a passage scores what the nearest
    of them scores. A channel may be absent (a passage without a gloss); it is then not found by that channel.
    """

    dense: Mapping[str, np.ndarray] = field(default_factory=dict)
    sparse: Mapping[str, SparseVector] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which passages a search may find; None places no restriction, an empty tuple admits nothing.

    ``languages`` may contain None: passages of unknown language. ``metadata`` maps a key (dots lead
    into nested mappings) to a value or a list of accepted values, compared as JSON scalars
    (``1`` equals ``1.0``; ``"1"`` does not). A passage whose own value is a list matches by any element.

    Example:
        >>> Filter(languages=("ro", "de"), metadata={"product": ["router", "nas"], "public": True})
    """

    languages: tuple[str | None, ...] | None = None
    sources: tuple[str, ...] | None = None
    original_ids: tuple[str, ...] | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)

    def clauses(self) -> Clauses:
        """The same as conditions on payload fields."""
        found = [
            ("language", None if self.languages is None else tuple(code or "" for code in self.languages)),
            ("source", self.sources),
            ("original_id", self.original_ids),
        ]
        for key, value in self.metadata.items():
            accepted = value if isinstance(value, list | tuple) else [value]
            if not all(item is None or isinstance(item, str | int | float) for item in accepted):
                raise StoreError(
                    f"The filter on metadata {key!r} is no text, number, true, false or null and no list of such.",
                    "Name a key inside a mapping with dots, as in 'author.name'.",
                )
            found.append(("facts", tuple(fact for item in accepted for fact in _facts(key, item))))
        return tuple((key, tuple(values)) for key, values in found if values is not None)


@dataclass(frozen=True, slots=True)
class OriginalRecord:
    """An original without its text; ``length`` counts its code points."""

    id: str
    source: str
    language: str | None
    sha256: str
    length: int
    metadata: Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """A point as both engines store it."""

    id: str
    payload: dict[str, Any] = field(default_factory=dict)
    dense: Mapping[str, np.ndarray] = field(default_factory=dict)
    sparse: Mapping[str, SparseVector] = field(default_factory=dict)


class Backend(Protocol):
    """An engine that holds the two collections. Every method raises StoreError with a mend.

    ``place`` names the store in messages. ``shared`` says that other processes may write meanwhile.
    """

    place: str
    shared: bool

    def exists(self) -> bool:
        """Whether a store is here, finished; opens it. StoreError when something else is here."""

    def create(self, size: int, datatype: Datatype, info: Point) -> None:
        """Make both collections and, last, the record of what they are."""

    def drop(self) -> None:
        """Delete both collections and everything in them."""

    def upsert(self, collection: Collection, points: Sequence[Point]) -> None:
        """Write points; a point of the same id is replaced."""

    def delete(self, collection: Collection, ids: Sequence[str]) -> None:
        """Delete points; unknown ids are passed over."""

    def search(
        self,
        vectors: Mapping[str, Vector],
        *,
        limit: int,
        clauses: Clauses = (),
        ids: Sequence[str] | None = None,
        exact: bool = False,
    ) -> dict[str, list[tuple[str, float]]]:
        """The ``limit`` nearest passages in each channel, among those that the clauses and ids admit."""

    def retrieve(self, collection: Collection, ids: Sequence[str], fields: Sequence[str] | None = None) -> list[Point]:
        """The points that exist, in any order, without vectors; ``fields`` limits the payload."""

    def scroll(
        self,
        collection: Collection,
        clauses: Clauses = (),
        *,
        fields: Sequence[str] | None = None,
        offset: str | None = None,
        limit: int,
        vectors: bool = False,
    ) -> tuple[list[Point], str | None]:
        """Points in the order of their ids from ``offset`` on, and the id to go on from."""

    def count(self, collection: Collection, clauses: Clauses = ()) -> int:
        """Number of points the clauses admit."""

    def facet(self, collection: Collection, key: str, clauses: Clauses = ()) -> dict[Any, int]:
        """How many of the points that the clauses admit have each value of an indexed payload field."""

    def optimize(self) -> None:
        """Reorganise for speed."""

    def flush(self, collection: Collection) -> None:
        """Make what is written survive a power failure, not only the end of the process."""

    def close(self) -> None:
        """Release everything; a second call does nothing."""


def passage_id(original_id: str, sha256: str, span: Span) -> str:
    """The same passage of the same text has the same id in every store."""
    return str(uuid.uuid5(NAMESPACE, f"{original_id}\n{sha256}\n{span.start}\n{span.end}"))


def record_id(kind: Literal["original", "info", "journal"], name: str = "") -> str:
    """Id of a point of the originals collection."""
    return str(uuid.uuid5(NAMESPACE, f"{kind}\n{name}"))


def passage_points(original: Original, passages: Sequence[Passage], vectors: Sequence[PassageVectors]) -> list[Point]:
    """The points of an original's passages.

    Raises:
        EvidenceError: a passage's text is not that of its span of the original.
        ValueError: passages and vectors do not pair up, or a span comes twice.
    """
    if len(passages) != len(vectors):
        raise ValueError(f"{original.id!r}: {len(passages)} passages but vectors for {len(vectors)}")
    points = {}
    for passage, vector in zip(passages, vectors, strict=True):
        if passage.original_id != original.id or passage.span.of(original.text) != passage.text:
            raise EvidenceError(f"[{passage.start}, {passage.end}) of {original.id!r} is not the passage's text")
        name = passage_id(original.id, original.sha256, passage.span)
        metadata = json_values(original.id, passage.metadata)
        payload = {
            "id": name,
            "original_id": original.id,
            "sha256": original.sha256,
            "start": passage.start,
            "end": passage.end,
            "text": passage.text,
            "language": passage.language or "",
            "source": passage.source,
            "meta": metadata,
            "facts": [fact for key, value in metadata.items() for fact in _facts(key, value)],
        }
        dense = {channel: np.atleast_2d(vectors) for channel, vectors in vector.dense.items()}
        points[name] = Point(name, payload, dense, {k: v for k, v in vector.sparse.items() if len(v)})
    if len(points) != len(passages):
        raise ValueError(f"{original.id!r}: two of its passages have the same span")
    return list(points.values())


def read_passage(payload: Mapping[str, Any]) -> Passage:
    """The passage of a point."""
    return Passage(
        original_id=payload["original_id"],
        start=payload["start"],
        end=payload["end"],
        text=payload["text"],
        language=payload["language"] or None,
        source=payload["source"],
        sha256=payload["sha256"],
        metadata=payload["meta"],
    )


def original_point(original: Original, passages: Sequence[Passage], write: str) -> Point:
    """The record of an original; its ``spans`` say which passages belong to it, ``write`` who wrote it."""
    check_text(original.id, original.id, original.text, original.source, original.language or "")
    payload = {
        **original.to_dict(),
        "metadata": json_values(original.id, original.metadata),
        "kind": "original",
        "length": len(original.text),
        "spans": [[passage.start, passage.end] for passage in passages],
        "passages": len(passages),
        "write": write,
        "unfinished": False,
    }
    return Point(record_id("original", original.id), payload)


def read_original(payload: Mapping[str, Any]) -> Original:
    """The original of a record.

    Raises:
        StoreError: the text is no longer the one that was stored.
    """
    original = Original.from_dict({f.name: payload[f.name] for f in dataclasses.fields(Original)})
    if sha256_of(original.text) != original.sha256:
        raise StoreError(
            f"The stored text of {original.id!r} is damaged: its SHA-256 is not {original.sha256[:12]}….",
            "Restore the store from a backup, or index the files again with `polycite index --rebuild`.",
        )
    return original


def listed_passages(payload: Mapping[str, Any]) -> set[str]:
    """Ids of the passages that an original's record lists."""
    return {passage_id(payload["id"], payload["sha256"], Span(start, end)) for start, end in payload["spans"]}


def check_vectors(
    name: str, dense: Mapping[str, np.ndarray], sparse: Mapping[str, SparseVector], size: int, axes: int
) -> None:
    """Refuse what an engine would take in silence and then rank by nonsense.

    Args:
        name: whose vectors they are.
        dense: each of shape (size,), or (vectors, size).
        sparse: each with ascending indices.
        size: numbers in a dense vector of the store.
        axes: 1 for a question's vectors, 2 for a passage's.

    Raises:
        StoreError: a vector has another size or a number that is not finite.
        ValueError: a channel is unknown, or indices are not ascending.
    """
    if unknown := {*dense} - {*DENSE} | {*sparse} - {*SPARSE}:
        raise ValueError(f"no such channel: {', '.join(sorted(unknown))}")
    for channel, vector in dense.items():
        if vector.ndim != axes or vector.shape[-1] != size or not vector.size:
            raise StoreError(
                f"The {channel} vector of {name} has the shape {vector.shape}; the store's have {size} numbers.",
                "Use the embedder the store was made with, or make it anew: `polycite index --rebuild`.",
            )
    values = [*dense.values(), *(vector.values for vector in sparse.values())]
    if not all(np.isfinite(array).all() for array in values):
        raise StoreError(f"A vector of {name} has a number that is not finite.", "Check the embedding model.")
    for channel, entries in sparse.items():
        if len(entries.indices) != len(entries.values) or (entries.indices[1:] <= entries.indices[:-1]).any():
            raise ValueError(f"the {channel} vector of {name} needs ascending indices, one for each value")


def json_values(original_id: str, metadata: Mapping[str, Any]) -> dict[str, Any]:
    """``metadata`` as both engines give it back (a number of 17 digits may differ in the last).

    Raises:
        StoreError: a value is not JSON, so it would be lost or changed.
    """
    try:
        text = json.dumps(dict(metadata), allow_nan=False, ensure_ascii=False)
        text.encode()
        values: dict[str, Any] = json.loads(text, parse_int=_int64)
    except (TypeError, ValueError) as error:
        raise StoreError(
            f"The metadata of {original_id!r} cannot be stored: {error}.",
            "Use text, finite numbers below 2^63, true, false, null, lists and mappings; write a date as text.",
        ) from error
    return values


def check_text(original_id: str, *texts: str) -> None:
    """Raise StoreError for half a surrogate pair, which no UTF-8 file or engine can hold."""
    for text in texts:
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise StoreError(
                f"{original_id!r} has half of a character (U+{ord(text[error.start]):04X}) at offset {error.start}.",
                "Save the file as valid UTF-8; in JSON, write both halves of the surrogate pair.",
            ) from error


def batches(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """``items`` in lists of at most ``size``."""
    batch: list[Any] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _facts(key: str, value: Any) -> Iterator[str]:
    """Every ``key=value`` under ``key``, as one keyword each.

    One indexed field answers filters on any metadata key: nothing to declare, no index to build
    in a query, and no dependence on how an engine matches booleans (qdrant-edge 0.9 does not).
    """
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from _facts(f"{key}.{name}", item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _facts(key, item)
    else:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        fact = f"{key}={json.dumps(value, ensure_ascii=False)}"
        yield fact if len(fact) <= _LONGEST_FACT else sha256_of(fact)


def _int64(digits: str) -> int:
    if not -(2**63) <= int(digits) < 2**63:
        raise ValueError(f"{digits} does not fit into 64 bits")
    return int(digits)
