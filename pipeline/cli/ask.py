"""``polycite ask``."""

from __future__ import annotations

import click

from polycite.pipeline.cli.exits import ABSTAINED, OK
from polycite.pipeline.cli.session import (
    Session,
    answer_language_option,
    languages_option,
    question_language_option,
    strategy_option,
    with_session,
)

EPILOG = """\b
Examples:
  polycite ask "Wie lange gilt die Garantie auf den R-330?"
  polycite ask --languages el,ro "How long is the warranty?"
  polycite ask --answer-language es --strategy translate-test --show-alignment "..."
  polycite ask --json "保修期多长？" | polycite verify -
  polycite ask --fail-on-abstain --set abstain_below=0.5 "..." || echo "no answer"
"""


@click.command(epilog=EPILOG, short_help="Answer a question, with citations.")
@click.argument("question")
@answer_language_option
@languages_option
@question_language_option
@strategy_option
@click.option("--top-k", type=int, metavar="N", help="Passages to read  [default: the setting top_k, 8]")
@click.option("--show-alignment", is_flag=True, help="Show each quote's sentence and its translation side by side.")
@click.option("--fail-on-abstain", is_flag=True, help="Exit code 3 when no answer is given.")
@with_session()
def ask(
    session: Session,
    question: str,
    answer_language: str | None,
    languages: tuple[str, ...] | None,
    question_language: str | None,
    strategy: str | None,
    top_k: int | None,
    show_alignment: bool,
    fail_on_abstain: bool,
) -> int:
    """Answer QUESTION from the store, with the exact characters it rests on."""
    from polycite.pipeline.terminal import print_answer

    session.override("strategy", strategy, "--strategy")
    session.override("top_k", top_k, "--top-k")
    with session.open() as qa, session.working("Reading"):
        answer = qa.ask(
            question,
            answer_language=answer_language,
            strategy=session.settings.strategy,
            top_k=session.settings.top_k,
            languages=languages,
            question_language=question_language,
        )
    if session.as_json:
        session.emit(answer.to_dict())
    else:
        print_answer(session.out, answer)
        if show_alignment:
            from polycite.pipeline.terminal_alignment import print_alignment

            for citation in answer.citations:
                session.out.print()
                print_alignment(session.out, citation, answer.passages)
    return ABSTAINED if answer.abstained and fail_on_abstain else OK
