"""``polycite tune``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from polycite.pipeline.cli.session import Session, with_session

if TYPE_CHECKING:
    from polycite.eval.experiments.variants import Kind, Variant
    from polycite.pipeline.exporting import Format
    from polycite.pipeline.settings import Settings

KINDS = ("reader", "gloss_reader", "embedder")
EXPORTED: tuple[Format, ...] = ("int8", "onnx", "onnx-int8")

EPILOG = """\b
Formats are made once, by `polycite export`, in the folder of --output, and found there the next time.
onnx and onnx-int8 take pip install polycite[onnx] and are left out without it.

\b
Examples:
  polycite tune
  polycite tune --only reader --max-loss 0.5
  polycite tune --write polycite.toml
"""


@click.command(epilog=EPILOG, short_help="The fastest format of each model on this computer.")
@click.option("--only", multiple=True, type=click.Choice(KINDS), help="Only this model; may be repeated.")
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(EXPORTED), help="Only this format; may be repeated."
)
@click.option(
    "--max-loss",
    default=1.0,
    show_default=True,
    type=click.FloatRange(0, 100),
    metavar="POINTS",
    help="F1, or R@1 of the embedder, that a language of 20 questions or more may lose at most.",
)
@click.option(
    "--questions", default=40, show_default=True, type=click.IntRange(1), help="Of a language at most; fewer is faster."
)
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(1), help="How often each is timed.")
@click.option(
    "--output",
    default="polycite.formats",
    show_default=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the exported models.",
)
@click.option(
    "--write",
    "file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the choice into this settings file, as polycite.toml.",
)
@with_session(store=False, settings=True)
def tune(
    session: Session,
    only: tuple[Kind, ...],
    formats: tuple[Format, ...],
    max_loss: float,
    questions: int,
    rounds: int,
    output: Path,
    file: Path | None,
) -> None:
    """Measure the models of the settings in every format, and say which is fastest on this computer.

    Each reads the shipped support questions with the passage given (the embedder finds the passage among all of
    them). A format is chosen when it is faster by a twentieth at least than what is in use and no language that
    has enough questions loses more than --max-loss. Some minutes a model; nothing else should run meanwhile.
    """
    import torch

    from polycite.eval.experiments.variant_table import variant_figures
    from polycite.eval.experiments.variants import Variant, asked, choose, measure
    from polycite.pipeline.exporting.settings_file import write_settings
    from polycite.pipeline.terminal import stage_bars

    session.silence()
    settings = session.settings
    if settings.threads:
        torch.set_num_threads(settings.threads)
    with session.working("Reading the questions"):
        cases = asked(questions)
    chosen: dict[str, str] = {}
    report: dict[str, Any] = {}
    for kind, model in _models(settings, only).items():
        found = [Variant("in use", model, settings.dtype), *_types(model, settings.dtype)]
        for name in formats or EXPORTED:
            with session.working(f"Exporting the {kind} as {name}"):
                folder = _exported(session, model, name, output)
            if folder:
                found.append(Variant(name, str(folder), settings.dtype))
        total = rounds + 1 + len(found)
        with stage_bars(session.err, show=not session.quiet) as bars:
            measured = measure(kind, found, cases, rounds, _counter(bars, kind, total))
        exported = [measured[0], *(one for one in measured if one.name in EXPORTED)]
        best = choose(exported, max_loss)
        if best is not measured[0]:
            chosen[kind] = best.model
        report[kind] = {
            "chosen": best.name,
            "model": best.model,
            "variants": [variant_figures(one, measured[0]) for one in measured],
        }
        if not session.as_json:
            _print(session, kind, model, measured, best)
    if file and chosen:
        write_settings(file, chosen)
    if session.as_json:
        session.emit({"max_loss": max_loss, "written": str(file) if file and chosen else None, "models": report})
    elif file:
        click.echo(f"Written into {file}." if chosen else f"Nothing to change, so {file} was left as it was.")
    if "embedder" in chosen:
        session.say("Vectors of another format are others: with that embedder, index into a new store.")


def _models(settings: Settings, only: Sequence[Kind]) -> dict[Kind, str]:
    named: dict[Kind, str | None] = {
        "reader": settings.reader,
        "gloss_reader": settings.gloss_reader or settings.reader,
        "embedder": settings.embedder,
    }
    return {kind: model for kind, model in named.items() if model and (not only or kind in only)}


def _types(model: str, dtype: str) -> list[Variant]:
    """The types of `dtype` beside the one in use; shown, and chosen by `dtype` itself."""
    from polycite.components.models import choose_dtype
    from polycite.eval.experiments.variants import Variant

    now = str(choose_dtype(dtype)).removeprefix("torch.")
    return [Variant(name, model, name) for name in ("float32", "bfloat16") if name != now]


def _exported(session: Session, model: str, form: Format, output: Path) -> Path | None:
    """The folder of a model in a format; None where it cannot be made, which is said."""
    from polycite.components.errors import ModelError
    from polycite.pipeline.exporting.exported import exported

    try:
        return exported(model, form, output)
    except ModelError as error:
        session.say(f"{form} is left out. {error}")
        return None


def _counter(bars: Callable[[str, int, int], None], kind: str, total: int) -> Callable[[int], None]:
    done = 0

    def told(more: int) -> None:
        nonlocal done
        done += more
        bars(kind, done, total)

    bars(kind, 0, total)
    return told


def _print(session: Session, kind: str, model: str, measured: Sequence[Variant], best: Variant) -> None:
    from polycite.eval.experiments.variant_table import loss_lines, variant_table

    unit = "R@1" if kind == "embedder" else "F1"
    session.out.print(variant_table(f"{kind}: {model}", unit, measured, best))
    for line in loss_lines(measured):
        session.out.print(line, style="dim")
    said = f"{best.name} is chosen (*)." if best is not measured[0] else "What is in use is kept (*)."
    session.out.print(f"{said} ms: the least of all rounds, 8 passages at once.\n")
