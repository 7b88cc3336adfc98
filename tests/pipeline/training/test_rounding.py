from __future__ import annotations

import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.pipeline.training.rounding import round_matrices, rounded


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 1000))
def test_what_a_layer_computes_changes_less_than_when_each_weight_is_rounded_alone(seed: int) -> None:
    torch.manual_seed(seed)
    inputs = torch.randn(500, 6) @ torch.randn(6, 40) + 0.1 * torch.randn(500, 40)  # inputs that go together
    weight = 0.03 * torch.randn(20, 40)
    found = rounded(weight, inputs.T @ inputs)
    assert torch.equal(found, found.to(torch.float8_e4m3fn).float())
    alone = weight.to(torch.float8_e4m3fn).float()
    assert (inputs @ (weight - found).T).norm() < 0.7 * (inputs @ (weight - alone).T).norm()


def test_a_network_is_rounded_but_for_its_head_and_still_computes_the_same() -> None:
    torch.manual_seed(0)

    class Network(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.body, self.unused, self.head = (torch.nn.Linear(8, n) for n in (8, 8, 2))

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return self.head(self.body(x).relu())  # type: ignore[no-any-return]

    network = Network()
    head, unused, x = network.head.weight.clone(), network.unused.weight.clone(), torch.randn(300, 8)
    before = network(x)
    round_matrices(network, [{"x": x[:150]}, {"x": x[150:]}])
    body = network.body.weight
    assert torch.equal(body, body.to(torch.float8_e4m3fn).float())
    assert torch.equal(network.head.weight, head)
    assert torch.equal(network.unused.weight, unused)
    assert network.training
    assert (network(x) - before).norm() < 0.05 * before.norm()
