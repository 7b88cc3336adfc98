"""How much a message says by itself, and how much it leans on what was asked before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from polycite.components.chat.follow_up_words import FOLLOW_UP_WORDS
from polycite.components.entities.mentions import Mention, mentions
from polycite.components.languages.function_words import FUNCTION_WORDS
from polycite.components.text.words import UNSPACED, fold, normalise, word_spans

_ASKS = "?？؟;՞"
# Pronouns that are articles or prepositions too: before a word with content they are those.
_ARTICLE_WORDS = "das die der het dat lo la le les en y den det de το του της az ez o a"
_ARTICLES = frozenset(_ARTICLE_WORDS.split())
_LONGEST_PHRASE = 60  # code points at either end in which a phrase that only leans is sought


@dataclass(frozen=True, slots=True)
class Word:
    """A word at half-open ``[start, end)`` code points of the message; ``key`` is how it compares."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Leaning:
    """A message taken apart.

    ``content`` are its words that are neither grammar nor part of ``mentions``; ``leans`` says that it opens or ends
    with words that only continue ("and", "what about"), ``opens`` that it opens with them, ``pronoun`` that something
    stands for what was named before, ``interrogative`` that it asks with a question word of its own, ``asks`` that it
    ends with a question mark. ``words`` counts all words; ``core`` is the half-open span without the words that only
    continue.
    """

    text: str
    mentions: tuple[Mention, ...]
    content: tuple[Word, ...]
    leans: bool
    opens: bool
    pronoun: bool
    interrogative: bool
    asks: bool
    words: int
    core: tuple[int, int]


def leaning(text: str, languages: Sequence[str]) -> Leaning:
    """Take ``text`` apart by the words of ``languages``: the one detected, and the one of the conversation."""
    named = [*dict.fromkeys(m for code in languages[:1] or ("",) for m in mentions(text, code or None))]
    start, end, opens, ends = _without_fillers(text, tuple(languages))
    grammar = _grammar(tuple(languages))
    content: list[Word] = []
    pronoun = article = interrogative = False
    spans = word_spans(text, languages[0] if languages else None)
    for first, last in spans:
        key = normalise(text[first:last])
        if any(m.start < last and first < m.end for m in named) or not any(map(str.isalnum, key)):
            continue
        inside = start < last and first < end
        stands = inside and _is(key, languages, "pronouns")
        asked = inside and _is(key, languages, "interrogatives")
        interrogative |= asked
        filled = inside and not asked and key not in grammar and fold(key) not in grammar
        if filled:
            content.append(Word(first, last, key))
        pronoun |= (article and not filled) or (stands and key not in _ARTICLES)
        article = stands and key in _ARTICLES
    pronoun |= article
    phrases = (phrase for code in languages for phrase in FOLLOW_UP_WORDS[code].interrogatives if " " in phrase)
    middle = normalise(text[start:end])
    interrogative |= any(regex.search(rf"(?<!\p{{L}}){regex.escape(phrase)}(?!\p{{L}})", middle) for phrase in phrases)
    asks = text.rstrip(" \"'»”)").endswith(tuple(_ASKS))
    return Leaning(
        text, tuple(named), tuple(content), opens or ends, opens, pronoun, interrogative, asks, len(spans), (start, end)
    )


def is_function_word(key: str, languages: Sequence[str]) -> bool:
    """Whether a normalised word carries grammar only."""
    grammar = _grammar(tuple(languages))
    return key in grammar or fold(key) in grammar


def _is(key: str, languages: Iterable[str], kind: str) -> bool:
    for code in languages:
        for word in getattr(FOLLOW_UP_WORDS[code], kind):
            if key == word or (word.endswith("-") and key.startswith(word[:-1])):
                return True
    return False


@lru_cache(maxsize=256)
def _grammar(languages: tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for code in languages:
        own = FOLLOW_UP_WORDS[code]
        words = {*FUNCTION_WORDS.get(code, ()), *own.fillers, *own.pronouns}
        found |= words | {word.rstrip("'") for word in words} | {fold(word) for word in words}
        found |= {part for phrase in own.fillers for part in phrase.split(" ")}
    return frozenset(found)


@lru_cache(maxsize=256)
def _fillers(languages: tuple[str, ...]) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    words: list[str] = []
    loose: list[str] = []
    for code in languages:
        for phrase in FOLLOW_UP_WORDS[code].fillers:
            (loose if code in UNSPACED or code == "ko" else words).append(regex.escape(phrase))
    # The longest first: "what about" before "what".
    joined = "|".join(rf"{p}(?![\p{{L}}\p{{M}}])" for p in sorted(words, key=len, reverse=True))
    free = "|".join(sorted(loose, key=len, reverse=True))
    either = "|".join(filter(None, (joined, free))) or r"(?!)"
    gap = r"[\s\p{P}]*"
    opening = regex.compile(rf"{gap}(?:(?:{either}){gap})+", regex.IGNORECASE)
    after = (rf"(?<![\p{{L}}\p{{M}}]){phrase}" for phrase in sorted(words, key=len, reverse=True))
    before = "|".join(filter(None, (free, *after)))
    ending = regex.compile(rf"(?:(?:{before or '(?!)'}){gap})+$", regex.IGNORECASE)
    return opening, ending


def _without_fillers(text: str, languages: tuple[str, ...]) -> tuple[int, int, bool, bool]:
    """The span between the words that only continue, and whether there are any before and after."""
    opening, ending = _fillers(languages)
    first = opening.match(text)
    start = first.end() if first else len(text) - len(text.lstrip(" ¿¡\"'«“"))
    tail = max(start, len(text) - _LONGEST_PHRASE)
    last = ending.search(text, tail)
    end = last.start() if last and last.start() > start else len(text)
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ")%°"):
        if regex.match(r"\p{M}", text[end - 1]):
            break
        end -= 1
    return start, end, bool(first), bool(last and last.start() > start)
