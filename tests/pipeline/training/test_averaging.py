from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from transformers import AutoModelForQuestionAnswering

from polycite.components.errors import ModelError
from polycite.pipeline.training.averaging import average
from polycite.pipeline.training.checkpoints import save_small
from polycite.pipeline.training.reading_examples import Example

EXAMPLES = [Example("de", f"Wie weit ist es nach {i}?", f"Bis dahin sind es {i} km.", 18, 20) for i in range(10, 60)]


def test_the_mean_of_two_readers_lies_between_them(tmp_path: Path, save_tiny: Callable[..., None]) -> None:
    sides = []
    for name, sign in (("one", 1), ("two", -1)):
        save_tiny(tmp_path / name, "BertForQuestionAnswering")
        model = AutoModelForQuestionAnswering.from_pretrained(tmp_path / name)
        with torch.no_grad():
            for weight in model.bert.encoder.parameters():
                weight += sign * 0.5
        model.save_pretrained(tmp_path / name)
        sides.append(model)
    average([str(tmp_path / "one"), str(tmp_path / "two")], tmp_path / "mean", EXAMPLES)
    mean = AutoModelForQuestionAnswering.from_pretrained(tmp_path / "mean").bert.encoder.state_dict()
    first, second = (side.bert.encoder.state_dict() for side in sides)
    for name, value in mean.items():
        torch.testing.assert_close(value, (first[name] + second[name]) / 2, atol=0.03, rtol=0.1)


def test_word_embeddings_that_readers_share_stay_the_same_file(tmp_path: Path, save_tiny: Callable[..., None]) -> None:
    save_tiny(tmp_path / "one", "BertForQuestionAnswering")
    model = AutoModelForQuestionAnswering.from_pretrained(tmp_path / "one")
    with torch.no_grad():
        model.get_input_embeddings().weight[7] = -0.0
    (tmp_path / "one" / "model.safetensors").unlink()
    save_small(model, tmp_path / "one")
    average([str(tmp_path / "one")] * 2, tmp_path / "mean", EXAMPLES)
    words = "model-00001-of-00002.safetensors"
    assert (tmp_path / "mean" / words).read_bytes() == (tmp_path / "one" / words).read_bytes()


def test_readers_of_another_form_are_refused(tmp_path: Path, save_tiny: Callable[..., None]) -> None:
    save_tiny(tmp_path / "one", "BertForQuestionAnswering")
    save_tiny(tmp_path / "two", "BertForQuestionAnswering", hidden_size=16)
    with pytest.raises(ModelError, match=r"two' has layers of another form than .*one'"):
        average([str(tmp_path / "one"), str(tmp_path / "two")], tmp_path / "mean", EXAMPLES)
    assert not (tmp_path / "mean").exists()
