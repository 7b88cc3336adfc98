"""Trains an extractive reader: ``polycite train reader``.

A span head on an encoder whose word embeddings are frozen: they carry the words, and the languages,
that have no examples. The reader of originals starts from :mod:`polycite.pipeline.training.body`,
the reader of glosses from an English encoder.
Resumable: the state is kept beside the model, and the same command goes on where it stopped.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from polycite.components.models import load
from polycite.pipeline.training.checkpoints import mixed_precision, save_small, save_tokenizer
from polycite.pipeline.training.example_stream import ExampleStream
from polycite.pipeline.training.reader_batches import batches_of, inputs_of
from polycite.pipeline.training.reader_config import ReaderConfig
from polycite.pipeline.training.reading_examples import Example
from polycite.pipeline.training.rounding import round_matrices
from polycite.pipeline.training.schedule import rate_at
from polycite.pipeline.training.span_distillation import LessonMaker, divergence
from polycite.pipeline.training.training_state import STATE, read_state, resume, write_state

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel

_TOLD = 20  # losses read at once on a GPU
_ROUNDED_BY = 12  # batches by which the weights are rounded in the end


def train(
    base: str,
    examples: ExampleStream | Iterable[Example],
    output: Path,
    config: ReaderConfig,
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
    model = load(AutoModelForQuestionAnswering.from_pretrained, base, dtype=torch.float32)
    for name, module in model.named_modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0 if "attention.self" in name else config.dropout
    model.get_input_embeddings().weight.requires_grad_(False)
    optimizer = optimizer_of(model, config)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_at(step, config.steps, config.warmup))
    state = read_state(output)
    if state is not None:
        model.load_state_dict(state["weights"])
    step = resume(state, optimizer, scheduler)
    model.to(device).train()
    teacher, lessons = _teacher(config, device)
    saved, losses = time.monotonic(), []
    batches = batches_of(examples, tokenizer, config, step, lessons)
    for batch in islice(batches, config.steps - step):
        moved = {name: value.to(device, non_blocking=True) for name, value in batch.items()}
        logits = _logits(model, inputs_of(moved), device)
        loss = _span_loss(logits, moved, config.passages)
        if teacher is not None and "taught" in moved:
            loss = loss + _taught_loss(logits, teacher, moved, device)
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
            model.save_pretrained(output)  # to look at it while it learns
            tokenizer.save_pretrained(output)
            write_state(output, step, model.state_dict(), optimizer, scheduler)
            saved = time.monotonic()
    more = (
        {name: value.to(device) for name, value in inputs_of(batch).items()} for batch in islice(batches, _ROUNDED_BY)
    )
    round_matrices(model, more)
    save_small(model, output)
    save_tokenizer(tokenizer, output)
    for rest in (STATE, "model.safetensors"):  # of a saved state
        (output / rest).unlink(missing_ok=True)


def span_loss(model: PreTrainedModel, batch: dict[str, torch.Tensor], device: str, passages: int = 1) -> torch.Tensor:
    """Mean cross entropy of the first and the last token of a batch.

    Where each question has several ``passages``, (questions * passages, tokens), the right one first, half of the loss
    is the cross entropy over the tokens of all of them (Clark and Gardner 2018, "shared normalization"): a passage
    that does not hold the answer must not only say so, it must be less convincing than the one that does.
    """
    return _span_loss(_logits(model, inputs_of(batch), device), batch, passages)


def _logits(model: PreTrainedModel, inputs: dict[str, torch.Tensor], device: str) -> tuple[torch.Tensor, torch.Tensor]:
    with mixed_precision(device):
        output = model(**inputs)
    return output.start_logits.float(), output.end_logits.float()


def _span_loss(
    logits: tuple[torch.Tensor, torch.Tensor], batch: dict[str, torch.Tensor], passages: int
) -> torch.Tensor:
    import torch

    first, last = batch["first"], batch["last"]

    def entropy(logits: Sequence[torch.Tensor], at: Sequence[torch.Tensor]) -> torch.Tensor:
        return torch.stack(list(map(torch.nn.functional.cross_entropy, logits, at))).mean()

    loss = entropy(logits, (first, last))
    answered = first[::passages] > 0
    if passages == 1 or not answered.any():
        return loss
    unseen = batch["attention_mask"] == 0
    unseen[:, 0] = True  # "none": each token counts by how far it is above its own passage's
    among = [(of - of[:, :1]).masked_fill(unseen, -torch.inf).reshape(len(answered), -1)[answered] for of in logits]
    right = [at[::passages][answered] for at in (first, last)]
    return (loss + entropy(among, right)) / 2


def _teacher(config: ReaderConfig, device: str) -> tuple[PreTrainedModel | None, LessonMaker | None]:
    import torch
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer

    if config.teacher is None:
        return None, None
    model = load(AutoModelForQuestionAnswering.from_pretrained, config.teacher, dtype=torch.float32)
    lessons = LessonMaker(load(AutoTokenizer.from_pretrained, config.teacher), config.longest)
    return model.to(device).eval().requires_grad_(False), lessons


def _taught_loss(
    logits: tuple[torch.Tensor, torch.Tensor], teacher: PreTrainedModel, batch: dict[str, torch.Tensor], device: str
) -> torch.Tensor:
    """How far the words of the taught examples are from the teacher's, mean over all examples of the batch."""
    import torch

    with torch.no_grad():
        told = _logits(teacher, inputs_of(batch, "teacher."), device)
    apart = [
        divergence(said[batch["taught"]], batch[f"student_{edge}"], of, batch[f"teacher_{edge}"]).sum()
        for said, of, edge in zip(logits, told, ("starts", "ends"), strict=True)
    ]
    return torch.stack(apart).mean() / len(batch["first"])


def optimizer_of(model: PreTrainedModel, config: ReaderConfig) -> torch.optim.Optimizer:
    """AdamW over the weights that are to be trained, the span head's at their own rate."""
    import torch

    trained = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    head = [p for name, p in trained if "qa_outputs" in name]
    body = [p for name, p in trained if "qa_outputs" not in name]
    groups = [{"params": body, "lr": config.learning_rate}, {"params": head, "lr": config.head_rate}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
