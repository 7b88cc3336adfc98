"""``polycite eval translation``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from polycite.pipeline.cli.session import Session, with_session

EPILOG = """\b
Examples:
  polycite eval translation ntrex/ --limit 200
  polycite eval translation ntrex/ --pairs es-en,fr-es --translator apertium --json
"""


@click.command(epilog=EPILOG, short_help="chrF of translations, beside a copy and our gloss.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--translator", metavar="NAME", default="auto", show_default=True, help="As polycite translate reads it.")
@click.option("--pairs", metavar="PAIRS", help="As es-en,fr-es  [default: all with English that are translated]")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Sentences a pair  [default: all]")
@with_session(store=False)
def translation(session: Session, folder: Path, translator: str, pairs: str | None, limit: int | None) -> None:
    """Translate the <language>.tsv[.xz] files of FOLDER (english, tab, translation) both ways and compare.

    chrF, 0 to 100, of the translator, of the text copied as it is, and, into English, of our word-for-word gloss.
    """
    session.silence()
    from polycite.components.translating import Translator
    from polycite.eval.experiments import translation as measuring
    from polycite.pipeline.terminal import stage_bars

    chosen = Translator(translator, cache=None)
    with stage_bars(session.err, show=not session.quiet) as bars:
        told: Any = bars
        report = measuring.translation(
            folder, chosen, pairs=measuring.read_pairs(pairs) if pairs else None, limit=limit, progress=told
        )
    if session.as_json:
        session.emit(report.to_dict())
    else:
        session.out.print(report.table())
