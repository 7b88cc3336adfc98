"""A question changed in one place: a mention exchanged, a noun exchanged, a piece put in brackets."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from polycite.components.chat.leaning import Leaning, is_function_word
from polycite.components.entities.mentions import Mention
from polycite.components.evidence import Span
from polycite.components.text.words import normalise, word_spans

_END = regex.compile(r"[\s?？؟.。!！;]*$")
_OPENERS = 2  # function words before a noun that tell its place; one, an article, stands before any


def exchanges(said: Leaning, named: Sequence[Mention]) -> tuple[list[tuple[Mention, Mention]], list[str]]:
    """Which mention of a question each mention of a message takes the place of, and those that take none's.

    They are of one kind, and of one family where there is a choice; numbers must have the same unit.

    Args:
        said: the message.
        named: the mentions of the question.
    """
    first, last = said.mentions[0], said.mentions[-1]
    given = list(said.mentions)
    if len({mention.kind for mention in given}) == 1:
        # "the X-200 and the X-300" as it stands
        given = [Mention(first.kind, first.start, last.end, said.text[first.start : last.end], first.family)]
    taken: list[tuple[Mention, Mention]] = []
    left: list[str] = []
    for mention in given:
        alike = [m for m in named if m.kind == mention.kind and all(m.text != old.text for old, _ in taken)]
        near = [m for m in alike if m.family == mention.family]
        if near or (alike and mention.kind != "number"):
            taken.append(((near or alike)[-1], mention))
        else:
            left.append(mention.text)
    return taken, left


def exchanged(question: str, named: Sequence[Mention], taken: Sequence[tuple[Mention, Mention]]) -> str:
    """``question`` with each old mention, every time that it is named, exchanged for the new one."""
    places = [(one.start, one.end, new.text) for old, new in taken for one in named if one.text == old.text]
    for start, end, text in sorted(places, reverse=True):
        question = question[:start] + text + question[end:]
    return question


def slot(said: Leaning, language: str, question: str, question_language: str) -> Span | None:
    """The words of ``question`` behind the function words that open the message too: "on the battery".

    Returns:
        Half-open code points of ``question``; None where there is no such place, or more than one.
    """
    before = said.content[0].start
    words = [(a, b) for a, b in word_spans(said.text, language) if a >= said.core[0] and b <= before]
    opener = [normalise(said.text[a:b]) for a, b in words]
    if len(opener) < _OPENERS:
        return None
    spans = word_spans(question, question_language)
    keys = [normalise(question[a:b]) for a, b in spans]
    found = [i for i in range(len(keys) - len(opener)) if keys[i : i + len(opener)] == opener]
    if len(found) != 1:
        return None
    first = last = found[0] + len(opener)
    if is_function_word(keys[first], (question_language,)):
        return None
    while last + 1 < len(keys) and not is_function_word(keys[last + 1], (question_language,)):
        last += 1
    return Span(spans[first][0], spans[last][1])


def inserted(question: str, piece: str) -> str:
    """``question`` with ``piece`` in brackets before its last mark."""
    bare = without_mark(question)
    return f"{bare} ({piece}){question[len(bare) :].strip()}"


def without_mark(question: str) -> str:
    """``question`` without the marks at its end."""
    return _END.sub("", question)
