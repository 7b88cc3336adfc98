"""A text as its words, in every form in which they are compared with those of another language."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from polycite.components.alignment.word_similarity import WordForms, word_forms
from polycite.components.alignment.word_vectors import WordEncoder
from polycite.components.errors import SettingsError
from polycite.components.evidence import Span
from polycite.components.languages.language_codes import normalise_code
from polycite.components.languages.language_identification import LanguageIdentifier
from polycite.components.lexicon import Lexicon
from polycite.components.text.sentences import sentences
from polycite.components.text.words import word_spans

Spans = tuple[tuple[int, int], ...]

_KEPT = 64  # texts: the passages that one answer cites, and their translations


@dataclass(frozen=True, slots=True, eq=False)
class WordView:
    """A text as its n words.

    ``words`` and ``sentences`` are half-open code points; ``sentence_of`` (n,) the sentence of each word;
    ``vectors`` (n, size) of unit length, None where there is no encoder.
    """

    text: str
    language: str | None
    words: Spans
    sentences: tuple[Span, ...]
    sentence_of: NDArray[np.int64]
    forms: WordForms
    vectors: NDArray[np.float32] | None

    def touched(self, start: int, end: int) -> NDArray[np.int64]:
        """Indices of the words that share characters with ``[start, end)``."""
        return np.array([k for k, (a, b) in enumerate(self.words) if a < end and b > start], np.int64)


class WordViewer:
    """Makes views and remembers the last ones. Safe to share between threads.

    Args:
        lexicon: folder of the tables.
        encoder: where vectors come from; None to do without.
    """

    def __init__(self, lexicon: str, encoder: WordEncoder | None) -> None:
        self._tables = Lexicon(lexicon)
        self._encoder = encoder
        self._identifier = LanguageIdentifier()
        self._views: OrderedDict[tuple[str, str | None, Spans | None], WordView] = OrderedDict()
        self._lock = threading.Lock()

    def view(self, text: str, language: str | None = None, words: Spans | None = None) -> WordView:
        """The view of ``text``; its language is detected and its words are found when not given."""
        key = (text, language, words)
        with self._lock:
            if key in self._views:
                self._views.move_to_end(key)
                return self._views[key]
        code = _code(language) if language else self._identifier.detect(text).language
        made = self._make(text, code, tuple(word_spans(text, code)) if words is None else words)
        with self._lock:
            self._views[key] = made
            while len(self._views) > _KEPT:
                self._views.popitem(last=False)
        return made

    def _make(self, text: str, language: str | None, words: Spans) -> WordView:
        found = tuple(sentences(text, language))
        # Every letter and digit lies in exactly one sentence.
        sentence_of = np.searchsorted([sentence.end for sentence in found], [start for start, _ in words], "right")
        return WordView(
            text,
            language,
            words,
            found,
            np.asarray(sentence_of, np.int64),
            word_forms(text, words, language, self._tables),
            self._encoder.encode(text, words) if self._encoder else None,
        )


def _code(language: str) -> str:
    """Our code for ``language``; one that polycite does not know stays: an encoder may know it."""
    try:
        return normalise_code(language)
    except SettingsError:
        return language
