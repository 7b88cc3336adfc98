"""``polycite eval``."""

from __future__ import annotations

import click

from polycite.pipeline.cli.groups import LazyGroup
from polycite.pipeline.cli.session import Session, with_session

COMMANDS = {
    "score": "polycite.pipeline.cli.measure_score:score",
    "run": "polycite.pipeline.cli.measure_runs:run",
    "report": "polycite.pipeline.cli.measure_report:report",
    "compare": "polycite.pipeline.cli.measure_runs:compare",
    "gate": "polycite.pipeline.cli.measure_runs:gate",
    "curve": "polycite.pipeline.cli.measure_curve:curve",
    "few-shot": "polycite.pipeline.cli.measure_few_shot:few_shot",
    "questions": "polycite.pipeline.cli.measure_questions:questions",
    "metrics": "polycite.pipeline.cli.measure_metrics:metrics",
    "embedder": "polycite.pipeline.cli.measure_probes:embedder",
    "tokens": "polycite.pipeline.cli.measure_probes:tokens",
    "bitext": "polycite.pipeline.cli.measure_bitext:bitext",
    "language": "polycite.pipeline.cli.evaluate:language",
    "support": "polycite.pipeline.cli.measure:support",
    "abstention": "polycite.pipeline.cli.measure:abstention",
    "channels": "polycite.pipeline.cli.measure:channels",
    "xquad": "polycite.pipeline.cli.measure:xquad",
    "read": "polycite.pipeline.cli.measure:read",
    "lexicon": "polycite.pipeline.cli.measure:lexicon",
    "translation": "polycite.pipeline.cli.measure_translation:translation",
    "entities": "polycite.pipeline.cli.measure_entities:entities",
    "strategies": "polycite.pipeline.cli.measure_strategies:strategies",
    "alignment": "polycite.pipeline.cli.measure_alignment:alignment",
    "projection": "polycite.pipeline.cli.measure_alignment:projection",
    "claims": "polycite.pipeline.cli.measure_claims:claims",
    "intents": "polycite.pipeline.cli.measure_intents:intents",
    "fit": "polycite.pipeline.cli.measure:fit",
}

EPILOG = """\b
Examples:
  polycite eval score --questions Q.jsonl --predictions P.jsonl --originals O.jsonl
  polycite eval run suite.toml
  polycite eval gate runs/new --baseline runs/old
  polycite eval support --split test
  polycite eval read xquad/ --limit 50
"""


@click.group(cls=LazyGroup, commands_at=COMMANDS, epilog=EPILOG)
def evaluate() -> None:
    """Measure how well answers are grounded: of polycite, or of any system by a file of its predictions."""


@click.command(
    epilog="\b\nExamples:\n  polycite eval language\n  polycite eval language --json > language.json",
    short_help="Accuracy of language detection.",
)
@with_session(store=False)
def language(session: Session) -> None:
    """Accuracy of language detection on the shipped labelled questions, beside the libraries it is made of."""
    session.silence()
    with session.working("Measuring"):
        from polycite.eval.experiments.language import report

        measured = report()
    if session.as_json:
        session.emit(measured.to_dict())
    else:
        session.out.print(measured.table())
