"""A span of a text carried over to the same text in another language.

Words are linked by :mod:`polycite.components.alignment.aligning`, the run of words that says the same is chosen by
:mod:`polycite.components.alignment.span_choice`. Offsets are half-open and count Unicode code points.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from polycite.components.alignment.aligning import Alignment, WordAligner
from polycite.components.alignment.span_choice import choose_run
from polycite.components.alignment.span_edges import with_edges
from polycite.components.entities.exact_matches import exact_match
from polycite.components.evidence import Span
from polycite.components.text.graphemes import snap
from polycite.components.text.sentences import sentences as sentences_of

if TYPE_CHECKING:
    from polycite.components.translation.translation import SentencePair

ProjectionMethod = Literal["projected", "sentence", "verbatim"]

VERBATIM = 0.97  # all of 112 exact matches among hand-aligned phrases were right: at least this share, at 95 %
# A run less sure is worth no more than the sentence, whose F1 was 0.1 to 0.2 on hand-aligned phrases in passages.
THRESHOLD = 0.2
_PASSAGE = 6_000  # code points of a text that is aligned as a whole
_KEPT = 16  # alignments: an answer cites several spans of one passage


@dataclass(frozen=True, slots=True)
class Projection:
    """``[start, end)`` of the target, how sure, and how it was found.

    ``method``: "verbatim", the same number, name or code stands exactly once on the other side; "projected",
    carried over by word alignment; "sentence", the alignment was too weak and this is the smallest target sentence
    that holds the best linked words. ``confidence`` in [0, 1] is the probability that the span is right, that is,
    shares at least half of the characters that it and the right one have together; a sentence, which mostly holds the
    right span, is seldom right itself.
    """

    start: int
    end: int
    confidence: float
    method: ProjectionMethod

    @property
    def span(self) -> Span:
        """The place in the target."""
        return Span(self.start, self.end)


class SpanProjector:
    """Carries spans of a text over to its translation. Safe to share between threads.

    Usage::

        projector = SpanProjector()
        english, german = "The battery lasts ten hours.", "Der Akku hält zehn Stunden."
        projector.project(english, german, 18, 27, "en", "de")      # "ten hours" -> [14, 26) "zehn Stunden"

    Args:
        lexicon: folder of the tables.
        encoder: any multilingual encoder, as for :class:`polycite.components.alignment.aligning.WordAligner`; None to
            do without.
        layer: of the encoder whose vectors are compared.
        dtype: "auto", "float32", "bfloat16" or "float16".
        threshold: confidence under which the whole sentence is given.
    """

    def __init__(
        self,
        lexicon: str = "shipped/lexicon",
        encoder: str | None = "shipped/retriever",
        layer: int | None = None,
        dtype: str = "auto",
        threshold: float = THRESHOLD,
    ) -> None:
        self.threshold = threshold
        self._aligner = WordAligner(lexicon, encoder, layer, dtype)
        self._alignments: OrderedDict[tuple[str | None, ...], Alignment] = OrderedDict()
        self._lock = threading.Lock()

    def warm_up(self) -> None:
        """Load the encoder; does nothing the second time.

        Raises:
            ModelError: it cannot be loaded.
        """
        self._aligner.warm_up()

    def project(
        self,
        source: str,
        target: str,
        start: int,
        end: int,
        source_language: str | None = None,
        target_language: str | None = None,
        sentences: Sequence[SentencePair] | None = None,
    ) -> Projection:
        """The span of ``target`` that says what ``source[start:end]`` says.

        Args:
            source: a sentence or a passage.
            target: the same in another language.
            start: of the span in ``source``.
            end: of the span in ``source``.
            source_language: code; detected when not given.
            target_language: code; detected when not given.
            sentences: the sentences that stand for one another, where that is known
                (:attr:`polycite.components.translation.translation.Translation.sentences`); else they are found.

        Returns:
            A span that is not empty, inside ``target``, and splits no grapheme cluster.

        Raises:
            ValueError: the span is empty or outside ``source``, or ``target`` holds nothing but white space.
        """
        _check(source, target, start, end)
        ours, theirs = _stretch(source, target, Span(start, end), sentences)
        span = Span(max(start, ours.start) - ours.start, min(end, ours.end) - ours.start)
        alignment = self._align(ours.of(source), theirs.of(target), source_language, target_language)
        found, confidence, method = self._find(alignment, span)
        whole = snap(target, found.shift(theirs.start))
        return Projection(whole.start, whole.end, confidence, method)

    def _align(self, source: str, target: str, source_language: str | None, target_language: str | None) -> Alignment:
        key = (source, target, source_language, target_language)
        with self._lock:
            if key in self._alignments:
                self._alignments.move_to_end(key)
                return self._alignments[key]
        made = self._aligner.align(source, target, source_language, target_language)
        with self._lock:
            self._alignments[key] = made
            while len(self._alignments) > _KEPT:
                self._alignments.popitem(last=False)
        return made

    def _find(self, alignment: Alignment, span: Span) -> tuple[Span, float, ProjectionMethod]:
        source, target = alignment.source, alignment.target
        if (same := exact_match(source, target, span)) is not None:
            return with_edges(source.text, span, target.text, same), VERBATIM, "verbatim"
        words = source.touched(span.start, span.end)
        choice = choose_run(alignment, words) if len(words) and target.words else None
        if choice and (confidence := choice.confidence(choice.best)) >= self.threshold:
            return with_edges(source.text, span, target.text, choice.best), confidence, "projected"
        sentence = _sentence(alignment, words, span)
        return sentence, choice.confidence(sentence) if choice else 0.0, "sentence"


def _check(source: str, target: str, start: int, end: int) -> None:
    if not 0 <= start < end <= len(source):
        raise ValueError(
            f"[{start}, {end}) is no span of a source of {len(source)} characters; offsets are half-open, count "
            "code points, and the span holds at least one."
        )
    if not target.strip():
        raise ValueError("The target is empty: there is nothing to project onto.")


def _stretch(source: str, target: str, span: Span, pairs: Sequence[SentencePair] | None) -> tuple[Span, Span]:
    """What is aligned: the sentences of the span where they are known, all of a passage, a part of a document."""
    pairs = [pair for pair in pairs or () if target[pair.target_start : pair.target_end].strip()]
    if pairs:
        hit = [pair for pair in pairs if pair.start < span.end and pair.end > span.start]
        hit = hit or [min(pairs, key=lambda pair: max(pair.start - span.end, span.start - pair.end))]
        return Span(hit[0].start, hit[-1].end), Span(hit[0].target_start, hit[-1].target_end)
    if max(len(source), len(target)) <= _PASSAGE:
        return Span(0, len(source)), Span(0, len(target))
    share = len(target) / len(source)
    there = Span(int(span.start * share), int(span.end * share))
    return _around(source, span, _PASSAGE // 2), _around(target, there, int(_PASSAGE // 2 * share))


def _around(text: str, span: Span, margin: int) -> Span:
    """The sentences of ``text`` no further from ``span`` than ``margin`` code points."""
    near = [one for one in _sentences(text) if one.end >= span.start - margin and one.start <= span.end + margin]
    return Span(near[0].start, near[-1].end)


@lru_cache(maxsize=4)
def _sentences(text: str) -> list[Span]:
    return sentences_of(text)


def _sentence(alignment: Alignment, words: NDArray[np.int64], span: Span) -> Span:
    """The target sentence with most links from ``words``, else the one at the same place."""
    source, target = alignment.source, alignment.target
    linked = (alignment.forward[words] + alignment.backward[words]).sum(0) / 2
    held = np.bincount(target.sentence_of, linked, len(target.sentences))
    if held.sum() > 0:
        return target.sentences[int(held.argmax())]
    place = (span.start + span.end) / 2 / len(source.text) * len(target.text)
    return min(target.sentences, key=lambda one: max(one.start - place, place - one.end))
