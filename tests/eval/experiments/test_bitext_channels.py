from __future__ import annotations

import numpy as np
import pytest

from polycite.eval.experiments.bitext_channels import BitextChannels, accuracy, fuse

ENGLISH = ["The battery is full.", "Where is the key?", "It is raining today.", "My brother lives in Berlin."]
GERMAN = ["Der Akku ist voll.", "Wo ist der Schlüssel?", "Heute regnet es.", "Mein Bruder wohnt in Berlin."]


def test_every_channel_finds_translations_both_ways() -> None:
    found = BitextChannels().scores(GERMAN, ENGLISH, "de")
    assert set(found) == {"dense", "gloss", "lexicon", "sounds"}
    for channel in ("dense", "gloss", "lexicon"):
        forward, backward = found[channel]
        assert forward.shape == backward.shape == (4, 4)
        assert accuracy(forward) == accuracy(backward.T) == 1.0
    assert not np.allclose(*found["lexicon"])
    with_sounds = {channel: forward for channel, (forward, _) in found.items()}
    assert accuracy(fuse(with_sounds, dict.fromkeys(found, 1.0))) == 1.0


def test_a_language_without_a_table_and_dense_only() -> None:
    assert set(BitextChannels().scores(GERMAN, ENGLISH, None)) == {"dense", "sounds"}
    assert set(BitextChannels(dense_only=True).scores(GERMAN, ENGLISH, "de")) == {"dense"}


def test_fused_are_standard_deviations_above_the_pool() -> None:
    scores = {"dense": np.array([[0.0, 1.0], [3.0, 1.0]]), "lexicon": np.array([[10.0, 0.0], [5.0, 5.0]])}
    # Deviations: ∓1 and ±1 in the first channel; ±1 and nothing to tell apart in the second.
    fused = fuse(scores, {"dense": 1.0, "lexicon": 3.0})
    assert fused == pytest.approx(np.array([[2.0, -2.0], [1.0, -1.0]]), abs=1e-4)


def test_accuracy_by_hand() -> None:
    assert accuracy(np.array([[1.0, 0.0, 0.0], [0.9, 0.5, 0.0], [0.0, 0.0, 1.0]])) == pytest.approx(2 / 3)
