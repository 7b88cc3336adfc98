"""Any extractive question-answering model, run over windows of long passages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from polycite.components.models import load_network, load_shared
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
    """

    def __init__(
        self, model: str, dtype: str = "auto", max_length: int = 384, stride: int = 96, batch_tokens: int = 4096
    ) -> None:
        self.model = model
        self.dtype = dtype
        self.max_length = max_length
        self.stride = stride
        self.batch_tokens = batch_tokens
        self._network: PreTrainedModel | None = None
        self._tokenizer: PreTrainedTokenizerBase | None = None
        self._coalescer = Coalescer(self._forward, batch_tokens)

    def warm_up(self) -> None:
        """Load the model; does nothing the second time.

        Raises:
            ModelError: the model cannot be loaded.
        """
        if self._network is None:
            from transformers import AutoTokenizer

            self._tokenizer = load_shared(AutoTokenizer.from_pretrained, self.model)
            self._network = load_network(_question_answering, self.model, self.dtype)

    def unknown_share(self, text: str) -> float:
        """The share, in [0, 1], of the tokens of ``text`` that the model's vocabulary lacks."""
        self.warm_up()
        assert self._tokenizer is not None
        tokens = self._tokenizer(text, add_special_tokens=False)["input_ids"]
        return float(tokens.count(self._tokenizer.unk_token_id) / max(1, len(tokens)))

    def windows(self, pairs: Sequence[tuple[str, str]]) -> Iterator[Window]:
        """Every window of every ``(question, context)``, in the order they were computed."""
        if not pairs:
            return
        self.warm_up()
        assert self._tokenizer is not None
        assert self._network is not None
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
        for batch in token_batches(lengths, self.batch_tokens):
            logits = self._coalescer.run(
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

    def _forward(self, windows: Sequence[dict[str, Any]]) -> list[tuple[NDArray[Any], NDArray[Any]]]:
        """Logits of starts and of ends, over the tokens of each window and its padding."""
        import torch

        assert self._tokenizer is not None
        assert self._network is not None
        inputs = self._tokenizer.pad({name: [w[name] for w in windows] for name in windows[0]}, return_tensors="pt")
        with torch.inference_mode():
            output = self._network(**inputs)
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
