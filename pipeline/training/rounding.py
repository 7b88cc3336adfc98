"""Rounding the matrices of a network to 8 bits so that what it computes changes least (GPTQ, Frantar et al. 2022)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

_DAMPING = 0.01  # of the mean square of an input, so that rare inputs do not decide


def round_matrices(model: torch.nn.Module, batches: Iterable[Mapping[str, torch.Tensor]]) -> None:
    """Round every linear layer of ``model`` in place to float8 (4 bits of exponent, 3 of mantissa).

    Most weights are so small that this type has few steps for them, and rounded one by one they lose much. Here the
    columns are rounded in turn, and the error of each is made good in those not yet rounded, by how inputs go together
    in ``batches``.

    Args:
        model: in 32 bits. Layers of fewer than three outputs, such as span heads, stay as they are.
        batches: what it is called with, some thousands of tokens in all.
    """
    import torch

    layers = {
        name: layer
        for name, layer in model.named_modules()
        if isinstance(layer, torch.nn.Linear) and len(layer.weight) > 2
    }
    products: dict[str, torch.Tensor] = {}
    hooks = [layer.register_forward_pre_hook(_summed(name, products)) for name, layer in layers.items()]
    training = model.training
    with torch.inference_mode():
        for batch in batches:
            model.eval()(**batch)
    model.train(training)
    for hook in hooks:
        hook.remove()
    for name, layer in layers.items():
        if name in products:
            layer.weight.data = rounded(layer.weight.data, products[name])


def rounded(weight: torch.Tensor, products: torch.Tensor) -> torch.Tensor:
    """``weight`` (outputs, inputs) in float8's values, by the inputs' ``products`` (inputs, inputs), summed."""
    import torch

    order = torch.argsort(torch.diagonal(products), descending=True)  # the strongest inputs while all can make good
    left, products = weight[:, order].clone(), products[order][:, order].clone()
    products.diagonal().add_(_DAMPING * torch.diagonal(products).mean().clamp_min(1e-12))
    spread = torch.linalg.cholesky(torch.cholesky_inverse(torch.linalg.cholesky(products)), upper=True)
    found = torch.empty_like(left)
    for i in range(left.shape[1]):
        found[:, i] = left[:, i].to(torch.float8_e4m3fn).to(left.dtype)
        error = (left[:, i] - found[:, i]) / spread[i, i]
        left[:, i + 1 :] -= torch.outer(error, spread[i, i + 1 :])
    return found[:, torch.argsort(order)]


def _summed(name: str, products: dict[str, torch.Tensor]) -> Any:
    def hook(layer: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        rows = inputs[0].detach().flatten(0, -2).float()
        products[name] = products.get(name, 0) + rows.T @ rows

    return hook
