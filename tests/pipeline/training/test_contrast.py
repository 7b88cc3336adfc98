from __future__ import annotations

from pathlib import Path

import pytest
import torch
from transformers import AutoModel

from polycite.pipeline.training.contrast import ContrastConfig, train
from polycite.pipeline.training.contrast_batches import Contrasts, ContrastStream
from polycite.pipeline.training.training_state import STATE

PAIRS = {"de": [(f"Sentence number {i} is about {i * 7}.", f"Satz {i} handelt von {i * 7}.") for i in range(40)]}


def test_translations_come_closer_and_the_word_embeddings_stay(tiny: Path, tmp_path: Path) -> None:
    stream = ContrastStream(PAIRS, [], {}, contrasts=Contrasts(pairs=16))
    losses: list[float] = []
    config = ContrastConfig(steps=40, learning_rate=3e-3, workers=0)
    train(str(tiny), stream, tmp_path, config, lambda step, loss: losses.append(loss))
    assert len(losses) == 40
    assert sum(losses[-5:]) < 0.9 * sum(losses[:5])
    base, trained = (AutoModel.from_pretrained(folder).get_input_embeddings().weight for folder in (tiny, tmp_path))
    torch.testing.assert_close(trained.float(), base.to(torch.float8_e4m3fn).float())


def test_processes_beside_the_training_make_its_batches(tiny: Path, tmp_path: Path) -> None:
    stream = ContrastStream(PAIRS, [], {}, contrasts=Contrasts(pairs=8))
    steps: list[int] = []
    train(str(tiny), stream, tmp_path, ContrastConfig(steps=3, workers=2), lambda step, loss: steps.append(step))
    assert steps == [1, 2, 3]
    assert (tmp_path / "model.safetensors.index.json").is_file()


def test_an_interrupted_training_goes_on_as_if_it_had_not_been(tiny: Path, tmp_path: Path) -> None:
    stream = ContrastStream(PAIRS, [], {}, contrasts=Contrasts(pairs=8))

    def interrupt(step: int, loss: float) -> None:
        if step == 4:
            raise KeyboardInterrupt

    config = ContrastConfig(steps=6, learning_rate=3e-3, save_seconds=0.0)
    train(str(tiny), stream, tmp_path / "whole", config)
    with pytest.raises(KeyboardInterrupt):
        train(str(tiny), stream, tmp_path / "parts", config, interrupt)
    steps: list[int] = []
    train(str(tiny), stream, tmp_path / "parts", config, lambda step, loss: steps.append(step))
    assert steps == [4, 5, 6]
    weights = [(tmp_path / name / "model-00002-of-00002.safetensors").read_bytes() for name in ("whole", "parts")]
    assert weights[0] == weights[1]
    assert not (tmp_path / "parts" / STATE).exists()
