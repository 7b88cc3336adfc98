"""``polycite eval score``."""

from __future__ import annotations

from pathlib import Path

import click

from polycite.pipeline.cli.session import Session, with_session

EPILOG = """\b
A prediction is a line of JSON; all but the id may be left out:
  {"id": "q1", "answer": "58 kg", "abstained": false, "latency_ms": 412.5,
   "citations": [{"original_id": "de/speicher", "start": 31, "end": 36, "quote": "58 kg"}],
   "passages": ["de/speicher", {"original_id": "fr/batterie", "start": 0, "end": 120}]}
Offsets are half-open, in Unicode code points of the original; passages are best first.

\b
Questions are polycite's own format or SQuAD's; originals a JSON Lines file of
{"id", "text", "language"}, or the folder of documents. SQuAD files bring their own.

\b
Examples:
  polycite eval score --questions Q.jsonl --predictions P.jsonl --originals O.jsonl
  polycite eval score --questions xquad.th.json --predictions P.jsonl --json > scores.json
  polycite eval score --questions Q.jsonl --predictions P.jsonl --metric R@100 --metric nDCG@20
  polycite eval score --questions Q.jsonl --predictions P.jsonl --output runs/theirs
"""
_FILE = click.Path(path_type=Path)


@click.command(epilog=EPILOG, short_help="Score a file of predictions, of any system.")
@click.option("--questions", type=_FILE, required=True, metavar="FILE", help="What was asked, and what is right.")
@click.option("--predictions", type=_FILE, required=True, metavar="FILE", help="What the system said.")
@click.option(
    "--originals", type=_FILE, metavar="FILE|FOLDER", help="The documents, to check quotes and find languages."
)
@click.option("--format", "form", metavar="NAME", help="Format of the questions  [default: seen from the file]")
@click.option("--language", metavar="CODE", help="Language of SQuAD questions whose file does not say it.")
@click.option(
    "--metric",
    "names",
    multiple=True,
    metavar="NAME",
    help='Measure this in place of the defaults; may be repeated, "default" stands for them all.',
)
@click.option("--rows", type=_FILE, metavar="FILE", help="Write a line a question here.")
@click.option("--output", type=_FILE, metavar="DIR", help="Keep it as a run, for `eval report`, `compare` and `gate`.")
@with_session(store=False)
def score(
    session: Session,
    questions: Path,
    predictions: Path,
    originals: Path | None,
    form: str | None,
    language: str | None,
    names: tuple[str, ...],
    rows: Path | None,
    output: Path | None,
) -> None:
    """Score PREDICTIONS against QUESTIONS: retrieval, answers, citations and abstention, by language.

    The figures under "all" are means over languages. Bad rows are named by their lines, and then nothing is scored;
    a quote that does not stand at its place is scored as the defect it is, and named.
    """
    from polycite.eval.datasets.dataset import load_dataset
    from polycite.eval.metrics.catalogue import defaults, parse_metrics
    from polycite.eval.results import Run, write_rows
    from polycite.eval.scoring.scored import score_predictions

    session.silence()
    wanted = parse_metrics(
        name for given in names for name in ([m.name for m in defaults()] if given == "default" else [given])
    )
    with session.working("Scoring"):
        data = load_dataset(questions, form, originals=originals, language=language)
        scored = score_predictions(data, predictions, wanted or None)
    if rows:
        write_rows(rows, [Run(scored.rows, data.name)])
    if output:
        scored.keep(output)
    if session.as_json:
        for remark in scored.remarks:
            session.say(remark)
        session.emit(scored.to_dict())
    else:
        session.out.print(scored.report().table())
