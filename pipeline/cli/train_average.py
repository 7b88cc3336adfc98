"""``polycite train average``."""

from __future__ import annotations

from pathlib import Path

import click

from polycite.pipeline.cli.session import Session, with_session
from polycite.pipeline.cli.train_options import output_option, print_done

EPILOG = """\b
Examples:
  polycite train reader --seed 0 --config reader.toml --output first
  polycite train reader --seed 1 --config reader.toml --output second
  polycite train average first second --output my_reader
"""


@click.command(epilog=EPILOG, short_help="One reader of several that were trained apart.")
@click.argument("readers", nargs=-1, required=True, metavar="DIR|NAME...")
@output_option
@with_session(store=False)
def average(session: Session, readers: tuple[str, ...], output: Path) -> None:
    """Write the reader whose weights are the mean of those of READERS, which were trained from one start.

    On two cores, two processes with a thread each train more than one with two threads.
    """
    from polycite.pipeline.training.averaging import average as mean

    with session.working("Averaging"):
        mean(readers, output)
    print_done(session, output, {"readers": len(readers)})
