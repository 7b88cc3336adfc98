"""The mean of models that were adapted apart, from one base."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch


def write_mean(models: Sequence[Path], output: Path) -> None:
    """Write the model whose weights are the mean of those of ``models`` (Wortsman et al. 2022, "Model soups").

    Each was tuned without another part of the examples; their mean knows something of all. It is written as they are:
    in the same files, of the same types. What is equal in all of them, such as frozen embeddings, stays as it is.

    Args:
        models: folders that one adaptation wrote, from one base by one method.
        output: a folder that is not there yet.
    """
    import torch
    from safetensors import safe_open
    from safetensors.torch import save_file

    shutil.copytree(models[0], output)
    for file in sorted(output.rglob("*.safetensors")):
        same: list[Any] = [safe_open(model / file.relative_to(output), "pt") for model in models]
        mean: dict[str, torch.Tensor] = {}
        for name in same[0].keys():  # noqa: SIM118  # it is no dict
            first, *others = (weights.get_tensor(name) for weights in same)
            total = first.float()
            if any(not torch.equal(other.float(), total) for other in others):
                first = sum((other.float() for other in others), total).div(len(same)).to(first.dtype)
            mean[name] = first
        save_file(mean, file, metadata={"format": "pt"})
