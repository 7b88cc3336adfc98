"""``polycite inspect``."""

from __future__ import annotations

import dataclasses

import click

from polycite.pipeline.cli.session import Session, with_session

EPILOG = """\b
Examples:
  polycite inspect
  polycite inspect --originals
  polycite inspect --json --store https://qdrant.example:6333
"""


@click.command(epilog=EPILOG, short_help="Show the languages and originals of the store.")
@click.option("--originals", "list_originals", is_flag=True, help="List every original with its id.")
@with_session()
def inspect(session: Session, list_originals: bool) -> None:
    """Show what the store holds by language, and where its models know a language too little.

    tok/char, unknown (share of unknown tokens) and lexicon (share of words with a translation) are measured
    with the models of the settings.
    """
    from polycite.pipeline.terminal import print_corpus, print_originals

    with session.open() as qa, session.working("Measuring"):
        report = qa.inspect()
        originals = sorted(qa.originals(), key=lambda record: record.id) if list_originals else []
    if session.as_json:
        listed = {"list": [dataclasses.asdict(record) for record in originals]} if list_originals else {}
        session.emit({**report.to_dict(), **listed})
        return
    print_corpus(session.out, report)
    print_originals(session.out, originals)
