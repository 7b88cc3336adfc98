"""The failed questions as the page's script reads them: short, cut at the marks, ready to be shown."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from polycite.components.evidence import Span
from polycite.components.text.graphemes import snap
from polycite.eval.datasets.questions import Question
from polycite.eval.metrics.metric import Case, Metric, Value
from polycite.eval.metrics.quoting import holds
from polycite.eval.metrics.ranking import judgements, ranked
from polycite.eval.predictions.prediction_parts import Cited, Place
from polycite.eval.report.columns import Column
from polycite.eval.report.contents import Contents
from polycite.eval.report.documents import document, documents_of
from polycite.eval.report.scripts import direction, tag
from polycite.eval.report.written import written
from polycite.eval.scoring.rows import Row

MOST = 10_000
"""Failures that a page holds: about 20 MB, which a browser still opens at once."""
_DOCUMENTS = 4
_PASSAGES = 10
_QUOTE = 600


def failures(contents: Contents, most: int = MOST) -> tuple[list[dict[str, Any]], int]:
    """The failed questions of all columns and their number, of which at most ``most`` are given.

    When there are more, each failure mode of each language gives one in turn, so that none is crowded out.
    """
    failed = [(column, row) for column in contents.columns for row in column.rows if row.failure]
    kept = failed if len(failed) <= most else _spread(failed)[:most]
    return [_record(contents, column, row) for column, row in kept], len(failed)


def _right(question: Question) -> list[tuple[str, str]]:
    spans = [(gold.text, gold.language) for gold in question.answers]
    return spans + [(gold.text, gold.language) for gold in question.texts]


def _spread(failed: Sequence[tuple[Column, Row]]) -> list[tuple[Column, Row]]:
    groups: dict[tuple[str, str, str], list[tuple[Column, Row]]] = {}
    for column, row in failed:
        groups.setdefault((row.language, row.failure, column.name), []).append((column, row))
    return [one for turn in zip_longest(*groups.values()) for one in turn if one is not None]


def _record(contents: Contents, column: Column, row: Row) -> dict[str, Any]:
    question, prediction = row.question, row.prediction
    case = Case(question, prediction, column.originals)
    spoken = prediction.language or ""
    documents = list(documents_of(row))
    return {
        "id": row.id,
        "column": column.name,
        "mode": row.failure,
        "language": row.language,
        "passage_language": row.passage_language,
        "kinds": list(question.kinds),
        "slices": dict(row.slices),
        "question": _text(question.question, row.language),
        "answer": None if prediction.answer is None else _text(prediction.answer, spoken),
        "abstained": prediction.abstained,
        "answerable": question.answerable,
        "strategy": prediction.strategy,
        "error": prediction.error,
        "right": [_text(text, language) for text, language in _right(question)],
        "values": _values(contents, row),
        "cited": [_cited(cited, case) for cited in prediction.citations],
        "passages": [_passage(place, row) for place in (prediction.passages or ())[:_PASSAGES]],
        "more_passages": max(0, len(prediction.passages or ()) - _PASSAGES),
        "documents": [document(name, row, column.originals) for name in documents[:_DOCUMENTS]],
        "more_documents": max(0, len(documents) - _DOCUMENTS),
    }


def _cited(cited: Cited, case: Case) -> dict[str, Any]:
    text = case.text_of(cited.original_id)
    sound = holds(cited, case) if text is not None else None
    there = text[max(0, cited.start) : max(0, cited.end)] if text is not None else ""
    return {
        "id": cited.original_id,
        "start": cited.start,
        "end": cited.end,
        "quote": _text(cited.quote, cited.language),
        "holds": sound,
        # What stands there instead is the quickest way to see an offset that is off by one.
        "reads": _text(there, cited.language) if sound is False else None,
        "method": cited.method,
        "confidence": None if cited.confidence is None else written("confidence", cited.confidence),
        "translation": _text(cited.translation, case.question.language) if cited.translation else None,
    }


def _passage(place: Place, row: Row) -> list[Any]:
    """``[id, start, end, whether something right is in it]``."""
    judged = judgements(row.question)
    right = any(judged.get(name) for name in ranked(row.question, [place]))
    return [place.original_id, place.start, place.end, right]


def _text(text: str, language: str) -> list[Any]:
    """``[text, lang, dir]``; a text longer than any quote has to be is cut, and ends in an ellipsis."""
    cut = snap(text, Span(0, min(len(text), _QUOTE))).of(text)
    return [cut if cut == text else cut + "…", tag(language), direction(language)]


def _values(contents: Contents, row: Row) -> list[list[str]]:
    figures = ((metric.name, _figure(metric, row.values.get(metric.name))) for metric in contents.measured)
    return [[name, written(name, value)] for name, value in figures if value is not None]


def _figure(metric: Metric, value: Value) -> float | None:
    return metric.aggregate([value]) if isinstance(value, tuple) else value
