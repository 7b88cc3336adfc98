"""How far evidence carries a claim, by any cross-encoder trained for entailment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from polycite.components.claims.support import Claim, Support
from polycite.components.errors import ModelError
from polycite.components.models import load_network, load_shared
from polycite.components.text.batching import token_batches

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

_LABEL = "entailment"
_ENOUGH = 0.5


class EntailmentModel:
    """Judges claims with an ``AutoModelForSequenceClassification`` that has a label "entailment".

    The evidence is the premise, the claim the hypothesis, as in AutoAIS (Gao et al. 2023). A claim counts as
    supported from a probability of one half.

    Usage::

        judge = EntailmentModel("MoritzLaurer/mDeBERTa-v3-base-xnli-multilingual-nli-2mil7")
        judge.judge([Claim("The warranty is 24 months.", "en", (("Die Garantie beträgt 24 Monate.", "de"),))])[0].score

    Args:
        model: a folder or a Hugging Face name.
        dtype: "auto" (the fastest measured), "float32", "bfloat16" or "float16".
        max_length: tokens of premise and hypothesis; a longer premise loses its end.
        batch_tokens: padded tokens a batch holds.
    """

    def __init__(self, model: str, dtype: str = "auto", max_length: int = 512, batch_tokens: int = 4096) -> None:
        self.model = model
        self.dtype = dtype
        self.max_length = max_length
        self.batch_tokens = batch_tokens
        self._network: PreTrainedModel | None = None
        self._tokenizer: PreTrainedTokenizerBase | None = None
        self._label = 0

    def warm_up(self) -> None:
        """Load the model; does nothing the second time.

        Raises:
            ModelError: it cannot be loaded, or has no label "entailment".
        """
        if self._network is not None:
            return
        from transformers import AutoModelForSequenceClassification, AutoTokenizer

        network = load_network(AutoModelForSequenceClassification.from_pretrained, self.model, self.dtype)
        labels = {str(name).strip().lower(): int(number) for number, name in network.config.id2label.items()}
        if _LABEL not in labels:
            raise ModelError(
                f"The model {self.model!r} has the labels {', '.join(labels)}, none of them {_LABEL!r}.",
                "Name a model trained for natural language inference (XNLI, MNLI).",
            )
        self._label = labels[_LABEL]
        self._tokenizer = load_shared(AutoTokenizer.from_pretrained, self.model)
        self._network = network

    def judge(self, claims: Sequence[Claim]) -> list[Support]:
        """One verdict a claim: the probability that its evidence, all of it together, entails it."""
        import torch

        self.warm_up()
        assert self._network is not None
        assert self._tokenizer is not None
        if not claims:
            return []
        encoded: Any = self._tokenizer(
            [" ".join(text for text, _ in claim.evidence) for claim in claims],
            [claim.text for claim in claims],
            truncation="only_first",
            max_length=self.max_length,
        )
        names = [name for name in self._tokenizer.model_input_names if name in encoded]
        scores = [0.0] * len(claims)
        for batch in token_batches([len(ids) for ids in encoded["input_ids"]], self.batch_tokens):
            inputs = self._tokenizer.pad(
                {name: [encoded[name][row] for row in batch] for name in names}, return_tensors="pt"
            )
            with torch.inference_mode():
                chances = self._network(**inputs).logits.float().softmax(-1)[:, self._label].tolist()
            for row, chance in zip(batch, chances, strict=True):
                scores[row] = float(chance)
        return [Support(score, score >= _ENOUGH) for score in scores]
