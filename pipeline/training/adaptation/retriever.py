"""Adapts a retriever to a team's examples: its questions closer to the passages that answer them."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from polycite.components.errors import LoadingError
from polycite.components.models import load
from polycite.pipeline.training.adaptation.config import DEFAULTS, AdaptConfig, Adapted, Progress
from polycite.pipeline.training.adaptation.early_stopping import EarlyStopping
from polycite.pipeline.training.adaptation.methods import merged, prepare
from polycite.pipeline.training.adaptation.regimes import stages
from polycite.pipeline.training.adaptation.retrieval_loss import contrast_loss, held_out_loss
from polycite.pipeline.training.adaptation.retrieval_pairs import Contrast, Pair, contrast, pairs
from polycite.pipeline.training.adaptation.staged_batches import staged_batches, steps_for, target_begins
from polycite.pipeline.training.adaptation.training_loop import SCORINGS, fit, save_like
from polycite.pipeline.training.adaptation.windows import fitting
from polycite.pipeline.training.reader_config import ReaderConfig
from polycite.pipeline.training.reading_examples import Example

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from transformers import PreTrainedModel

_ROWS = ((64, 8.0), (512, 4.0), (1 << 30, 2.0))  # so many questions at most: passes over them
_RATES = {"full": 2e-5, "lora": 2e-4}
_WARMUP = 0.1  # share of the steps
_DISTRACTORS = 128  # passages beside their own among which those are looked for


def adapt_retriever(
    base: str,
    train: Sequence[Example],
    dev: Sequence[Example],
    source: Sequence[Example],
    output: Path,
    config: AdaptConfig = DEFAULTS,
    progress: Progress = lambda step, steps, loss: None,
) -> Adapted:
    """Tune a SentenceTransformer and save it as one, with its prompts and the layers behind its encoder as they were.

    Contrast within a batch (van den Oord et al. 2018) with a hard negative a question (Karpukhin et al. 2020). Only
    the encoder is trained: a projection behind it was made from far more text than a team's examples.

    Args:
        base: folder, Hugging Face name or ``shipped/retriever``.
        train: the team's examples; those without an answer are passages that answer none of the questions.
        dev: held out; the state is kept in which they are found best. None: the last state.
        source: mixed in as the regime says, so that nothing is forgotten.
        output: folder of the checkpoint.
        config: the settings.
        progress: told each step, the number of all, and the loss.

    Raises:
        LoadingError: no training example has an answer.
        ModelError: ``base`` cannot be loaded.
    """
    import torch
    from sentence_transformers import SentenceTransformer

    began, draw = time.monotonic(), random.Random(config.seed)
    with torch.random.fork_rng():  # nothing that the caller draws changes
        torch.manual_seed(config.seed)
        model: SentenceTransformer = load(SentenceTransformer, base, model_kwargs={"dtype": torch.float32})
        whole = model.max_seq_length
        longest = min(config.longest, whole or config.longest)
        target, held = (pairs(fitting(model.tokenizer, some, longest)) for some in (train, dev))
        if not target:
            raise LoadingError(
                f"None of the {len(train)} training examples has an answer.",
                "Give questions with the passages that answer them: a retriever learns from nothing else.",
            )
        steps = _steps(len(target), config, bool(source))
        others = pairs(fitting(model.tokenizer, draw.sample(source, min(len(source), steps * config.batch)), longest))
        model.max_seq_length = longest
        known = list(dict.fromkeys(pair.passage for pair in [*target, *others]))
        scored = contrast(held, draw.sample(known, min(len(known), _DISTRACTORS)))
        model.requires_grad_(False)
        encoder = prepare(_encoder(model).requires_grad_(True), config.method)
        stopping = EarlyStopping(model, config.patience, held_out_loss(model, scored)) if held else None
        before = stopping.loss if stopping else None
        plan = _batches(target, others, steps, config, draw)
        begins = target_begins(stages(config.regime, config.languages), steps, bool(source))
        step = _fit(model, plan, steps, begins, config, stopping, lambda: held_out_loss(model, scored), progress)
        if stopping:
            stopping.restore()
    merged(encoder)  # in its place in the model
    model.max_seq_length = model.tokenizer.model_max_length = whole  # both are written, the lesser holds
    _save(model, base, output)
    best, after = (stopping.step, stopping.loss) if stopping else (step, None)
    return Adapted(step, best, before, after, time.monotonic() - began)


def _steps(questions: int, config: AdaptConfig, has_source: bool) -> int:
    epochs = config.epochs or next(epochs for most, epochs in _ROWS if questions <= most)
    steps = steps_for(stages(config.regime, config.languages), questions, epochs, config.batch, has_source)
    return min(steps, config.max_steps or steps)


def _batches(
    target: Sequence[Pair], source: Sequence[Pair], steps: int, config: AdaptConfig, draw: random.Random
) -> Iterator[Contrast]:
    """Questions with their passages and a hard negative of each that has one."""
    of_target, of_source = _by_language(target), _by_language(source)
    plan = stages(config.regime, config.languages)
    for batch in staged_batches(plan, of_target, of_source, config.batch, steps, lambda pair: len(pair.passage), draw):
        yield contrast(batch, [draw.choice(pair.negatives) for pair in batch if pair.negatives])


def _by_language(found: Sequence[Pair]) -> dict[str, list[Pair]]:
    by_language: dict[str, list[Pair]] = defaultdict(list)
    for pair in found:
        by_language[pair.language].append(pair)
    return by_language


def _fit(
    model: SentenceTransformer,
    plan: Iterator[Contrast],
    steps: int,
    begins: int,
    config: AdaptConfig,
    stopping: EarlyStopping | None,
    score: Callable[[], float],
    progress: Progress,
) -> int:
    """Train to the end of the plan or to the early stop; the number of steps that were done."""
    import torch

    weights = [value for value in model.parameters() if value.requires_grad]
    rate = config.learning_rate or _RATES[config.method]
    every = max(1, -(-steps // SCORINGS))
    return fit(
        model,
        plan,
        lambda batch: contrast_loss(model, batch),
        torch.optim.AdamW(weights, lr=rate, weight_decay=0.01, fused=True),
        ReaderConfig(max(1, steps), warmup=_WARMUP),  # for their course alone
        stopping,
        score,
        lambda step: step > begins and (step % every == 0 or step == steps),
        progress,
    )


def _encoder(model: SentenceTransformer) -> PreTrainedModel:
    return cast("PreTrainedModel", model[0].auto_model)


def _save(model: SentenceTransformer, base: str, output: Path) -> None:
    model.save(str(output), create_model_card=False)
    if save_like(base, _encoder(model), model.tokenizer, output):
        (output / "model.safetensors").unlink()
