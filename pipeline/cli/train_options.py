"""Options and endings that the commands of ``polycite train`` have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from polycite.pipeline.cli.session import Session

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
corpora_option = click.option(
    "--corpora",
    required=True,
    metavar="DIR",
    type=FOLDER,
    help="Folder with parallel/, dictionary/ and qa/ in it, files of <language>.tsv.xz and .jsonl.xz.",
)
output_option = click.option(
    "--output", required=True, metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help="Folder to write."
)
lexicon_option = click.option(
    "--lexicon", default="shipped/lexicon", show_default=True, metavar="DIR", help="The tables."
)


def steps_option(default: int) -> Callable[[Any], Any]:
    """``--steps``."""
    return click.option(
        "--steps", default=default, show_default=True, type=click.IntRange(1), help="Batches to learn from."
    )


@contextmanager
def told_steps(session: Session, unit: str, total: int) -> Iterator[Callable[[float | None], None]]:
    """A progress bar on a terminal, a line every hundred elsewhere; told the loss of each step."""
    from polycite.pipeline.terminal import stage_bars

    with stage_bars(session.err, show=not session.quiet) as progress:
        losses: list[float] = []

        def told(loss: float | None) -> None:
            losses.append(loss or 0.0)
            progress(unit, len(losses), total or len(losses))
            if loss is not None and len(losses) % 100 == 0 and not session.quiet and not session.err.is_terminal:
                click.echo(f"{len(losses)} {unit}, loss {sum(losses[-100:]) / 100:.3f}", err=True)

        yield told


def print_done(session: Session, output: Path, facts: dict[str, int]) -> None:
    """Where it was written, with ``facts`` for machines."""
    if session.as_json:
        session.emit({"output": str(output), **facts})
    else:
        click.echo(f"It is in {output}.")
