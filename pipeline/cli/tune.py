"""``polycite tune``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from polycite.pipeline.cli.session import Session, with_session

if TYPE_CHECKING:
    from polycite.eval.experiments.variants import Kind, Variant
    from polycite.pipeline.settings import Settings

KINDS = ("reader", "gloss_reader", "embedder")
EXPORTED = ("int8", "onnx", "onnx-int8")

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
@click.option("--settings", "settings_file", metavar="FILE", type=click.Path(path_type=Path),
              help="A TOML file in place of polycite.toml.")  # fmt: skip
@with_session(store=False)
def tune(
    session: Session,
    only: tuple[Kind, ...],
    formats: tuple[str, ...],
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
        report[kind] = {"chosen": best.name, "model": best.model, "variants": [_row(o, measured[0]) for o in measured]}
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


def _exported(session: Session, model: str, name: str, output: Path) -> Path | None:
    """The folder of a model in a format, made unless it is there; None where it cannot be made, which is said."""
    from polycite.components.errors import ModelError
    from polycite.components.models import content
    from polycite.pipeline.exporting import export

    # By what is in it, so that a model that was trained again is exported again.
    folder = output / f"{model.rstrip('/').rsplit('/', 1)[-1]}-{content(model)[:8] or 'hub'}-{name}"
    if folder.is_dir():
        return folder.resolve()
    try:
        return export(model, name, folder).resolve()  # type: ignore[arg-type]
    except ModelError as error:
        session.say(f"{name} is left out. {error}")
        return None


def _counter(bars: Callable[[str, int, int], None], kind: str, total: int) -> Callable[[int], None]:
    done = 0

    def told(more: int) -> None:
        nonlocal done
        done += more
        bars(kind, done, total)

    bars(kind, 0, total)
    return told


def _size(model: str) -> int | None:
    from polycite.components.models import locate

    folder = Path(locate(model))
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else None


def _row(one: Variant, base: Variant) -> Mapping[str, Any]:
    from polycite.eval.experiments.variants import judged

    scores = one.scores or {}
    return {
        "format": one.name,
        "model": one.model,
        "milliseconds": round(one.milliseconds, 2),
        "bytes": _size(one.model),
        "languages": {
            code: {
                "questions": len(scores[code]),
                "score": round(100 * sum(scores[code]) / len(scores[code]), 2),
                "loss": round(loss, 2),
                "judged": judged(base, code),
            }
            for code, loss in one.losses(base).items()
        },
    }


def _print(session: Session, kind: str, model: str, measured: Sequence[Variant], best: Variant) -> None:
    from rich.table import Table

    from polycite.eval.experiments.variants import ENOUGH, judged

    base, unit = measured[0], "R@1" if kind == "embedder" else "F1"
    table = Table(title=f"{kind}: {model}", title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.add_column("format")
    for heading in ("ms a passage", "MB", unit, "most lost", "lost on average"):
        table.add_column(heading, justify="right", no_wrap=True)
    for one in measured:
        losses = one.losses(base)
        worst = max((code for code in losses if judged(base, code)), key=losses.__getitem__, default=None)
        every = [100 * sum(scores) / len(scores) for scores in (one.scores or {}).values()]
        size = _size(one.model)
        table.add_row(
            f"{one.name} *" if one is best else one.name,
            f"{one.milliseconds:.1f}",
            f"{size / 1e6:.0f}" if size else "",
            f"{sum(every) / len(every):.1f}",
            f"{losses[worst]:+.1f} {worst}" if worst and one is not base else "",
            f"{sum(losses.values()) / len(losses):+.1f}" if one is not base else "",
        )
    session.out.print(table)
    for one in measured[1:]:
        shown = ", ".join(
            f"{code} {loss:+.1f}" for code, loss in sorted(one.losses(base).items()) if judged(base, code)
        )
        session.out.print(f"{one.name} loses: {shown or 'nothing that can be judged'}", style="dim")
    few = sorted(code for code in base.scores or {} if not judged(base, code))
    if few:
        session.out.print(f"Fewer than {ENOUGH} questions, too few to judge: {', '.join(few)}.", style="dim")
    said = f"{best.name} is chosen (*)." if best is not base else "What is in use is kept (*)."
    session.out.print(f"{said} ms: the least of all rounds, 8 passages at once.\n")
