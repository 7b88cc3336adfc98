"""The peers side by side: figures and the table."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich import box
from rich.table import Table

from polycite.components.evidence import Original
from polycite.eval.benchmarks.peers.measuring import Measured
from polycite.eval.datasets.questions import Question
from polycite.eval.metrics.catalogue import parse_metrics
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.scoring.rows import Row
from polycite.eval.scoring.scoring import Figures, figures, grouped, macro, score

_FOUND = ("R@1", "R@5", "R@20")
_SAID = ("F1", "EM", "hallucination", "error")
_WHOLE = ("quote fidelity", "p50 ms", "p95 ms")
METRICS = (*_FOUND, *_SAID, "span F1", *_WHOLE)
_GROUPS = ("cross-language", "same-language")


@dataclass(frozen=True)
class Scored:
    """A peer's figures.

    Attributes:
        measured: what was measured besides.
        overall: the mean over languages of each figure; of quote fidelity and time that of all questions.
        groups: likewise of the questions across languages and within one.
        languages: by language of the question.
        characters: mean length of the passages it found.
    """

    measured: Measured
    overall: Figures
    groups: Mapping[str, Figures]
    languages: Mapping[str, Figures]
    characters: float | None = None

    def weakest(self, name: str) -> tuple[str, float] | None:
        """The language with the lowest figure of that name, None where no language has one."""
        known = [(value, code) for code, row in self.languages.items() if (value := row.get(name)) is not None]
        return (min(known)[1], min(known)[0]) if known else None

    def to_dict(self) -> dict[str, object]:
        """Plain JSON types."""
        return dataclasses.asdict(self)


def scored(
    measured: Measured,
    questions: Sequence[Question],
    predictions: Mapping[str, Prediction],
    originals: Mapping[str, Original],
) -> Scored:
    """The figures of a peer from what it said.

    A peer that cites but does not say is scored by what it cites; measures of answers are left out.
    """
    names = METRICS if measured.reads else [name for name in METRICS if name not in _SAID]
    if not measured.reads:
        predictions = {
            key: dataclasses.replace(one, answer="") if one.citations else one for key, one in predictions.items()
        }
    metrics = parse_metrics(names)
    rows = score(questions, predictions, originals, metrics, system=measured.peer)

    def over_languages(some: Sequence[Row]) -> tuple[Figures, dict[str, Figures]]:
        by_language = {code: figures(of, metrics) for code, of in grouped(some, lambda row: [row.language]).items()}
        whole = figures(some, metrics)
        return {**macro(by_language), **{name: whole[name] for name in _WHOLE}}, by_language

    overall, languages = over_languages(rows)
    kinds = {kind: over_languages([row for row in rows if kind in row.question.kinds])[0] for kind in _GROUPS}
    lengths = [
        place.end - place.start
        for one in predictions.values()
        for place in one.passages or ()
        if place.start is not None and place.end is not None and place.end - place.start > 1
    ]
    mean = sum(lengths) / len(lengths) if lengths else None
    return Scored(measured, overall, kinds, languages, mean)


def table(peers: Sequence[Scored], title: str) -> Table:
    """A row for each measure, a column for each peer; Markdown when it is copied."""
    shown = Table(title=title, title_justify="left", box=box.MARKDOWN, show_edge=True)
    shown.add_column("")
    for peer in peers:
        shown.add_column(f"{peer.measured.peer} {peer.measured.version}", justify="right")
    for label, cells in _rows(peers):
        shown.add_row(label, *cells)
    return shown


def _rows(peers: Sequence[Scored]) -> list[tuple[str, list[str]]]:
    recall = [
        (f"R@1 / 5 / 20, {kind}", [" / ".join(_two(peer.groups[kind].get(name)) for name in _FOUND) for peer in peers])
        for kind in _GROUPS
    ]
    quality = [
        (label, [_two(peer.overall.get(name)) for peer in peers])
        for label, name in (
            ("answer F1", "F1"),
            ("answer EM", "EM"),
            ("hallucination", "hallucination"),
            ("error", "error"),
            ("span F1", "span F1"),
        )
    ]
    costs = [
        ("passages", [f"{peer.measured.passages:,}" for peer in peers]),
        (
            "characters a passage found",
            ["–" if peer.characters is None else f"{peer.characters:,.0f}" for peer in peers],
        ),
        ("indexing, s", [f"{peer.measured.index_seconds:,.1f}" for peer in peers]),
        (
            "passages a second",
            [f"{peer.measured.passages / max(peer.measured.index_seconds, 0.01):,.0f}" for peer in peers],
        ),
        ("a question, ms, p50 / p95", [f"{_ms(p.overall['p50 ms'])} / {_ms(p.overall['p95 ms'])}" for p in peers]),
        ("peak memory, MB", [f"{peer.measured.peak_mb:,}" for peer in peers]),
    ]
    return [
        *recall,
        ("weakest language, R@5", [_weakest(peer, "R@5") for peer in peers]),
        *quality[:2],
        ("weakest language, F1", [_weakest(peer, "F1") for peer in peers]),
        *quality[2:],
        ("quote fidelity", [_three(peer.overall.get("quote fidelity")) for peer in peers]),
        *costs,
    ]


def _weakest(peer: Scored, name: str) -> str:
    found = peer.weakest(name)
    return "–" if found is None else f"{found[1]:.2f} {found[0]}"


def _two(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _three(value: float | None) -> str:
    # Rounded down: 1.000 must mean every citation.
    return "–" if value is None else f"{math.floor(1000 * value) / 1000:.3f}"


def _ms(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}" if value >= 10 else f"{value:.1f}"
