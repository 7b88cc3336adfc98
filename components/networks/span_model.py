"""Any extractive question-answering model, run over windows of long passages."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from polycite.components.errors import ModelError
from polycite.components.models import load_network, load_shared
from polycite.components.networks.adapters import adapted, base_of, is_adapter
from polycite.components.networks.coalescing import Coalescer
from polycite.components.networks.onnx_network import has_onnx, onnx_network
from polycite.components.networks.quantization import int8, is_int8
from polycite.components.text.batching import token_batches

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel, PreTrainedTokenizerBase


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """What the model says of one window of a context.

    ``pair``: index of the question and context. ``tokens``: (n, 2) half-open characters (code points) of the
    context that each of its tokens in this window covers. ``starts`` and ``ends``: (n,) probabilities that
    the answer starts and ends at each. ``null``: the probability that there is none.
    """

    pair: int
    tokens: NDArray[np.int64]
    starts: NDArray[np.float64]
    ends: NDArray[np.float64]
    null: float


class SpanModel:
    """An ``AutoModelForQuestionAnswering`` and its tokenizer, loaded on first use.

    A folder that ``polycite export`` wrote is computed as it says there, whatever ``dtype``.

    Args:
        model: a folder, a Hugging Face name, or ``shipped/<name>``.
        dtype: "auto" (the fastest measured), "float32", "bfloat16" or "float16".
        max_length: tokens of a window, question included.
        stride: tokens that neighbouring windows of a long context share.
        batch_tokens: padded tokens a batch holds.
        adapters: what is added to the network for contexts of a language, by its code: folders, Hugging Face names,
            or ``deployed/<kind>``.
    """

    def __init__(
        self,
        model: str,
        dtype: str = "auto",
        max_length: int = 384,
        stride: int = 96,
        batch_tokens: int = 4096,
        adapters: Mapping[str, str] | None = None,
    ) -> None:
        self.model = model
        self.dtype = dtype
        self.max_length = max_length
        self.stride = stride
        self.batch_tokens = batch_tokens
        self.adapters = dict(adapters or {})
        self._networks: dict[str | None, PreTrainedModel] = {}  # by adapter; the base's by None
        self._tokenizer: PreTrainedTokenizerBase | None = None
        self._loading = threading.Lock()
        # Calls are of one batch only where they are of one network.
        self._coalescers = {
            name: Coalescer(partial(self._forward, name), batch_tokens) for name in (None, *self.adapters.values())
        }

    def warm_up(self) -> None:
        """Load the model and its adapters; does nothing the second time.

        Raises:
            ModelError: one cannot be loaded, or an adapter is of another model.
        """
        with self._loading:
            if self._networks:
                return
            from transformers import AutoTokenizer

            if is_adapter(self.model):
                raise ModelError(
                    f"{self.model!r} is an adapter, which is no reader by itself.",
                    f"Set reader to what it was made for, {base_of(self.model)!r}, and name it in reader_adapters.",
                )
            self._tokenizer = load_shared(AutoTokenizer.from_pretrained, self.model)
            base = load_network(_question_answering, self.model, self.dtype)
            networks: dict[str | None, PreTrainedModel] = {None: base}
            for name in dict.fromkeys(self.adapters.values()):
                networks[name] = adapted(base, self.model, name)
            self._networks = networks

    def unknown_share(self, text: str) -> float:
        """The share, in [0, 1], of the tokens of ``text`` that the model's vocabulary lacks."""
        self.warm_up()
        assert self._tokenizer is not None
        tokens = self._tokenizer(text, add_special_tokens=False)["input_ids"]
        return float(tokens.count(self._tokenizer.unk_token_id) / max(1, len(tokens)))

    def windows(
        self, pairs: Sequence[tuple[str, str]], languages: Sequence[str | None] | None = None
    ) -> Iterator[Window]:
        """Every window of every ``(question, context)``, in the order they were computed.

        Args:
            pairs: what is read.
            languages: of the contexts, in their order: one that has an adapter is read with it, all others as
                without any; None: all as without any.
        """
        if not pairs:
            return
        self.warm_up()
        assert self._tokenizer is not None
        encoded: Any = self._tokenizer(
            [question for question, _ in pairs],
            [context for _, context in pairs],
            truncation="only_second",
            max_length=self.max_length,
            stride=self.stride,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
        )
        names = [name for name in self._tokenizer.model_input_names if name in encoded]
        lengths = [len(ids) for ids in encoded["input_ids"]]
        by_adapter: dict[str | None, list[int]] = {}
        for window, pair in enumerate(encoded["overflow_to_sample_mapping"]):
            adapter = self.adapters.get((languages[pair] if languages else None) or "")
            by_adapter.setdefault(adapter, []).append(window)
        batches = [
            (adapter, [mine[i] for i in batch])
            for adapter, mine in by_adapter.items()
            for batch in token_batches([lengths[w] for w in mine], self.batch_tokens)
        ]
        for adapter, batch in batches:
            logits = self._coalescers[adapter].run(
                [{name: encoded[name][w] for name in names} for w in batch], max(lengths[w] for w in batch)
            )
            for window, (starts, ends) in zip(batch, logits, strict=True):
                inside = np.array([part == 1 for part in encoded.sequence_ids(window)])
                offsets = np.array(encoded["offset_mapping"][window])
                p_start, p_end = _softmax(starts, inside), _softmax(ends, inside)
                yield Window(
                    encoded["overflow_to_sample_mapping"][window],
                    offsets[inside],
                    p_start[: len(inside)][inside],
                    p_end[: len(inside)][inside],
                    float(p_start[0] * p_end[0]),
                )

    def _forward(
        self, adapter: str | None, windows: Sequence[dict[str, Any]]
    ) -> list[tuple[NDArray[Any], NDArray[Any]]]:
        """Logits of starts and of ends, over the tokens of each window and its padding."""
        import torch

        assert self._tokenizer is not None
        inputs = self._tokenizer.pad({name: [w[name] for w in windows] for name in windows[0]}, return_tensors="pt")
        with torch.inference_mode():
            output = self._networks[adapter](**inputs)
        starts, ends = output.start_logits.float().numpy(), output.end_logits.float().numpy()
        return list(zip(starts, ends, strict=True))


def _question_answering(name: str, dtype: torch.dtype) -> Any:
    import torch
    from transformers import AutoModelForQuestionAnswering

    if has_onnx(name):
        return onnx_network(name)
    if is_int8(name):
        return int8(AutoModelForQuestionAnswering.from_pretrained(name, dtype=torch.float32))
    return AutoModelForQuestionAnswering.from_pretrained(name, dtype=dtype)


def _softmax(logits: NDArray[Any], inside: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Over the tokens of the context and the first token, which stands for "no answer"."""
    allowed = np.zeros(len(logits), dtype=bool)
    allowed[: len(inside)] = inside
    allowed[0] = True
    masked = np.where(allowed, logits.astype(np.float64), -np.inf)
    p = np.exp(masked - masked.max())
    return np.asarray(p / p.sum())
