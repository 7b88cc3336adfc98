"""Follow-ups made questions of their own, without a language model: "And for the X-200?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from polycite.components.chat.leaning import Leaning, Word, leaning
from polycite.components.chat.question_editing import exchanged, exchanges, inserted, slot, without_mark
from polycite.components.entities.mentions import Mention, mentions
from polycite.components.text.words import fold, normalise, word_spans

RewriteKind = Literal["standalone", "replaced", "added", "carried", "leaning", "generated"]
"""The message stands alone; what it names took the place of what was named before; it was put into the question
before; what was named before was put in front of it; the question before was put behind it; a language model
rewrote it."""

_FEW = 3  # content words of a message that may lean on another one by its pronoun
_BRIEF = 3  # words of a question whose subject goes without saying: "¿Cuánto pesa?"
_PREFIX = 4  # letters by which two forms of a word are the same
_CARRIED = frozenset({"code", "name"})
_LONGEST = 600  # code points of a question that is put behind another one


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that can be understood alone, and the code of its language."""

    question: str
    language: str


@dataclass(frozen=True, slots=True)
class Rewrite:
    """The ``question`` that a message stands for, in ``language``; ``carried`` came from the conversation."""

    question: str
    language: str
    kind: RewriteKind = "standalone"
    carried: tuple[str, ...] = ()


def rewrite(message: str, languages: Sequence[str], previous: Asked | None) -> Rewrite:
    """What ``message`` asks after ``previous``.

    Usage::

        before = Asked("Wie lange hält der Akku des X-100?", "de")
        rewrite("Und beim X-200?", ["de"], before).question      # "Wie lange hält der Akku des X-200?"
        rewrite("Und im Winter?", ["de"], before).question       # "Wie lange hält der Akku des X-100 (im Winter)?"
        rewrite("Wie schwer ist er?", ["de"], before).question   # "X-100: Wie schwer ist er?"

    Args:
        message: what was written.
        languages: codes, the likeliest first: the one detected, and the one of the conversation.
        previous: the last question that was asked; None at the start.
    """
    text = message.strip()
    alone = Rewrite(text, languages[0])
    if previous is None or not text:
        return alone
    codes = tuple(dict.fromkeys(languages))
    said = leaning(text, codes)
    named = mentions(previous.question, previous.language)
    new = [word for word in said.content if not _occurs(word, previous)]
    if said.mentions and not said.interrogative and (not new or (said.leans and len(new) <= 2)):
        return _exchanged(said, new, named, previous)
    carried = _carried(said, named)
    refers = said.pronoun and len(said.content) <= _FEW
    brief = said.interrogative and len(said.content) == 1 and said.words <= _BRIEF
    goes_on = said.opens and said.interrogative and len(said.content) <= _FEW + 1
    if carried and not _has(said, "code") and (refers or brief or goes_on):
        return Rewrite(f"{', '.join(carried)}: {text}", languages[0], "carried", carried)
    if not said.mentions:
        if not said.interrogative and not said.pronoun and new and _is_fragment(said, new):
            return _added(said, named, previous, codes)
        if (said.interrogative and not said.content) or (refers and not named and len(said.content) <= 1):
            return _behind(said, named, previous)
    return alone


def _has(said: Leaning, kind: str) -> bool:
    return any(mention.kind == kind for mention in said.mentions)


def _is_fragment(said: Leaning, new: Sequence[Word]) -> bool:
    """Whether a message without a question word is a piece of one: "and in winter?", "the large one?"."""
    return len(new) <= (_FEW if said.leans else 1) and (said.asks or said.leans) and len(said.content) <= _FEW


def _occurs(word: Word, previous: Asked) -> bool:
    """Whether the question before has the word, in this form or another."""
    key = fold(word.key)
    for start, end in word_spans(previous.question, previous.language):
        other = fold(normalise(previous.question[start:end]))
        shared = min(len(key), len(other))
        if key == other or (shared > _PREFIX and key[: max(_PREFIX, shared - 3)] == other[: max(_PREFIX, shared - 3)]):
            return True
    return False


def _carried(said: Leaning, named: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.text for m in named if m.kind in _CARRIED and not _has(said, m.kind)))


def _exchanged(said: Leaning, new: Sequence[Word], named: Sequence[Mention], previous: Asked) -> Rewrite:
    """The question before with what the message names in place of what it named."""
    taken, left = exchanges(said, named)
    question = exchanged(previous.question, named, taken)
    if new:
        left.append(said.text[new[0].start : new[-1].end])
    if left:
        question = inserted(question, ", ".join(left))
    gone = {old.text for old, _ in taken}
    kept = tuple(m.text for m in named if m.kind in _CARRIED and m.text not in gone)
    return Rewrite(question, previous.language, "replaced" if taken else "added", kept)


def _added(said: Leaning, named: Sequence[Mention], previous: Asked, languages: Sequence[str]) -> Rewrite:
    """The question before with the piece in it: in the place that the same function words open, or in brackets."""
    kept = tuple(m.text for m in named if m.kind in _CARRIED)
    place = slot(said, languages[0], previous.question, previous.language)
    if place:
        content = said.text[said.content[0].start : said.content[-1].end]
        question = previous.question[: place.start] + content + previous.question[place.end :]
        return Rewrite(question, previous.language, "replaced", tuple(k for k in kept if k in question))
    question = inserted(previous.question, said.text[slice(*said.core)])
    return Rewrite(question, previous.language, "added", kept)


def _behind(said: Leaning, named: Sequence[Mention], previous: Asked) -> Rewrite:
    """The message with the question before behind it, in brackets."""
    question = inserted(said.text, without_mark(previous.question)[:_LONGEST])
    return Rewrite(question, previous.language, "leaning", tuple(m.text for m in named if m.kind in _CARRIED))
