"""Terms that must be translated as the user says."""

from __future__ import annotations

from collections.abc import Mapping

import regex

from polycite.components.languages.locale_words import plain
from polycite.components.text.stems import stem
from polycite.components.text.words import UNSPACED, word_spans


class Glossary:
    """Terms of the source language and what they must become; a term may stay itself.

    Usage::

        Glossary({"Akku": "battery"}).missing("Der Akku ist leer.", "The accumulator is empty.", "de", "en")
        # [(4, 8)]
    """

    def __init__(self, terms: Mapping[str, str]) -> None:
        self._terms = {term: translation for term, translation in terms.items() if term.strip()}

    def spans(self, text: str, language: str | None) -> list[tuple[int, int, str]]:
        """Where terms stand in ``text``, longest first: half-open code points and the translation; none overlap.

        In any case; words must be whole where the script separates them.
        """
        found: list[tuple[int, int, str]] = []
        for term in sorted(self._terms, key=len, reverse=True):
            for match in _pattern(term, language).finditer(text):
                start, end = match.span()
                if all(end <= a or start >= b for a, b, _ in found):
                    found.append((start, end, self._terms[term]))
        return sorted(found)

    def missing(
        self, source: str, target: str, source_language: str | None, target_language: str | None
    ) -> list[tuple[int, int]]:
        """Where terms stand in ``source`` whose translation ``target`` lacks in every form; half-open code points."""
        return [
            (start, end)
            for start, end, translation in self.spans(source, source_language)
            if not _holds(target, translation, target_language)
        ]


def _pattern(term: str, language: str | None) -> regex.Pattern[str]:
    glued = language in UNSPACED or language == "ko"
    spaced = r"\s+".join(map(regex.escape, term.split()))
    left = r"(?<![\p{L}\p{N}])" if term[0].isalnum() and not glued else ""
    right = r"(?![\p{L}\p{N}])" if term[-1].isalnum() and not glued else ""
    return regex.compile(f"{left}{spaced}{right}", regex.I)


def _holds(text: str, term: str, language: str | None) -> bool:
    """Whether ``text`` has ``term``, in any case and with any endings of its words."""
    if regex.search(rf"(?<![\p{{L}}\p{{N}}]){regex.escape(plain(term))}", plain(text)) is not None:
        return True
    if language in UNSPACED or language == "ko" or not term[0].isalnum():
        return plain(term) in plain(text)
    wanted, words = (
        [stem(plain(one[start:end]), language or "en") for start, end in word_spans(one, language)]
        for one in (term, text)
    )
    return any(words[i : i + len(wanted)] == wanted for i in range(len(words) - len(wanted) + 1))
