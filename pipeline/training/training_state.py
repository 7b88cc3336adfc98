"""The file from which an interrupted training goes on, beside the model it makes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

STATE = "training_state.pt"


def write_state(
    folder: Path, step: int, weights: dict[str, Any], optimizer: torch.optim.Optimizer, scheduler: Any, **more: Any
) -> None:
    """Write all that a training goes on from; a crash while writing leaves the former state."""
    import torch

    folder.mkdir(parents=True, exist_ok=True)
    state = {"step": step, "weights": weights, "optimizer": optimizer.state_dict(), "scheduler": scheduler.state_dict()}
    torch.save({**state, **more}, folder / f"{STATE}.new")
    (folder / f"{STATE}.new").replace(folder / STATE)


def read_state(folder: Path) -> dict[str, Any] | None:
    """What :func:`write_state` wrote there, or nothing."""
    import torch

    if not (folder / STATE).is_file():
        return None
    state: dict[str, Any] = torch.load(folder / STATE, map_location="cpu", weights_only=True)
    return state


def resume(state: dict[str, Any] | None, optimizer: torch.optim.Optimizer, scheduler: Any) -> int:
    """Set optimizer and schedule to ``state``; the step that was done last, or 0."""
    if state is None:
        return 0
    optimizer.load_state_dict(state["optimizer"])
    scheduler.load_state_dict(state["scheduler"])
    return int(state["step"])
