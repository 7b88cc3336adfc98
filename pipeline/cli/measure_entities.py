"""``polycite eval entities``."""

from __future__ import annotations

from pathlib import Path

import click

from polycite.pipeline.cli.session import Session, with_session

EPILOG = """\b
Examples:
  polycite eval entities
  polycite eval entities parallel/ --json
  polycite eval entities --rows rows.jsonl
"""


@click.command(epilog=EPILOG, short_help="What the entity guard finds of planted corruptions.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--rows", type=click.Path(path_type=Path), metavar="FILE", help="Write a line a corruption here.")
@with_session(store=False)
def entities(session: Session, folder: Path | None, rows: Path | None) -> None:
    """Compare the shipped translations, right and corrupted, with their sources.

    With FOLDER also how often human translations in its <language>.tsv[.xz] files (english, tab, translation) raise
    an alarm.
    """
    from polycite.eval.experiments.corruptions import entities_report
    from polycite.pipeline.terminal import stage_bars

    session.silence()
    with stage_bars(session.err, show=not session.quiet) as bars:
        report = entities_report(folder, rows, bars)
    if session.as_json:
        session.emit(report.to_dict())
    else:
        session.out.print(report.table())
