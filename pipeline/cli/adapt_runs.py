"""The runs of ``polycite adapt``: tuned, kept until they are measured, and made one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from polycite.pipeline.cli.adaptation import Adaptation
from polycite.pipeline.cli.session import Session

if TYPE_CHECKING:
    from polycite.pipeline.training.adaptation.config import Adapted
    from polycite.pipeline.training.adaptation.splitting import Split
    from polycite.pipeline.training.adaptation.tuned_runs import TunedRuns
    from polycite.pipeline.training.reading_examples import Example


@contextmanager
def tuned_runs(
    session: Session, asked: Adaptation, base: str, parts: Sequence[Split], source: Sequence[Example]
) -> Iterator[TunedRuns]:
    """Where the runs are kept; who interrupts it, or sees it fail, is told that nothing is lost."""
    from polycite.components.models import content
    from polycite.pipeline.training.adaptation.tuned_runs import TunedRuns

    learnt = [(part.train, part.dev) for part in parts]
    wanted = (asked.kind, base, content(base), asked.regime, asked.method, asked.target, learnt, list(source))
    with TunedRuns(Path(session.settings.models), *wanted) as runs:
        if runs.finished:
            session.say(f"{runs.finished} of {len(parts)} runs were tuned before, by this command when it did not end")
        try:
            yield runs
        except BaseException:
            if runs.finished:
                session.say(
                    f"{runs.finished} of {len(parts)} runs are kept in {runs.folder}: the same command goes on."
                )
            raise


def train_all(
    asked: Adaptation,
    base: str,
    parts: Sequence[Split],
    source: Sequence[Example],
    tuned: TunedRuns,
    told: Callable[[str, int, int], None],
) -> dict[int, Adapted]:
    """What was done in each run; the model is in the folder that ``tuned`` has for its seed."""
    from polycite.pipeline.training.adaptation.config import AdaptConfig
    from polycite.pipeline.training.adaptation.reader import adapt_reader
    from polycite.pipeline.training.adaptation.retriever import adapt_retriever

    train = adapt_reader if asked.kind == "reader" else adapt_retriever

    def run(seed: int, part: Split, folder: Path) -> Adapted:
        def progress(step: int, steps: int, loss: float) -> None:
            told(f"run {seed + 1}/{len(parts)}", step, steps)

        config = AdaptConfig(asked.regime, asked.method, seed=seed, languages=asked.target or ())
        return train(base, part.train, part.dev, source, folder, config, progress)

    return {seed: tuned.tune(seed, partial(run, seed, part)) for seed, part in enumerate(parts)}


def kept_of(asked: Adaptation, models: Sequence[Path], part: Split, told: Callable[[str, int, int], None]) -> Path:
    """The mean of ``models``, the best of which is the first; that one, where a mean cannot be had or is of no use.

    Adapters have none: the mean of two products of matrices is not the product of their means. And with the examples
    that all runs stopped by, the mean has to do at least as well as the worst of them.
    """
    if asked.method == "adapter" or not models[1:]:
        return models[0]
    from polycite.eval.adaptation.gain import figure
    from polycite.pipeline.training.adaptation.mean import write_mean

    mean = models[0].with_name("mean")
    shutil.rmtree(mean, ignore_errors=True)  # of a process before this one
    write_mean(models, mean)
    reached = []
    for done, model in enumerate((mean, *models), 1):
        reached.append(figure(str(model), part.dev, asked.kind, pool=part.train))
        told("averaging", done, len(models) + 1)
    return mean if reached[0] >= min(reached[1:]) else models[0]
