"""What adapting gained against doing nothing, on examples that were held out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from polycite.eval.adaptation import finding, reading
from polycite.eval.adaptation.verdict import Verdict, verdict, worse
from polycite.eval.metrics.metric import Metric
from polycite.eval.scoring.rows import Row
from polycite.eval.scoring.scoring import Figures, figures, grouped
from polycite.eval.scoring.significance import Comparison, compare
from polycite.eval.tables import Report, Section
from polycite.pipeline.training.reading_examples import Example

Kind = Literal["reader", "retriever"]
_METRICS: dict[Kind, tuple[Metric, ...]] = {"reader": reading.METRICS, "retriever": finding.METRICS}


@dataclass(frozen=True)
class Gain:
    """An adapted model against its base, by language.

    A question counts once: of several adapted models that it was held out from it has the mean value, so that intervals
    and tests are of questions, and what the models differ by is told beside them.

    Attributes:
        kind: "reader" or "retriever".
        target: by metric, on held-out examples of the languages adapted to; the first metric is the one judged by.
        source: by metric, on examples of other languages ("forgetting"); empty where none were given.
        seeds: the first metric's gain of each adapted model on what was held out from it, by language.
    """

    kind: Kind
    target: Mapping[str, Comparison]
    source: Mapping[str, Comparison] = field(default_factory=dict)
    seeds: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    @property
    def metric(self) -> str:
        """The one judged by."""
        return next(iter(self.target))

    @cached_property
    def verdict(self) -> Verdict:
        """Whether the adapted model may be deployed, and why."""
        return verdict(self.target[self.metric], self.source.get(self.metric))

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types; kept in a model version's record."""
        return {
            "kind": self.kind,
            "metric": self.metric,
            "verdict": self.verdict.to_dict(),
            "target": {name: comparison.to_dict() for name, comparison in self.target.items()},
            "source": {name: comparison.to_dict() for name, comparison in self.source.items()},
            "seeds": {language: list(values) for language, values in self.seeds.items()},
        }

    def report(self) -> Report:
        """A table of the languages adapted to, one of the others, those surely worse marked, and the verdict below."""
        sections = [_section("target", f"{self.metric} on held-out examples", self.target[self.metric], self.seeds)]
        if self.source:
            sections.append(_section("source", f"{self.metric} in other languages", self.source[self.metric], {}))
        decision = "Deploy" if self.verdict.deploy else "Do not deploy"
        return Report("gain", tuple(sections), notes=(f"{decision}. {self.verdict.reason}",))


def gain(
    base: str,
    adapted: Sequence[str],
    examples: Sequence[Sequence[Example]],
    kind: Kind = "reader",
    *,
    kept: str | None = None,
    source: Sequence[Example] = (),
    pool: Sequence[Example] = (),
    progress: Callable[[str, int, int], None] = lambda stage, done, total: None,
) -> Gain:
    """Read, or search, held-out examples with the base and with what was made of it.

    Args:
        base: the model that was adapted: a folder, a Hugging Face name, or ``shipped/<name>``.
        adapted: what was made of it, one model or several.
        examples: for each of ``adapted`` those of its languages that it was not trained on.
        kind: what the models are.
        kept: the model that stands for all of ``adapted``, one of them or their mean, by which is told what was
            forgotten; None: the mean value of all.
        source: examples of other languages, to see what was forgotten.
        pool: more examples whose passages a retriever searches, beside those of all ``examples``.
        progress: told stage, models done and all models.

    Raises:
        ModelError: a model cannot be loaded.
    """
    metrics = _METRICS[kind]
    answered = [list(dict.fromkeys(e for e in own if e.start >= 0)) for own in examples]
    every = list(dict.fromkeys(example for own in answered for example in own))
    searched = [*pool, *every]
    before, base_source = _rows(kind, base, every, source, searched)
    apart = [] if kept is None or kept in adapted else [kept]
    stages = 1 + len(adapted) + len(apart)
    progress("measuring", 1, stages)
    base_of, runs, rests = dict(zip(every, before, strict=True)), list[dict[Example, Row]](), list[list[Row]]()
    for done, (model, own) in enumerate(zip(adapted, answered, strict=True), start=2):
        target, rest = _rows(kind, model, own, source if kept in (None, model) else (), searched)
        runs.append(dict(zip(own, _named_as([base_of[example] for example in own], target), strict=True)))
        rests += [_named_as(base_source, rest)] if rest else []
        progress("measuring", done, stages)
    for model in apart:
        rests.append(_named_as(base_source, _rows(kind, model, (), source, searched)[1]))
        progress("measuring", stages, stages)
    after = [_mean([run[example] for run in runs if example in run], metrics) for example in every]
    return Gain(
        kind,
        compare(after, before, metrics),
        compare([_mean(same, metrics) for same in zip(*rests, strict=True)], base_source, metrics)
        if base_source
        else {},
        _seeds(base_of, runs, metrics[0]),
    )


def figure(model: str, examples: Sequence[Example], kind: Kind = "reader", *, pool: Sequence[Example] = ()) -> float:
    """The mean of the metric that is judged by, F1 or nDCG@10, over the answered examples; 0 where there are none.

    Args:
        model: a folder, a Hugging Face name, or ``shipped/<name>``.
        examples: what is asked.
        kind: what the model is.
        pool: more examples whose passages a retriever searches.

    Raises:
        ModelError: the model cannot be loaded.
    """
    metric = _METRICS[kind][0]
    rows, _ = _rows(kind, model, examples, (), [*pool, *examples])
    return sum(_number(row, metric) for row in rows) / max(1, len(rows))


def _rows(
    kind: Kind, model: str, target: Sequence[Example], source: Sequence[Example], pool: Sequence[Example]
) -> tuple[list[Row], list[Row]]:
    """Those of ``target`` and of ``source``, in one load of the model."""
    if kind == "retriever":
        found, rest = finding.find_groups(model, [target, source], pool)
        return found, rest
    read = reading.read_rows(model, [*target, *source])
    answered = sum(example.start >= 0 for example in target)
    return read[:answered], read[answered:]


def _named_as(base: Sequence[Row], rows: Sequence[Row]) -> list[Row]:
    """``rows``, each as of the question of the base's row in its place: a question is numbered among those asked."""
    return [replace(row, question=old.question) for row, old in zip(rows, base, strict=True)]


def _mean(same: Sequence[Row], metrics: Sequence[Metric]) -> Row:
    """A question's mean value over the runs; every question of ours has a value in every one."""
    return replace(same[0], values={m.name: sum(_number(row, m) for row in same) / len(same) for m in metrics})


def _number(row: Row, metric: Metric) -> float:
    value = row.values[metric.name]
    assert isinstance(value, float | int)
    return value


def _seeds(
    base: Mapping[Example, Row], runs: Sequence[Mapping[Example, Row]], metric: Metric
) -> dict[str, tuple[float, ...]]:
    found: defaultdict[str, list[float]] = defaultdict(list)
    for run in runs:
        before = grouped([base[example] for example in run], lambda row: [row.language])
        for language, rows in grouped(list(run.values()), lambda row: [row.language]).items():
            old, new = (figures(of, [metric])[metric.name] or 0.0 for of in (before[language], rows))
            found[language].append(new - old)
    return {language: tuple(gains) for language, gains in found.items()}


def _section(name: str, title: str, comparison: Comparison, seeds: Mapping[str, Sequence[float]]) -> Section:
    rows: dict[str, Figures] = {}
    for language, test in comparison.by_language.items():
        rows[language] = {
            "questions": test.n, "base": test.theirs, "adapted": test.ours, "gain": test.difference,
            "low": test.low, "high": test.high, "p": test.p_holm,
        }  # fmt: skip
        if len(seeds.get(language, ())) > 1:
            rows[language] |= {"worst seed": min(seeds[language]), "best seed": max(seeds[language])}
    overall = comparison.overall
    total: Figures | None = None if overall is None else {
        "questions": overall.n, "base": overall.theirs, "adapted": overall.ours, "gain": overall.difference,
        "low": overall.low, "high": overall.high, "p": overall.p,
    }  # fmt: skip
    columns = ("questions", "base", "adapted", "gain", "low", "high", "p", "worst seed", "best seed")
    return Section(name, title, rows, total, columns, "gain", marked=list(worse(comparison)))
