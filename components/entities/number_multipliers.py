"""Words that multiply the number before them: 3 million, 5 тыс., 3万, £5m."""

from __future__ import annotations

from collections.abc import Mapping

import regex

from polycite.components.entities.number_words import HAN
from polycite.components.languages.locale_words import multipliers, plain
from polycite.components.text.words import UNSPACED

_TIMES_FIRST = frozenset({"sw", "ha", "yo"})  # "milioni 5"
_WORD_BEFORE = regex.compile(r"([\p{L}\p{M}]+) \Z")
_WORDS_AFTER = regex.compile(r"[ \u00a0\u202f-]?(\p{L}[\p{L}\p{M}\p{N}]*(?: \p{L}+)?)")
_LETTERS = regex.compile(r"(?:[kKmMbB]|bn|mn)(?!\w)")
_BY_LETTER = {"k": 10**3, "m": 10**6, "b": 10**9}
_HANGUL = regex.compile(r"\p{Hangul}")
_EAST_ASIAN = {
    "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "万亿": 10**12, "천": 1000,
    "만": 10**4, "억": 10**8,
}  # fmt: skip
_INFLECTED = 4  # letters by which an inflected form may be longer than a known one, which has at least one more


def multiplied(text: str, start: int, end: int, language: str | None) -> tuple[int, int]:
    """What a word multiplies the number at ``[start, end)`` of ``text`` by, and where both end; 1 for none."""
    letter = _LETTERS.match(text, end)
    if letter and text[max(0, start - 2) : start].strip()[-1:] in tuple("$€£¥"):
        return _BY_LETTER[letter.group()[0].lower()], letter.end()
    table = multipliers(language or "en")
    before = _WORD_BEFORE.search(text, max(0, start - 20), start) if language in _TIMES_FIRST else None
    if before and plain(before.group(1)) in table:
        return table[plain(before.group(1))], end
    after = _WORDS_AFTER.match(text, end)
    if after is None:
        return 1, end
    begin, phrase = after.start(1), after.group(1)
    word = phrase.split(" ", 1)[0]
    if HAN.match(word) or _HANGUL.match(word):
        times, length = _east_asian(word, table, glued=begin == end)
    elif language in UNSPACED:
        times, length = _prefix(word, table)
    else:
        times, length = _spaced(phrase, word, table)
    return times, begin + length if times > 1 else end


def _east_asian(word: str, table: Mapping[str, int], glued: bool) -> tuple[int, int]:
    for length in (2, 1):
        times = {**_EAST_ASIAN, **table}.get(word[:length])
        # "5 조이패드" is five joypads, not five trillion anything.
        if times and len(word) >= length and (glued or len(word) == length or HAN.match(word)):
            return times, length
    return 1, 0


def _prefix(word: str, table: Mapping[str, int]) -> tuple[int, int]:
    for known in sorted(table, key=len, reverse=True):
        if plain(word[: len(known)]) == known:
            return table[known], len(known)
    return 1, 0


def _spaced(phrase: str, word: str, table: Mapping[str, int]) -> tuple[int, int]:
    for tried in (phrase, word):
        if times := table.get(plain(tried)):
            return times, len(tried)
    form = plain(word)
    for known in sorted(table, key=len, reverse=True):
        if len(known) > _INFLECTED and form.startswith(known[:-1]) and len(form) < len(known) + _INFLECTED:
            return table[known], len(word)
    return 1, 0
