"""Spans carried between parallel passages: ``polycite eval projection``."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from polycite.components.errors import LoadingError
from polycite.components.projecting import Projection, SpanProjector
from polycite.eval.datasets.questions import GoldSpan
from polycite.eval.datasets.squad import SquadSet, load_squad
from polycite.eval.environment import environment
from polycite.eval.metrics.answers import exact_match
from polycite.eval.metrics.answers import f1 as token_f1
from polycite.eval.metrics.spans import SpanScore, score_spans
from polycite.eval.runner import Progress
from polycite.eval.scoring.scoring import Figures
from polycite.eval.tables import Report, Section

METHODS = ("verbatim", "projected", "sentence")
MEASURES = ("questions", "span F1", "EM", "F1", "hit", "boundary error", "confidence", "calibration error", "p50 ms")
_BINS = 10
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Carried:
    """A gold span in one language, the gold span in another, and where the first was carried to."""

    source: GoldSpan
    gold: GoldSpan
    found: Projection
    quote: str
    seconds: float

    @property
    def pair(self) -> str:
        """``de>ru``."""
        return f"{self.source.language}>{self.gold.language}"

    @property
    def score(self) -> SpanScore:
        """In characters."""
        gold = self.gold
        found = GoldSpan(gold.original_id, self.found.start, self.found.end, self.quote, gold.language)
        return score_spans([found], [[gold]])

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        return {
            "pair": self.pair,
            "source": self.source.text,
            "gold": self.gold.text,
            "found": self.quote,
            "start": self.found.start,
            "end": self.found.end,
            "method": self.found.method,
            "confidence": round(self.found.confidence, 4),
            "span F1": round(self.score.f1, 4),
        }


def report(
    folder: str | Path,
    *,
    limit: int | None = 30,
    pairs: Sequence[str] | None = None,
    projector: SpanProjector | None = None,
    progress: Progress | None = None,
) -> tuple[Report, list[Carried]]:
    """Gold spans of SQuAD-like files in several languages, each carried to all others, whole passages given.

    Args:
        folder: ``<language>.jsonl[.xz]`` files (:mod:`polycite.eval.datasets.squad`).
        limit: questions a language, an even sample with the same ids in every language; None for all.
        pairs: only these, as ``de>ru``; None for all.
        projector: instead of the default one.
        progress: told stage, done and total.

    Raises:
        LoadingError: there are fewer than two languages, or none of ``pairs`` is among them.
    """
    begin = time.perf_counter()
    data, projector = load_squad(folder), projector or SpanProjector()
    projector.warm_up()
    wanted = [
        f"{source}>{target}" for source in data.languages for target in data.languages
        if source != target and (pairs is None or f"{source}>{target}" in pairs)
    ]  # fmt: skip
    if not wanted:
        raise LoadingError(
            f"{folder} has no such pair of languages.", f"There are: {', '.join(data.languages) or 'none'}."
        )
    rows = []
    for done, carried in enumerate(carry(data, wanted, limit, projector), start=1):
        rows.append(carried)
        if progress:
            progress("spans", done, len(wanted) * len(data.of(data.languages[0], limit)))
    by_pair = {pair: _figures([row for row in rows if row.pair == pair]) for pair in wanted}
    by_method = {method: found for method in METHODS if (found := [row for row in rows if row.found.method == method])}
    everything = _figures(rows)
    languages = [language for language in data.languages if any(language in pair.split(">") for pair in wanted)]
    matrix = {language: _matrix_row(language, languages, by_pair) for language in languages}
    methods = {
        method: {**_figures(found), "share": len(found) / len(rows)} for method, found in by_method.items()
    }  # fmt: skip
    return Report(
        name="projection",
        sections=(
            Section("by_pair", "Spans carried over, by pair", by_pair, everything, MEASURES, "span F1", _SHOWN),
            Section("matrix", "Span F1, from the language of the row to that of the column", matrix,
                    _matrix_means(languages, by_pair), (*languages, "mean"), "mean"),
            Section("methods", "By method", methods, None, ("questions", "share", *MEASURES[1:]), "span F1"),
        ),
        environment=environment(None, Path(folder)),
        notes=(f"{len(rows)} spans; pairs weigh as many questions as they have.",),
        seconds=time.perf_counter() - begin,
    ), rows  # fmt: skip


def carry(data: SquadSet, pairs: Iterable[str], limit: int | None, projector: SpanProjector) -> Iterator[Carried]:
    """Each gold span of each pair carried over."""
    texts = {original.id: original.text for original in data.originals}
    for pair in pairs:
        language, other = pair.split(">")
        for question in data.of(language, limit):
            theirs = data.parallel.get(question.id.split("/", 2)[2], {}).get(other)
            if not question.answers or not theirs:
                continue
            source, gold = question.answers[0], theirs[0]
            text, target = texts[source.original_id], texts[gold.original_id]
            started = time.perf_counter()
            found = projector.project(text, target, source.start, source.end, language, other)
            seconds = time.perf_counter() - started
            yield Carried(source, gold, found, found.span.of(target), seconds)


def _figures(rows: Sequence[Carried]) -> Figures:
    if not rows:
        return {"questions": 0}
    scores = [row.score for row in rows]
    errors = [score.boundary_error for score in scores if score.boundary_error is not None]
    confidences = np.array([row.found.confidence for row in rows])
    right = np.array([score.f1 for score in scores])
    bins = np.minimum((confidences * _BINS).astype(int), _BINS - 1)
    # A confidence is the probability of a hit.
    hits = np.array([float(score.hit) for score in scores])
    gaps = [abs(float((confidences - hits)[bins == k].sum())) for k in range(_BINS)]
    return {
        "questions": len(rows),
        "span F1": float(right.mean()),
        "EM": _mean(exact_match(row.quote, row.gold.text, row.gold.language) for row in rows),
        "F1": _mean(token_f1(row.quote, row.gold.text, row.gold.language) for row in rows),
        "hit": float(hits.mean()),
        "boundary error": _mean(errors) if errors else None,
        "confidence": float(confidences.mean()),
        "calibration error": sum(gaps) / len(rows),
        "p50 ms": float(np.median([1000 * row.seconds for row in rows])),
        **{method: sum(row.found.method == method for row in rows) / len(rows) for method in METHODS},
    }


def _matrix_row(language: str, languages: Sequence[str], by_pair: dict[str, Figures]) -> Figures:
    row: Figures = {other: by_pair.get(f"{language}>{other}", {}).get("span F1") for other in languages}
    known = [value for value in row.values() if value is not None]
    return {**row, "mean": _mean(known) if known else None}


def _matrix_means(languages: Sequence[str], by_pair: dict[str, Figures]) -> Figures:
    """Means over source languages of each column, and over all pairs."""
    means: Figures = {}
    for language in languages:
        column = [row["span F1"] for pair, row in by_pair.items() if pair.endswith(f">{language}") and row["questions"]]
        known = [value for value in column if value is not None]
        means[language] = _mean(known) if known else None
    known = [value for row in by_pair.values() if (value := row.get("span F1")) is not None]
    return {**means, "mean": _mean(known) if known else None}


def _mean(values: Iterable[float]) -> float:
    return float(np.mean(list(values)))
