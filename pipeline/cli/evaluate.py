"""``polycite eval``."""

from __future__ import annotations

import click

from polycite.pipeline.cli.groups import LazyGroup
from polycite.pipeline.cli.session import Session, with_session

COMMANDS = {
    "language": "polycite.pipeline.cli.evaluate:language",
}

EPILOG = """\b
Examples:
  polycite eval language
  polycite eval language --json > language.json
"""


@click.group(cls=LazyGroup, commands_at=COMMANDS)
def evaluate() -> None:
    """Measure polycite on the questions it ships."""


@click.command(epilog=EPILOG)
@with_session(store=False)
def language(session: Session) -> None:
    """Accuracy of language detection on the shipped labelled questions, beside the libraries it is made of."""
    from polycite.eval.language import report

    session.silence()
    click.echo(report())
