"""How much of a text sounds like a name, across scripts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import regex

from polycite.components.sounds import romanise, skeleton
from polycite.components.text.edit_distance import similarity
from polycite.components.text.words import UNSPACED, fold, normalise, word_spans

ALIKE = 0.5
"""From this similarity on two words may be one name."""
_ALIKE_IN_CHINESE = 0.4  # which spells foreign sounds with what syllables it has
_DERIVED = 0.6  # from here on a word without a capital may come from a name: "Moskauer", "московский"
_STEM = 5  # letters of a word that a longer, derived one begins with: Nobel, Нобелевской
_LETTERS = 0.5  # what letters count beside consonants ...
_LETTERS_WITHOUT_VOWELS = 0.2  # ... and where the script writes few vowels
_WITHOUT_VOWELS = frozenset({"ar", "he", "fa", "ur"})
_PROCLITICS = {"ar": ("al", "wal", "bal", "b", "l", "w", "k"), "he": ("h", "b", "l", "m", "w", "k", "s")}
_ONE_LIQUID = frozenset({"zh", "zh-hant", "ja", "ko"})
_LIKE_CHINESE, _LIKE_KOREAN = str.maketrans("r", "l"), str.maketrans("rfvz", "lpbj")
_SYLLABLES, _WORDS = 8, 2  # longest run that is heard as one name
_KATAKANA = regex.compile(r"[\p{Katakana}ー]{2,}")
_JAPANESE = regex.compile(r"(?:(?:[kgsztdnhbpmyrwjf]|sh|ch|ts|[kgnhbpmrs]y)?[aeiou]|n)+")
# Before the consonants are merged: "dzh" and "j" are one sound, "gh" is often none.
_SPELLINGS = (
    ("chzh", "zh"), ("tsch", "ch"), ("tsh", "ch"), ("tch", "ch"), ("dzh", "j"), ("dj", "j"), ("dz", "z"), ("ts", "s"),
    ("tz", "s"), ("gh", ""),
)  # fmt: skip


def sound_similarity(first: str, second: str) -> float:
    """How much two words sound alike, in [0, 1]: the mean similarity of their letters and of their consonants.

    Usage::

        sound_similarity("Москва", "Moscow"), sound_similarity("Москва", "Madrid")    # 0.75, 0.21
    """
    return _similarity(_letters(first), _letters(second), _LETTERS)


@dataclass(frozen=True)
class Text:
    """A text that names are looked for in."""

    text: str
    language: str | None

    @cached_property
    def folded(self) -> str:
        """All in lower case without accents: inflected forms hold the name."""
        return fold(normalise(self.text))

    @property
    def threshold(self) -> float:
        """What :meth:`sounds_like` must reach for a name to be there."""
        return _ALIKE_IN_CHINESE if self.language in ("zh", "zh-hant") else ALIKE

    def sounds_like(self, name: str) -> float:
        """How much some stretch of the text sounds like ``name``, in [0, 1], as :func:`sound_similarity` says.

        Looked for in one word or two together, at their beginnings (inflected names) and ends (compounds); in
        scripts without spaces in runs of characters.
        """
        sound = self._heard(_letters(name))
        if not sound or (self._in_kanji and _JAPANESE.fullmatch(sound)):
            return 1.0
        best = 0.0
        for i, (_, capital) in enumerate(self._sounds):
            run = ""
            for part, _ in self._sounds[i : i + (_SYLLABLES if self.language in UNSPACED else _WORDS)]:
                run += part
                if len(run) > 2 * len(sound) + 4:
                    break
                heard = max(self._alike(sound, form) for form in self._forms(run, len(sound)))
                best = max(best, heard if capital or heard > _DERIVED else 0.0)
        return best

    def _alike(self, sound: str, form: str) -> float:
        letters = _LETTERS_WITHOUT_VOWELS if self.language in _WITHOUT_VOWELS else _LETTERS
        if abs(len(form) - len(sound)) <= max(3, len(sound) // 2):
            return _similarity(sound, form, letters)
        if len(sound) > len(form) >= _STEM:
            return _similarity(sound[: len(form)], form, letters)
        return 0.0

    def _forms(self, run: str, length: int) -> Iterator[str]:
        """``run``, what it begins and ends with, and the rest after a proclitic."""
        yield run
        if self.language not in UNSPACED:
            yield from (run[:n] for n in (length, length + 1) if len(run) > n)
            yield from (run[-n:] for n in (length, length + 2) if len(run) > length + 2)
        for proclitic in _PROCLITICS.get(self.language or "", ()):
            if run.startswith(proclitic) and len(run) > len(proclitic) + 2:
                yield run[len(proclitic) :]

    @cached_property
    def _sounds(self) -> list[tuple[str, bool]]:
        """What each word (each character of a script without spaces) sounds like, and whether it may be a name."""
        spans = word_spans(self.text, self.language)
        pieces = list(self.text) if self.language in UNSPACED else [self.text[a:b] for a, b in spans]
        pieces = [part for piece in pieces for part in piece.replace("’", "'").split("'") if part]
        sounds = [(self._heard(_letters(piece)), not piece[0].islower()) for piece in pieces]
        return [one for one in sounds if one[0]]

    def _heard(self, sound: str) -> str:
        """``sound`` as this script can write it: Arabic has one letter for g and j, Korean one for l and r."""
        if self.language in _ONE_LIQUID:
            return sound.translate(_LIKE_KOREAN if self.language == "ko" else _LIKE_CHINESE)
        if self.language not in _WITHOUT_VOWELS:
            return sound
        sound = sound.replace("j", "g") if self.language == "ar" else sound
        return sound[:1] + sound[1:].replace("w", "")  # inside a word it stands for o and u

    @cached_property
    def _in_kanji(self) -> bool:
        """Whether names must be hidden in kanji, whose Japanese sounds are not known: no katakana spells one out."""
        return self.language == "ja" and _KATAKANA.search(self.text) is None


@lru_cache(maxsize=65536)
def _letters(word: str) -> str:
    return "".join(c for c in romanise(word) if "a" <= c <= "z")


@lru_cache(maxsize=65536)
def _consonants(sound: str) -> str:
    for letters, alike in _SPELLINGS:
        sound = sound.replace(letters, alike)
    return skeleton(sound) or sound


def _similarity(first: str, second: str, letters: float) -> float:
    return letters * similarity(first, second) + (1 - letters) * similarity(_consonants(first), _consonants(second))
