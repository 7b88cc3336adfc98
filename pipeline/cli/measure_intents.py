"""``polycite eval intents``."""

from __future__ import annotations

from pathlib import Path

import click

from polycite.pipeline.cli.session import Session, with_session

EPILOG = """\b
Examples:
  polycite eval intents
  polycite eval intents --examples my_intents.jsonl --json
  polycite eval intents --rows rows.jsonl
"""


@click.command(epilog=EPILOG, short_help="How well intents are told in other languages than English.")
@click.option(
    "--examples",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Learn from these examples in place of the shipped ones.",
)
@click.option("--rows", type=click.Path(path_type=Path), metavar="FILE", help="Write a line a message here.")
@with_session(store=False)
def intents(session: Session, examples: Path | None, rows: Path | None) -> None:
    """Classify the shipped messages in many languages, and the shipped questions, none of which is small talk."""
    from polycite.eval.experiments.intents import intents_report
    from polycite.pipeline.terminal import stage_bars

    session.silence()
    with stage_bars(session.err, show=not session.quiet) as bars:
        report = intents_report(str(examples) if examples else None, rows, bars)
    if session.as_json:
        session.emit(report.to_dict())
    else:
        session.out.print(report.table())
