"""Words as vectors in their context, by a layer of any multilingual encoder."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from polycite.components.embedding import TextEmbedder
from polycite.components.text.characters import encodable

# Of the layers of an encoder: the 8th of 12 aligns best in multilingual BERT (Jalili Sabet et al. 2020), the 7th
# in the shipped encoder (``polycite eval alignment``); the last ones are bent to what the encoder was trained for.
_DEPTH = 2 / 3
SHIPPED_ENCODER = "shipped/retriever"
_SHIPPED_DEPTH = 7
_BATCH = 8  # windows of a long text encoded at once
_ENOUGH = 6  # words from which their mean is taken for what all words of a text share


class WordEncoder:
    """Encodes the words of a text, each in the context of the whole text.

    Usage::

        encoder = WordEncoder()
        encoder.encode("Der Akku hält.", [(0, 3), (4, 8), (9, 13)])    # (3, 384) float32, unit length

    Args:
        model: a folder, a Hugging Face name, or ``shipped/retriever``; its weights are shared with the
            embedder of the same name.
        layer: from 1; by default two thirds of the way up, the 7th of the shipped encoder.
        dtype: as for :class:`polycite.components.embedding.TextEmbedder`.
    """

    def __init__(self, model: str = "shipped/retriever", layer: int | None = None, dtype: str = "auto") -> None:
        self.model = model
        self.layer = layer
        self._embedder = TextEmbedder(model, dtype)

    def warm_up(self) -> None:
        """Load the encoder; does nothing the second time.

        Raises:
            ModelError: it cannot be loaded.
        """
        self._embedder.warm_up()

    def encode(self, text: str, spans: Sequence[tuple[int, int]]) -> NDArray[np.float32]:
        """Vectors of the words at ``spans`` (half-open, code points of ``text``, in order).

        A text longer than the encoder reads is encoded in windows. The mean over the words is taken away: it
        holds the language and little else.

        Returns:
            (len(spans), size), unit length; zero for a word that the tokenizer does not see.
        """
        sums, counts = self._pooled(encodable(text), spans)
        vectors = sums / np.maximum(counts, 1)[:, None]
        seen = counts > 0
        if seen.sum() >= _ENOUGH:
            vectors[seen] -= vectors[seen].mean(0)
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), np.float32)

    def _pooled(self, text: str, spans: Sequence[tuple[int, int]]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """(words, size) sums of the vectors of each word's tokens, and (words,) how many they are."""
        import torch

        transformer = self._embedder.transformer
        network: Any = transformer[0].auto_model
        prompt = transformer.prompts.get("query") or ""
        windows = transformer.tokenizer(
            prompt + text,
            truncation=True,
            max_length=min(network.config.max_position_embeddings - 2, transformer.tokenizer.model_max_length),
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            padding=True,
            return_tensors="pt",
        )
        places = windows["offset_mapping"].numpy() - len(prompt)
        inputs = {key: windows[key].to(network.device) for key in ("input_ids", "attention_mask")}
        sums = np.zeros((len(spans), network.config.hidden_size), np.float32)
        counts = np.zeros(len(spans), np.float32)
        for first in range(0, len(places), _BATCH):
            batch = slice(first, first + _BATCH)
            with torch.inference_mode():
                states = self._states(network, {key: value[batch] for key, value in inputs.items()})
            _add(states, places[batch], spans, sums, counts)
        return sums, counts

    def _states(self, network: Any, inputs: Any) -> NDArray[np.float32]:
        """(windows, tokens, size) of the layer."""
        depth = network.config.num_hidden_layers
        layer = self.layer or (_SHIPPED_DEPTH if self.model == SHIPPED_ENCODER else round(_DEPTH * depth))
        if (lower := _lower_layers(network, min(layer, depth))) is not None:
            states = lower(**inputs).last_hidden_state
        else:
            states = network(**inputs, output_hidden_states=True).hidden_states[min(layer, depth)]
        return np.asarray(states.float().cpu().numpy())


def _lower_layers(network: Any, layers: int) -> Any:
    """The network without the layers above, its weights shared; None for a kind whose layers are elsewhere."""
    stack = getattr(getattr(network, "encoder", None), "layer", None)
    if stack is None:
        return None
    lower, encoder = copy.copy(network), copy.copy(network.encoder)
    lower._modules, encoder._modules = dict(network._modules), dict(network.encoder._modules)
    encoder.layer = stack[:layers]
    lower.encoder = encoder
    return lower


def _add(
    states: NDArray[np.float32],
    places: NDArray[np.int64],
    spans: Sequence[tuple[int, int]],
    sums: NDArray[np.float32],
    counts: NDArray[np.float32],
) -> None:
    """Add each token's vector to every word it shares characters with."""
    starts, ends = (np.array([span[side] for span in spans], np.int64) for side in (0, 1))
    begins, stops = places.reshape(-1, 2).T
    vectors = states.reshape(-1, states.shape[-1])
    first, last = np.searchsorted(ends, begins, "right"), np.searchsorted(starts, stops, "left")
    real = (stops > begins) & (stops > 0)
    for step in range(max(0, int((last - first)[real].max(initial=0)))):
        token = np.flatnonzero(real & (first + step < last))
        np.add.at(sums, first[token] + step, vectors[token])
        np.add.at(counts, first[token] + step, 1)
