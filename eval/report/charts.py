"""Charts as inline SVG: every length a percentage or in the units of a viewBox, every colour a class of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from polycite.eval.report.markup import Html, element, joined

_WIDTH, _HEIGHT = 360, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 38, 10, 10, 34
SERIES = 6
"""Colours of series; a seventh has the first one's."""
STEPS = 10
"""Shades of a heatmap, classes ``h0`` (worst) to ``h9`` (best)."""


@dataclass(frozen=True)
class Line:
    """A line of a chart: points of (x, y), both in [0, 1]; dots are drawn when ``dotted``."""

    name: str
    points: Sequence[tuple[float, float]]
    dotted: bool = False


def bar(value: float | None, most: float, interval: tuple[float, float] | None = None, series: int = 0) -> Html:
    """A bar from 0 to ``value`` on a scale to ``most``, with a whisker from the lower to the upper bound."""
    if value is None or most <= 0:
        return Html("")
    parts = [element("rect", x=0, y=3, height=10, width=_percent(value / most), rx=2, class_=f"bar s{series % SERIES}")]
    if interval is not None:
        low, high = (_percent(bound / most) for bound in interval)
        parts.append(element("line", x1=low, x2=high, y1=8, y2=8, class_="whisker"))
        parts += [element("line", x1=at, x2=at, y1=4, y2=12, class_="whisker") for at in (low, high)]
    return element("svg", *parts, class_="bars", width="100%", height=16, aria_hidden="true", focusable="false")


def step(start: float, length: float, total: float, series: int = 0) -> Html:
    """A step of a waterfall: ``length`` from ``start`` on a scale to ``total``."""
    if total <= 0:
        return Html("")
    rect = element(
        "rect", x=_percent(start / total), y=3, height=10, width=_percent(max(length / total, 0.002)), rx=1,
        class_=f"bar s{series % SERIES}",
    )  # fmt: skip
    return element("svg", rect, class_="bars", width="100%", height=16, aria_hidden="true", focusable="false")


def lines(title: str, x: str, y: str, series: Sequence[Line], *, diagonal: bool = False) -> Html:
    """Lines over a unit square, told apart by colour, dashes and names; ``diagonal`` draws y = x for comparison."""
    grid = [
        joined(
            element("line", x1=_x(0), x2=_x(1), y1=_y(tick), y2=_y(tick), class_="grid"),
            element("text", f"{tick:.1f}", x=_LEFT - 5, y=_y(tick) + 4, text_anchor="end"),
            element("text", f"{tick:.1f}", x=_x(tick), y=_HEIGHT - _BOTTOM + 14, text_anchor="middle"),
        )
        for tick in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    ]
    drawn = [
        element("line", x1=_x(0), y1=_y(0), x2=_x(1), y2=_y(1), class_="diagonal") if diagonal else None,
        *(_line(line, number) for number, line in enumerate(series)),
        element("text", x, x=_x(0.5), y=_HEIGHT - 4, text_anchor="middle", class_="axis"),
        element("text", y, transform=f"translate(10 {_y(0.5)}) rotate(-90)", text_anchor="middle", class_="axis"),
    ]
    return element(
        "svg", element("title", title), *grid, *drawn, viewBox=f"0 0 {_WIDTH} {_HEIGHT}", role="img", class_="lines"
    )


def legend(names: Sequence[str], *, bars: bool = False) -> Html:
    """The names of series beside the line, or the bar, that stands for them; nothing for one series."""
    if len(names) < 2:
        return Html("")
    classes = [number % SERIES for number in range(len(names))]
    lines_of = [element("line", x1=0, x2=28, y1=6, y2=6, class_=f"line l{number}") for number in classes]
    bars_of = [element("rect", x=0, y=1, width=28, height=10, rx=2, class_=f"s{number}") for number in classes]
    keys = [
        element("li", element("svg", sign, width=28, height=12, aria_hidden="true"), " ", name)
        for sign, name in zip(bars_of if bars else lines_of, names, strict=True)
    ]
    return element("ul", *keys, class_="legend")


def shade(value: float | None, low: float, high: float, *, lower_is_better: bool = False) -> str:
    """The class of a heatmap's cell, the best darkest; "" without a value."""
    if value is None:
        return ""
    share = (value - low) / (high - low) if high > low else 1.0
    share = 1 - share if lower_is_better else share
    return f"h{min(STEPS - 1, max(0, int(share * STEPS)))}"


def _line(line: Line, series: int) -> Html:
    number = series % SERIES
    path = " ".join(f"{_x(x)},{_y(y)}" for x, y in line.points)
    dots = [element("circle", cx=_x(x), cy=_y(y), r=3, class_=f"dot l{number}") for x, y in line.points]
    return joined(
        element("polyline", points=path, class_=f"line l{number}", fill="none"), *(dots if line.dotted else [])
    )


def _x(value: float) -> float:
    return round(_LEFT + value * (_WIDTH - _LEFT - _RIGHT), 1)


def _y(value: float) -> float:
    return round(_HEIGHT - _BOTTOM - value * (_HEIGHT - _TOP - _BOTTOM), 1)


def _percent(share: float) -> str:
    return f"{100 * min(1.0, max(0.0, share)):.2f}%"
