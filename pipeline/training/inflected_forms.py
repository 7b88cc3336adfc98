"""Common inflected forms of words, by lemma: what a stemmer does not bring together, as вышел and выйти."""

from __future__ import annotations

from polycite.components.text.stems import stem
from polycite.components.text.words import fold, normalise

_SIMPLEMMA = (
    "ar bg ca cs cy da de el en es et fa fi fr gl he hi hu hy id is it ka lt lv mk ms nb nl pl pt ro ru sk sl sq sv sw"
    " tr uk"
)
_LEMMATISED = {**{code: code for code in _SIMPLEMMA.split()}, "hr": "hbs"}
_FREQUENT = 60_000  # words of a language that are looked at


def lemma(word: str, language: str) -> str:
    """The lemma of a normalised word where simplemma has the language, else its stem."""
    import simplemma

    if language not in _LEMMATISED:
        return stem(word, language)
    return fold(simplemma.lemmatize(word, lang=_LEMMATISED[language]).lower())


def frequent_forms(language: str) -> list[str]:
    """The commonest words of a language as wordfreq counts them (Speer 2022), normalised, commonest first.

    Empty for a language that it or simplemma does not know.
    """
    import wordfreq

    if language not in _LEMMATISED or language not in wordfreq.available_languages("best"):
        return []
    return list(dict.fromkeys(filter(None, map(normalise, wordfreq.top_n_list(language, _FREQUENT)))))
