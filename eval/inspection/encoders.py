"""Any Hugging Face encoder as one that gives sentences vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from polycite.components.embedding import TextEmbedder
from polycite.components.errors import ModelError
from polycite.components.models import load, load_network, locate
from polycite.components.text.batching import token_batches

if TYPE_CHECKING:
    import torch

_BATCH_TOKENS = 4096
_LONGEST = 512  # tokens; sentences are far shorter
_DECODERS = ("ForCausalLM", "LMHeadModel")
_ENCODERS_CALLED_SO = "WithLMHeadModel"  # XLM and Flaubert


class SentenceEncoder(Protocol):
    """What the probes ask of a model."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(len(texts), size) float32."""


def encoder_of(name: str, layer: int | None = None, dtype: str = "auto") -> SentenceEncoder | None:
    """The encoder of a model: of a SentenceTransformer, a reader, a translator; None of one that only decodes.

    Args:
        name: a folder, a Hugging Face name, or ``shipped/<name>``.
        layer: whose states are averaged, from 1; None: the last, and a SentenceTransformer as it was trained.
        dtype: type to compute in; "auto" measures.

    Raises:
        ModelError: there is no such model, its kind is unknown, or it has no such layer.
    """
    from sentence_transformers.util import is_sentence_transformer_model
    from transformers import AutoConfig

    if layer is None and is_sentence_transformer_model(locate(name)):
        return _AsTrained(name, dtype)
    config = load(AutoConfig.from_pretrained, name)
    kinds = config.architectures or []
    if not config.is_encoder_decoder and any(
        kind.endswith(_DECODERS) and not kind.endswith(_ENCODERS_CALLED_SO) for kind in kinds
    ):
        return None
    layers = int(config.num_hidden_layers)
    if layer is not None and not 1 <= layer <= layers:
        raise ModelError(
            f"The encoder of {name!r} has {layers} layers, so there is no layer {layer}.",
            f"Give --layer 1 to {layers}, or leave it out for the last.",
        )
    return MeanPooling(name, layer, dtype)


class _AsTrained:
    def __init__(self, name: str, dtype: str) -> None:
        self._embedder = TextEmbedder(name, dtype)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        # Both sides as queries: models with two prompts are symmetric under one (E5's own rule for bitext).
        return self._embedder.encode(texts, "query")


class MeanPooling:
    """The mean of the states of all tokens, as XTREME (Hu et al. 2020) pools what was not trained to embed."""

    def __init__(self, name: str, layer: int | None = None, dtype: str = "auto") -> None:
        from transformers import AutoTokenizer

        self.layer = layer
        self._tokenizer = load(AutoTokenizer.from_pretrained, name)
        self._network: Any = load_network(_network, name, dtype)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(len(texts), size) float32, not normalised."""
        import torch

        lengths = [len(ids) for ids in self._tokenizer(list(texts), truncation=True, max_length=_LONGEST)["input_ids"]]
        vectors = np.zeros((len(texts), self._network.config.hidden_size), np.float32)
        device = next(self._network.parameters()).device
        for batch in token_batches(lengths, _BATCH_TOKENS):
            inputs = self._tokenizer(
                [texts[i] for i in batch], truncation=True, max_length=_LONGEST, padding=True, return_tensors="pt"
            ).to(device)
            mask = inputs["attention_mask"]
            with torch.inference_mode():
                told = self._network(
                    input_ids=inputs["input_ids"], attention_mask=mask, output_hidden_states=self.layer is not None
                )
            states = told.last_hidden_state if self.layer is None else told.hidden_states[self.layer]
            kept = mask[:, :, None].float()
            pooled = (states.float() * kept).sum(1) / kept.sum(1).clamp(min=1)
            vectors[batch] = pooled.cpu().numpy()
        return vectors


def _network(path: str, dtype: torch.dtype) -> Any:
    import torch
    from transformers import AutoModel

    network = AutoModel.from_pretrained(path, dtype=dtype)
    if network.config.is_encoder_decoder:
        network = network.get_encoder()
    return network.to("cuda" if torch.cuda.is_available() else "cpu")
