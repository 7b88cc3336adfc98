"""The nouns that pass through polycite: spans, originals, passages, citations, answers.

Every offset is half-open and counts Unicode code points of ``Original.text``, the stored
original. All classes are immutable values, so Haystack's copying of inputs costs nothing.
"""

from __future__ import annotations

import dataclasses
import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

Method = Literal["verbatim", "glossed", "projected", "sentence"]
Unit = Literal["character", "page", "paragraph"]


class _Value:
    """An immutable value: a copy of it is itself; it turns into plain JSON types and back."""

    __slots__ = ()

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self


def sha256_of(text: str) -> str:
    """Hexadecimal SHA-256 of the UTF-8 bytes of ``text``: the address of an original."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Span(_Value):
    """Half-open range ``[start, end)`` in code points.

    Raises:
        ValueError: unless ``0 <= start <= end``.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end, got [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of ``text`` inside the span."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """The same span ``by`` code points further on."""
        return Span(self.start + by, self.end + by)

    def overlap(self, other: Span) -> int:
        """Number of code points both spans hold."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True, slots=True)
class OffsetMap(_Value):
    """The way from stored text back to the file it was read from.

    ``runs`` are ``(start, end, raw_start, raw_end)``, sorted, not overlapping in the text.
    With ``unit`` "character" both sides count code points; a run of equal lengths maps
    character by character, any other (an entity, an escape) as a whole. With "page" or
    "paragraph" the raw side counts pages or paragraphs from 1, half-open too: a run on page 3
    has ``(raw_start, raw_end) == (3, 4)``. Text between runs (a line break put in place of a tag)
    has no raw characters of its own.
    """

    runs: tuple[tuple[int, int, int, int], ...]
    unit: Unit = "character"

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """The map of a file whose decoded characters are the stored text."""
        return cls(((0, length, 0, length),) if length else ())

    def to_raw(self, span: Span) -> Span:
        """The smallest raw span that holds every character of ``span``.

        Raises:
            ValueError: the span holds no character that came from the file.
        """
        first = bisect_right(self.runs, span.start, key=lambda run: run[1])
        last = bisect_left(self.runs, span.end, key=lambda run: run[0])
        hit = [run for run in self.runs[first:last] if min(run[1], span.end) > max(run[0], span.start)]
        if not hit:
            raise ValueError(f"no raw characters behind [{span.start}, {span.end})")
        start, _, raw_start, _ = hit[0]
        if self._aligned(hit[0]) and span.start > start:
            raw_start += span.start - start
        _, end, _, raw_end = hit[-1]
        if self._aligned(hit[-1]) and span.end < end:
            raw_end -= end - span.end
        return Span(raw_start, raw_end)

    def _aligned(self, run: tuple[int, int, int, int]) -> bool:
        return self.unit == "character" and run[1] - run[0] == run[3] - run[2]


@dataclass(frozen=True, slots=True)
class Original(_Value):
    """A document as it is stored: whole, unchanged, addressed by the SHA-256 of its text.

    ``id`` names the document across versions (a path inside the indexed folder, or the
    caller's own); ``source`` says where it came from; ``language`` is a BCP 47 code or None
    while unknown.
    """

    id: str
    text: str
    source: str = ""
    language: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)
    raw_map: OffsetMap | None = None
    sha256: str = ""

    def __post_init__(self) -> None:
        if not self.sha256:
            object.__setattr__(self, "sha256", sha256_of(self.text))

    def quote(self, span: Span) -> str:
        """The original characters of ``span``.

        Raises:
            ValueError: the span ends after the text.
        """
        if span.end > len(self.text):
            raise ValueError(
                f"span [{span.start}, {span.end}) ends after the {len(self.text)} characters of {self.id!r}"
            )
        return span.of(self.text)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types; ``from_dict`` reads them back."""
        return dict(_plain(self))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Original:
        """The inverse of :meth:`to_dict`."""
        values = dict(data)
        raw = values.pop("raw_map", None)
        if raw is not None:
            raw = OffsetMap(tuple((a, b, c, d) for a, b, c, d in raw["runs"]), raw["unit"])
        return cls(raw_map=raw, **values)


@dataclass(frozen=True, slots=True)
class Passage(_Value):
    """A stretch of an original: ``original.text[start:end] == text``.

    ``score`` is the fused retrieval score (higher is better; comparable within one search),
    ``channels`` what each retrieval channel gave it. ``translations`` are the ids of originals
    in other languages that say the same and were grouped under this passage.
    """

    original_id: str
    start: int
    end: int
    text: str
    language: str | None = None
    source: str = ""
    sha256: str = ""
    metadata: Mapping[str, Any] = field(default_factory=dict)
    score: float | None = None
    channels: Mapping[str, float] = field(default_factory=dict)
    translations: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """The passage's place in its original."""
        return Span(self.start, self.end)

    @property
    def titled(self) -> str:
        """The text under its document's title, as models see it: alone a passage seldom says what it is about.

        What is cited is the text.
        """
        return self.under_title(self.text)

    def under_title(self, part: str) -> str:
        """``part`` of the text likewise: under the title, unless it has it itself."""
        title = self.metadata.get("title")
        return f"{title}\n{part}" if isinstance(title, str) and title not in part else part

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types; ``from_dict`` reads them back."""
        return dict(_plain(self))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Passage:
        """The inverse of :meth:`to_dict`."""
        return cls(**{**data, "translations": tuple(data.get("translations", ()))})


@dataclass(frozen=True, slots=True)
class QuoteTranslation(_Value):
    """A quote in the answer's language, inside the translation of the sentences it stands in.

    ``sentence[start:end] == text`` says what the quote says; ``sentence`` translates
    ``original.text[source_start:source_end]``. ``engine`` translated it by ``route``, the languages passed through;
    ``confidence``, in [0, 1], is that of the alignment, lowered by ``violations``: numbers, names and codes that
    the translation lost, changed or invented, each in words.
    """

    text: str
    language: str
    sentence: str
    start: int
    end: int
    source_start: int
    source_end: int
    engine: str
    route: tuple[str, ...]
    confidence: float = 0.0
    violations: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        return dict(_plain(self))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> QuoteTranslation:
        """The inverse of :meth:`to_dict`."""
        return cls(**{**data, "route": tuple(data["route"]), "violations": tuple(data.get("violations", ()))})


@dataclass(frozen=True, slots=True)
class Citation(_Value):
    """Evidence: ``original.text[start:end] == quote``, checked before an answer leaves.

    ``sha256`` is that of the whole original text; ``prefix`` and ``suffix`` are the characters
    around the quote, for re-anchoring; ``confidence`` lies in [0, 1]. ``translation`` is the
    quote in the answer's language, with its alignment, when one was made.
    """

    original_id: str
    start: int
    end: int
    quote: str
    sha256: str
    source: str = ""
    language: str | None = None
    prefix: str = ""
    suffix: str = ""
    method: Method = "verbatim"
    confidence: float = 0.0
    translation: QuoteTranslation | None = None

    @property
    def span(self) -> Span:
        """The quote's place in its original."""
        return Span(self.start, self.end)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types; ``from_dict`` reads them back."""
        return dict(_plain(self))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Citation:
        """The inverse of :meth:`to_dict`."""
        made = data.get("translation")
        return cls(**{**data, "translation": made and QuoteTranslation.from_dict(made)})


@dataclass(frozen=True, slots=True)
class Segment(_Value):
    """Half-open span of ``Answer.text`` and the citations that carry it."""

    start: int
    end: int
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Answer(_Value):
    """What a question gets back.

    An abstention has ``abstained`` True, a ``reason`` and no segments. ``language`` is that of
    ``text``; ``strategy`` the one used, with ``notes`` on why; ``timings`` are seconds by stage;
    ``confidence`` is the calibrated probability that the answer is right, ``answerable`` that the
    documents hold an answer at all, by which is abstained; both in [0, 1].
    """

    question: str
    text: str
    language: str
    question_language: str
    segments: tuple[Segment, ...] = ()
    abstained: bool = False
    reason: str = ""
    strategy: str = "auto"
    notes: tuple[str, ...] = ()
    confidence: float = 0.0
    answerable: float = 0.0
    passages: tuple[Passage, ...] = ()
    timings: Mapping[str, float] = field(default_factory=dict)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations of all segments, in reading order, each once."""
        return tuple(dict.fromkeys(citation for segment in self.segments for citation in segment.citations))

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types, with ``citations`` listed once more at the top for simple clients."""
        return {**_plain(self), "citations": [citation.to_dict() for citation in self.citations]}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Answer:
        """The inverse of :meth:`to_dict`."""
        values = {key: value for key, value in data.items() if key != "citations"}
        values["segments"] = tuple(
            Segment(s["start"], s["end"], tuple(Citation.from_dict(c) for c in s["citations"]))
            for s in data["segments"]
        )
        values["passages"] = tuple(Passage.from_dict(p) for p in data.get("passages", ()))
        values["notes"] = tuple(data.get("notes", ()))
        return cls(**values)

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """JSON Schema of :meth:`to_dict`."""
        from pydantic import TypeAdapter

        schema = TypeAdapter(Answer).json_schema(mode="serialization")
        schema["properties"]["citations"] = {"type": "array", "items": {"$ref": "#/$defs/Citation"}}
        return schema


def _plain(value: Any) -> Any:
    """Dataclasses, mappings and tuples as dicts and lists; ``dataclasses.asdict`` would deep-copy."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return [_plain(item) for item in value]
    return value
