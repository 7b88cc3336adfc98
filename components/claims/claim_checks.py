"""Whether a claim may be shown: it quotes its evidence, or every check finds it there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import regex

from polycite.components.claims.support import Claim, Support
from polycite.components.entities.invented import invented
from polycite.components.evidence import Span

_EDGES = r"[\s\p{P}]"
_LETTER = regex.compile(r"[\p{L}\p{M}\p{N}]")
_SAYS = regex.compile(
    r"[\p{L}\p{M}\p{N}\p{S}?？؟]|\p{Pd}$"
)  # a question mark, or the minus of a number, says something
_QUESTION = ("?", "？", "؟")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


class Judge(Protocol):
    """What says how far evidence carries a claim."""

    def warm_up(self) -> None:
        """Load the models."""

    def judge(self, claims: Sequence[Claim]) -> list[Support]:
        """One verdict a claim."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that a claim names: its text, language and document's title.

    ``quote_only``: nothing but the whole sentence, word for word, may be shown of it.
    """

    text: str
    language: str | None
    title: str = ""
    quote_only: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """``reason`` is why a claim is struck out, "" where it is kept.

    ``evidence``: indices of the named sentences that carry it. ``quote``: where its words stand in the first of
    them, half-open code points; None where it uses other words. ``score``: probability of support, in [0, 1].
    """

    reason: str
    score: float = 0.0
    evidence: tuple[int, ...] = ()
    quote: Span | None = None


class ClaimChecker:
    """Checks claims against the sentences they name.

    Usage::

        checker = ClaimChecker(WordSupport())
        checker.check("Die Garantie gilt 36 Monate.", "de", [Evidence("The warranty is 24 months.", "en")]).reason
        # "it says a value that its evidence does not"

    Args:
        judge: :class:`polycite.components.claims.support.WordSupport` or
            :class:`polycite.components.claims.entailment.EntailmentModel`.
    """

    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    def check(self, text: str, language: str | None, evidence: Sequence[Evidence]) -> Verdict:
        """The verdict on one claim.

        A whole sentence quoted word for word is kept. Else all values must be those of the evidence, and one of
        the sentences must carry the claim, or all of them together.

        Args:
            text: the claim, without marks.
            language: its BCP 47 code.
            evidence: the sentences it names, at least one.
        """
        quotes = [quoted(text, one.text) for one in evidence]
        for number, place in enumerate(quotes):
            if place is not None and _is_whole(evidence[number].text, place):
                return Verdict("", 1.0, (number,), Span(0, len(evidence[number].text)))
        open_to_words = [number for number, one in enumerate(evidence) if not one.quote_only]
        if not open_to_words:
            return Verdict("its evidence gives orders to the model, so it may only be quoted whole")
        sets: list[tuple[int, ...]] = [(number,) for number in open_to_words]
        if len(sets) > 1:
            sets.append(tuple(open_to_words))
        wrong = {numbers: _values(text, language, [evidence[n] for n in numbers]) for numbers in sets}
        sound = [numbers for numbers in sets if not wrong[numbers]]
        if not sound:
            return Verdict("it says a value that its evidence does not")
        claims = [Claim(text, language, tuple((evidence[n].text, evidence[n].language) for n in s)) for s in sound]
        return self._decided(sound, quotes, self._judge.judge(claims))

    def _decided(
        self, sets: Sequence[tuple[int, ...]], quotes: Sequence[Span | None], supports: Sequence[Support]
    ) -> Verdict:
        enough = [(numbers, support) for numbers, support in zip(sets, supports, strict=True) if support.holds]
        if not enough:
            best = max(supports, key=lambda support: support.score)
            objection = best.objection or next((s.objection for s in supports if s.objection), "")
            return Verdict(objection or "its evidence does not support it", best.score)
        single = [(numbers[0], s) for numbers, s in enough if len(numbers) == 1]
        if not single:
            return Verdict("", enough[0][1].score, enough[0][0])
        # Who quotes is cited first, and the place quoted rather than the sentence.
        single.sort(key=lambda pair: (quotes[pair[0]] is None, -pair[1].score))
        return Verdict("", single[0][1].score, tuple(number for number, _ in single), quotes[single[0][0]])


def quoted(text: str, evidence: str) -> Span | None:
    """Where ``evidence`` has the words of ``text``, white space and marks at the edges aside; None where it does not.

    Half-open code points of ``evidence``, never beginning or ending inside a word of a script with spaces.
    """
    core = regex.sub(rf"^{_EDGES}+|{_EDGES}+$", "", text)
    if not core:
        return None
    if text.rstrip().endswith(_QUESTION):
        core = text.strip()
    pattern = r"\s+".join(map(regex.escape, core.split()))
    for match in regex.finditer(pattern, evidence):
        if _is_edge(evidence, match.start()) and _is_edge(evidence, match.end()):
            return Span(match.start(), match.end())
    return None


def _is_edge(text: str, place: int) -> bool:
    if not 0 < place < len(text):
        return True
    one, two = text[place - 1], text[place]
    inside = _LETTER.match(one) and _LETTER.match(two)
    return not inside or bool(_UNSPACED.match(one) or _UNSPACED.match(two))


def _is_whole(evidence: str, place: Span) -> bool:
    return not _SAYS.search(evidence[: place.start]) and not _SAYS.search(evidence[place.end :])


def _values(text: str, language: str | None, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    return invented(text, language, [(one.text, one.language) for one in evidence], [one.title for one in evidence])
