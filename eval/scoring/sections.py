"""The tables that the evaluations have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from polycite.eval.metrics.intervals import bootstrap_interval
from polycite.eval.runner import measured
from polycite.eval.scoring.rows import Row
from polycite.eval.scoring.scoring import Figures, figures, grouped, macro
from polycite.eval.tables import Section

RETRIEVAL = ("questions", "R@1", "R@5", "R@20", "MRR", "original R@1")
ANSWERS = (
    *RETRIEVAL[:4],
    "EM",
    "F1",
    "span F1",
    "span IoU",
    "boundary error",
    "quote fidelity",
    "hallucination",
    "error",
    "ECE",
    "p50 ms",
    "p95 ms",
)
_WEAKEST_SHOWN = 20


def by_language(row: Row) -> list[str]:
    """The key of a row in :func:`polycite.eval.scoring.scoring.grouped`: the language of its question."""
    return [row.language]


def summaries(rows: Iterable[Row], keys: Callable[[Row], Iterable[str]] = by_language) -> dict[str, Figures]:
    """All figures of each group."""
    return {key: figures(members, measured()) for key, members in grouped(rows, keys).items()}


def summary(rows: Sequence[Row]) -> Figures:
    """All figures of these rows together."""
    return figures(rows, measured())


def answer_sections(rows: Sequence[Row]) -> list[Section]:
    """By language of the question, of the passage, of both, and by kind of question."""
    languages = summaries(rows)
    overall = macro(languages)
    passages = summaries(rows, lambda row: [row.passage_language] if row.passage_language else [])
    pairs = summaries(rows, lambda row: [row.pair] if row.pair else [])
    kinds = summaries(rows, lambda row: row.question.kinds)
    return [
        Section("by_language", "By language of the question", languages, overall, ANSWERS, "F1"),
        Section("by_passage_language", "By language of the passage", passages, overall, ANSWERS, "F1"),
        Section("by_pair", "By language of question and passage", pairs, overall, ANSWERS, "F1", _WEAKEST_SHOWN),
        Section("by_kind", "By kind of question", kinds, overall, ANSWERS, "F1"),
    ]


def intervals(rows: Sequence[Row], seed: int = 0) -> dict[str, tuple[float, float]]:
    """95 % bootstrap intervals of the macro averages over languages, where they have values."""
    found = {}
    for name in ("R@1", "EM", "F1", "span F1"):
        values = {
            key: [value for row in members if isinstance(value := row.values.get(name), float)]
            for key, members in grouped(rows, by_language).items()
        }
        if (interval := bootstrap_interval(values, seed=seed)) is not None:
            found[name] = interval
    return found
