"""Teaches an encoder to find: ``polycite train contrast``, before ``polycite train retriever``.

Contrast within a batch (van den Oord et al. 2018; with hard negatives as in Karpukhin et al. 2020): a sentence
and its translation, a question and the passage that answers it lie closer than anything else in the batch. The
word embeddings stay as they are: they carry the languages that have few examples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from polycite.components.models import load
from polycite.pipeline.training.checkpoints import mixed_precision, save_small, save_tokenizer
from polycite.pipeline.training.contrast_batches import ContrastBatch, ContrastStream
from polycite.pipeline.training.schedule import rate_at

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

_TOLD = 20  # losses read at once on a GPU


@dataclass(frozen=True)
class ContrastConfig:
    """How the encoder is trained."""

    steps: int = 800
    learning_rate: float = 3e-5
    warmup: float = 0.05  # share of the steps
    temperature: float = 0.02
    longest: int = 256  # tokens of a text
    workers: int = 0  # processes that make the batches beside the training; 0 makes them in it


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
        output: folder of the encoder, to make a retriever of.
        config: the settings.
        progress: told each step and its loss.

    Raises:
        ModelError: ``base`` cannot be loaded.
    """
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer = load(AutoTokenizer.from_pretrained, base)
    model = load(AutoModel.from_pretrained, base, dtype=torch.float32, add_pooling_layer=False)
    model.get_input_embeddings().weight.requires_grad_(False)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model.to(device).train()
    weights = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=config.learning_rate, weight_decay=0.01, fused=True)
    scheduler = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: rate_at(step, config.steps, config.warmup, least=0.02)
    )
    losses: list[torch.Tensor] = []
    for step, batch in enumerate(islice(_batches(stream, tokenizer, config), config.steps), 1):
        loss = _loss(model, batch, config.temperature, device)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        scheduler.step()
        losses.append(loss.detach())
        if len(losses) == _TOLD or step == config.steps or device == "cpu":  # a GPU waits for whoever reads a loss
            for past, value in enumerate(torch.stack(losses).tolist(), step - len(losses) + 1):
                progress(past, value)
            losses.clear()
    save_small(model, output)
    save_tokenizer(tokenizer, output)


@dataclass
class _Encoded:
    """A batch as the model sees it; ``same`` as in :class:`ContrastBatch`."""

    left: dict[str, torch.Tensor]
    right: dict[str, torch.Tensor]
    same: torch.Tensor
    symmetric: bool


def _batches(stream: ContrastStream, tokenizer: PreTrainedTokenizerBase, config: ContrastConfig) -> Iterator[_Encoded]:
    if not config.workers:
        return (_encoded(batch, tokenizer, config.longest) for batch in stream)
    from torch.utils.data import DataLoader, IterableDataset, get_worker_info

    class Batches(IterableDataset[_Encoded]):
        def __iter__(self) -> Iterator[_Encoded]:
            worker = get_worker_info()
            assert worker is not None
            return (_encoded(batch, tokenizer, config.longest) for batch in stream.seeded(worker.id))

    return iter(DataLoader(Batches(), batch_size=None, num_workers=config.workers, prefetch_factor=6))


def _encoded(batch: ContrastBatch, tokenizer: PreTrainedTokenizerBase, longest: int) -> _Encoded:
    import torch

    def encoded(texts: list[str]) -> dict[str, torch.Tensor]:
        return dict(tokenizer(texts, truncation=True, max_length=longest, padding=True, return_tensors="pt"))

    return _Encoded(encoded(batch.left), encoded(batch.right), torch.from_numpy(batch.same), batch.symmetric)


def _loss(model: PreTrainedModel, batch: _Encoded, temperature: float, device: str) -> torch.Tensor:
    """Cross-entropy of each left text's own right text among all of them, and the other way round."""
    import torch

    with mixed_precision(device):
        left, right = (_vectors(model, side, device) for side in (batch.left, batch.right))
    scores = left.float() @ right.float().T / temperature
    own = torch.arange(len(left), device=device)
    # What says the same as one's own is no negative.
    scores = scores.masked_fill(batch.same.to(device), -torch.inf)
    loss = torch.nn.functional.cross_entropy(scores, own)
    if batch.symmetric:
        loss = (loss + torch.nn.functional.cross_entropy(scores[:, : len(left)].T, own)) / 2
    return loss


def _vectors(model: PreTrainedModel, inputs: dict[str, torch.Tensor], device: str) -> torch.Tensor:
    """(texts, size) mean of the tokens, unit length."""
    import torch

    moved = {name: value.to(device, non_blocking=True) for name, value in inputs.items()}
    mask = moved["attention_mask"].unsqueeze(-1)
    tokens = model(**moved).last_hidden_state
    return torch.nn.functional.normalize((tokens * mask).sum(1) / mask.sum(1), dim=-1)
