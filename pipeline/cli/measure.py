"""``polycite eval support | abstention | channels | xquad | read | lexicon | fit``: the README's figures."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from polycite.pipeline.cli.session import Session, with_session

if TYPE_CHECKING:
    from polycite.eval.tables import Report

_SPLIT = click.option("--split", type=click.Choice(["fit", "test"]), help="Only this half of the shipped questions.")
_ROWS = click.option("--rows", type=click.Path(path_type=Path), metavar="FILE", help="Write a line a question here.")
_FOLDER = click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))


def _examples(*lines: str) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  polycite eval {line}" for line in lines)


@click.command(
    epilog=_examples("support --split test", "support --limit 50 --json"),
    short_help="The whole pipeline on the shipped questions.",
)
@click.option("--limit", type=int, metavar="N", help="Only the first N questions.")
@_SPLIT
@_ROWS
@with_session(store=False, settings=True)
def support(session: Session, limit: int | None, split: str | None, rows: Path | None) -> None:
    """Retrieval, answers, citations and abstention on the shipped knowledge base, by language."""
    from polycite.eval import suites

    _show(session, rows, lambda bars: suites.support(session.settings, split=split, limit=limit, progress=bars))  # type: ignore[arg-type]


@click.command(
    epilog=_examples("abstention --split test", "abstention --limit 50 --json"),
    short_help="What the threshold of abstention costs and gains.",
)
@click.option("--limit", type=int, metavar="N", help="Only the first N questions.")
@_SPLIT
@_ROWS
@with_session(store=False, settings=True)
def abstention(session: Session, limit: int | None, split: str | None, rows: Path | None) -> None:
    """Answer every shipped question, and show what each threshold would have kept: risk and coverage."""
    from polycite.eval import suites

    _show(session, rows, lambda bars: suites.abstention(session.settings, split=split, limit=limit, progress=bars))  # type: ignore[arg-type]


@click.command(
    epilog=_examples("channels --split test", "channels --set embedder=BAAI/bge-m3"),
    short_help="What each retrieval channel finds alone.",
)
@click.option("--limit", type=int, metavar="N", help="Only the first N questions.")
@_SPLIT
@with_session(store=False, settings=True)
def channels(session: Session, limit: int | None, split: str | None) -> None:
    """Search for the shipped questions by each retrieval channel alone, and by all together."""
    from polycite.eval import suites

    _show(session, None, lambda bars: suites.channels(session.settings, split=split, limit=limit, progress=bars))  # type: ignore[arg-type]


@click.command(
    epilog=_examples("xquad xquad/", "xquad xquad/ --limit 50 --rows rows.jsonl"),
    short_help="Retrieval and answers over parallel passages in many languages.",
)
@_FOLDER
@click.option("--limit", type=int, default=20, show_default=True, help="Questions a language that are answered.")
@click.option("--search-limit", type=int, metavar="N", help="Questions a language that are searched for.")
@_ROWS
@with_session(store=False, settings=True)
def xquad(session: Session, folder: Path, limit: int, search_limit: int | None, rows: Path | None) -> None:
    """Index the <language>.jsonl[.xz] files of FOLDER as one corpus; search and ask across languages."""
    from polycite.eval.experiments import parallel

    def run(bars: Any) -> Report:
        return parallel.xquad(folder, session.settings, limit=limit, search_limit=search_limit, progress=bars)

    _show(session, rows, run)


@click.command(
    epilog=_examples("read", "read xquad/ --strategy gloss --limit 50"),
    short_help="Reading with the right passage given.",
)
@click.argument("folder", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--strategy", type=click.Choice(["auto", "direct", "gloss"]), default="auto", show_default=True)
@click.option("--limit", type=int, default=100, show_default=True, help="Questions a language.")
@_ROWS
@with_session(store=False, settings=True)
def read(session: Session, folder: Path | None, strategy: str, limit: int, rows: Path | None) -> None:
    """Read the gold passage of each question of SQuAD-like files, by the question's language.

    Languages of fewer than five questions are left out.

    Without FOLDER: of the passages that polycite ships and no model has learned from.
    """
    from polycite.eval.experiments import parallel
    from polycite.pipeline.training.shipped_examples import shipped_folder

    path = folder or shipped_folder("test")
    _show(
        session,
        rows,
        lambda bars: parallel.read(path, session.settings, strategy=strategy, limit=limit, progress=bars),
    )


@click.command(
    epilog=_examples("lexicon xquad/", "lexicon xquad/ --set lexicon=my_lexicon/"),
    short_help="How many words of a gloss are the right ones.",
)
@_FOLDER
@with_session(store=False, settings=True)
def lexicon(session: Session, folder: Path) -> None:
    """Gloss the parallel texts in FOLDER's <language>.jsonl[.xz] files and compare them with the English ones."""
    from polycite.eval.experiments import parallel

    _show(session, None, lambda bars: parallel.lexicon(folder, session.settings, progress=bars))


@click.command(
    epilog=_examples("fit", "fit --output data/models/calibration.json"),
    short_help="Fit weights, confidence and the threshold of abstention.",
)
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write calibration.json here.")
@with_session(store=False, settings=True)
def fit(session: Session, output: Path | None) -> None:
    """Fit what polycite was not trained for on the "fit" half of the shipped questions."""
    from importlib.resources import files

    from polycite.eval.datasets.questions import shipped_questions
    from polycite.eval.experiments.fitting import fit as fit_calibration
    from polycite.pipeline.terminal import stage_bars

    with tempfile.TemporaryDirectory(prefix="polycite-fit-") as folder, stage_bars(session.err) as bars:
        session.store = str(Path(folder) / "fit.polycite")
        with session.open(create=True) as qa:
            qa.index([Path(str(files("polycite.data"))) / "knowledge_base"], progress=bars)
            fitted = fit_calibration(qa, shipped_questions("fit"), bars).to_dict()
    if output:
        output.write_text(json.dumps(fitted, indent=1, sort_keys=True) + "\n", "utf8")
    session.emit(fitted)


def _show(session: Session, rows: Path | None, run: Callable[[Any], Report]) -> None:
    from polycite.pipeline.terminal import stage_bars

    session.silence()
    with stage_bars(session.err, show=not session.quiet) as bars:
        report = run(bars)
    if rows:
        report.write_rows(rows)
    if session.as_json:
        session.emit(report.to_dict())
    else:
        session.out.print(report.table())
