"""``polycite eval few-shot``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from polycite.pipeline.cli.session import Session, language_list, with_session

if TYPE_CHECKING:
    from polycite.eval.adaptation.few_shot_runs import FewShotRun
    from polycite.pipeline.training.reading_examples import Example

EPILOG = """\b
DIR then holds curve.txt, curve.json, and runs.jsonl with what every model said to
every question. Interrupted, the same command goes on after the last finished run;
more seeds, sizes or regimes are added to the same DIR.

\b
Examples:
  polycite eval few-shot corpora/qa --languages ar,ko,th --output curve
  polycite eval few-shot corpora/qa --languages sw --sizes 0,32 --seeds 2 --regimes joint --output sw --json
"""
_SOURCE = 2000  # source examples, the same for every run
_REGIMES = ("joint", "sequential", "multi-stage")


def _numbers(ctx: click.Context, param: click.Parameter, value: str) -> tuple[int, ...]:
    parts = [part.strip() for part in value.split(",") if part.strip()]
    if not parts or not all(part.isdecimal() for part in parts):
        raise click.BadParameter(f"{value!r} is no list of numbers; write it as 0,8,32.")
    return tuple(dict.fromkeys(int(part) for part in parts))


def _regimes(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    parts = tuple(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))
    if not parts or not set(parts) <= set(_REGIMES):
        raise click.BadParameter(f"{value!r} names no regimes; use some of {', '.join(_REGIMES)}.")
    return parts


@click.command("few-shot", epilog=EPILOG, short_help="How much a reader gains from how many examples.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--languages", required=True, metavar="CODES", callback=language_list, help="To adapt to, as ar,ko,th.")
@click.option("--base", default="shipped/reader", show_default=True, metavar="DIR|NAME", help="The reader to adapt.")
@click.option(
    "--sizes",
    default="0,8,32,128,512",
    show_default=True,
    metavar="N,N",
    callback=_numbers,
    help="Examples of the language; 0 is the base as it is.",
)
@click.option("--seeds", default=5, show_default=True, type=click.IntRange(1), help="Samples drawn of each size.")
@click.option(
    "--regimes",
    default="joint,sequential",
    show_default=True,
    metavar="NAMES",
    callback=_regimes,
    help="How they are put together with source examples; each is compared with the first.",
)
@click.option("--source", default="en", show_default=True, metavar="CODE", help="Language of the source examples.")
@click.option("--test", default=100, show_default=True, type=click.IntRange(1), help="Questions read a language.")
@click.option("--max-steps", type=click.IntRange(1), metavar="N", help="Stop each training after N batches.")
@click.option(
    "--longest", default=256, show_default=True, type=click.IntRange(32), help="Tokens of an example learned from."
)
@click.option(
    "--output",
    required=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the curve; go on with what it holds.",
)
@with_session(store=False)
def few_shot(
    session: Session,
    folder: Path,
    languages: tuple[str, ...],
    base: str,
    sizes: tuple[int, ...],
    seeds: int,
    regimes: tuple[str, ...],
    source: str,
    test: int,
    max_steps: int | None,
    longest: int,
    output: Path,
) -> None:
    """Adapt a reader to each language with 8, 32, 128 ... examples, and measure F1 on the same held-out questions.

    FOLDER holds <language>.jsonl[.xz] files: a line a question with context and answers (text, answer_start).
    Every size is trained with several samples, because at 8 examples it matters which 8; a smaller sample is part
    of the larger one. No test question shares a document with what is learned from.
    """
    from polycite.eval.adaptation.few_shot import Design, few_shot_curve
    from polycite.pipeline.terminal import stage_bars
    from polycite.pipeline.training.adaptation.config import AdaptConfig
    from polycite.pipeline.training.reading_examples import load_examples
    from polycite.pipeline.training.recipe import SOURCE_CAP, SOURCE_CAPS

    session.silence()
    with session.working("Reading examples"):
        examples = {code: load_examples(folder, [code], SOURCE_CAPS, SOURCE_CAP) for code in languages}
        mixed_in = _fixed_sample(load_examples(folder, [source], SOURCE_CAPS, SOURCE_CAP))
    design = Design(sizes, seeds, regimes, test)  # type: ignore[arg-type]
    with stage_bars(session.err, show=not session.quiet) as bars:
        curve = few_shot_curve(
            base,
            examples,
            mixed_in,
            output,
            design,
            AdaptConfig(max_steps=max_steps, longest=longest),
            progress=bars,
            finished=lambda run: _tell(session, run),
        )
    text = json.dumps(curve.to_dict(), ensure_ascii=False, indent=1)
    (output / "curve.json").write_text(text + "\n", encoding="utf-8")
    with (output / "curve.txt").open("w", encoding="utf-8") as file:
        from polycite.pipeline.terminal import console

        console(file, width=120).print(curve.table())
    if session.as_json:
        session.emit(curve.to_dict())
    else:
        session.out.print(curve.table())


def _fixed_sample(examples: list[Example]) -> list[Example]:
    import random

    return random.Random(0).sample(examples, min(_SOURCE, len(examples)))


def _tell(session: Session, run: FewShotRun) -> None:
    """A line a run where no bar is seen: a curve takes an hour or more."""
    if not session.err.is_terminal:
        kept = f"step {run.best_step} of {run.steps}" if run.steps else "no training"
        session.say(
            f"{run.language} {run.regime} {run.size} seed {run.seed}: F1 {100 * run.figure('F1'):.1f}, {kept}, "
            f"{run.seconds:.0f} s"
        )
