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

# One question in four languages, its evidence in French; then others that cross scripts; then one that
# the documents do not answer. They are ones that the shipped models answer: `polycite eval support` says
# how often they do not.
QUESTIONS = (
    "În cât timp se încarcă complet TH-150 prin USB-C?",
    "How long does the TH-150 take to charge fully over USB-C?",
    "¿Cuánto tarda en cargarse del todo el TH-150 por USB-C?",
    "Wie lange dauert es, bis der TH-150 über USB-C ganz geladen ist?",
    "收到破损的包裹后，纸箱和填充物要保留多少天？",
    "Μετά από πόση ώρα αδράνειας κόβεται η σύνδεση μέσω αναμεταδότη με το N-400;",
    "เราเตอร์เก็บชื่อกับ MAC address ของเครื่องแขกไว้นานเท่าไร",
    "Quanto deve essere grande come minimo la zona “quando arrivo a casa” sul telefono nuovo?",
    "Does Tessivolt sell electric bicycles?",
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
