"""A file of predictions, scored: no pipeline, no model, no torch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from polycite.components.errors import LoadingError
from polycite.components.evidence import Original
from polycite.eval.datasets.dataset import Dataset
from polycite.eval.environment import environment
from polycite.eval.metrics.catalogue import defaults
from polycite.eval.metrics.metric import Case, Metric
from polycite.eval.predictions.broken_citations import broken_citations
from polycite.eval.predictions.prediction_files import load_predictions, prediction_lines
from polycite.eval.report.columns import headline
from polycite.eval.scoring.fairness import fairness
from polycite.eval.scoring.rows import Row
from polycite.eval.scoring.scores import Scores, summarise
from polycite.eval.scoring.scoring import score
from polycite.eval.tables import Report, Section

_FAMILIES = {
    "retrieval": "R@1",
    "answers": "F1",
    "grounding": "span F1",
    "abstention": "error",
    "cost": "p95 ms",
}
"""Families of metrics in the order of their tables, each with the metric by which its weak languages are found."""


@dataclass(frozen=True)
class Scored:
    """The rows and figures of a file of predictions.

    Attributes:
        rows: one a question.
        metrics: those that were measured.
        scores: the figures.
        missing: ids of questions without a prediction; they count as abstentions for which nothing was found.
        remarks: what the file's author should know, such as citations whose quote does not stand there, a line each.
        originals: the documents by id, as far as they are known.
        environment: versions and hashes of the files.
    """

    rows: tuple[Row, ...]
    metrics: tuple[Metric, ...]
    scores: Scores
    missing: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    originals: Mapping[str, Original] = field(default_factory=dict)
    environment: Mapping[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types; ``metrics`` holds "all", "by_language" and the other groups.

        ``fairness`` has, for the headline metrics, gap, worst language and intervals (95 %, bootstrap).
        """
        even = fairness(self.rows, headline(self.metrics))
        return {
            **self.scores.to_dict(),
            "fairness": {name: one.to_dict() for name, one in even.items()},
            "definitions": {metric.name: {"family": metric.family, "better": metric.better} for metric in self.metrics},
            "missing": list(self.missing),
            "remarks": list(self.remarks),
            "environment": dict(self.environment),
        }

    def report(self) -> Report:
        """The tables that people read, one a family of metrics, weak languages first; JSON holds more."""
        scores = self.scores
        tables = [
            Section(
                f"by_language_{family}", f"{family.capitalize()}, by language of the question", scores.by_language,
                scores.all, ("questions", *self._shown(family)), main, lower_is_better=family in ("abstention", "cost"),
            )
            for family, main in _FAMILIES.items()
            if any(scores.all.get(name) is not None for name in self._shown(family))
        ]  # fmt: skip
        main = next((main for main in ("F1", "R@1") if scores.all.get(main) is not None), "questions")
        columns = ("questions", "R@1", "R@5", "R@20", "EM", "F1", "span F1", "quote fidelity", "hallucination", "error")
        pairs = Section("by_pair", "By language of question and passage", scores.by_pair, scores.all, columns, main, 20)
        kinds = Section("by_kind", "By kind of question", scores.by_kind, scores.all, columns, main)
        return Report(name="score", sections=(*tables, pairs, kinds), notes=self.remarks)

    def keep(self, folder: Path) -> None:
        """Write the rows as a run, which can be reported on, compared, and gated (:mod:`polycite.eval.runs`).

        Raises:
            LoadingError: the folder cannot be written.
        """
        from polycite.eval.runs import manifest
        from polycite.eval.runs.storage import write_run

        dataset = self.rows[0].dataset if self.rows else ""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_run(folder, self.rows, {dataset: self.originals})
            manifest.write(folder, {"format": manifest.FORMAT, "name": folder.name, "sessions": [self.environment]})
        except OSError as error:
            raise LoadingError(f"{folder} cannot be written: {error.strerror or error}.", "Name another.") from error

    def _shown(self, family: str) -> list[str]:
        """Metrics of a family; of those of a subset only the span F1, beside which stands what it is a subset of."""
        names = [metric.name for metric in self.metrics if metric.family == family]
        return [name for name in names if "@cross-lingual" not in name or name.startswith("span F1")]


def score_predictions(
    data: Dataset,
    predictions: str | Path,
    metrics: Sequence[Metric] | None = None,
) -> Scored:
    """Score a file of predictions against a data set.

    Args:
        data: questions, and originals as far as they are known; without them quotes cannot be checked.
        predictions: the file (:mod:`polycite.eval.predictions.predictions`).
        metrics: those of :func:`polycite.eval.metrics.catalogue.defaults`.

    Raises:
        LoadingError: names every bad row by its line.
    """
    metrics = tuple(defaults() if metrics is None else metrics)
    originals = {original.id: original for original in data.originals}
    found = load_predictions(predictions, {question.id for question in data.questions})
    rows = tuple(score(data.questions, found, originals, metrics, dataset=data.name, system=Path(predictions).stem))
    missing = tuple(question.id for question in data.questions if question.id not in found)
    return Scored(
        rows=rows,
        metrics=metrics,
        scores=summarise(rows, metrics),
        missing=missing,
        remarks=(*data.notes, *_remarks(rows, originals, missing, Path(predictions))),
        originals=originals,
        environment=environment(data=Path(predictions)),
    )


def _remarks(rows: Sequence[Row], originals: Mapping[str, Original], missing: Sequence[str], file: Path) -> list[str]:
    remarks = []
    if originals:
        broken = list(broken_citations(Case(row.question, row.prediction, originals) for row in rows))
        lines = prediction_lines(file) if broken else {}
        remarks += [f"{file}:{lines[one.question_id]}: {one}" for one in broken]
    if missing:
        shown = ", ".join(missing[:5]) + (", ..." if len(missing) > 5 else "")
        has = "question has" if len(missing) == 1 else "questions have"
        remarks.append(f"{len(missing)} {has} no prediction, which counts as an abstention: {shown}")
    if not originals and any(row.prediction.citations for row in rows):
        remarks.append("Quotes were not checked: name the documents with --originals.")
    return remarks
