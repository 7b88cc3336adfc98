"""Which sentence a translator learns to translate next, and into which language."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from polycite.components.errors import LoadingError
from polycite.pipeline.training.corpora import lines

ENGLISH = "en"
_TEMPERATURE = 5.0  # of Arivazhagan et al. 2019
_THROUGH_ENGLISH = 0.2  # of the pairs: neither side is English, where a third language has the sentence

Parallel = Mapping[str, Mapping[str, str]]
"""Translations by language and English sentence."""


@dataclass(frozen=True)
class TranslationPair:
    """A sentence, what it is to become, and the language of that."""

    source: str
    target: str
    language: str


def read_parallel(folder: Path, most: int, languages: Sequence[str] | None = None) -> dict[str, dict[str, str]]:
    """At most ``most`` sentences of each ``<language>.tsv.xz`` (English, translation, source), from the first on.

    Args:
        folder: where the files are.
        most: sentences of a language.
        languages: only these, by code; None for all there are. English is always one side.

    Raises:
        LoadingError: there is no file for a language, or none at all, or a line has fewer than two fields.
    """
    there = {path.name.split(".")[0]: path for path in sorted(folder.glob("*.tsv*"))}
    chosen = [code for code in (there if languages is None else languages) if code != ENGLISH]
    if missing := [code for code in chosen if code not in there]:
        raise LoadingError(
            f"{folder} has no <language>.tsv.xz for: {', '.join(missing)}.",
            f"Choose among {', '.join(there) or 'none'}, or add the file.",
        )
    if not chosen:
        raise LoadingError(f"{folder} holds no <language>.tsv.xz file.", "Give the folder that has parallel/ in it.")
    shared: dict[str, str] = {}  # one string for a sentence that many languages translate
    found: dict[str, dict[str, str]] = {}
    for code in chosen:
        rows = found[code] = {}
        for number, line in enumerate(islice(lines(there[code]), most), 1):
            english, tab, rest = line.partition("\t")
            if not tab:
                raise LoadingError(f"{there[code]}:{number} has no tab.", "Write english<TAB>translation a line.")
            rows[shared.setdefault(english, english)] = rest.partition("\t")[0]
    return found


class PairStream:
    """Endless pairs in every direction, the same for the same seed, made in chunks that know nothing of each other.

    A language is drawn by its number of sentences to the power 1/5 (temperature 5, Arivazhagan et al. 2019,
    "Massively Multilingual Neural Machine Translation in the Wild"), so that Yoruba's two thousand are not drowned
    by German's forty; then one of its sentences, into English or out of it; or into a third language that
    translates the same English sentence, so that pairs without English are seen as well.

    Args:
        parallel: translations by language and English sentence.
        seed: of every draw.
    """

    def __init__(self, parallel: Parallel, seed: int = 0) -> None:
        self._parallel, self._seed = parallel, seed
        self._sentences = {code: list(rows) for code, rows in parallel.items() if rows}
        self._codes = list(self._sentences)
        self._shares = [len(rows) ** (1 / _TEMPERATURE) for rows in self._sentences.values()]

    @property
    def languages(self) -> list[str]:
        """Every language that is translated into, English first."""
        return [ENGLISH, *self._codes]

    @property
    def size(self) -> int:
        """Sentences with a translation, counted once a language."""
        return sum(map(len, self._sentences.values()))

    def chunk(self, number: int, size: int) -> list[TranslationPair]:
        """``size`` pairs: the ``number``-th chunk of the stream."""
        draw = random.Random(f"{self._seed}/{number}")
        return [self._pair(code, draw) for code in draw.choices(self._codes, self._shares, k=size)]

    def _pair(self, code: str, draw: random.Random) -> TranslationPair:
        english = draw.choice(self._sentences[code])
        text = self._parallel[code][english]
        if draw.random() < _THROUGH_ENGLISH and (
            others := [other for other in self._codes if other != code and english in self._parallel[other]]
        ):
            other = draw.choice(others)
            return TranslationPair(text, self._parallel[other][english], other)
        if draw.random() < 0.5:
            return TranslationPair(text, english, ENGLISH)
        return TranslationPair(english, text, code)
