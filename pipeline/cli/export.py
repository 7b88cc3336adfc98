"""``polycite export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from polycite.pipeline.cli.session import Session, with_session

if TYPE_CHECKING:
    from polycite.pipeline.exporting import Format

EPILOG = """\b
Formats:
  bfloat16   numbers stored in 16 bits: half the size of float32, the same answers
  int8       linear layers multiply 8-bit integers, by torch; faster where the processor has no bfloat16
  onnx       the same numbers, run by ONNX Runtime (pip install polycite[onnx])
  onnx-int8  linear layers and embeddings in 8 bits, run by ONNX Runtime

\b
Examples:
  polycite export shipped/reader --format int8 --output my_int8
  polycite export deepset/xlm-roberta-large-squad2 --format onnx-int8 --output xlmr_int8
  polycite ask --set reader=my_int8 "Wie lange gilt die Garantie?"
"""


@click.command(epilog=EPILOG, short_help="A model in a smaller or faster format.")
@click.argument("model")
@click.option(
    "--format",
    "format_",
    required=True,
    type=click.Choice(["bfloat16", "int8", "onnx", "onnx-int8"]),
    help="What to make of it; see below.",
)
@click.option(
    "--output", required=True, metavar="DIR", type=click.Path(path_type=Path), help="A new folder for the model."
)
@with_session(store=False)
def export(session: Session, model: str, format_: Format, output: Path) -> None:
    """Write MODEL, a reader or an embedder, in a format that may be smaller or faster.

    MODEL is a folder, a Hugging Face name or shipped/NAME. What is written is named in the settings like any
    other model. Which format is the fastest on this computer, and what it costs, `polycite tune` measures. An
    embedder in another format gives slightly other vectors, so a store is made anew for it.
    """
    from polycite.pipeline.exporting import export as write

    session.silence()
    with session.working(f"Exporting {model}"):
        write(model, format_, output)
    size = sum(path.stat().st_size for path in output.rglob("*") if path.is_file())
    if session.as_json:
        session.emit({"model": model, "format": format_, "output": str(output), "bytes": size})
    else:
        click.echo(f"{model} is in {output} as {format_}, {size / 1e6:.0f} MB.")
