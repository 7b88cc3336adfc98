"""A model's folder in another format, to be named in the settings like any other."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Literal, get_args

from polycite.components.errors import ModelError, SettingsError
from polycite.components.models import load, locate
from polycite.components.networks.onnx_network import FILE
from polycite.components.networks.quantization import MARK
from polycite.pipeline.exporting.bfloat16 import to_bfloat16
from polycite.pipeline.exporting.onnx import write_onnx

Format = Literal["bfloat16", "int8", "onnx", "onnx-int8"]
FORMATS: tuple[Format, ...] = get_args(Format)


def export(model: str, format_: Format, output: Path) -> Path:
    """Write ``model`` to ``output`` in ``format_``; an interrupted export leaves nothing there.

    The folder stays an ordinary checkpoint, which any other program reads: bfloat16 stores its numbers in 16 bits;
    int8 adds a file by which polycite quantizes it when it is loaded; onnx and onnx-int8 add ``model.onnx``.

    Args:
        model: a reader or a SentenceTransformer: a folder, a Hugging Face name or ``shipped/<name>``.
        format_: one of :data:`FORMATS`.
        output: a folder that is not there yet, or is empty.

    Returns:
        ``output``.

    Raises:
        SettingsError: ``output`` has something in it.
        ModelError: the model cannot be loaded, is of another kind, was exported before, or a package is missing.
    """
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise SettingsError(f"{output} exists.", "Name a new folder with --output.")
    source = _folder(model)
    if (source / MARK).exists() or (source / FILE).exists():
        raise ModelError(f"The model {model!r} was exported before.", "Export the one that it was made from.")
    embedder = (source / "modules.json").exists()
    if not embedder and not _reads(source):
        raise ModelError(
            f"The model {model!r} is neither a SentenceTransformer nor a question answering model.",
            "Export a reader or an embedder.",
        )
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=output.parent, prefix=".export-") as place:
        made = Path(place) / "model"
        shutil.copytree(source, made, ignore=shutil.ignore_patterns("*.md", ".git*", "onnx", "openvino"))
        if format_ == "bfloat16":
            to_bfloat16(made)
        elif format_ != "int8":
            write_onnx(made, embedder, quantize=format_ == "onnx-int8")
        mark = {"format": format_, "base": model}
        (made / MARK).write_text(json.dumps(mark, indent=2) + "\n", encoding="utf-8")
        if output.exists():
            output.rmdir()
        made.replace(output)
    return output


def _folder(model: str) -> Path:
    folder = Path(locate(model))
    if not folder.is_dir():
        from huggingface_hub import snapshot_download

        # Of the formats on a hub one is enough.
        others = ["*.bin", "*.h5", "*.msgpack", "*.onnx*", "*.ot", "openvino/*"]
        folder = Path(load(lambda name: snapshot_download(name, ignore_patterns=others), model))
    if not (folder / "config.json").is_file():
        raise ModelError(f"{folder} has no config.json.", "Name the folder of a model.")
    return folder


def _reads(folder: Path) -> bool:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return any(name.endswith("ForQuestionAnswering") for name in config.get("architectures") or ())
