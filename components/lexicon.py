"""Words as the English words they translate to: one table a language, learned from parallel text.

The same table serves retrieval (sparse vectors in the space of English words), the gloss
(:mod:`polycite.components.glossing`) and alignment. ``polycite train lexicon`` makes it.
"""

from __future__ import annotations

import io
import lzma
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from polycite.components.models import locate
from polycite.components.text.codes import CODE, codes
from polycite.components.text.korean_verbs import dictionary_forms
from polycite.components.text.stems import STEM, prefix_stripped, stem
from polycite.components.text.word_parts import word_parts
from polycite.components.text.words import fold, normalise, word_spans
from polycite.components.vectors import SparseVector, saturate

LONGEST_PHRASE = 3
_MAX_TRANSLATIONS = 8
_LEAST = 0.04
_SHARPEN = 1.2
_KEEP_LATIN = 0.4
TERM_LETTERS = 6
_AVERAGE_LENGTH = 70.0  # expected English words of a passage of 180 tokens, over the shipped knowledge base


@dataclass(frozen=True, slots=True)
class Translation:
    """An English word or phrase a foreign word translates to.

    ``probability`` is p(english | foreign); ``backward`` is p(foreign | english).
    """

    english: str
    probability: float
    backward: float


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, or a phrase the lexicon knows as one: half-open ``[start, end)`` code points, looked up under ``key``."""

    start: int
    end: int
    key: str


class Table:
    """One language's words, phrases and stems with their English translations, likeliest gloss first.

    Args:
        keys: normalised words, phrases joined by spaces, and stems marked by a leading ``~``.
        english: the English vocabulary shared by all languages.
        offsets: (len(keys) + 1,) row bounds into the following.
        ids: English ids; ``forward``, ``backward``: probabilities times 255.
    """

    def __init__(
        self,
        language: str,
        keys: Sequence[str],
        english: Sequence[str],
        offsets: NDArray[np.uint32],
        ids: NDArray[np.uint32],
        forward: NDArray[np.uint8],
        backward: NDArray[np.uint8],
    ) -> None:
        self.language = language
        self._rows = {key: row for row, key in enumerate(keys)}
        self._english = english
        self._offsets = offsets
        self._ids, self._forward, self._backward = ids, forward, backward
        self._phrase_starts = {key.split(" ", 1)[0] for key in keys if " " in key}
        self._folded: dict[str, str] | None = None
        self._resolved: dict[str, tuple[str, ...]] = {}
        self._spreads: dict[str, Mapping[str, float]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    @property
    def keys(self) -> Iterator[str]:
        """Every word, phrase and ``~stem``."""
        return iter(self._rows)

    def knows(self, word: str) -> bool:
        """Whether ``word`` was learned: a form that says no more than its stem is stored as that."""
        return self._form(word) is not None

    def row(self, key: str) -> tuple[Translation, ...]:
        """The translations of exactly ``key``, best gloss first; empty when unknown."""
        row = self._rows.get(key)
        if row is None:
            return ()
        return tuple(
            Translation(self._english[self._ids[i]], self._forward[i] / 255, self._backward[i] / 255)
            for i in range(self._offsets[row], self._offsets[row + 1])
        )

    def reversed(self, least: float) -> Iterator[tuple[str, str, float]]:
        """Each key with an English translation whose p(key | English) is at least ``least``, and that probability."""
        keys = list(self._rows)
        likely = np.flatnonzero(self._backward >= least * 255)
        rows = np.searchsorted(self._offsets, likely, side="right") - 1
        entries = (rows, self._ids[likely], self._backward[likely] / 255)
        for row, english, probability in zip(*(column.tolist() for column in entries), strict=True):
            yield keys[row], self._english[english], probability

    def best(self, key: str) -> str | None:
        """The first translation of exactly ``key``; None when unknown."""
        row = self._rows.get(key)
        if row is None or self._offsets[row] == self._offsets[row + 1]:
            return None
        best: str = self._english[self._ids[self._offsets[row]]]
        return best

    def resolve(self, word: str) -> tuple[str, ...]:
        """The keys that stand for a normalised ``word``: itself, else the nearest known form.

        In order: in another spelling, without a proclitic (Arabic, Hebrew), by stem, as a form of a Korean verb, as
        the known words it is made of, by the longest known beginning. Empty when nothing is known.
        """
        if word in self._rows:
            return (word,)
        # The search below is slow and texts repeat their unknown words; a table sees a bounded vocabulary.
        if word not in self._resolved:
            self._resolved[word] = self._nearest(word)
        return self._resolved[word]

    def _nearest(self, word: str) -> tuple[str, ...]:
        forms = (word, *prefix_stripped(word, self.language))
        spelled = [] if self.language in ("vi", "th") else [self._unaccented(form) for form in forms]
        stems = (STEM + stem(form, self.language) for form in forms)
        for key in (*spelled[:1], *forms, *spelled[1:], *stems):
            if key in self._rows:
                return (key,)
        for verb in dictionary_forms(word) if self.language == "ko" else ():
            if known := self._form(verb):
                return (known,)
        if parts := word_parts(word, self.language, self._form):
            return parts
        for length in range(len(word) - 1, max(4, len(word) - 4) - 1, -1):
            if STEM + word[:length] in self._rows:
                return (STEM + word[:length],)
        return ()

    def _form(self, word: str) -> str | None:
        """The key of ``word`` as it is or by its stem."""
        return next((key for key in (word, STEM + stem(word, self.language)) if key in self._rows), None)

    def units(self, text: str) -> list[Unit]:
        """The words of ``text``, known phrases of up to three words as one, in order."""
        spans = word_spans(text, self.language)
        words = [normalise(text[a:b]) for a, b in spans]
        units: list[Unit] = []
        i = 0
        while i < len(words):
            taken = 1
            if words[i] in self._phrase_starts:
                for n in range(min(LONGEST_PHRASE, len(words) - i), 1, -1):
                    gaps = (text[spans[k][1] : spans[k + 1][0]] for k in range(i, i + n - 1))
                    if " ".join(words[i : i + n]) in self._rows and all(gap in ("", " ") for gap in gaps):
                        taken = n
                        break
            units.append(Unit(spans[i][0], spans[i + taken - 1][1], " ".join(words[i : i + taken])))
            i += taken
        return units

    def spread(self, key: str) -> Mapping[str, float]:
        """Truncated English words with weights: 1 in all for a word, 1 a part for a compound.

        A word in Latin letters keeps part of its weight for itself, all of it when unknown.
        """
        if key not in self._spreads:
            spread: dict[str, float] = defaultdict(float)
            for part in self.resolve(key):
                for english, weight in _sharpened(self.row(part)):
                    for word in english.split(" "):
                        spread[_term(word)] += weight
            own = fold(key)
            if own.isascii() and " " not in own:
                kept = _KEEP_LATIN if spread else 1.0
                spread = {term: weight * (1 - kept) for term, weight in spread.items()}
                spread[_term(own)] = spread.get(_term(own), 0.0) + kept
            self._spreads[key] = spread
        return self._spreads[key]

    def _unaccented(self, word: str) -> str | None:
        if self._folded is None:
            self._folded = {}
            for key in self._rows:
                if not key.startswith(STEM):
                    self._folded.setdefault(fold(key), key)
        return self._folded.get(fold(word))


class Lexicon:
    """The tables of all languages, each read when first needed. Safe to share between threads.

    Args:
        model: the folder of the tables.
    """

    def __init__(self, model: str = "shipped/lexicon") -> None:
        self.model = model
        self._folder = Path(locate(model))

    @cached_property  # asked of every text
    def languages(self) -> frozenset[str]:
        """Codes of the languages there is a table for; English needs none."""
        return frozenset(path.name.removesuffix(".npz.xz") for path in self._folder.glob("*.npz.xz"))

    def table(self, language: str | None) -> Table | None:
        """The table of ``language``; None for English and for languages without one."""
        if language is None or language == "en":
            return None
        return _table(self._folder, language)

    def terms(self, text: str, language: str | None) -> Counter[str]:
        """Expected counts of truncated English words: probabilistic structured queries (Darwish and Oard 2003).

        Each word is spread over the words it translates to. A word in Latin letters keeps part of
        its weight for itself, all of it when unknown: names and English inside other text. A model
        name or error code is a term of its own beside its parts.
        """
        table = self.table(language)
        counts: Counter[str] = Counter(CODE + code for code in codes(text))
        if table is None:
            for start, end in word_spans(text, language):
                counts[_term(normalise(text[start:end]))] += 1
            return counts
        for unit in table.units(text):
            counts.update(table.spread(unit.key))
        return counts

    def encode_passage(self, text: str, language: str | None, limit: int | None = None) -> SparseVector:
        """BM25 weights of the expected English words of a passage; at most ``limit`` entries."""
        return SparseVector.of_terms(saturate(self.terms(text, language), _AVERAGE_LENGTH), limit)

    def encode_query(self, text: str, language: str | None) -> SparseVector:
        """The expected English words of a question."""
        return SparseVector.of_terms(self.terms(text, language))

    def known_share(self, text: str, language: str | None) -> float:
        """Share of the words of ``text`` that the lexicon knows in some form, in [0, 1]; 1 for English."""
        table = self.table(language)
        if table is None:
            return 1.0 if language == "en" else 0.0
        units = table.units(text)
        known = sum(1 for unit in units if unit.key.isascii() or table.resolve(unit.key))
        return known / len(units) if units else 1.0


def _sharpened(row: Sequence[Translation]) -> list[tuple[str, float]]:
    """The likeliest translations with their probabilities sharpened and the unlikely tail cut off."""
    likeliest = sorted(row, key=lambda t: -t.probability)[:_MAX_TRANSLATIONS]
    sharp = [(t.english, t.probability**_SHARPEN) for t in likeliest]
    total = sum(p for _, p in sharp)
    kept = [(english, p) for english, p in sharp if p > _LEAST * total]
    total = sum(p for _, p in kept)
    return [(english, p / total) for english, p in kept] if total else []


def _term(english: str) -> str:
    return fold(english)[:TERM_LETTERS]


def write(folder: Path, language: str, rows: Mapping[str, Sequence[tuple[int, float, float]]]) -> None:
    """Store a table: key -> (English id, p(e|f), p(f|e)) in gloss order."""
    keys = sorted(rows)
    entries = [entry for key in keys for entry in rows[key]]
    buffer = io.BytesIO()
    np.savez(
        buffer,
        keys=np.frombuffer("\n".join(keys).encode(), np.uint8),
        lengths=np.array([len(rows[key]) for key in keys], np.uint8),
        ids=np.array([e for e, _, _ in entries], np.uint32),
        forward=np.array([round(255 * p) for _, p, _ in entries], np.uint8),
        backward=np.array([round(255 * p) for _, _, p in entries], np.uint8),
    )
    (folder / f"{language}.npz.xz").write_bytes(lzma.compress(buffer.getvalue(), preset=9))


def write_english(folder: Path, words: Sequence[str]) -> None:
    """Store the English vocabulary, one word or phrase a line."""
    (folder / "english.txt.xz").write_bytes(lzma.compress("\n".join(words).encode(), preset=9))


def read_english(folder: Path) -> list[str]:
    """The English vocabulary in ``folder``; empty where there is none."""
    path = folder / "english.txt.xz"
    return lzma.decompress(path.read_bytes()).decode().split("\n") if path.is_file() else []


_loading = threading.Lock()


def _table(folder: Path, language: str) -> Table | None:
    """The table, read once a process: retrieval, glossing and reading share it."""
    with _loading:
        return _read_once(folder, language)


@lru_cache(maxsize=256)
def _read_once(folder: Path, language: str) -> Table | None:
    path = folder / f"{language}.npz.xz"
    return _read(path, _english_words(folder)) if path.is_file() else None


def _read(path: Path, english: Sequence[str]) -> Table:
    with np.load(io.BytesIO(lzma.decompress(path.read_bytes()))) as data:
        keys = data["keys"].tobytes().decode().split("\n")
        offsets = np.concatenate([[0], np.cumsum(data["lengths"], dtype=np.uint32)])
        return Table(
            path.name.removesuffix(".npz.xz"), keys, english, offsets, data["ids"], data["forward"], data["backward"]
        )


@lru_cache(maxsize=4)
def _english_words(folder: Path) -> tuple[str, ...]:
    return tuple(read_english(folder))
