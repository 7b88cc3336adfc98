from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from polycite.pipeline.training.adaptation.mean import write_mean


def model(folder: Path, weight: float, words: torch.Tensor) -> Path:
    (folder / "1_Dense").mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    save_file({"layer.weight": torch.full((2, 3), weight, dtype=torch.float16)}, folder / "model.safetensors")
    save_file({"words": words, "place": torch.arange(4)}, folder / "1_Dense" / "model.safetensors")
    return folder


def test_every_file_holds_the_mean_in_its_own_type_and_what_is_equal_stays(tmp_path: Path) -> None:
    words = torch.tensor([[0.3, -0.0], [448.0, 0.02]]).to(torch.float8_e4m3fn)
    models = [model(tmp_path / f"{weight}", weight, words) for weight in (1.0, 2.0, 6.0)]
    write_mean(models, tmp_path / "mean")
    assert (tmp_path / "mean" / "config.json").read_text() == "{}"
    mean = load_file(tmp_path / "mean" / "model.safetensors")["layer.weight"]
    torch.testing.assert_close(mean, torch.full((2, 3), 3.0, dtype=torch.float16))
    kept = load_file(tmp_path / "mean" / "1_Dense" / "model.safetensors")
    assert kept["words"].view(torch.uint8).tolist() == words.view(torch.uint8).tolist()
    assert kept["place"].tolist() == [0, 1, 2, 3]
    for folder, weight in zip(models, (1.0, 2.0, 6.0), strict=True):  # which are as they were
        assert load_file(folder / "model.safetensors")["layer.weight"].unique().tolist() == [weight]
