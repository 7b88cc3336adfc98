"""Fits what :mod:`polycite.components.answers.calibration` holds, on the "fit" half of the shipped questions.

The shares of the glosses are fitted on the test part of the shipped passages, which has more questions of each
language. ``polycite eval fit`` writes ``calibration.json``. The "test" half and every benchmark stay unseen.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from polycite.components.answering import features, worth
from polycite.components.answers.calibration import Calibration
from polycite.components.answers.read_spans import ReadSpan
from polycite.components.evidence import Passage
from polycite.components.reading import ExtractiveReader
from polycite.components.vectorising import CHANNELS
from polycite.eval.datasets.questions import Question
from polycite.eval.experiments.gloss_shares import fit_gloss_shares
from polycite.eval.metrics.answers import best, f1
from polycite.eval.metrics.retrieval import covers
from polycite.pipeline.training.shipped_examples import shipped_examples

Progress = Callable[[str, int, int], None]
CHANNEL_WEIGHTS = ((0.5, 1.0, 1.5, 2.0), (0.0, 0.25, 0.5, 1.0), (0.0, 0.25, 0.5, 0.75, 1.0), (0.0, 0.1, 0.2, 0.3))
_POOL = 100  # passages of a question among which other weights are tried
_RIGHT = 0.5  # token F1 from which an answer counts as right
_RIDGE = 3.0
_THRESHOLDS = 61
_BATCH = 16


@dataclass(frozen=True)
class Case:
    """A question, the passages found for it and the candidate spans read in them."""

    question: Question
    passages: Sequence[Passage]
    spans: Sequence[ReadSpan]


def fit(qa: Any, questions: Sequence[Question], progress: Progress = lambda stage, done, total: None) -> Calibration:
    """Fit in turn: channel weights, the gloss's shares, the choice among spans, confidence, the threshold.

    Args:
        qa: a :class:`polycite.pipeline.CrossLingualQA` with the shipped knowledge base indexed.
        questions: the "fit" half.
        progress: told the stage, what is done and the whole.
    """
    pipeline = qa.pipeline("query")
    reader: ExtractiveReader = pipeline.get_component("reader")
    pools = []
    for done, question in enumerate(questions, start=1):
        pools.append(qa.search(question.question, top_k=_POOL, question_language=question.language))
        progress("searching", done, len(questions))
    channels = _fit_channels(questions, pools)
    found = [_fused(pool, channels)[: qa.settings.top_k] for pool in pools]
    reader.fitted_weights = fit_gloss_shares(reader, shipped_examples("test"), progress)
    cases: list[Case] = []
    for batch in _batched(list(zip(questions, found, strict=True))):
        read = reader.read([(q.question, q.language, passages) for q, passages in batch])
        cases += [Case(q, passages, spans) for (q, passages), spans in zip(batch, read, strict=True)]
        progress("reading", len(cases), len(questions))
    start = Calibration(channels=channels, gloss_weight=dict(reader.fitted_weights))
    return judge(cases, _fit_choice(cases, start))


def judge(cases: Sequence[Case], chosen: Calibration) -> Calibration:
    """``chosen`` with the two probabilities and the threshold fitted on ``cases``."""
    right = _fit_probability(cases, chosen, lambda case: _score(case, chosen) >= _RIGHT and case.question.answerable)
    answerable = _fit_probability(cases, chosen, lambda case: case.question.answerable)
    fitted = replace(chosen, right=right, answerable=answerable)
    return replace(fitted, abstain_below=_fit_threshold(cases, fitted))


def quality(cases: Sequence[Case], calibration: Calibration) -> float:
    """Mean token F1 of the best span over the answerable questions."""
    scores = [_score(case, calibration) for case in cases if case.question.answerable]
    return float(np.mean(scores)) if scores else 0.0


def _fit_channels(questions: Sequence[Question], pools: Sequence[Sequence[Passage]]) -> dict[str, float]:
    """The weights under which most right passages come first, and among the first five."""
    cases = []
    for question, pool in zip(questions, pools, strict=True):
        golds = [gold for any_of in question.golds for gold in any_of]
        right = np.array([any(covers(passage, gold) for gold in golds) for passage in pool])
        if question.answerable and right.any():
            cases.append((np.array([[p.channels[c] for c in CHANNELS] for p in pool]), right))

    def found(weights: tuple[float, ...]) -> float:
        ahead = [int((z @ weights > (z @ weights)[right].max()).sum()) for z, right in cases]
        return float(np.mean([(rank < 1) + (rank < 5) for rank in ahead]))

    best = max(itertools.product(*CHANNEL_WEIGHTS), key=found)
    return dict(zip(CHANNELS, best, strict=True))


def _fused(pool: Sequence[Passage], weights: Mapping[str, float]) -> list[Passage]:
    rescored = [replace(p, score=sum(weights[c] * p.channels[c] for c in CHANNELS)) for p in pool]
    return sorted(rescored, key=lambda p: -(p.score or 0.0))


def _fit_choice(cases: Sequence[Case], start: Calibration) -> Calibration:
    grid = itertools.product(
        (0.3, 0.7, 1.2, 2.0, 3.0, 4.0), (0.0, 0.5, 1.0, 2.0, 3.0), (0.0, 0.15, 0.3, 0.5), (0.0, 0.2, 0.5, 1.0)
    )
    tried = [
        replace(start, retrieval_weight=r, null_weight=n, sentence_weight=s, weakest_weight=w) for r, n, s, w in grid
    ]
    return max(tried, key=lambda calibration: quality(cases, calibration))


def _fit_probability(
    cases: Sequence[Case], calibration: Calibration, label: Callable[[Case], bool]
) -> dict[str, float]:
    """Logistic regression by Newton's method on standardised features, ridge 3."""
    judged = [(features(ranked, calibration), label(case)) for case in cases if (ranked := _ranked(case, calibration))]
    names = sorted(judged[0][0])
    raw = np.array([[row[name] for name in names] for row, _ in judged])
    mean, deviation = raw.mean(0), raw.std(0) + 1e-9
    x = np.column_stack([np.ones(len(raw)), (raw - mean) / deviation])
    y, ridge = np.array([float(right) for _, right in judged]), np.diag([0.0, *([_RIDGE] * len(names))])
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (p - y) + ridge @ w
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge + 1e-6 * np.eye(len(w)), gradient)
    slopes = w[1:] / deviation
    weights = {"bias": w[0] - slopes @ mean, **dict(zip(names, slopes, strict=True))}
    return {name: round(float(value), 4) for name, value in weights.items()}


def _fit_threshold(cases: Sequence[Case], calibration: Calibration) -> float:
    """Where hallucination rate and error rate of abstention are the same: their sum is nearly flat around there."""
    sure = [
        (calibration.probability_answerable(features(ranked, calibration)) if ranked else 0.0, case.question.answerable)
        for case in cases
        for ranked in [_ranked(case, calibration)]
    ]
    known, unknown = [p for p, a in sure if a], [p for p, a in sure if not a]
    if not known or not unknown:
        return 0.0
    thresholds = np.quantile([p for p, _ in sure], np.linspace(0, 1, _THRESHOLDS))
    apart = [abs(np.mean(np.array(unknown) >= t) - np.mean(np.array(known) < t)) for t in thresholds]
    return round(float(thresholds[int(np.argmin(apart))]), 4)


def _ranked(case: Case, calibration: Calibration) -> list[ReadSpan]:
    return sorted(case.spans, key=lambda span: -worth(span, calibration))


def _score(case: Case, calibration: Calibration) -> float:
    return _f1(case.question, max(case.spans, key=lambda span: worth(span, calibration))) if case.spans else 0.0


def _f1(question: Question, span: ReadSpan) -> float:
    golds = [g for g in (*question.answers, *question.alternatives) if g.original_id == span.passage.original_id]
    return best(f1, span.text, [(gold.text, gold.language) for gold in golds])


def _batched(items: Sequence[Any]) -> list[Sequence[Any]]:
    return [items[i : i + _BATCH] for i in range(0, len(items), _BATCH)]
