"""Teaches an encoder to find: ``polycite train contrast``, before ``polycite train retriever``.

Contrast within a batch (van den Oord et al. 2018; with hard negatives as in Karpukhin et al. 2020): a sentence
and its translation, a question and the passage that answers it lie closer than anything else in the batch. The
word embeddings stay as they are: they carry the languages that have few examples.
Resumable: the state is kept beside the encoder, and the same command goes on where it stopped.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from polycite.components.models import load
from polycite.pipeline.training.checkpoints import mixed_precision, save_small, save_tokenizer
from polycite.pipeline.training.contrast_batches import ContrastBatch, ContrastStream
from polycite.pipeline.training.rounding import round_matrices
from polycite.pipeline.training.schedule import rate_at
from polycite.pipeline.training.training_state import STATE, read_state, resume, write_state

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

_TOLD = 20  # losses read at once on a GPU
_AT_ONCE = {"cpu": 32, "cuda": 512}  # texts encoded together: a GPU waits for small parts
_ROUNDED_BY = 4  # batches by which the weights are rounded in the end


@dataclass(frozen=True)
class ContrastConfig:
    """How the encoder is trained."""

    steps: int = 800
    learning_rate: float = 3e-5
    warmup: float = 0.05  # share of the steps
    temperature: float = 0.02
    longest: int = 256  # tokens of a text
    workers: int = 0  # processes that make the batches beside the training; 0 makes them in it
    save_seconds: float = 600.0


def train(
    base: str,
    stream: ContrastStream,
    output: Path,
    config: ContrastConfig = ContrastConfig(),
    progress: Callable[[int, float], None] = lambda step, loss: None,
) -> None:
    """Train and save an encoder.

    Args:
        base: folder or name of the encoder to start from.
        stream: the batches.
        output: folder of the encoder, to make a retriever of, and until the end of the state to resume from.
        config: the settings.
        progress: told each step and its loss.

    Raises:
        ModelError: ``base`` cannot be loaded.
    """
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer = load(AutoTokenizer.from_pretrained, base)
    model = load(AutoModel.from_pretrained, base, dtype=torch.float32, add_pooling_layer=False)
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0  # what is encoded twice is to be the same twice
    model.get_input_embeddings().weight.requires_grad_(False)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model.to(device).train()
    weights = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=config.learning_rate, weight_decay=0.01, fused=True)
    scheduler = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: rate_at(step, config.steps, config.warmup, least=0.02)
    )
    state = read_state(output)
    if state is not None:
        model.load_state_dict(state["weights"])
    step = resume(state, optimizer, scheduler)
    batches = _batches(stream, tokenizer, config, step, _AT_ONCE[device])
    saved, losses = time.monotonic(), list[torch.Tensor]()
    for batch in islice(batches, config.steps - step):
        optimizer.zero_grad(set_to_none=True)
        loss = _backward(model, batch, config.temperature, device)
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        scheduler.step()
        step += 1
        losses.append(loss)
        if len(losses) == _TOLD or step == config.steps or device == "cpu":  # a GPU waits for whoever reads a loss
            for past, value in enumerate(torch.stack(losses).tolist(), step - len(losses) + 1):
                progress(past, value)
            losses.clear()
        if time.monotonic() - saved > config.save_seconds:
            write_state(output, step, model.state_dict(), optimizer, scheduler)
            saved = time.monotonic()
    some = [part.inputs for batch in islice(batches, _ROUNDED_BY) for part in (*batch.left, *batch.right)]
    round_matrices(model.to("cpu"), some)
    save_small(model, output)
    save_tokenizer(tokenizer, output)
    (output / STATE).unlink(missing_ok=True)


@dataclass(frozen=True)
class _Part:
    """Texts of similar length as the model sees them, and their places in the batch."""

    places: list[int]
    inputs: dict[str, torch.Tensor]


@dataclass(frozen=True)
class _Encoded:
    """A batch as the model sees it, a part after the other; ``same`` as in :class:`ContrastBatch`."""

    left: list[_Part]
    right: list[_Part]
    same: torch.Tensor
    symmetric: bool


def _batches(
    stream: ContrastStream, tokenizer: PreTrainedTokenizerBase, config: ContrastConfig, step: int, at_once: int
) -> Iterator[_Encoded]:
    if not config.workers:
        return (_encoded(batch, tokenizer, config.longest, at_once) for batch in stream.since(step))
    from torch.utils.data import DataLoader, IterableDataset, get_worker_info

    class Batches(IterableDataset[_Encoded]):
        def __iter__(self) -> Iterator[_Encoded]:
            worker = get_worker_info()
            assert worker is not None
            mine = stream.since(step + worker.id, config.workers)
            return (_encoded(batch, tokenizer, config.longest, at_once) for batch in mine)

    return iter(DataLoader(Batches(), batch_size=None, num_workers=config.workers, prefetch_factor=6))


def _encoded(batch: ContrastBatch, tokenizer: PreTrainedTokenizerBase, longest: int, at_once: int) -> _Encoded:
    import torch

    def encoded(texts: list[str]) -> list[_Part]:
        rows = tokenizer(texts, truncation=True, max_length=longest)
        order = sorted(range(len(texts)), key=lambda i: len(rows["input_ids"][i]))
        parts: list[_Part] = []
        for first in range(0, len(order), at_once):
            places = order[first : first + at_once]
            part = {name: [values[i] for i in places] for name, values in rows.items()}
            parts.append(_Part(places, dict(tokenizer.pad(part, return_tensors="pt"))))
        return parts

    return _Encoded(encoded(batch.left), encoded(batch.right), torch.from_numpy(batch.same), batch.symmetric)


def _backward(model: PreTrainedModel, batch: _Encoded, temperature: float, device: str) -> torch.Tensor:
    """Add the gradients of a batch; its loss.

    Every text of a batch is a negative of every other, but one part is encoded at a time: first for its vectors, and,
    when the loss says how those should move, once more for the weights (Gao et al. 2021, "Scaling Deep Contrastive
    Learning Batch Size under Memory Limited Setup"). A batch takes the memory of a part.
    """
    import torch

    sides: list[torch.Tensor] = []
    for parts in (batch.left, batch.right):
        with torch.no_grad():
            found = torch.cat([_vectors(model, part.inputs, device) for part in parts])
        order = torch.tensor([place for part in parts for place in part.places], device=device)
        sides.append(torch.empty_like(found).index_copy_(0, order, found).requires_grad_())
    loss = _loss(sides[0], sides[1], batch.same.to(device), batch.symmetric, temperature)
    loss.backward()  # type: ignore[no-untyped-call]
    for side, parts in zip(sides, (batch.left, batch.right), strict=True):
        for part in parts:
            assert side.grad is not None
            _vectors(model, part.inputs, device).backward(side.grad[part.places])  # type: ignore[no-untyped-call]
    return loss.detach()


def _loss(
    left: torch.Tensor, right: torch.Tensor, same: torch.Tensor, symmetric: bool, temperature: float
) -> torch.Tensor:
    """Cross-entropy of each left text's own right text among all of them, and the other way round."""
    import torch

    # What says the same as one's own is no negative.
    scores = (left @ right.T / temperature).masked_fill(same, -torch.inf)
    own = torch.arange(len(left), device=left.device)
    loss = torch.nn.functional.cross_entropy(scores, own)
    if symmetric:
        loss = (loss + torch.nn.functional.cross_entropy(scores[:, : len(left)].T, own)) / 2
    return loss


def _vectors(model: PreTrainedModel, inputs: dict[str, torch.Tensor], device: str) -> torch.Tensor:
    """(texts, size) mean of the tokens, unit length."""
    import torch

    moved = {name: value.to(device, non_blocking=True) for name, value in inputs.items()}
    mask = moved["attention_mask"].unsqueeze(-1)
    with mixed_precision(device):
        tokens = model(**moved).last_hidden_state
    return torch.nn.functional.normalize((tokens.float() * mask).sum(1) / mask.sum(1), dim=-1)
