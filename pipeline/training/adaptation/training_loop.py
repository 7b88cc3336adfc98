"""What adapting a reader and a retriever share: the steps from the first to the last, or to the early stop."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from polycite.components.models import locate
from polycite.pipeline.training.adaptation.early_stopping import EarlyStopping
from polycite.pipeline.training.checkpoints import is_small, save_small, save_tokenizer
from polycite.pipeline.training.reader_config import ReaderConfig
from polycite.pipeline.training.schedule import rate_at

if TYPE_CHECKING:
    import torch
    from torch import nn
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

    from polycite.pipeline.training.adaptation.config import Progress

T = TypeVar("T")
SCORINGS = 8
"""Times that the held-out examples are scored in a run."""


def fit(
    model: nn.Module,
    batches: Iterable[T],
    loss_of: Callable[[T], torch.Tensor],
    optimizer: torch.optim.Optimizer,
    rates: ReaderConfig,
    stopping: EarlyStopping | None,
    score: Callable[[], float],
    due: Callable[[int], bool],
    progress: Progress,
) -> int:
    """Train to the end of ``batches`` or to the early stop, and give the number of steps taken.

    Args:
        model: whose weights are trained.
        batches: as many as ``rates.steps``.
        loss_of: of a batch, from which the gradients come.
        optimizer: of the weights.
        rates: the course of the learning rate.
        stopping: keeps the best state; None where nothing was held out.
        score: loss of the held-out examples.
        due: whether they are scored after a step.
        progress: told each step, the number of all, and the loss.
    """
    import torch

    trained = [value for value in model.parameters() if value.requires_grad]
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_at(step, rates.steps, rates.warmup))
    step = 0
    for step, batch in enumerate(batches, 1):
        model.train()
        loss = loss_of(batch)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        scheduler.step()
        progress(step, rates.steps, loss.item())
        if stopping and due(step) and stopping.stop(step, score()):
            break
    return step


def save_like(base: str, model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, output: Path) -> bool:
    """Write ``model`` as small as ``base`` is stored, and say whether that was small.

    What was trained is in 16 bits, since 8 would round most of it back. A base of another form is the caller's to save.
    """
    import torch

    small = is_small(Path(locate(base)))
    if small:
        save_small(model, output, torch.float16)
        save_tokenizer(tokenizer, output)
    return small
