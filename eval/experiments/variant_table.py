"""What the formats of a model cost and lose, as a table for a terminal and as JSON types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.table import Table

from polycite.components.models import locate
from polycite.eval.experiments.variants import ENOUGH, Variant, judged


def variant_figures(one: Variant, base: Variant) -> dict[str, Any]:
    """Plain JSON types: time, size, and score and loss by language."""
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


def variant_table(title: str, unit: str, measured: Sequence[Variant], best: Variant) -> Table:
    """A row a format, the first being what is in use; the chosen one has a star.

    Args:
        title: of the table.
        unit: what the scores are: "F1".
        measured: by :func:`polycite.eval.experiments.variants.measure`.
        best: the one chosen.
    """
    base = measured[0]
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
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
    return table


def loss_lines(measured: Sequence[Variant]) -> Iterator[str]:
    """What each format loses by language, and which languages have too few questions to tell."""
    base = measured[0]
    for one in measured[1:]:
        shown = ", ".join(
            f"{code} {loss:+.1f}" for code, loss in sorted(one.losses(base).items()) if judged(base, code)
        )
        yield f"{one.name} loses: {shown or 'nothing that can be judged'}"
    few = sorted(code for code in base.scores or {} if not judged(base, code))
    if few:
        yield f"Fewer than {ENOUGH} questions, too few to judge: {', '.join(few)}."


def _size(model: str) -> int | None:
    """Bytes of its folder; None for one that is not on this machine."""
    folder = Path(locate(model))
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else None
