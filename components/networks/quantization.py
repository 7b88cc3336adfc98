"""Dynamic 8-bit quantization of a network's linear layers, made when it is loaded."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

MARK = "polycite_export.json"
"""Says in a model's folder how it was exported; a folder that says int8 is quantized when it is loaded."""


def is_int8(folder: str) -> bool:
    """Whether the model in ``folder`` was exported to be computed in 8 bits."""
    file = Path(folder) / MARK
    return file.is_file() and json.loads(file.read_text(encoding="utf-8")).get("format") == "int8"


def int8(network: torch.nn.Module) -> Any:
    """``network``, in float32, with its linear layers multiplying 8-bit integers.

    Weights have a scale for each output, activations one for each call, from their range (Jacob et al. 2018,
    "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference").
    """
    import torch
    from torch.ao.quantization import per_channel_dynamic_qconfig, quantize_dynamic

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it is deprecated for torchao, a package which does no more here
        return quantize_dynamic(network, {torch.nn.Linear: per_channel_dynamic_qconfig})  # type: ignore[no-untyped-call]
