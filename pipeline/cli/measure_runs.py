"""``polycite eval run | compare | gate``: suites of systems and data sets, kept, compared, and held to a baseline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from polycite.pipeline.cli.exits import FAILED, OK
from polycite.pipeline.cli.session import Session, with_session

if TYPE_CHECKING:
    from polycite.eval.runs.running import Finished

_RUN = click.Path(path_type=Path)


@click.command(
    epilog="""\b
Examples:
  polycite eval run suite.toml
  polycite eval run xquad_open --data xquad/ --processes 2
  polycite eval run suite.toml --output runs/today --restart

\b
The suite is described by `python -m pydoc polycite.eval.runs.suite`.
""",
    short_help="Put a suite's questions to its systems, resumably.",
)
@click.argument("suite_name", metavar="SUITE")
@click.option("--output", type=_RUN, metavar="DIR", help="Where the run is kept  [default: runs/<name of the suite>]")
@click.option("--data", metavar="PATH", help="What ${DATA} in the suite stands for.")
@click.option("--processes", type=click.IntRange(1, 256), help="That ask at once  [default: one a core, at most 4]")
@click.option(
    "--resume/--restart",
    "resume",
    default=True,
    show_default=True,
    help="Go on with an interrupted run, or begin anew.",
)
@with_session(store=False)
def run(
    session: Session, suite_name: str, output: Path | None, data: str | None, processes: int | None, resume: bool
) -> int:
    """Ask the systems of SUITE, a TOML file or the name of one that comes with polycite, its questions.

    Each finished question is on the disk before the next: a run that is interrupted, however suddenly, goes on with
    the same command, and has the same rows in the end. They are kept in DIR as rows.parquet, with originals.parquet
    and manifest.json beside them. A suite, data or models that changed in between are refused.
    """
    from polycite.eval.runs.running import run_suite
    from polycite.eval.runs.suite_files import find_suite, load_suite
    from polycite.pipeline.terminal import stage_bars

    session.silence()
    source = find_suite(suite_name)
    # A path on the command line counts from here, one in the suite from the suite.
    suite = load_suite(source, {"DATA": str(Path(data).resolve()) if Path(data).exists() else data} if data else {})
    with stage_bars(session.err, show=not session.quiet) as bars:
        finished = run_suite(
            suite,
            source,
            output or Path("runs") / suite.name,
            processes=processes,
            restart=not resume,
            progress=bars,
        )
    _show(session, finished)
    if finished.errors:
        first = finished.errors[0]
        session.say(f"{len(finished.errors)} questions ended in an error; first {first.id}: {first.prediction.error}")
    return FAILED if finished.errors else OK


@click.command(
    epilog="""\b
Examples:
  polycite eval compare runs/new runs/old
  polycite eval compare runs/new runs/old --metric F1 --metric "R@20"
  polycite eval compare runs/peers::polycite runs/peers::haystack
""",
    short_help="The differences between two runs, and whether they are chance.",
)
@click.argument("ours", metavar="A", type=_RUN)
@click.argument("theirs", metavar="B", type=_RUN)
@click.option("--metric", "metrics", multiple=True, metavar="NAME", help="Only this; may be repeated.")
@click.option("--seed", default=0, show_default=True, help="Of the resampling.")
@with_session(store=False)
def compare(session: Session, ours: Path, theirs: Path, metrics: tuple[str, ...], seed: int) -> None:
    """Compare run A with run B question by question, by language.

    A run is its folder or its rows.parquet; PATH::SYSTEM takes one of several systems. Shown are the difference
    A - B, its 95 % interval by the paired bootstrap, and p by approximate randomisation, in the languages corrected
    for their number (Holm).
    """
    from polycite.eval.runs.comparing import compare_runs

    with session.working("Comparing"):
        compared = compare_runs(ours, theirs, metrics, seed)
    if session.as_json:
        session.emit([one.to_dict() for one in compared])
        return
    for one in compared:
        for table in one.tables():
            session.out.print(table)
            session.out.print()
        if one.left_out:
            session.say(f"{one.dataset}: {one.left_out} questions are in one of the runs only, and are left out.")


@click.command(
    epilog="""\b
A run fails where
  1. a quote does not stand in its original: quote fidelity under 1.000, whatever the
     baseline had;
  2. something of the baseline is missing: a system, a data set, a language, a question, a
     metric that has no value any more; or a question ends in an error that did not before;
  3. a metric is worse by more than its tolerance, in a language or in the mean over
     languages, and a paired test on the same questions says that this is not chance:
     p <= 0.05 by approximate randomisation, in the languages corrected for their number
     (Holm);
  4. a language has too few questions for such a test ever to say so (under 9 where there
     are 12 languages), and the metric collapses in it: worse by 0.5 or more, and better in
     no question.

\b
Gated are the metrics of which less, or more, is better and whose values lie from 0 to 1;
their tolerance is 0.02. Others, as "p95 ms", are gated where --tolerance names them.

\b
Exit codes: 0 passed, 1 failed, 2 wrong usage.

\b
Examples:
  polycite eval gate runs/new --baseline runs/main
  polycite eval gate runs/new --baseline runs/main --tolerance F1=0.01 --tolerance "R@1=0.05"
  polycite eval gate runs/new --baseline main.parquet --tolerance-file gate.toml --json
""",
    short_help="Fail where a run is worse than its baseline, in any language.",
)
@click.argument("run_at", metavar="RUN", type=_RUN)
@click.option("--baseline", required=True, type=_RUN, metavar="B", help="The run that it is held against.")
@click.option("--tolerance", "tolerances", multiple=True, metavar="METRIC=N", help="May be repeated.")
@click.option(
    "--tolerance-file", type=click.Path(path_type=Path), metavar="FILE", help="TOML, a metric a line: F1 = 0.02"
)
@click.option("--seed", default=0, show_default=True, help="Of the test.")
@with_session(store=False)
def gate(
    session: Session,
    run_at: Path,
    baseline: Path,
    tolerances: tuple[str, ...],
    tolerance_file: Path | None,
    seed: int,
) -> int:
    """Hold RUN against a baseline, and fail where it is worse in any metric in any language.

    Both are a run's folder or its rows.parquet; PATH::SYSTEM takes one of several systems.
    """
    from polycite.eval.runs.gating import gate as failures_of
    from polycite.eval.runs.tolerances import read_tolerances

    with session.working("Comparing"):
        failures = failures_of(run_at, baseline, read_tolerances(tolerances, tolerance_file), seed)
    if session.as_json:
        session.emit({"passed": not failures, "failures": [failure.to_dict() for failure in failures]})
    else:
        for failure in failures:
            place = " · ".join(filter(None, (failure.system, failure.dataset, failure.language, failure.metric)))
            session.out.print(f"FAILED {place}: {failure.reason}", soft_wrap=True)
        session.out.print("Failed." if failures else "Passed.")
    return FAILED if failures else OK


def _show(session: Session, finished: Finished) -> None:
    """The figures by language, and what each system took."""
    from polycite.eval.runs.showing import summary_of, tables_of

    if session.as_json:
        session.emit(summary_of(finished))
        return
    for table in tables_of(finished):
        session.out.print(table)
        session.out.print()
    session.say(f"{len(finished.rows)} rows, {finished.asked} asked now, in {finished.folder}")
