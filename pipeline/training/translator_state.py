"""What is trained of a translator, and the file from which an interrupted training goes on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from polycite.components.errors import SettingsError
from polycite.pipeline.training import training_state
from polycite.pipeline.training.training_state import STATE, read_state, write_state
from polycite.pipeline.training.translator_batches import Position, end_id
from polycite.pipeline.training.translator_config import TranslatorConfig
from polycite.pipeline.training.translator_model import translator_of

if TYPE_CHECKING:
    import torch
    from transformers import BartForConditionalGeneration


class TrainedWeights:
    """The translator, the vector of each language and the bias of each piece; its word embeddings are not trained."""

    def __init__(self, base: str, languages: list[str], tokenizer: Any, config: TranslatorConfig) -> None:
        import torch

        self.model: BartForConditionalGeneration = translator_of(base, len(tokenizer), languages, config.decoder_layers)
        self.model.config.pad_token_id = tokenizer.pad_token_id
        self.model.config.decoder_start_token_id = end_id(tokenizer)
        words: torch.Tensor = self.model.model.shared.weight.requires_grad_(False)
        self.vocabulary = len(tokenizer)
        self.language_words = torch.nn.Parameter(words[self.vocabulary :].clone())
        self.bias = torch.nn.Parameter(torch.zeros(self.vocabulary))

    def start_from(self, counts: NDArray[np.int64]) -> None:
        """Score each piece at first as its frequency does, which otherwise takes hundreds of steps to learn."""
        import torch

        shares = (counts + 0.5) / (counts.sum() + 0.5 * len(counts))
        self.bias.data = torch.from_numpy(np.log(shares)).float()

    def to(self, device: str) -> None:
        """Move all of it."""
        self.model.to(device)  # type: ignore[arg-type]
        self.model.train()
        for own in (self.language_words, self.bias):
            own.data = own.data.to(device)

    def optimizer(self, config: TranslatorConfig) -> torch.optim.Optimizer:
        """AdamW, the encoder at its own rate."""
        import torch

        groups = [
            {"params": self._trained("model.decoder"), "lr": config.learning_rate},
            {"params": [self.language_words, self.bias], "lr": config.learning_rate, "weight_decay": 0.0},
            {"params": self._trained("model.encoder"), "lr": config.learning_rate * config.encoder_rate},
        ]
        return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)

    def _trained(self, side: str) -> list[torch.nn.Parameter]:
        return [p for name, p in self.model.named_parameters() if p.requires_grad and name.startswith(side)]

    def weights(self) -> dict[str, torch.Tensor]:
        """Everything that is trained, by name."""
        named = {name: p for name, p in self.model.named_parameters() if p.requires_grad}
        return {**named, "language_words": self.language_words, "bias": self.bias}

    def finished(self) -> BartForConditionalGeneration:
        """The translator with the language vectors and the bias in their places."""
        import torch

        model = self.model
        self.to("cpu")
        model.model.shared.weight.data[self.vocabulary :] = self.language_words.detach()
        bias = model.final_logits_bias
        assert isinstance(bias, torch.Tensor)
        bias[0, : self.vocabulary] = self.bias.detach()
        return model


def save_state(
    output: Path,
    training: TrainedWeights,
    optimizer: torch.optim.Optimizer,
    scheduler: Any,
    settings: dict[str, Any],
    step: int,
    position: Position,
) -> None:
    """Write all that the training goes on from."""
    weights = {name: value.detach() for name, value in training.weights().items()}
    write_state(output, step, weights, optimizer, scheduler, settings=settings, position=tuple(position))


def resume(
    output: Path, training: TrainedWeights, optimizer: torch.optim.Optimizer, scheduler: Any, settings: dict[str, Any]
) -> tuple[int, Position]:
    """Take up the state in ``output``, where there is one: its step and its position in the stream.

    Raises:
        SettingsError: it is the state of a training with other settings.
    """
    import torch

    state = read_state(output)
    if state is None:
        return 0, Position()
    if differing := [name for name, value in settings.items() if state["settings"].get(name) != value]:
        raise SettingsError(
            f"{output / STATE} is the state of a training with other settings: {', '.join(differing)}.",
            "Give the same ones to go on with it, or another output folder to begin anew.",
        )
    with torch.no_grad():
        for name, value in training.weights().items():
            value.copy_(state["weights"][name])
    return training_state.resume(state, optimizer, scheduler), Position(*state["position"])
