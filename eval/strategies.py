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
from typing import TYPE_CHECKING, Any, get_args

from polycite.components.evidence import Answer, Method
from polycite.eval.datasets.questions import Question, shipped_questions
from polycite.eval.environment import environment
from polycite.eval.runner import Progress, measure_answer
from polycite.eval.summary import Figures
from polycite.eval.systems import opened
from polycite.eval.tables import Report, Section

if TYPE_CHECKING:
    from polycite.pipeline import CrossLingualQA, Settings

_SHIPPED = Path(str(files("polycite.data")))
_COLUMNS = ("questions", "F1", "span F1", "quote fidelity", "in language", "marked", *get_args(Method), "violations")


@dataclass(frozen=True)
class Asked:
    """A question with the languages it is put in: of the passages (None: all) and of the answer."""

    question: Question
    passages: str | None
    answer: str


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
        rows: dict[tuple[str, str], list[dict[str, Any]]] = {}
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


def _row(qa: CrossLingualQA, asked: Asked, strategy: str) -> dict[str, Any]:
    answer = qa.ask(
        asked.question.question,
        answer_language=asked.answer,
        strategy=strategy,
        languages=None if asked.passages is None else [asked.passages],
        question_language=asked.question.language,
    )
    return {"given": answer, "wanted": asked.answer, **measure_answer(asked.question, answer, qa.original)}


def _figures(rows: Sequence[dict[str, Any]]) -> Figures:
    if not rows:
        return {"questions": 0}
    answers: list[Answer] = [row["given"] for row in rows]
    citations = [citation for answer in answers for citation in answer.citations]
    right = [answer.language == row["wanted"] for answer, row in zip(answers, rows, strict=True)]
    marked = [any("original language" in note for note in answer.notes) for answer in answers]
    made = [c.translation for c in citations if c.translation]
    return {
        "questions": len(rows),
        "F1": _mean([row["f1"] for row in rows]),
        "span F1": _mean([row["span"].f1 for row in rows]),
        "quote fidelity": sum(row["faithful"] for row in rows) / max(1, len(citations)),
        "in language": _mean(right),
        "marked": _mean([not a and b for a, b in zip(right, marked, strict=True)]),
        **{method: _mean([c.method == method for c in citations]) for method in get_args(Method)},
        "violations": _mean([bool(t.violations) for t in made]) if made else None,
    }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
