"""``polycite eval questions``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from polycite.pipeline.cli.exits import FAILED, OK
from polycite.pipeline.cli.session import Session, with_session

EPILOG = """\b
Exit code 1 when there is a problem; warnings and notes leave it 0.

\b
Examples:
  polycite eval questions Q.jsonl --originals O.jsonl
  polycite eval questions Q.jsonl --originals docs/ --against train.jsonl
  polycite eval questions xquad.th.json --json | jq .problems
"""
_SHOWN = 20


@click.command(epilog=EPILOG, short_help="Check a file of questions against its documents.")
@click.argument("file", metavar="FILE")
@click.option("--originals", type=click.Path(path_type=Path), metavar="FILE|FOLDER", help="The documents.")
@click.option("--against", metavar="FILE", help="Questions of which none should be in FILE, such as those trained on.")
@click.option("--format", "form", metavar="NAME", help="Format of FILE  [default: seen from the file]")
@click.option("--language", metavar="CODE", help="Language of files that do not state theirs.")
@with_session(store=False)
def questions(
    session: Session, file: str, originals: Path | None, against: str | None, form: str | None, language: str | None
) -> int:
    """Check FILE: bad rows, offsets, languages, what comes twice, and leaks between training and test.

    FILE is polycite's own format or any that "polycite eval score" reads; every bad row is named by its line.
    """
    from polycite.eval.datasets.checking import check_questions

    session.silence()
    with session.working("Checking"):
        checked = check_questions(file, originals, against, form, language)
    if session.as_json:
        session.emit(checked.to_dict())
    else:
        for name, found in (("problem", checked.problems), ("warning", checked.warnings), ("note", checked.notes)):
            _print(name, found)
        for name, counted in checked.counts().items():
            click.echo(f"{name}: " + ", ".join(f"{key} {number}" for key, number in counted.items()))
        click.echo(
            f"{len(checked.questions)} questions, {len(checked.problems)} problems, {len(checked.warnings)} warnings"
        )
    return FAILED if checked.problems else OK


def _print(name: str, found: Sequence[object]) -> None:
    for one in found[:_SHOWN]:
        click.echo(f"{name}: {one}")
    if len(found) > _SHOWN:
        click.echo(f"... and {len(found) - _SHOWN} more; --json lists all")
