"""Sentence pairs as a translator sees them: batches of token ids of similar length."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from polycite.components.text.batching import token_batches
from polycite.pipeline.training.translator_pairs import PairStream, TranslationPair

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedTokenizerBase

_COUNTED = 8000  # targets by which pieces are counted
_CHUNK = 12  # batches' worth of pairs that are sorted by length together
_PAIR = 40  # tokens of an average pair


class Position(NamedTuple):
    """Where in the stream a batch stands: the chunk it is of, and its number in it."""

    chunk: int = 0
    batch: int = 0


@dataclass(frozen=True)
class TranslationBatch:
    """``source``: (pairs, tokens); ``target``: (pairs, tokens), ends of sentence in it; both padded.

    ``language``: (pairs,) number of the target's language in ``PairStream.languages``.
    """

    source: torch.Tensor
    target: torch.Tensor
    language: torch.Tensor

    @property
    def tokens(self) -> int:
        """Tokens of both sides, padding included."""
        return self.source.numel() + self.target.numel()

    def to(self, device: str) -> TranslationBatch:
        """The same where it is computed."""
        return TranslationBatch(self.source.to(device), self.target.to(device), self.language.to(device))


class BatchStream:
    """Endless batches of about as many tokens each, which can be taken up at any position.

    Args:
        pairs: the pairs.
        tokenizer: of the encoder.
        tokens: of a batch, source and target, padding included.
        longest: tokens of a sentence; pairs with a longer one are left out, because a cut one is no translation.
    """

    def __init__(self, pairs: PairStream, tokenizer: PreTrainedTokenizerBase, tokens: int, longest: int) -> None:
        self._pairs, self._tokenizer, self._tokens, self._longest = pairs, tokenizer, tokens, longest
        # One too many tells those that are too long.
        self._cut: dict[str, Any] = {"truncation": True, "max_length": longest + 1}
        self._numbers = {code: number for number, code in enumerate(pairs.languages)}

    def since(self, position: Position) -> Iterator[tuple[TranslationBatch, Position]]:
        """The batches from ``position`` on, each with the position after it."""
        chunk, skipped = position
        while True:
            batches = self._batches(chunk)
            for number in range(skipped, len(batches)):
                yield self._collated(batches[number]), Position(chunk, number + 1)
            chunk, skipped = chunk + 1, 0

    def counts(self, vocabulary: int) -> NDArray[np.int64]:
        """(vocabulary,) how often each piece stands in the first thousands of targets."""
        found = np.zeros(vocabulary, np.int64)
        pairs = self._pairs.chunk(0, min(_COUNTED, 8 * self._pairs.size))
        for target in self._targets(pairs):
            np.add.at(found, target, 1)
        return found

    def _batches(self, chunk: int) -> list[list[tuple[list[int], list[int], int]]]:
        encoded = self._encoded(chunk, max(32, _CHUNK * self._tokens // _PAIR))
        lengths = [len(source) + len(target) for source, target, _ in encoded]
        batches = [[encoded[i] for i in batch] for batch in token_batches(lengths, self._tokens)]
        random.Random(chunk).shuffle(batches)
        return batches

    def _encoded(self, chunk: int, size: int) -> list[tuple[list[int], list[int], int]]:
        """Ids of source and target, and the number of the target's language."""
        pairs = self._pairs.chunk(chunk, size)
        sources = self._tokenizer([pair.source for pair in pairs], **self._cut)["input_ids"]
        return [
            (source, target, self._numbers[pair.language])
            for pair, source, target in zip(pairs, sources, self._targets(pairs), strict=True)
            if max(len(source), len(target)) <= self._longest
        ]

    def _targets(self, pairs: Sequence[TranslationPair]) -> list[list[int]]:
        end = end_id(self._tokenizer)
        ids = self._tokenizer([pair.target for pair in pairs], add_special_tokens=False, **self._cut)["input_ids"]
        return [[*target, end] for target in ids]

    def _collated(self, rows: list[tuple[list[int], list[int], int]]) -> TranslationBatch:
        import torch

        def padded(sentences: list[list[int]]) -> torch.Tensor:
            width, pad = max(map(len, sentences)), self._tokenizer.pad_token_id
            return torch.tensor([[*ids, *[pad] * (width - len(ids))] for ids in sentences])

        return TranslationBatch(
            padded([source for source, _, _ in rows]),
            padded([target for _, target, _ in rows]),
            torch.tensor([number for _, _, number in rows]),
        )


def end_id(tokenizer: PreTrainedTokenizerBase) -> int:
    """The id that ends a sentence, which BERT's vocabularies call a separator."""
    end = tokenizer.eos_token_id if tokenizer.eos_token_id is not None else tokenizer.sep_token_id
    assert isinstance(end, int)
    return end
