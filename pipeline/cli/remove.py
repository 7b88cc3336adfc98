"""``polycite remove``."""

from __future__ import annotations

import click

from polycite.components.errors import OriginalNotFoundError
from polycite.pipeline.cli.exits import FAILED, OK, complain
from polycite.pipeline.cli.session import Session, with_session

EPILOG = """\b
Examples:
  polycite remove manuals/old.md
  polycite remove --store support.polycite faq.jsonl#17 faq.jsonl#18
"""


@click.command(epilog=EPILOG, short_help="Remove originals by id.")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@with_session()
def remove(session: Session, ids: tuple[str, ...]) -> int:
    """Remove originals and their passages by ID. Exit code 1 when there is none of an id; the others are removed."""
    removed: list[str] = []
    missing: list[str] = []
    with session.open() as qa:
        for original_id in dict.fromkeys(ids):
            if qa.remove(original_id):
                removed.append(original_id)
                continue
            missing.append(original_id)
            try:
                qa.original(original_id)
            except OriginalNotFoundError as error:
                complain(error)
    if session.as_json:
        session.emit({"removed": removed, "missing": missing})
    else:
        click.echo(f"{len(removed)} removed, {len(missing)} not found")
    return FAILED if missing else OK
