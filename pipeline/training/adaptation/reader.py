"""Adapts a reader to a team's examples: few steps at a low rate, of an extractive model of any family."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from polycite.components.models import load
from polycite.pipeline.training.adaptation.config import DEFAULTS, AdaptConfig, Adapted, Progress
from polycite.pipeline.training.adaptation.early_stopping import EarlyStopping
from polycite.pipeline.training.adaptation.methods import merged, prepare, save_adapter
from polycite.pipeline.training.adaptation.reading_plan import ReadingPlan, features_by_language, length
from polycite.pipeline.training.adaptation.training_loop import SCORINGS, fit, save_like
from polycite.pipeline.training.reader import optimizer_of, span_loss
from polycite.pipeline.training.reader_batches import collate
from polycite.pipeline.training.reading_examples import Example

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

_HELD = 32  # of them in a batch


def adapt_reader(
    base: str,
    train: Sequence[Example],
    dev: Sequence[Example],
    source: Sequence[Example],
    output: Path,
    config: AdaptConfig = DEFAULTS,
    progress: Progress = lambda step, steps, loss: None,
) -> Adapted:
    """Tune a reader on examples of its target languages and save it as an ordinary checkpoint.

    By the method "adapter" the additions alone are saved, to be read together with ``base``. The same arguments give
    the same weights on the same machine.

    Args:
        base: a folder, a Hugging Face name or ``shipped/<name>``: anything ``AutoModelForQuestionAnswering`` loads.
        train: target examples.
        dev: target examples held out, by which it is decided when to stop; none: it trains to the end.
        source: examples of what it can already, which are mixed in as the regime says.
        output: folder for the checkpoint or the adapter.
        config: the settings.
        progress: told each step, the number of all, and the loss.

    Raises:
        ModelError: ``base`` cannot be loaded.
    """
    import torch
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer

    began = time.monotonic()
    tokenizer = load(AutoTokenizer.from_pretrained, base)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    with torch.random.fork_rng():  # nothing that the caller draws changes
        torch.manual_seed(0)  # a span head that the base lacks begins alike in all runs, which can then be averaged
        model: PreTrainedModel = load(AutoModelForQuestionAnswering.from_pretrained, base, dtype=torch.float32)
        torch.manual_seed(config.seed)
        for module in model.modules():
            if isinstance(module, torch.nn.Dropout):
                module.p = 0.0
        model = prepare(model, config.method)
        model.to(device)  # type: ignore[arg-type]  # the stubs of transformers hide the one of torch
        plan = ReadingPlan(tokenizer, train, source, config)
        held = sorted(
            (f for some in features_by_language(tokenizer, dev, config.longest).values() for f in some), key=length
        )
        batches = [collate(tokenizer, held[i : i + _HELD]) for i in range(0, len(held), _HELD)]
        stopping = EarlyStopping(model, config.patience, _score(model, batches, device)) if held else None
        before = stopping.loss if stopping else None
        step = _fit(model, tokenizer, plan, batches, stopping, device, progress)
    if stopping:
        stopping.restore()
    if config.method == "adapter":
        save_adapter(model, base, output)
    else:
        model = merged(model)
        if not save_like(base, model, tokenizer, output):
            model.save_pretrained(output)
            tokenizer.save_pretrained(output)
    best, after = (stopping.step, stopping.loss) if stopping else (step, None)
    return Adapted(step, best, before, after, time.monotonic() - began)


def _fit(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    plan: ReadingPlan,
    held: Sequence[dict[str, torch.Tensor]],
    stopping: EarlyStopping | None,
    device: str,
    progress: Progress,
) -> int:
    """Train to the end of the plan or to the early stop, and give the number of steps taken."""
    if not plan.steps:
        return 0
    every = max(1, plan.steps // SCORINGS)
    return fit(
        model,
        plan,
        lambda batch: span_loss(model, _on(device, collate(tokenizer, batch)), device),
        optimizer_of(model, plan.rates),
        plan.rates,
        stopping,
        lambda: _score(model, held, device),
        lambda step: step > plan.target_begins and (step % every == 0 or step == plan.steps),
        progress,
    )


def _score(model: PreTrainedModel, held: Sequence[dict[str, torch.Tensor]], device: str) -> float:
    """Mean loss of the held-out examples."""
    import torch

    model.train(False)
    with torch.inference_mode():
        losses = [(len(batch["first"]), span_loss(model, _on(device, batch), device).item()) for batch in held]
    return sum(count * loss for count, loss in losses) / sum(count for count, _ in losses)


def _on(device: str, batch: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return {name: value.to(device, non_blocking=True) for name, value in batch.items()}
