"""Fits what :mod:`polycite.components.calibration` holds, on the "fit" half of the shipped questions.

``polycite eval fit`` prints what each choice gives and writes ``calibration.json``. The "test" half
and every benchmark stay unseen.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from polycite.components.answering import features, worth
from polycite.components.calibration import Calibration
from polycite.components.evidence import Passage
from polycite.components.read_spans import ReadSpan
from polycite.components.reading import ExtractiveReader
from polycite.components.retrieving import supported
from polycite.components.vectorising import CHANNELS
from polycite.eval.datasets.questions import Question
from polycite.eval.metrics.answers import best, f1
from polycite.eval.metrics.retrieval import covers

Progress = Callable[[str, int, int], None]
GLOSS_WEIGHTS = (0.0, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8)
CHANNEL_WEIGHTS = ((0.5, 1.0, 1.5, 2.0), (0.0, 0.25, 0.5, 1.0), (0.0, 0.25, 0.5, 0.75, 1.0), (0.0, 0.1, 0.2, 0.3))
_POOL = 100  # passages of a question among which other weights are tried
_RIGHT = 0.5  # token F1 from which an answer counts as right
_PRIOR_QUESTIONS = 30.0  # a language's own choice of gloss weight is joined by the average of all, worth this many
_BATCH = 16


@dataclass(frozen=True)
class _Case:
    """A question, the passages found for it and the candidate spans read in them."""

    question: Question
    passages: Sequence[Passage]
    spans: Sequence[ReadSpan]


def fit(qa: Any, questions: Sequence[Question], progress: Progress = lambda stage, done, total: None) -> Calibration:
    """Fit everything in turn: channel weights, gloss shares, the choice among passages, confidence, the threshold.

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
    gloss = _fit_gloss(reader, questions, found, progress)
    reader.fitted_weights = gloss
    cases: list[_Case] = []
    for batch in _batched(list(zip(questions, found, strict=True))):
        read = reader.read([(q.question, q.language, passages) for q, passages in batch])
        cases += [_Case(q, passages, spans) for (q, passages), spans in zip(batch, read, strict=True)]
        progress("reading", len(cases), len(questions))
    chosen = _fit_choice(cases, Calibration(channels=channels, gloss_weight=gloss))
    confident = replace(chosen, confidence=_fit_confidence(cases, chosen))
    return replace(confident, abstain_below=_fit_threshold(cases, confident))


def quality(cases: Sequence[_Case], calibration: Calibration) -> float:
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
            cases.append((_channels(pool), [p.original_id for p in pool], right))

    def found(weights: tuple[float, ...]) -> float:
        fused = [(supported(z @ weights, originals), right) for z, originals, right in cases]
        ahead = [int((scores > scores[right].max()).sum()) for scores, right in fused]
        return float(np.mean([(rank < 1) + (rank < 5) for rank in ahead]))

    best = max(itertools.product(*CHANNEL_WEIGHTS), key=found)
    return dict(zip(CHANNELS, best, strict=True))


def _fused(pool: Sequence[Passage], weights: Mapping[str, float]) -> list[Passage]:
    scores = supported(_channels(pool) @ [weights[c] for c in CHANNELS], [p.original_id for p in pool])
    rescored = [replace(p, score=float(score)) for p, score in zip(pool, scores, strict=True)]
    return sorted(rescored, key=lambda p: -(p.score or 0.0))


def _channels(pool: Sequence[Passage]) -> np.ndarray:
    """(passages, channels) standardised scores."""
    return np.array([[p.channels[c] for c in CHANNELS] for p in pool])


def _fit_gloss(
    reader: ExtractiveReader, questions: Sequence[Question], found: Sequence[Sequence[Passage]], progress: Progress
) -> dict[str, float]:
    """The share of the gloss view by language, judged by reading the passages that hold the answer."""
    holding = [
        (q, [p for p in passages if any(covers(p, gold) for gold in q.answers)][:1])
        for q, passages in zip(questions, found, strict=True)
        if q.answerable
    ]
    holding = [(q, passages) for q, passages in holding if passages and {q.language, passages[0].language} != {"en"}]
    scores: dict[str, list[list[float]]] = defaultdict(list)
    done = 0
    for batch in _batched(holding):
        swept = reader.sweep([(q.question, q.language, passages) for q, passages in batch], GLOSS_WEIGHTS)
        for i, (question, passages) in enumerate(batch):
            row = [_f1(question, read[i][0]) if read[i] else 0.0 for read in swept]
            scores[passages[0].language or ""].append(row)
        done += len(batch)
        progress("weighing the gloss", done, len(holding))
    everything = np.array([row for rows in scores.values() for row in rows] or [[0.0] * len(GLOSS_WEIGHTS)])
    average = everything.mean(0)
    weights = {"": GLOSS_WEIGHTS[int(average.argmax())]}
    for language, rows in scores.items():
        joined = (np.sum(rows, axis=0) + _PRIOR_QUESTIONS * average) / (len(rows) + _PRIOR_QUESTIONS)
        weights[language] = GLOSS_WEIGHTS[int(joined.argmax())]
    return weights


def _fit_choice(cases: Sequence[_Case], start: Calibration) -> Calibration:
    grid = itertools.product(
        (0.0, 0.2, 0.4, 0.7, 1.0, 1.4), (0.0, 0.2, 0.4, 0.7, 1.0), (0.0, 0.15, 0.3, 0.5), (0.0, 0.2, 0.5, 1.0)
    )
    tried = [
        replace(start, retrieval_weight=r, null_weight=n, sentence_weight=s, weakest_weight=w) for r, n, s, w in grid
    ]
    return max(tried, key=lambda calibration: quality(cases, calibration))


def _fit_confidence(cases: Sequence[_Case], calibration: Calibration) -> dict[str, float]:
    """Logistic regression by Newton's method, ridge 1; an unanswerable question's answer is wrong."""
    rows, right = [], []
    for case in cases:
        if ranked := _ranked(case, calibration):
            rows.append(features(ranked, calibration))
            right.append(float(_score(case, calibration) >= _RIGHT) if case.question.answerable else 0.0)
    names = sorted(rows[0])
    x = np.array([[1.0, *(row[name] for name in names)] for row in rows])
    y, ridge = np.array(right), np.diag([0.0, *([1.0] * len(names))])
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (p - y) + ridge @ w
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge + 1e-6 * np.eye(len(w)), gradient)
    return {name: round(float(value), 4) for name, value in zip(["bias", *names], w, strict=True)}


def _fit_threshold(cases: Sequence[_Case], calibration: Calibration) -> float:
    """The confidence where hallucination rate and error rate of abstention sum to the least."""
    sure = [
        (calibration.probability(features(ranked, calibration)) if ranked else 0.0, case.question.answerable)
        for case in cases
        for ranked in [_ranked(case, calibration)]
    ]
    known, unknown = [p for p, a in sure if a], [p for p, a in sure if not a]
    if not known or not unknown:
        return 0.0

    def cost(threshold: float) -> float:
        hallucinated = sum(p >= threshold for p in unknown) / len(unknown)
        missed = sum(p < threshold for p in known) / len(known)
        return hallucinated + missed

    return round(float(min([p for p, _ in sure], key=cost)), 4)


def _ranked(case: _Case, calibration: Calibration) -> list[ReadSpan]:
    return sorted(case.spans, key=lambda span: -worth(span, calibration))


def _score(case: _Case, calibration: Calibration) -> float:
    return _f1(case.question, max(case.spans, key=lambda span: worth(span, calibration))) if case.spans else 0.0


def _f1(question: Question, span: ReadSpan) -> float:
    golds = [g for g in (*question.answers, *question.alternatives) if g.original_id == span.passage.original_id]
    return best(f1, span.text, [(gold.text, gold.language) for gold in golds])


def _batched(items: Sequence[Any]) -> list[Sequence[Any]]:
    return [items[i : i + _BATCH] for i in range(0, len(items), _BATCH)]
