"""``polycite verify``."""

from __future__ import annotations

import dataclasses
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from polycite.components.errors import LoadingError
from polycite.pipeline.cli.exits import FAILED, OK, complain
from polycite.pipeline.cli.session import Session, with_session

if TYPE_CHECKING:
    from polycite.components.evidence import Citation

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

    A FILE holds answers, citations or Web Annotations: one, a list, or one a line; - is standard input. Each
    citation is valid, moved (the same words elsewhere), changed (other words in its place), lost, or of an
    original that is missing. Exit code 1 when one is lost or missing, or a file cannot be read.
    """
    from polycite.pipeline.terminal import counts_of, print_rechecks

    # Before the store is opened: standard input may come from a command that still holds it.
    found: dict[str, list[Citation]] = {}
    for file in dict.fromkeys(files):
        try:
            found[file] = _read(file)
        except LoadingError as error:
            complain(error)
    unreadable = [file for file in dict.fromkeys(files) if file not in found]
    with session.open() as qa, session.working("Checking"):
        checked = {file: qa.verify(citations) for file, citations in found.items()}
    counts = counts_of([recheck.status for rechecks in checked.values() for recheck in rechecks])
    if session.as_json:
        listed = [
            {"file": file, "citations": [dataclasses.asdict(recheck) for recheck in rechecks]}
            for file, rechecks in checked.items()
        ]
        session.emit({"counts": counts, "unreadable": unreadable, "files": listed})
    else:
        for file, rechecks in checked.items():
            print_rechecks(session.out, file, rechecks)
        click.echo(", ".join(f"{number} {status}" for status, number in counts.items()))
    return FAILED if counts["lost"] or counts["original missing"] or unreadable else OK


def _read(file: str) -> list[Citation]:
    from polycite.components.citations.citation_files import read_citations

    if file != "-":
        return read_citations(file)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "standard input"
        copy.write_text(sys.stdin.read(), "utf-8", "surrogateescape")
        try:
            return read_citations(copy)
        except LoadingError as error:
            raise LoadingError(error.problem.replace(str(copy), copy.name), error.mend) from None
