"""English put word for word into another language, for training questions only."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from polycite.components.glossing import Gloss
from polycite.components.lexicon import Lexicon, Table
from polycite.components.text.stems import STEM
from polycite.components.text.words import UNSPACED, normalise, word_spans


class WordTranslator:
    """English words in another language, drawn by p(foreign | English): for training questions only.

    ``languages``: those there is a table for.
    """

    def __init__(self, lexicon: str, languages: Sequence[str]) -> None:
        self._lexicon = Lexicon(lexicon)
        self.languages = tuple(code for code in languages if code in self._lexicon.languages)

    def translate(self, text: str, language: str, draw: random.Random) -> Gloss:
        """``text`` with every known word replaced; unknown ones and names stay. Each word knows its place in it."""
        table = self._lexicon.table(language)
        assert table is not None, language
        known, joined, at, length = _reversed(table), [], 0, 0
        words: list[tuple[int, int, int, int]] = []
        for start, end in word_spans(text, "en"):
            row = known.get(normalise(text[start:end])) if start == 0 or not text[start].isupper() else None
            new = draw.choices(row[0], row[1])[0] if row else text[start:end]
            if new and at == 0 and text[0].isupper():
                new = new[0].upper() + new[1:]
            gap = "" if language in UNSPACED and row else text[at:start]
            joined += [gap, new]
            words.append((length + len(gap), length + len(gap) + len(new), start, end))
            length += len(gap) + len(new)
            at = end
        return Gloss("".join([*joined, text[at:]]), tuple(words))


@lru_cache(maxsize=256)  # of a language once a process, as its table is
def _reversed(table: Table) -> dict[str, tuple[list[str], list[float]]]:
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for key, english, backward in table.reversed(least=0.05):
        if " " not in english and not key.startswith(STEM):
            found[english].append((backward, key))
    best = {english: sorted(rows, reverse=True)[:3] for english, rows in found.items()}
    return {english: ([key for _, key in rows], [p for p, _ in rows]) for english, rows in best.items()}
