from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from polycite.components.embedding import TextEmbedder
from polycite.components.errors import ModelError, SettingsError
from polycite.components.networks.span_model import SpanModel
from polycite.pipeline.cli import cli
from polycite.pipeline.exporting import export
from polycite.pipeline.exporting.export import Format

PAIRS = [("How long?", "The warranty lasts 36 months."), ("Wie kalt?", "Bis −10 °C, sagt das Handbuch. " * 9)]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory, save_tiny: Callable[..., None]) -> Path:
    folder = tmp_path_factory.mktemp("models") / "reader"
    save_tiny(folder, "BertForQuestionAnswering", initializer_range=0.2)
    return folder


@pytest.fixture(scope="module")
def embedder(reader: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Dense, Pooling, Transformer

    folder = tmp_path_factory.mktemp("models") / "embedder"
    modules = [Transformer(str(reader)), Pooling(32, pooling_mode="mean"), Dense(32, 16, activation_function=None)]
    SentenceTransformer(modules=modules, prompts={"query": "query: ", "document": ""}).save(str(folder))
    return folder


def starts(model: Path) -> list[np.ndarray]:
    return [window.starts for window in SpanModel(str(model), "float32").windows(PAIRS)]


@pytest.mark.parametrize(("format_", "off"), [("bfloat16", 0.02), ("int8", 0.1), ("onnx-int8", 0.15)])
def test_an_exported_reader_reads_as_the_one_it_was_made_from(
    reader: Path, tmp_path: Path, format_: Format, off: float
) -> None:
    if format_.startswith("onnx"):
        pytest.importorskip("onnxscript")
    made = export(str(reader), format_, tmp_path / "made")
    for ours, theirs in zip(starts(made), starts(reader), strict=True):
        assert np.abs(ours - theirs).max() < off
    if format_ == "bfloat16":
        assert (made / "model.safetensors").stat().st_size < 0.51 * (reader / "model.safetensors").stat().st_size
    with pytest.raises(ModelError, match="was exported before"):
        export(str(made), format_, tmp_path / "again")


@pytest.mark.parametrize("format_", ["int8", "onnx"])
def test_an_exported_embedder_gives_vectors_of_the_same_direction(
    embedder: Path, tmp_path: Path, format_: Format
) -> None:
    if format_.startswith("onnx"):
        pytest.importorskip("onnxscript")
    texts = ["The warranty lasts 36 months.", "Wie lange gilt die Garantie?", "36"]
    made = export(str(embedder), format_, tmp_path / "made")
    ours, theirs = (TextEmbedder(str(model), "float32").encode(texts, "query") for model in (made, embedder))
    assert ours.shape == (3, 16)
    assert (ours * theirs).sum(axis=1).min() > 0.99


def test_any_other_program_still_reads_the_folder(reader: Path, tmp_path: Path) -> None:
    from transformers import AutoModelForQuestionAnswering

    made = export(str(reader), "int8", tmp_path / "made")
    assert AutoModelForQuestionAnswering.from_pretrained(made).num_parameters() > 0


def test_nothing_is_overwritten_and_other_kinds_are_refused(reader: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("kept")
    with pytest.raises(SettingsError, match="exists"):
        export(str(reader), "int8", tmp_path / "mine")
    (tmp_path / "bert").mkdir()
    (tmp_path / "bert" / "config.json").write_text('{"architectures": ["BertModel"]}')
    with pytest.raises(ModelError, match="neither"):
        export(str(tmp_path / "bert"), "int8", tmp_path / "made")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bert", "mine"]


def test_a_broken_onnx_file_is_named(reader: Path, tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime")
    made = export(str(reader), "int8", tmp_path / "made")
    (made / "model.onnx").write_bytes(b"nothing")
    with pytest.raises(ModelError, match=r"model\.onnx cannot be read"):
        SpanModel(str(made)).warm_up()


def test_the_command_says_what_it_wrote(reader: Path, tmp_path: Path) -> None:
    made = CliRunner().invoke(cli, ["export", str(reader), "--format", "bfloat16", "--output", str(tmp_path / "b16")])
    assert made.exit_code == 0, made.output
    assert "as bfloat16" in made.stdout
    missing = CliRunner().invoke(cli, ["export", "shipped/none", "--format", "int8", "--output", str(tmp_path / "x")])
    assert missing.exit_code == 1
    assert "There is no shipped model" in missing.stderr
