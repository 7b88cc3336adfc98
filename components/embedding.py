"""Dense vectors of texts, by any SentenceTransformer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from haystack import component
from numpy.typing import NDArray

from polycite.components.models import load_network
from polycite.components.networks.coalescing import Coalescer
from polycite.components.networks.onnx_network import has_onnx, onnx_network
from polycite.components.networks.quantization import int8, is_int8
from polycite.components.text.batching import token_batches

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

Kind = Literal["passage", "query"]
KINDS: tuple[Kind, ...] = ("query", "passage")


@component
class TextEmbedder:
    """Encodes passages and questions with one SentenceTransformer.

    Usage::

        embedder = TextEmbedder("shipped/retriever")
        vectors = embedder.run(["How long ...?"], kind="query")["vectors"]   # (1, 384) float32, unit length

    Args:
        model: a folder, a Hugging Face name, or ``shipped/retriever``.
        dtype: "auto" (the fastest measured), "float32", "bfloat16" or "float16".
        batch_tokens: padded tokens a batch holds; texts are batched by their length in tokens,
            because languages differ so much in characters a token that padding would double the work.
    """

    def __init__(self, model: str = "shipped/retriever", dtype: str = "auto", batch_tokens: int = 4096) -> None:
        self.model = model
        self.dtype = dtype
        self.batch_tokens = batch_tokens
        self._loaded: SentenceTransformer | None = None
        self._coalescers: dict[Kind, Coalescer[str, NDArray[np.float32]]] = {
            kind: Coalescer(partial(self._forward, kind), batch_tokens) for kind in KINDS
        }

    def warm_up(self) -> None:
        """Load the model; does nothing the second time."""
        if self._loaded is None:
            self._loaded = load_network(_sentence_transformer, self.model, self.dtype)

    @property
    def transformer(self) -> SentenceTransformer:
        """The model, loaded on first use."""
        self.warm_up()
        assert self._loaded is not None
        return self._loaded

    @property
    def size(self) -> int:
        """Dimensions of a vector."""
        return int(self.transformer.get_embedding_dimension() or 0)

    @component.output_types(vectors=NDArray[np.float32])
    def run(self, texts: list[str], kind: Kind = "passage") -> dict[str, Any]:
        """Encode ``texts``.

        Returns:
            ``vectors``: (len(texts), size) float32, unit length.
        """
        return {"vectors": self.encode(texts, kind)}

    def encode(
        self, texts: Sequence[str], kind: Kind = "passage", progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """As :meth:`run`; ``progress`` is told the number of texts done, batch by batch."""
        vectors = np.zeros((len(texts), self.size), np.float32)
        lengths = self._lengths(texts)
        for batch in token_batches(lengths, self.batch_tokens):
            vectors[batch] = self._coalescers[kind].run([texts[i] for i in batch], max(lengths[i] for i in batch))
            if progress:
                progress(len(batch))
        return vectors

    def _forward(self, kind: Kind, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        encode = self.transformer.encode_query if kind == "query" else self.transformer.encode_document
        return list(encode(list(texts), batch_size=len(texts), normalize_embeddings=True, show_progress_bar=False))

    def _lengths(self, texts: Sequence[str]) -> list[int]:
        transformer = self.transformer
        if not texts:
            return []
        limit = transformer.max_seq_length or 512
        return [len(ids) for ids in transformer.tokenizer(list(texts), truncation=True, max_length=limit)["input_ids"]]


def _sentence_transformer(name: str, dtype: torch.dtype) -> SentenceTransformer:
    import torch
    from sentence_transformers import SentenceTransformer

    if exported := has_onnx(name) or is_int8(name):
        dtype = torch.float32
    # Layers behind the encoder are made in float32 whatever is asked of it.
    model: SentenceTransformer = SentenceTransformer(name, model_kwargs={"dtype": dtype}).to(dtype=dtype)
    encoder: Any = model[0]
    if exported and has_onnx(name):
        network = onnx_network(name)
        network.config = encoder.model.config  # the size of a vector is read from it
        encoder.model = network
    elif exported:
        encoder.model = int8(encoder.model)
    return model
