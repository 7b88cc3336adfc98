"""Every strategy in every constellation of languages: is the evidence exact, and is the answer in the right language?

The five constellations are those of cross-lingual question answering: all in one language; question and passage in
two, with the answer in either; question and passage in one and the answer in another; passages in many languages.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from polycite.components.evidence import Answer, Method
from polycite.eval.datasets.questions import Question, shipped_questions
from polycite.eval.environment import environment
from polycite.eval.metrics.answering import TokenF1
from polycite.eval.metrics.metric import Metric
from polycite.eval.metrics.quoting import QuoteFidelity, SpanMetric
from polycite.eval.predictions.prediction_of_answer import prediction_of
from polycite.eval.runner import Progress, StoredOriginals
from polycite.eval.scoring.rows import Row
from polycite.eval.scoring.scoring import Figures, figures, score
from polycite.eval.systems import opened
from polycite.eval.tables import Report, Section

if TYPE_CHECKING:
    from polycite.pipeline import CrossLingualQA, Settings

_SHIPPED = Path(str(files("polycite.data")))
_METRICS: tuple[Metric, ...] = (TokenF1(), SpanMetric("F1"), QuoteFidelity())
_COLUMNS = ("questions", "F1", "span F1", "quote fidelity", "in language", "marked", *get_args(Method), "violations")


@dataclass(frozen=True)
class Asked:
    """A question with the languages it is put in: of the passages (None: all) and of the answer."""

    question: Question
    passages: str | None
    answer: str


@dataclass(frozen=True)
class _Asking:
    """An answer, the language it was wanted in, and what it is worth."""

    answer: Answer
    wanted: str
    row: Row


def constellations(questions: Sequence[Question]) -> dict[str, Iterator[Asked]]:
    """The questions of each constellation, by its name."""

    def pick(fits: Callable[[Question, str], bool], answer: Callable[[Question, str], str]) -> Iterator[Asked]:
        for question in questions:
            for language in dict.fromkeys(gold.language for gold in question.answers):
                if language and fits(question, language):
                    yield Asked(question, language, answer(question, language))
                    break

    return {
        "one language": pick(lambda q, p: q.language == p, lambda q, p: q.language),
        "answer as the question": pick(lambda q, p: q.language != p, lambda q, p: q.language),
        "answer as the passage": pick(lambda q, p: q.language != p, lambda q, p: p),
        "answer in a third": pick(lambda q, p: q.language == p, lambda q, p: "es" if p == "en" else "en"),
        "many languages": (Asked(q, None, q.language) for q in questions),
    }


def strategies(
    settings: Settings | None = None,
    names: Sequence[str] = (),
    *,
    limit: int = 20,
    progress: Progress = lambda stage, done, total: None,
) -> Report:
    """Ask the shipped questions by each strategy in each constellation, abstaining from none.

    Args:
        settings: of the pipeline.
        names: the strategies; where none is named all, "generate" only with a generator.
        limit: questions of a constellation.
        progress: told strategy and constellation, done and total.
    """
    from polycite.pipeline import Settings
    from polycite.pipeline.qa import GENERATE, STRATEGIES

    begin = time.perf_counter()
    unsure = (settings or Settings()).model_copy(update={"abstain_below": 0.0})
    questions = [question for question in shipped_questions() if question.answerable]
    chosen = list(names or (name for name in STRATEGIES if name != GENERATE or unsure.generator))
    with opened(None, unsure) as qa:
        qa.index([_SHIPPED / "knowledge_base"], progress=progress)
        rows: dict[tuple[str, str], list[_Asking]] = {}
        for strategy in chosen:
            for name, found in constellations(questions).items():
                asked = list(islice(found, limit))
                for done, one in enumerate(asked, start=1):
                    rows.setdefault((strategy, name), []).append(_row(qa, one, strategy))
                    progress(f"{strategy}, {name}", done, len(asked))
    everything = [row for part in rows.values() for row in part]
    by_strategy = {s: _figures([row for (t, _), part in rows.items() if t == s for row in part]) for s in chosen}
    by_both = {f"{s}, {c}": _figures(part) for (s, c), part in rows.items()}
    overall = _figures(everything)
    return Report(
        name="strategies",
        sections=(
            Section("by_strategy", "By strategy", by_strategy, overall, _COLUMNS, "F1"),
            Section("by_constellation", "By strategy and languages", by_both, None, _COLUMNS, "F1"),
        ),
        environment=environment(unsure, _SHIPPED / "questions" / "support.jsonl"),
        notes=(
            "in language: the answer is in the language wanted; marked: it is not, and says so. "
            "verbatim to sentence: how citations were found; violations: translations that lost or changed an entity.",
        ),
        seconds=time.perf_counter() - begin,
    )


def _row(qa: CrossLingualQA, asked: Asked, strategy: str) -> _Asking:
    answer = qa.ask(
        asked.question.question,
        answer_language=asked.answer,
        strategy=strategy,
        languages=None if asked.passages is None else [asked.passages],
        question_language=asked.question.language,
    )
    prediction = prediction_of(asked.question.id, answer)
    [row] = score([asked.question], {prediction.id: prediction}, StoredOriginals(qa.original), _METRICS)
    return _Asking(answer, asked.answer, row)


def _figures(rows: Sequence[_Asking]) -> Figures:
    if not rows:
        return {"questions": 0}
    answers = [row.answer for row in rows]
    citations = [citation for answer in answers for citation in answer.citations]
    right = [row.answer.language == row.wanted for row in rows]
    marked = [any("original language" in note for note in answer.notes) for answer in answers]
    made = [c.translation for c in citations if c.translation]
    return {
        **figures([row.row for row in rows], _METRICS),
        "in language": _mean(right),
        "marked": _mean([not a and b for a, b in zip(right, marked, strict=True)]),
        **{method: _mean([c.method == method for c in citations]) for method in get_args(Method)},
        "violations": _mean([bool(t.violations) for t in made]) if made else None,
    }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
