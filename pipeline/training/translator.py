"""Trains a many-to-many translator: ``polycite train translator``.

A decoder is added to an encoder that knows all the languages, and learns to write in the language it is asked for.
The encoder stays as it is for the first half: a decoder that knows nothing yet would only spoil it. The word
embeddings always do: they carry the words that no example holds.
Resumable: the state is kept beside the model, and the same command goes on where it stopped.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from polycite.components.models import load
from polycite.pipeline.training.checkpoints import mixed_precision
from polycite.pipeline.training.schedule import rate_at
from polycite.pipeline.training.training_state import STATE
from polycite.pipeline.training.translator_batches import BatchStream
from polycite.pipeline.training.translator_config import TranslatorConfig
from polycite.pipeline.training.translator_loss import Candidates, SampledSoftmax, translation_loss
from polycite.pipeline.training.translator_model import save_translator
from polycite.pipeline.training.translator_pairs import PairStream
from polycite.pipeline.training.translator_state import TrainedWeights, resume, save_state

if TYPE_CHECKING:
    import torch

_TOLD = 20  # losses read at once on a GPU


def train(
    base: str,
    pairs: PairStream,
    output: Path,
    config: TranslatorConfig,
    progress: Callable[[int, float, int], None] = lambda step, loss, tokens: None,
) -> None:
    """Train and save a translator.

    Args:
        base: folder or name of the encoder to start from.
        pairs: what it learns from.
        output: folder for the checkpoint and, until the end, the state to resume from.
        config: the settings.
        progress: told each step, its loss and its tokens, those of padding included.

    Raises:
        ModelError: ``base`` cannot be loaded, or is no encoder a translator can be made of.
        SettingsError: the state in ``output`` is of another training.
    """
    import torch
    from transformers import AutoTokenizer

    tokenizer = load(AutoTokenizer.from_pretrained, base)
    training = TrainedWeights(base, pairs.languages, tokenizer, config)
    stream = BatchStream(pairs, tokenizer, config.batch, config.longest)
    counts = stream.counts(training.vocabulary)
    training.start_from(counts)
    softmax = SampledSoftmax(counts, config.frequent, config.sampled)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    training.to(device)
    optimizer = training.optimizer(config)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_at(step, config.steps, config.warmup))
    settings = {"base": base, "languages": pairs.languages, **asdict(replace(config, save_seconds=0.0))}
    step, position = resume(output, training, optimizer, scheduler, settings)
    saved, seen = time.monotonic(), list[tuple["torch.Tensor", int]]()
    batches = stream.since(position)
    while step < config.steps:
        batch, position = next(batches)
        candidates = softmax.choose(batch.target, tokenizer.pad_token_id, seed=config.seed + step)
        batch, candidates = batch.to(device), Candidates(*(value.to(device) for value in candidates))
        with mixed_precision(device):
            frozen = step < config.frozen * config.steps
            loss = translation_loss(
                training.model, training.language_words, training.bias, batch, candidates, config.smoothing, frozen
            )
        optimizer.zero_grad(set_to_none=True)  # what has no gradient is left alone
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(training.weights().values(), 1.0)
        optimizer.step()
        scheduler.step()
        step += 1
        if time.monotonic() - saved >= config.save_seconds:
            save_state(output, training, optimizer, scheduler, settings, step, position)
            saved = time.monotonic()
        seen.append((loss.detach(), batch.tokens))
        if len(seen) == _TOLD or step == config.steps or device == "cpu":  # a GPU waits for whoever reads a loss
            losses = torch.stack([value for value, _ in seen]).tolist()
            for past, (value, (_, tokens)) in enumerate(zip(losses, seen, strict=True), step - len(seen) + 1):
                progress(past, value, tokens)
            seen.clear()
    save_translator(training.finished(), tokenizer, pairs.languages, output)
    (output / STATE).unlink(missing_ok=True)
