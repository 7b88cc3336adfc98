"""Names in a text, and whether another text has them too: by letters, by sound or by dictionary."""

from __future__ import annotations

import lzma
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import regex

from polycite.components.entities.name_sounds import Text, sound_similarity
from polycite.components.entities.place_names import PLACES
from polycite.components.languages.content_words import ENGLISH_WORDS
from polycite.components.languages.function_words import FUNCTION_WORDS
from polycite.components.lexicon import Lexicon
from polycite.components.models import locate
from polycite.components.text.stems import stem
from polycite.components.text.words import fold, normalise, word_spans

_CAPITAL = regex.compile(r"[\p{Lu}\p{Lt}]")
_OPENS = regex.compile(r"[.!?:;…。！？।؟\"“”„«»‘\n\r\t•*|/(\[{>=]|(?<!\w)['-]")
_SUFFIX = regex.compile(r"['’]\p{L}{1,3}$")
_SEPARATOR = regex.compile("[ '’]")
_NOUNS_CAPITALISED = frozenset({"de"})
_SHOUTED = 0.6  # share of capitalised words beyond which capitals mean nothing ...
_FEW = 3  # ... but so many may well be one name
_SHORTEST = 4  # letters of a name: shorter ones sound like anything
_COMMON = 6000  # English words so frequent that a capital does not make them names
_SAME = 0.6  # from this similarity on a translation is the same word by sound
_SAME_NOUN = 0.8  # ... in a language that capitalises all nouns, loan words among them
_KNOWN = 0.6  # what a name must sound like when the dictionary has it and the text not as the dictionary says


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised word at half-open ``[start, end)`` code points that may be part of a name."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A name that the other text lacks; ``certain`` is False for what may be no name."""

    name: Name
    certain: bool


def names(text: str, language: str | None) -> list[Name]:
    """Capitalised words inside the sentences of ``text``, in order; none of a text in which most words have one.

    In a script without capitals these are words in Latin letters.
    """
    spans = word_spans(text, language)
    words = [text[start:end] for start, end in spans]
    inside = [word for word in words[1:] if word[0].isalpha()]
    if sum(1 for word in inside if _CAPITAL.match(word)) > max(_FEW, _SHOUTED * len(inside)):
        return []
    found = []
    for i, ((start, _), word) in enumerate(zip(spans, words, strict=True)):
        bare = _SUFFIX.sub("", word)
        opens = i == 0 or _OPENS.search(text, spans[i - 1][1], start) is not None
        if len(bare) >= _SHORTEST and _CAPITAL.match(bare) and bare[1:].islower() and bare.isalpha() and not opens:
            found.append(Name(start, start + len(bare), bare))
    return found


class NameReader:
    """Tells names from ordinary words, and looks for them in a translation.

    Args:
        lexicon: folder of the tables that translate words (Deutschland, Germany).
    """

    def __init__(self, lexicon: str = "shipped/lexicon") -> None:
        self._model = lexicon
        self._lexicon = Lexicon(lexicon)

    def missing(self, names: Sequence[Name], language: str | None, other: Text) -> list[Missing]:
        """The names that nothing in ``other`` is written like, sounds like or translates.

        Ordinary words that only have a capital are left out: a translator may say them in other words.
        """
        unwritten = [name for name in names if fold(normalise(name.text)) not in other.folded]
        said = self._all_meanings(other) if unwritten else frozenset()
        found = []
        for name in unwritten:
            meanings = self._meanings(name.text, language)
            if meanings & said:
                continue
            certain = self._certain(name.text, language, meanings, other.language)
            if certain is not None:
                known = other.language is not None and self._foreign_of(meanings, other.language)
                if other.sounds_like(name.text) < (_KNOWN if known else other.threshold):
                    found.append(Missing(name, certain))
        return found

    def _certain(self, word: str, language: str | None, meanings: frozenset[str], into: str | None) -> bool | None:
        """Whether ``word`` is a name, which only its letters, sound or dictionary carry over; None for other words.

        False for what may be one: a German noun that no dictionary has, a city that sounds like nothing in its
        other name (Vienna, Wien) and that the other language's dictionary lacks.
        """
        own = normalise(word)
        if places := PLACES & meanings:
            return into == "en" or (into is not None and self._foreign_of(places, into) is not None)
        if language is None or own in FUNCTION_WORDS.get(language, ()):
            return None
        if own in ENGLISH_WORDS or meanings & _common_english(self._model):
            return None
        if language == "en":
            known = self._foreign_of(meanings, into) if into else None
            return True if known is None or any(sound_similarity(own, word) >= _SAME for word in known) else None
        table = self._lexicon.table(language)
        if table is None:
            return None
        if not table.resolve(own):
            return language not in _NOUNS_CAPITALISED and (language != "vi" or own.isascii())
        same = _SAME_NOUN if language in _NOUNS_CAPITALISED else _SAME
        return True if any(sound_similarity(own, meaning) >= same for meaning in meanings) else None

    def _meanings(self, word: str, language: str | None) -> frozenset[str]:
        """The English words that ``word`` may mean, itself when it is English, and their stems."""
        own = normalise(word)
        if language == "en":
            return frozenset({own, stem(own, "en")})
        table = self._lexicon.table(language)
        if table is None:
            return frozenset()
        rows = [row for key in table.resolve(own) for row in table.row(key)]
        likely = [row.english for row in rows if row.probability > 0.03 or row.backward > 0.1]
        parts = {part for english in likely for part in english.split(" ") if len(part) > 2}
        return frozenset(parts | {stem(part, "en") for part in parts})

    def _all_meanings(self, text: Text) -> frozenset[str]:
        table = self._lexicon.table(text.language)
        if table is None:
            words = [text.text[start:end] for start, end in word_spans(text.text, text.language)]
        else:
            keys = [unit.key for unit in table.units(text.text)]
            words = [*keys, *(part for key in keys for part in _SEPARATOR.split(key) if part != key)]
            if text.language == "ko":  # its particles are written to the word
                words += [word[:-n] for word in words for n in (1, 2) if len(word) > n + 1]
        return frozenset(meaning for word in words for meaning in self._meanings(word, text.language))

    def _foreign_of(self, english: frozenset[str], language: str) -> tuple[str, ...] | None:
        """What the dictionary of ``language`` has for any of ``english``; None when nothing."""
        table = _foreign(self._model, language)
        return tuple(word for meaning in english for word in table.get(meaning, ())) or None


@lru_cache(maxsize=16)
def _foreign(model: str, language: str) -> Mapping[str, tuple[str, ...]]:
    """English word -> the words of a language that translate it best."""
    table = Lexicon(model).table(language)
    found: dict[str, list[str]] = {}
    for key in table.keys if table else ():
        if table and " " not in key:
            for row in table.row(key):
                if row.backward > 0.1 and " " not in row.english:
                    found.setdefault(row.english, []).append(key.removeprefix("~"))
    return {english: tuple(keys) for english, keys in found.items()}


@lru_cache(maxsize=4)
def _common_english(model: str) -> frozenset[str]:
    """The vocabulary of the tables stands in the order of its frequency."""
    path = Path(locate(model)) / "english.txt.xz"
    words = lzma.decompress(path.read_bytes()).decode().split("\n", _COMMON)[:_COMMON]
    return frozenset(words) - PLACES
