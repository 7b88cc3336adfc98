"""Numbered sentences of the passages found, as a language model is given them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from polycite.components.answers.steering import SentenceRanker
from polycite.components.evidence import Passage, Span


@dataclass(frozen=True, slots=True)
class NumberedSentence:
    """A sentence of evidence under its ``number``, counted from 1.

    ``start`` and ``end`` are half-open code points of the passage's original, so that
    ``original.text[start:end] == text``.
    """

    number: int
    passage: Passage
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Its place in the original."""
        return Span(self.start, self.end)

    @property
    def text(self) -> str:
        """Its characters."""
        return self.passage.text[self.start - self.passage.start : self.end - self.passage.start]

    @property
    def title(self) -> str:
        """The title of its document, "" when there is none."""
        title = self.passage.metadata.get("title")
        return title if isinstance(title, str) else ""


class EvidenceLister:
    """Chooses the sentences that fit.

    Usage::

        lister = EvidenceLister(budget=6000)
        for sentence in lister.list("Wie lange gilt die Garantie?", "de", passages):
            print(sentence.number, sentence.text)

    Args:
        lexicon: folder of the tables by which sentences are ranked.
        budget: code points of all sentences together.
    """

    def __init__(self, lexicon: str = "shipped/lexicon", budget: int = 6000) -> None:
        self.budget = budget
        self._ranker = SentenceRanker(lexicon)

    def list(self, question: str, question_language: str | None, passages: Sequence[Passage]) -> list[NumberedSentence]:
        """Sentences of the best passages first, as many as the budget holds.

        Of a passage that does not fit whole, the sentences that the question is most about
        (:mod:`polycite.components.answers.steering`). Numbers follow the order of passages, then that of reading. What
        neighbouring passages share is listed once.
        """
        ranked = self._ranker.rank(question, question_language, passages)
        left = self.budget
        taken: list[tuple[str, Span]] = []
        chosen: list[tuple[Passage, Span]] = []
        for passage, sentences in zip(passages, ranked, strict=True):
            mine: list[Span] = []
            for start, end, _ in sorted(sentences, key=lambda sentence: -sentence[2]):
                span = Span(start, end).shift(passage.start)
                known = any(span.overlap(other) for name, other in taken if name == passage.original_id)
                if len(span) <= left and not known:
                    left -= len(span)
                    mine.append(span)
            taken += [(passage.original_id, span) for span in mine]
            chosen += [(passage, span) for span in sorted(mine)]
        return [
            NumberedSentence(number, passage, span.start, span.end)
            for number, (passage, span) in enumerate(chosen, start=1)
        ]
