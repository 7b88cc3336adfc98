"""Originals to passages: sentence-aware, script-aware, true to every offset."""

from __future__ import annotations

from haystack import component

from polycite.components.errors import SettingsError
from polycite.components.evidence import Original, Passage
from polycite.components.text.packing import Packing
from polycite.components.text.tokens import SHIPPED_TOKENIZER, TokenCounter

_FEWEST_TOKENS = 8


@component
class PassageSplitter:
    """Splits originals into passages an embedder can take whole.

    For every passage ``original.text[start:end] == text`` (half-open, code points). It begins and
    ends with something other than white space, at a grapheme boundary, and has at most
    ``max_tokens`` tokens; only a single grapheme cluster with more than that stays whole. Together
    the passages hold every character of the original that is not white space.

    A passage is whole sentences, ends where possible between sections, paragraphs or lines, in
    this order, and does not end after a heading or the head of a table. A sentence too long for a
    passage is cut at clause marks, else between words, else between grapheme clusters. Passages
    overlap by whole sentences, but not across the beginning of a section.

    Usage::

        splitter = PassageSplitter(max_tokens=180)
        passages = splitter.run([Original("faq", "Ja. Nein.", language="de")])["passages"]

    Args:
        max_tokens: the most tokens a passage may have, special tokens included.
        overlap_sentences: how many sentences of a passage the next one repeats. They count towards
            the limit and are left out where they would take more than a third of it.
        tokenizer: whose tokens: a folder, a Hugging Face name or ``shipped/<name>``; None for the
            shipped retriever.

    Raises:
        SettingsError: a number is out of its limits.
    """

    def __init__(self, max_tokens: int = 180, overlap_sentences: int = 1, tokenizer: str | None = None) -> None:
        if max_tokens < _FEWEST_TOKENS:
            raise SettingsError(f"max_tokens is {max_tokens}.", f"Set it to {_FEWEST_TOKENS} or more.")
        if overlap_sentences < 0:
            raise SettingsError(f"overlap_sentences is {overlap_sentences}.", "Set it to 0 or more.")
        self.max_tokens = max_tokens
        self.overlap_sentences = overlap_sentences
        self.tokenizer = tokenizer
        self._counter: TokenCounter | None = None

    def warm_up(self) -> None:
        """Load the tokenizer; does nothing the second time.

        Raises:
            ModelError: the tokenizer cannot be loaded.
        """
        if self._counter is None:
            self._counter = TokenCounter(self.tokenizer or SHIPPED_TOKENIZER)

    @component.output_types(passages=list[Passage])
    def run(self, originals: list[Original]) -> dict[str, list[Passage]]:
        """The passages of all ``originals``, in order."""
        return {"passages": [passage for original in originals for passage in self.split(original)]}

    def split(self, original: Original) -> list[Passage]:
        """The passages of one original, in the order of their ends."""
        self.warm_up()
        assert self._counter is not None
        spans = Packing(original, self._counter, self.max_tokens, self.overlap_sentences).spans()
        return [
            Passage(
                original_id=original.id,
                start=span.start,
                end=span.end,
                text=original.quote(span),
                language=original.language,
                source=original.source,
                sha256=original.sha256,
                metadata=original.metadata,
            )
            for span in spans
        ]
