"""Options and endings that the commands of ``polycite train`` have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from polycite.components.errors import SettingsError
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
seed_option = click.option("--seed", default=0, show_default=True, help="Of every draw.")


def _from_config(context: click.Context, parameter: click.Parameter, path: Path | None) -> None:
    if path is None:
        return
    import tomllib

    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is no TOML: {error}.", "Write one option a line, as: steps = 3000") from None
    known = {p.name for p in context.command.params if p.name not in ("config", "help")}
    values = {name.replace("-", "_"): value for name, value in given.items()}
    if unknown := sorted(values.keys() - known):
        options = ", ".join(sorted(name.replace("_", "-") for name in known if name))
        raise SettingsError(f"{path}: there is no option {', '.join(unknown)}.", f"There are: {options}.")
    # As if typed, so that lists and numbers are checked as those are.
    context.default_map = {
        name: ",".join(map(str, value)) if isinstance(value, list) else value for name, value in values.items()
    }


config_option = click.option(
    "--config",
    type=FILE,
    metavar="FILE",
    is_eager=True,
    expose_value=False,
    callback=_from_config,
    help="TOML with these options, as: steps = 3000. What is given here as well wins.",
)


def steps_option(default: int) -> Callable[[Any], Any]:
    """``--steps``."""
    return click.option(
        "--steps", default=default, show_default=True, type=click.IntRange(1), help="Batches to learn from."
    )


def shipped_option(text: str) -> Callable[[Any], Any]:
    """``--shipped``."""
    return click.option(
        "--shipped", default=0.2, show_default=True, type=click.FloatRange(0, 1), metavar="SHARE", help=text
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
