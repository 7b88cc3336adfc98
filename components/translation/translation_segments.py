"""The sentences of a text as a translator is given them: words to translate, and what must stay around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from polycite.components.text.blocks import Kind, blocks
from polycite.components.text.characters import encodable
from polycite.components.text.sentences import block_sentences
from polycite.components.text.technical import mask, technical_spans
from polycite.components.text.words import UNSPACED
from polycite.components.translation.translation import SentencePair

# What opens a heading, an item or a quotation; the signs of a table row.
_MARKER = regex.compile(r"(?:(?:>|#{1,6}|[-*+•‣◦▪●·–—]|[(（]?(?:\d{1,3}|[a-z])[.)）、．]|\[[ xX]\])\s+)+")
_CELL = regex.compile(r"\s*[|\t]\s*")
# NUL and its like end a stream or a line for some engines.
_GAP = regex.compile(r"[\s\p{Cc}]+")
_WORD = regex.compile(r"\p{L}{2,}|[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence at ``[start, end)`` of its text (half-open, code points).

    ``parts`` are, in order, what a translator is given (True) and what is kept as it is (False): list
    markers, the rules of a table row, numbers, codes and addresses that stand alone, lines of code.
    """

    start: int
    end: int
    parts: tuple[tuple[str, bool], ...]

    @property
    def wanted(self) -> tuple[str, ...]:
        """The parts to translate."""
        return tuple(part for part, translate in self.parts if translate)


def segments(text: str, language: str | None = None) -> list[Segment]:
    """The sentences of ``text``, in order, as :func:`polycite.components.text.sentences.sentences` finds them.

    Line breaks inside a sentence become spaces in what is translated, and lone surrogates U+FFFD.

    Args:
        text: any.
        language: its BCP 47 code, None where unknown.
    """
    return [
        Segment(span.start, span.end, tuple(_parts(span.of(text), block.kind)))
        for block in blocks(text)
        for span in block_sentences(text, block, language)
    ]


def _parts(sentence: str, kind: Kind) -> list[tuple[str, bool]]:
    if kind == "code":
        return [(sentence, False)]
    opening = _MARKER.match(sentence)
    start = opening.end() if opening else 0
    parts = [(sentence[:start], False)] if start else []
    if kind != "row":
        return [*parts, _part(sentence[start:])]
    for rule in _CELL.finditer(sentence, start):
        parts += [_part(sentence[start : rule.start()]), (rule[0], False)]
        start = rule.end()
    return [part for part in [*parts, _part(sentence[start:])] if part[0]]


def _part(text: str) -> tuple[str, bool]:
    clean = _GAP.sub(" ", encodable(text)).strip()
    speaks = _WORD.search(mask(clean, technical_spans(clean)))
    return (clean, True) if speaks else (text, False)


def join(
    text: str, found: Sequence[Segment], translations: Mapping[str, str], target: str
) -> tuple[str, tuple[SentencePair, ...], tuple[int, ...]]:
    """``text`` with its sentences in their translations.

    What stands between two sentences is kept; a space is put between two that touch, where the target
    language is written with spaces. A sentence of which a part has no translation stays as it was.

    Args:
        text: the source.
        found: its :func:`segments`.
        translations: of their wanted parts, those there are.
        target: the language of the result.

    Returns:
        The new text, where each sentence stands in both, and the indices of those that stay.
    """
    pieces: list[str] = []
    pairs: list[SentencePair] = []
    untranslated: list[int] = []
    length = previous = 0
    for index, segment in enumerate(found):
        gap = text[previous : segment.start]
        if not gap and pairs and target not in UNSPACED:
            gap = " "
        if all(part in translations for part in segment.wanted):
            said = "".join(translations[part] if wanted else part for part, wanted in segment.parts)
        else:
            said = text[segment.start : segment.end]
            untranslated.append(index)
        start = length + len(gap)
        length = start + len(said)
        pairs.append(SentencePair(segment.start, segment.end, start, length))
        pieces += [gap, said]
        previous = segment.end
    return "".join([*pieces, text[previous:]]), tuple(pairs), tuple(untranslated)
