"""Trains an extractive reader: ``polycite train reader``.

A span head on an encoder whose word embeddings are frozen: they carry the words, and the languages,
that have no examples. The reader of originals starts from :mod:`polycite.pipeline.training.body`,
the reader of glosses from an English encoder.
Resumable: the state is kept beside the model, and the same command goes on where it stopped.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from polycite.components.models import load
from polycite.pipeline.training.checkpoints import mixed_precision, save_small, save_tokenizer
from polycite.pipeline.training.example_stream import ExampleStream
from polycite.pipeline.training.reading_examples import Example

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

STATE = "training_state.pt"
_TOLD = 20  # losses read at once on a GPU
_CHUNK = 16  # batches whose examples are sorted by length together


@dataclass(frozen=True)
class Feature:
    """An example as the model sees it: a list a kind of input, first and last token of the answer (0, 0: none)."""

    inputs: dict[str, list[int]]
    first: int
    last: int


@dataclass(frozen=True)
class ReaderConfig:
    """How a reader is trained."""

    steps: int = 3000
    batch: int = 32
    learning_rate: float = 1.5e-4
    head_rate: float = 5e-4
    warmup: float = 0.03  # share of the steps
    longest: int = 256  # tokens
    dropout: float = 0.0  # of hidden states
    workers: int = 0  # processes that make the examples beside the training; 0 makes them in it
    seed: int = 0
    save_seconds: float = 600.0


def train(
    base: str,
    examples: ExampleStream | Iterable[Example],
    output: Path,
    config: ReaderConfig = ReaderConfig(),
    progress: Callable[[int, float], None] = lambda step, loss: None,
) -> None:
    """Train and save a reader.

    Args:
        base: the encoder to start from, or a reader to train on.
        examples: an endless stream; one that can be seeded anew where there are workers.
        output: folder for the checkpoint and, until the end, the state to resume from.
        config: the settings.
        progress: told each step and its loss.

    Raises:
        ModelError: ``base`` cannot be loaded.
    """
    import torch
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer

    torch.manual_seed(config.seed)
    tokenizer = load(AutoTokenizer.from_pretrained, base)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    # On a CPU plain attention takes a fifth less time for texts as short as these.
    attention = "sdpa" if device == "cuda" else "eager"
    model = load(
        AutoModelForQuestionAnswering.from_pretrained, base, dtype=torch.float32, attn_implementation=attention
    )
    for name, module in model.named_modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0 if "attention.self" in name else config.dropout
    model.get_input_embeddings().weight.requires_grad_(False)
    optimizer = optimizer_of(model, config)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_at(step, config))
    step = _resume(output, model, optimizer, scheduler)
    model.to(device).train()
    saved, losses = time.monotonic(), []
    for batch in islice(_batches(examples, tokenizer, config, skip=step), config.steps - step):
        loss = span_loss(model, {name: value.to(device, non_blocking=True) for name, value in batch.items()}, device)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        scheduler.step()
        step += 1
        losses.append(loss.detach())
        if len(losses) == _TOLD or step == config.steps or device == "cpu":  # a GPU waits for whoever reads a loss
            for past, value in enumerate(torch.stack(losses).tolist(), step - len(losses) + 1):
                progress(past, value)
            losses.clear()
        if time.monotonic() - saved > config.save_seconds:
            _save(output, model, tokenizer, optimizer, scheduler, step)
            saved = time.monotonic()
    save_small(model, output)
    save_tokenizer(tokenizer, output)
    for rest in (STATE, "model.safetensors"):  # of a saved state
        (output / rest).unlink(missing_ok=True)


def features(tokenizer: PreTrainedTokenizerBase, examples: Sequence[Example], longest: int) -> list[Feature]:
    """The examples as token ids with the answer's first and last token; those whose answer was cut off are left out."""
    encoded: Any = tokenizer(
        [e.question for e in examples],
        [e.context for e in examples],
        truncation="only_second",
        max_length=longest,
        return_offsets_mapping=True,
    )
    names = [name for name in tokenizer.model_input_names if name in encoded]
    found: list[Feature] = []
    for i, example in enumerate(examples):
        first = last = 0
        if example.start >= 0:
            offsets, parts = encoded["offset_mapping"][i], encoded.sequence_ids(i)
            inside = [
                k
                for k, (a, b) in enumerate(offsets)
                if parts[k] == 1 and a < example.end and b > example.start and b > a
            ]
            if not inside or offsets[inside[-1]][1] < example.end:
                continue
            first, last = inside[0], inside[-1]
        found.append(Feature({name: encoded[name][i] for name in names}, first, last))
    return found


def _batches(
    examples: ExampleStream | Iterable[Example], tokenizer: PreTrainedTokenizerBase, config: ReaderConfig, skip: int
) -> Iterator[dict[str, torch.Tensor]]:
    """Padded batches, (examples, tokens) a kind of input and the "first" and "last" token of each answer.

    The first ``skip`` are made and left out, so that a resumed run sees what is new.
    """
    if not config.workers:
        return islice(_sorted_batches(examples, tokenizer, config, config.seed), skip, None)
    from torch.utils.data import DataLoader, IterableDataset, get_worker_info

    class Batches(IterableDataset[dict[str, "torch.Tensor"]]):
        def __iter__(self) -> Iterator[dict[str, torch.Tensor]]:
            worker = get_worker_info()
            assert worker is not None
            assert isinstance(examples, ExampleStream)
            seed = config.seed * config.workers + worker.id
            return _sorted_batches(examples.seeded(seed), tokenizer, config, seed)

    loader = DataLoader(Batches(), batch_size=None, num_workers=config.workers, prefetch_factor=8)
    return islice(iter(loader), skip, None)


def _sorted_batches(
    examples: Iterable[Example], tokenizer: PreTrainedTokenizerBase, config: ReaderConfig, seed: int
) -> Iterator[dict[str, torch.Tensor]]:
    """Batches of similar length."""
    import random

    stream, shuffle = iter(examples), random.Random(seed)
    while chunk := list(islice(stream, config.batch * _CHUNK)):
        sized = sorted(features(tokenizer, chunk, config.longest), key=lambda feature: len(feature.inputs["input_ids"]))
        batches = [sized[i : i + config.batch] for i in range(0, len(sized) - config.batch + 1, config.batch)]
        shuffle.shuffle(batches)
        for batch in batches:
            yield collate(tokenizer, batch)


def collate(tokenizer: PreTrainedTokenizerBase, batch: Sequence[Feature]) -> dict[str, torch.Tensor]:
    """A padded batch: (examples, tokens) a kind of input, and the "first" and "last" token of each answer."""
    import torch

    inputs = {name: [feature.inputs[name] for feature in batch] for name in batch[0].inputs}
    return {
        **tokenizer.pad(inputs, return_tensors="pt"),
        "first": torch.tensor([feature.first for feature in batch]),
        "last": torch.tensor([feature.last for feature in batch]),
    }


def span_loss(model: PreTrainedModel, batch: dict[str, torch.Tensor], device: str) -> torch.Tensor:
    """Mean cross entropy of the first and the last token, which are taken out of ``batch``."""
    import torch

    first, last = batch.pop("first"), batch.pop("last")
    with mixed_precision(device):
        output = model(**batch)
    cross_entropy = torch.nn.functional.cross_entropy
    return (cross_entropy(output.start_logits.float(), first) + cross_entropy(output.end_logits.float(), last)) / 2


def optimizer_of(model: PreTrainedModel, config: ReaderConfig) -> torch.optim.Optimizer:
    """AdamW over the weights that are to be trained, the span head's at their own rate."""
    import torch

    trained = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    head = [p for name, p in trained if "qa_outputs" in name]
    body = [p for name, p in trained if "qa_outputs" not in name]
    groups = [{"params": body, "lr": config.learning_rate}, {"params": head, "lr": config.head_rate}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def rate_at(step: int, config: ReaderConfig) -> float:
    """Share of the learning rate at ``step``: a short warm-up, then straight down."""
    warm = max(1, round(config.warmup * config.steps))
    return min(1.0, (step + 1) / warm) * max(0.01, 1 - step / config.steps)


def _save(
    output: Path, model: Any, tokenizer: Any, optimizer: torch.optim.Optimizer, scheduler: Any, step: int
) -> None:
    import torch

    model.save_pretrained(output)
    tokenizer.save_pretrained(output)
    state = {"step": step, "optimizer": optimizer.state_dict(), "scheduler": scheduler.state_dict()}
    torch.save({**state, "model": model.state_dict()}, output / f"{STATE}.new")
    (output / f"{STATE}.new").replace(output / STATE)  # a crash while writing leaves the former state


def _resume(output: Path, model: Any, optimizer: torch.optim.Optimizer, scheduler: Any) -> int:
    import torch

    if not (output / STATE).is_file():
        return 0
    state = torch.load(output / STATE, weights_only=True)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    scheduler.load_state_dict(state["scheduler"])
    return int(state["step"])
