"""``polycite chat``."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from polycite.components.errors import PolyciteError
from polycite.pipeline.cli.exits import complain
from polycite.pipeline.cli.session import (
    Session,
    answer_language_option,
    language_list,
    languages_option,
    one_language,
    strategy_option,
    with_session,
)

if TYPE_CHECKING:
    from polycite.components.evidence import Answer
    from polycite.pipeline.qa import CrossLingualQA

EPILOG = """\b
Examples:
  polycite chat
  polycite chat --store support.polycite --answer-language en
  polycite chat --json < questions.txt > answers.jsonl
"""

HELP = """\
/passages           the passages the last answer was read from
/languages CODES    only documents in these languages; nothing: all
/answer CODE        language of the answers; nothing: the question's
/help               this list
/quit               end, as does Ctrl-D
Anything else is a question, in any language."""


@click.command(epilog=EPILOG, short_help="Ask one question after another.")
@answer_language_option
@languages_option
@strategy_option
@click.option("--top-k", type=int, metavar="N", help="Passages to read  [default: the setting top_k, 8]")
@with_session()
def chat(
    session: Session,
    answer_language: str | None,
    languages: tuple[str, ...] | None,
    strategy: str | None,
    top_k: int | None,
) -> None:
    """Ask one question after another, each in any language; /help lists commands, Ctrl-D ends.

    Without a terminal, questions are read a line each; with --json every answer is one line.
    """
    session.override("strategy", strategy, "--strategy")
    session.override("top_k", top_k, "--top-k")
    with session.open() as qa:
        conversation = Conversation(session, qa, answer_language, languages)
        if sys.stdin.isatty():
            session.say("Ask in any language. /help lists commands, Ctrl-D ends.")
        while (line := _read_line()) is not None and line != "/quit":
            if line:
                conversation.turn(line)


@dataclass
class Conversation:
    """A question after another over one open store; the language of each is detected anew."""

    session: Session
    qa: CrossLingualQA
    answer_language: str | None
    languages: tuple[str, ...] | None
    last: Answer | None = None

    def turn(self, line: str) -> None:
        """Obey a command or answer a question; a mistake is said, and the conversation goes on."""
        try:
            if line.startswith("/"):
                self._obey(*(line.partition(" ")[::2]))
            else:
                self._answer(line)
        except PolyciteError as error:
            complain(error)

    def _answer(self, question: str) -> None:
        from polycite.pipeline.terminal import print_answer

        settings = self.session.settings
        with self.session.working("Reading"):
            self.last = self.qa.ask(
                question,
                answer_language=self.answer_language,
                strategy=settings.strategy,
                top_k=settings.top_k,
                languages=self.languages,
            )
        if self.session.as_json:
            self.session.emit(self.last.to_dict(), one_line=True)
        else:
            print_answer(self.session.out, self.last)
            self.session.out.print()

    def _obey(self, command: str, argument: str) -> None:
        from polycite.pipeline.terminal import print_passages

        context = click.get_current_context()
        if command == "/passages":
            print_passages(
                self.session.err if self.session.as_json else self.session.out, self.last.passages if self.last else ()
            )
        elif command == "/languages":
            self.languages = language_list(context, context.command.params[0], argument)
            self.session.say(f"Documents in: {', '.join(self.languages) if self.languages else 'all languages'}.")
        elif command == "/answer":
            self.answer_language = one_language(context, context.command.params[0], argument.strip())
            self.session.say(f"Answers in: {self.answer_language or 'the language of the question'}.")
        elif command == "/help":
            self.session.say(HELP)
        else:
            raise PolyciteError(f"There is no command {command}.", "/help lists them.")


def _read_line() -> str | None:
    """The next line, stripped; None at the end of the input."""
    if not sys.stdin.isatty():
        line = sys.stdin.readline()
        return line.strip() if line else None
    import readline  # noqa: F401 - input() then edits lines and keeps a history

    try:
        return input("> ").strip()
    except EOFError:
        click.echo(err=True)
        return None
