"""``polycite search``."""

from __future__ import annotations

import click

from polycite.pipeline.cli.session import Session, languages_option, question_language_option, with_session

EPILOG = """\b
Examples:
  polycite search "Garantie R-330"
  polycite search --top-k 3 --languages th,vi "error W-12"
  polycite search --json "ประกัน" | jq '.passages[].original_id'
"""


@click.command(epilog=EPILOG, short_help="List the passages nearest to a question.")
@click.argument("question")
@languages_option
@question_language_option
@click.option(
    "--top-k", type=click.IntRange(1, 1000), metavar="N", default=10, show_default=True, help="Passages to list."
)
@with_session()
def search(
    session: Session, question: str, languages: tuple[str, ...] | None, question_language: str | None, top_k: int
) -> None:
    """List the passages nearest to QUESTION, in every language, with their scores."""
    from polycite.pipeline.terminal import print_passages

    with session.open() as qa, session.working("Searching"):
        found = qa.search(question, top_k=top_k, languages=languages, question_language=question_language)
    if session.as_json:
        session.emit({"question": question, "passages": [passage.to_dict() for passage in found]})
    elif found:
        print_passages(session.out, found)
    else:
        session.say("Nothing was found.")
