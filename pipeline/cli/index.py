"""``polycite index``."""

from __future__ import annotations

import click

from polycite.pipeline.cli.exits import FAILED, OK
from polycite.pipeline.cli.session import Session, with_session

EPILOG = """\b
Examples:
  polycite index manuals/
  polycite index --store support.polycite "docs/**/*.md" faq.jsonl prices.csv
  polycite index --store https://qdrant.example:6333 manuals/
  polycite index --rebuild --set embedder=intfloat/multilingual-e5-small manuals/
  polycite index --set text_field=body --set encoding=cp1252 export.csv
"""


@click.command(epilog=EPILOG, short_help="Index files, folders and globs.")
@click.argument("sources", nargs=-1, required=True)
@click.option("--rebuild", is_flag=True, help="Make the store anew first: all that it holds is deleted.")
@with_session()
def index(session: Session, sources: tuple[str, ...], rebuild: bool) -> int:
    """Index files, folders and globs into the store.

    Text, Markdown, HTML, JSON Lines, CSV, DOCX and PDF. What is unchanged is left alone, what has changed
    takes the place of its earlier version; after an interruption run the same command again. Exit code 1 when
    a file failed; the others are indexed.
    """
    from polycite.pipeline.terminal import print_index_report, stage_bars

    if rebuild:
        session.rebuild()
    with session.open(create=True) as qa, stage_bars(session.err, show=not session.quiet) as progress:
        report = qa.index(sources, progress=progress)
    if session.as_json:
        session.emit(report.to_dict())
    else:
        print_index_report(session.out, report)
    return FAILED if report.failed else OK
