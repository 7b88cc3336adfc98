"""``polycite demo``."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from polycite.pipeline.cli.exits import OK
from polycite.pipeline.cli.session import Session, with_session

EPILOG = """\b
Examples:
  polycite demo
  polycite demo --json > answers.json
"""

# One question in four languages, its evidence in a fifth; then others that cross scripts; then one
# that the documents do not answer.
QUESTIONS = (
    "How long must I hold the reset button of the R-330?",
    "Wie lange muss ich die Reset-Taste des R-330 gedrückt halten?",
    "¿Cuánto tiempo hay que mantener pulsado el botón de reinicio del R-330?",
    "R-330 のリセットボタンは何秒押し続けますか?",
    "Ile waży akumulator B-10?",
    "कितने तापमान पर B-5 की चार्जिंग रुक जाती है?",
    "Quelle est l'adresse de la page d'administration du routeur R-310 ?",
    "How many guests can Tessivolt's holiday resort accommodate?",
)


@click.command(epilog=EPILOG, short_help="Index the shipped knowledge base and ask across languages.")
@with_session(store=False)
def demo(session: Session) -> int:
    """Index the shipped knowledge base into a temporary store and ask a handful of questions across languages."""
    from importlib.resources import as_file, files

    from polycite.pipeline.terminal import print_answer, print_index_report

    answers = []
    with tempfile.TemporaryDirectory(prefix="polycite-demo-") as folder, as_file(files("polycite.data")) as data:
        session.store = str(Path(folder) / "demo.polycite")
        with session.open(create=True) as qa:
            report = qa.index([data / "knowledge_base"], progress=not session.quiet)
            if not session.as_json:
                print_index_report(session.out, report)
            for question in QUESTIONS:
                answer = qa.ask(question)
                answers.append(answer.to_dict())
                for citation in answer.citations:
                    assert qa.original(citation.original_id).text[citation.start : citation.end] == citation.quote
                if not session.as_json:
                    session.out.rule(style="dim")
                    session.out.print(f"? {question}", style="bold cyan")
                    print_answer(session.out, answer)
    if session.as_json:
        session.emit(answers)
    else:
        session.out.rule(style="dim")
        session.say('Now yours:  polycite index YOUR_FOLDER   then   polycite ask "..."')
    return OK
