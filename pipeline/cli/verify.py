"""``polycite verify``."""

from __future__ import annotations

import dataclasses

import click

from polycite.components.errors import LoadingError
from polycite.pipeline.cli.exits import FAILED, OK, complain
from polycite.pipeline.cli.session import Session, with_session

EPILOG = """\b
Examples:
  polycite verify answer.json
  polycite verify --json "answers.jsonl" citations.json
  polycite ask --json "How long is the warranty?" | polycite verify -
"""


@click.command(epilog=EPILOG, short_help="Check stored citations against the store.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(allow_dash=True))
@with_session()
def verify(session: Session, files: tuple[str, ...]) -> int:
    """Check stored citations against the store as it is now.

    A FILE holds answers or citations as `ask --json` and `chat --json` write them, one or a list or one a line;
    - is standard input. Each citation is valid, moved (the same characters elsewhere), changed (the nearest
    characters) or lost. Exit code 1 when one is lost or a file cannot be read.
    """
    from polycite.pipeline.citation_files import read_citations
    from polycite.pipeline.terminal import counts_of, print_rechecks

    # Before the store is opened: standard input may come from a command that still holds it.
    found = {}
    for file in dict.fromkeys(files):
        try:
            found[file] = read_citations(file)
        except LoadingError as error:
            complain(error)
    with session.open() as qa, session.working("Checking"):
        checked = {file: qa.verify(citations) for file, citations in found.items()}
    counts = counts_of([recheck.status for rechecks in checked.values() for recheck in rechecks])
    if session.as_json:
        listed = [
            {"file": file, "citations": [dataclasses.asdict(recheck) for recheck in rechecks]}
            for file, rechecks in checked.items()
        ]
        session.emit({**counts, "unreadable": [file for file in files if file not in found], "files": listed})
    else:
        for file, rechecks in checked.items():
            print_rechecks(session.out, file, rechecks)
        click.echo(", ".join(f"{number} {status}" for status, number in counts.items()))
    return FAILED if counts["lost"] or len(found) < len({*files}) else OK
