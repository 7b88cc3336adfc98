"""``polycite eval claims``."""

from __future__ import annotations

from pathlib import Path

import click

from polycite.pipeline.cli.session import Session, with_session

EPILOG = """\b
Examples:
  polycite eval claims --split test
  polycite eval claims --entailment MoritzLaurer/mDeBERTa-v3-base-xnli-multilingual-nli-2mil7
  polycite eval claims --fit
"""


@click.command(epilog=EPILOG, short_help="What the checks on a language model's sentences let through.")
@click.option("--split", type=click.Choice(["fit", "test"]), help="Only this half of the shipped claims.")
@click.option("--entailment", metavar="MODEL", help="Judge by this cross-encoder instead of words and vectors.")
@click.option("--rows", type=click.Path(path_type=Path), metavar="FILE", help="Write a line a claim here.")
@click.option("--fit", "fitting", is_flag=True, help="Print the weights and thresholds fitted on split fit, and stop.")
@with_session(store=False)
def claims(session: Session, split: str | None, entailment: str | None, rows: Path | None, fitting: bool) -> None:
    """Check the shipped claims against the sentences they name: which of the supported are shown, and which others."""
    from polycite.components.claims.entailment import EntailmentModel
    from polycite.eval.experiments import claims as evaluation
    from polycite.pipeline.terminal import stage_bars

    session.silence()
    if fitting:
        with session.working("Fitting"):
            fitted = evaluation.fit()
        session.emit(fitted)
        return
    judge = EntailmentModel(entailment, session.settings.dtype) if entailment else None
    with stage_bars(session.err, show=not session.quiet) as bars:
        report, checked = evaluation.claims(judge, split=split, progress=bars)  # type: ignore[arg-type]
    if rows:
        evaluation.write_rows(rows, checked)
    if session.as_json:
        session.emit(report.to_dict())
    else:
        session.out.print(report.table())
