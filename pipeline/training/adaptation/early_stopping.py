"""Keeps the state of a model in which held-out examples were read best, and says when to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch
    from torch import nn


class EarlyStopping:
    """The best state of the weights that are trained, by the loss of held-out examples.

    Usage::

        stopping = EarlyStopping(model, patience=3, loss=before)
        if stopping.stop(step, loss):
            break
        stopping.restore()

    Args:
        model: whose state is kept, now and whenever the loss is lower than ever.
        patience: scorings in a row without a lower loss before it stops.
        loss: of the state it has now.
    """

    def __init__(self, model: nn.Module, patience: int, loss: float) -> None:
        self.step = 0
        self.loss = loss
        self._model = model
        self._patience = patience
        self._since = 0
        self._best = self._state()

    def stop(self, step: int, loss: float) -> bool:
        """Note the loss at ``step``; whether to stop."""
        if loss < self.loss:
            self.step, self.loss, self._since, self._best = step, loss, 0, self._state()
        else:
            self._since += 1
        return self._since >= self._patience

    def restore(self) -> None:
        """Put the best state back into the model."""
        import torch

        with torch.no_grad():
            for name, value in self._model.named_parameters():
                if name in self._best:
                    value.copy_(self._best[name])

    def _state(self) -> dict[str, torch.Tensor]:
        return {name: value.detach().clone() for name, value in self._model.named_parameters() if value.requires_grad}
