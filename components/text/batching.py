"""Batches of texts of similar length."""

from __future__ import annotations

from collections.abc import Sequence


def token_batches(lengths: Sequence[int], budget: int) -> list[list[int]]:
    """Indices of all texts, shortest first, so that no batch holds more than ``budget`` padded tokens.

    Lengths are in tokens, not characters: mixed languages would otherwise pad half of the work away.
    """
    batches: list[list[int]] = []
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        if not batches or (len(batches[-1]) + 1) * lengths[i] > budget:
            batches.append([])
        batches[-1].append(i)
    return batches
