"""Transfer: runs labelled by how much the model saw of a language, and the curve over it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from polycite.components.errors import SettingsError
from polycite.eval.metrics.metric import Metric
from polycite.eval.scoring.rows import Row
from polycite.eval.scoring.scoring import Figures, figures, grouped, macro
from polycite.eval.scoring.significance import Comparison, compare
from polycite.eval.tables import Report, Section

Kind = Literal["zero-shot", "few-shot", "translate-train", "translate-test"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_LABEL = re.compile(r"(?P<kind>zero-shot|few-shot|translate-train|translate-test)(?::(?P<n>\d+))?")


@dataclass(frozen=True, slots=True)
class Transfer:
    """How a model came to a language.

    "zero-shot": trained on English (or other languages) only; "few-shot": on ``n`` examples of the language besides
    (Lauscher et al. 2020, "From Zero to Hero"); "translate-train": on training data translated into it;
    "translate-test": what is asked is translated into English (both Hu et al. 2020, "XTREME").
    """

    kind: Kind
    n: int = 0

    def __str__(self) -> str:
        return f"{self.kind}:{self.n}" if self.kind == "few-shot" else self.kind


def parse_label(label: str) -> Transfer:
    """What "zero-shot", "few-shot:16", "translate-train" or "translate-test" says.

    Raises:
        SettingsError: it is none of these; only few-shot has a number, which it needs, from 1 on.
    """
    match = _LABEL.fullmatch(label.strip().lower())
    if match is None or (match["kind"] == "few-shot") != bool(int(match["n"] or 0)) or (match["n"] == "0"):
        raise SettingsError(
            f"{label!r} is no label of a run.",
            f"Use {', '.join(kind for kind in KINDS if kind != 'few-shot')}, or few-shot:N as few-shot:16.",
        )
    return Transfer(match["kind"], int(match["n"] or 0))  # type: ignore[arg-type]


@dataclass(frozen=True)
class LearningCurve:
    """One metric of several labelled runs of the same questions.

    Attributes:
        metric: its name.
        by_language: by label, in the order of the curve (zero-shot, few-shot by n, the translations), the figure of
            each language.
        macro: by label, the mean over languages.
        gains: by label, the paired comparison with zero-shot; empty without a zero-shot run.
    """

    metric: str
    by_language: Mapping[str, Figures]
    macro: Figures
    gains: Mapping[str, Comparison]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        return {
            "metric": self.metric,
            "by_language": {label: dict(row) for label, row in self.by_language.items()},
            "macro": dict(self.macro),
            "gains": {label: gain.to_dict() for label, gain in self.gains.items()},
        }

    def report(self) -> Report:
        """A table of languages by labels, and one of the gains against zero-shot."""
        languages = dict.fromkeys(language for row in self.by_language.values() for language in row)
        curve = {
            language: {label: row.get(language) for label, row in self.by_language.items()} for language in languages
        }
        labels = tuple(self.by_language)
        sections = [Section("by_language", f"{self.metric} by language", curve, self.macro, labels, labels[0])]
        rows: dict[str, Figures] = {}
        for label, gain in self.gains.items():
            for language, test in (("overall", gain.overall), *gain.by_language.items()):
                if test is not None:
                    p = test.p_holm
                    rows[f"{label} {language}"] = {
                        "gain": test.difference, "low": test.low, "high": test.high, "p": p, "questions": float(test.n),
                    }  # fmt: skip
        if rows:
            title = f"Gain in {self.metric} over zero-shot (p: paired randomisation, Holm over languages)"
            sections.append(Section("gains", title, rows, None, ("questions", "gain", "low", "high", "p"), "gain"))
        return Report("learning curve", tuple(sections))


def learning_curve(runs: Mapping[str, Sequence[Row]], metric: Metric, seed: int = 0) -> LearningCurve:
    """The curve of one metric over labelled runs.

    Args:
        runs: rows by label (:func:`parse_label`).
        metric: of which the rows have values.
        seed: of the resampling.

    Raises:
        SettingsError: a label is none, comes twice, or there is no run.
        LoadingError: the runs are not of the same questions as the zero-shot run.
    """
    labelled = sorted(((parse_label(label), rows) for label, rows in runs.items()), key=lambda one: _order(one[0]))
    names = [str(transfer) for transfer, _ in labelled]
    if not names or len(set(names)) < len(names):
        problem = f"Two runs are labelled {max(names, key=names.count)!r}." if names else "There is no run."
        raise SettingsError(problem, "Give one run a label.")
    by_language = {
        str(transfer): {
            language: figures(members, [metric])[metric.name]
            for language, members in grouped(rows, lambda row: [row.language]).items()
        }
        for transfer, rows in labelled
    }
    means: Figures = {
        label: macro({language: {"value": value} for language, value in row.items()}).get("value")
        for label, row in by_language.items()
    }
    baseline = next((rows for transfer, rows in labelled if transfer.kind == "zero-shot"), None)
    gains = {}
    if baseline is not None:
        gains = {
            str(transfer): compare(rows, baseline, [metric], seed=seed)[metric.name]
            for transfer, rows in labelled
            if transfer.kind != "zero-shot"
        }
    return LearningCurve(metric.name, by_language, means, gains)


def _order(transfer: Transfer) -> tuple[int, int]:
    return KINDS.index(transfer.kind), transfer.n
