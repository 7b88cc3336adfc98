"""Any sequence-to-sequence translation model: Marian, M2M100, NLLB, mBART, MADLAD."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from polycite.components.models import content, load_network
from polycite.components.text.batching import token_batches
from polycite.components.text.words import UNSPACED
from polycite.components.translators.checkpoint import Checkpoint
from polycite.components.translators.engine import Pair, TranslationError

if TYPE_CHECKING:
    from transformers import PreTrainedModel


class Seq2SeqEngine:
    """An ``AutoModelForSeq2SeqLM``, loaded on first use; searched as its own generation settings say.

    Usage::

        engine = Seq2SeqEngine("Helsinki-NLP/opus-mt-de-en")
        engine.translate_sentences(["Wie lange hält der Akku?"], "de", "en")

    Args:
        model: a folder, a Hugging Face name or ``shipped/<name>``.
        pair: the one pair it is used for, where the model does not say itself what it translates.
        dtype: "auto" (the fastest measured), "float32", "bfloat16" or "float16".
        batch_tokens: padded tokens a batch holds; sentences are batched by their length.
        longest: tokens of a sentence that are translated at once; longer ones are cut between clauses.
    """

    def __init__(
        self,
        model: str,
        pair: Pair | None = None,
        dtype: str = "auto",
        batch_tokens: int = 2048,
        longest: int = 256,
    ) -> None:
        self.model = model
        self.dtype = dtype
        self.batch_tokens = batch_tokens
        self.longest = longest
        self._checkpoint = Checkpoint(model, pair)

    @property
    def name(self) -> str:
        """The model as it was named, with its pair where that was given."""
        return named(self.model, self._checkpoint.pair)

    def pairs(self) -> frozenset[Pair]:
        """Every pair of the model's languages, or its one pair.

        Raises:
            ModelError: the model cannot be loaded, or does not say what it translates.
        """
        return self._checkpoint.pairs

    def missing(self) -> str:
        """Nothing: a model that cannot be loaded is an error."""
        return ""

    def version(self, source: str, target: str) -> str:
        """The hash of the model's files; "" for a Hugging Face name."""
        return content(self.model)

    def translate_sentences(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        """One translation a sentence.

        Raises:
            ModelError: the model cannot be loaded.
            TranslationError: it cannot compute these, as where memory runs out.
        """
        parts = [self._checkpoint.pieces(sentence, self.longest) for sentence in sentences]
        flat = [part for pieces in parts for part in pieces]
        try:
            done = iter(self._generate(self._checkpoint.encode(flat, source, target), target))
        except (RuntimeError, ValueError, IndexError) as error:
            raise TranslationError(f"{self.model} failed on {len(flat)} sentences: {error}") from error
        return joined(parts, done, target)

    def _generate(self, encoded: Sequence[Sequence[int]], target: str) -> list[str]:
        import torch
        from transformers import AutoModelForSeq2SeqLM

        network: PreTrainedModel = load_network(AutoModelForSeq2SeqLM.from_pretrained, self.model, self.dtype)
        first = self._checkpoint.first_id(target)
        forced = {} if first is None else {"forced_bos_token_id": first}
        found = [""] * len(encoded)
        for batch in token_batches([len(ids) for ids in encoded], self.batch_tokens):
            inputs = self._checkpoint.tokenizer.pad({"input_ids": [encoded[i] for i in batch]}, return_tensors="pt")
            most = _most(len(encoded[batch[-1]]))
            with torch.inference_mode():
                output = network.generate(**inputs.to(network.device), max_new_tokens=most, **forced)  # type: ignore[operator]
            rows = [row[: _most(len(encoded[i]))] for i, row in zip(batch, output.tolist(), strict=True)]
            for i, text in zip(batch, self._checkpoint.decode(rows), strict=True):
                found[i] = text
        return found


def _most(tokens: int) -> int:
    """Tokens a translation may have: some languages take twice those of others; beyond, a model repeats itself."""
    return 2 * tokens + 16


def named(model: str, pair: Pair | None) -> str:
    """A model and its pair as :func:`polycite.components.translators.choosing.choose` reads them."""
    return f"{model}#{'-'.join(pair)}" if pair else model


def joined(parts: Sequence[Sequence[str]], done: Iterator[str], target: str) -> list[str]:
    """The translated pieces of each sentence as one text again."""
    between = "" if target in UNSPACED else " "
    return [between.join(next(done) for _ in pieces) for pieces in parts]
