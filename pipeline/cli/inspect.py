"""``polycite inspect``."""

from __future__ import annotations

import dataclasses

import click
from click.core import ParameterSource

from polycite.pipeline.cli.groups import LazyGroup
from polycite.pipeline.cli.session import Session, with_session

EPILOG = """\b
Examples:
  polycite inspect
  polycite inspect --originals
  polycite inspect --json --store https://qdrant.example:6333
  polycite inspect model shipped/retriever --languages de,th
"""


@click.group(
    cls=LazyGroup,
    commands_at={"model": "polycite.pipeline.cli.inspect_model:inspect_model"},
    invoke_without_command=True,
    epilog=EPILOG,
    short_help="Show the languages and originals of the store, or what a model knows.",
)
@click.option("--originals", "list_originals", is_flag=True, help="List every original with its id.")
@with_session()
def inspect(session: Session, list_originals: bool) -> None:
    """Show what the store holds by language, and where its models know a language too little.

    tok/char, unknown (share of unknown tokens) and lexicon (share of words with a translation) are measured
    with the models of the settings. inspect model NAME measures a model by itself, without a store.
    """
    context = click.get_current_context()
    if command := context.invoked_subcommand:
        if any(context.get_parameter_source(name) is ParameterSource.COMMANDLINE for name in context.params):
            raise click.UsageError(f"Options of {command} go behind it: polycite inspect {command} NAME ...")
        return
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
