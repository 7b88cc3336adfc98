"""The few-shot curve: how much a reader gains from how many examples of a language, and by which regime.

Many samples of each size are drawn and trained on, because at 8 examples it matters which 8 (Zhao et al. 2021, "A
Closer Look at Few-Shot Crosslingual Transfer").
"""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from polycite.components.models import content
from polycite.eval.adaptation.few_shot_curve import FewShotCurve
from polycite.eval.adaptation.few_shot_runs import ZERO_SHOT, FewShotRun, FewShotRuns, Key, kept
from polycite.eval.adaptation.reading import read_rows
from polycite.eval.adaptation.samples import Pools, digest, held_out, sample
from polycite.pipeline.training.reading_examples import Example

if TYPE_CHECKING:
    from polycite.pipeline.training.adaptation.config import AdaptConfig
    from polycite.pipeline.training.adaptation.regimes import Regime

SIZES = (0, 8, 32, 128, 512)
REGIMES: tuple[Regime, ...] = ("joint", "sequential")
RUNS = "runs.jsonl"
_SOURCE = 6  # source examples a target example: no training sees more of them
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Design:
    """What a curve is made of.

    Attributes:
        sizes: examples of a language; 0 is the base as it is.
        seeds: samples drawn of each size; the seed is the training's too.
        regimes: how source and target examples are put together; the others are compared with the first.
        test: questions of a language that all models read.
    """

    sizes: tuple[int, ...] = SIZES
    seeds: int = 5
    regimes: tuple[Regime, ...] = REGIMES
    test: int = 100

    def runs(self, languages: Sequence[str]) -> Iterator[Key]:
        """All runs: seed by seed, so that one that is stopped early has whole curves of the first seeds."""
        if 0 in self.sizes:
            yield from ((language, ZERO_SHOT, 0, 0) for language in languages)
        for seed in range(self.seeds):
            for size in sorted(set(self.sizes) - {0}):
                yield from ((language, regime, size, seed) for language in languages for regime in self.regimes)


def few_shot_curve(
    base: str,
    examples: Mapping[str, Sequence[Example]],
    source: Sequence[Example],
    output: Path,
    design: Design = Design(),
    config: AdaptConfig | None = None,
    *,
    progress: Progress = lambda stage, done, total: None,
    finished: Callable[[FewShotRun], None] = lambda run: None,
) -> FewShotCurve:
    """Adapt a reader to each language with each number of examples, and read the same questions every time.

    Resumable: runs that ``output`` holds are not done again, of the same base, questions and settings. Adapted models
    are deleted once they are scored.

    Args:
        base: the reader to adapt: a folder, a Hugging Face name, or ``shipped/<name>``.
        examples: by language.
        source: what is mixed in, of the language that the base was trained in.
        output: folder for ``runs.jsonl``.
        design: sizes, seeds, regimes and test questions.
        config: of the training, its regime and seed left to the design.
        progress: told stage, done and total: "runs", and the "steps" of one.
        finished: told each run when it is on the disk.

    Raises:
        SettingsError: a language has too few examples, or ``output`` holds runs of other settings.
        ModelError: the base cannot be loaded.
    """
    from polycite.pipeline.training.adaptation.config import AdaptConfig

    config = config or AdaptConfig()
    pools = held_out(examples, design.test, max(design.sizes, default=0))
    settings = {
        "base": base,
        "content": content(base),
        "test": {language: digest(tested) for language, (tested, _) in pools.items()},
        "source": digest(source),
        "method": config.method,
        "max_steps": config.max_steps,
        "longest": config.longest,
    }
    runs = FewShotRuns(output / RUNS, settings)
    wanted = list(design.runs(list(examples)))
    for done, key in enumerate(wanted):
        progress("runs", done, len(wanted))
        if key not in runs.finished:
            run = _run(base, key, pools, source, output / "adapted", config, progress)
            runs.finish(run)
            finished(run)
    progress("runs", len(wanted), len(wanted))
    return FewShotCurve(settings, tuple(runs.finished[key] for key in wanted))


def _run(
    base: str,
    key: Key,
    pools: Pools,
    source: Sequence[Example],
    folder: Path,
    config: AdaptConfig,
    progress: Progress,
) -> FewShotRun:
    """One run; the adapted model is in ``folder`` until it is scored."""
    from polycite.pipeline.training.adaptation.reader import adapt_reader

    language, regime, size, seed = key
    begin, (tested, pool) = time.perf_counter(), pools[language]
    if not size:
        rows = kept(read_rows(base, tested))
        return FewShotRun(*key, 0, 0, round(time.perf_counter() - begin, 1), rows)
    train, dev = sample(pool, size, seed)
    mixed_in = random.Random(seed).sample(list(source), min(len(source), _SOURCE * size))
    config = replace(config, regime=cast("Regime", regime), seed=seed, languages=(language,))
    shutil.rmtree(folder, ignore_errors=True)  # of a run that was killed
    adapted = adapt_reader(
        base, train, dev, mixed_in, folder, config, lambda step, steps, loss: progress("steps", step, steps)
    )
    rows = kept(read_rows(str(folder), tested))
    shutil.rmtree(folder)
    return FewShotRun(*key, adapted.steps, adapted.best_step, round(time.perf_counter() - begin, 1), rows)
