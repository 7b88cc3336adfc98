"""``polycite eval curve``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from polycite.pipeline.cli.session import Session, with_session

if TYPE_CHECKING:
    from polycite.eval.scoring.rows import Row

EPILOG = """\b
A run is labelled by `transfer` of its system in the suite, or here by LABEL=RUN:
zero-shot, few-shot:N, translate-train, translate-test.

\b
Examples:
  polycite eval curve runs/zero runs/few8 runs/few32
  polycite eval curve zero-shot=runs/a few-shot:16=runs/b --metric "span F1" --json
"""


@click.command(epilog=EPILOG, short_help="A learning curve over labelled runs.")
@click.argument("runs", nargs=-1, required=True, metavar="[LABEL=]RUN...")
@click.option("--metric", "name", default="F1", show_default=True, metavar="NAME", help="Shown by language.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of the resampling.")
@with_session(store=False)
def curve(session: Session, runs: tuple[str, ...], name: str, seed: int) -> None:
    """What was gained by examples or translation: a metric by language and label, each tested against zero-shot.

    RUNS are folders that `polycite eval run` or `eval score --output` wrote, of the same questions.
    """
    from polycite.eval.experiments.learning_curve import learning_curve
    from polycite.eval.metrics.catalogue import parse_metric

    session.silence()
    with session.working("Comparing"):
        found = learning_curve(_labelled(runs), parse_metric(name), seed)
    if session.as_json:
        session.emit(found.to_dict())
    else:
        session.out.print(found.report().table())


def _labelled(runs: Sequence[str]) -> Mapping[str, Sequence[Row]]:
    from polycite.components.errors import SettingsError
    from polycite.eval.runs.storage import load_run

    found: dict[str, list[Row]] = {}
    for given in runs:
        label, named, path = given.rpartition("=")
        stored = load_run(Path(path))
        systems = {one["name"]: one.get("transfer") for one in stored.manifest.get("suite", {}).get("systems", [])}
        for system in dict.fromkeys(row.system for row in stored.rows):
            known = label if named else systems.get(system)
            if not known:
                raise SettingsError(f"The run {path} has no label.", f"Write few-shot:16={path}, for example.")
            rows = [row for row in stored.rows if row.system == system]
            if found.setdefault(known, rows) is not rows:
                raise SettingsError(f"Two runs are labelled {known!r}.", "Give each a label of its own: LABEL=RUN.")
    return found
