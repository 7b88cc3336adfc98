"""Puts questions to a system and keeps what came of each."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from polycite.components.errors import OriginalNotFoundError
from polycite.components.evidence import Answer, Citation, Original, Passage
from polycite.eval.datasets.questions import Question
from polycite.eval.metrics.answers import best, exact_match, f1
from polycite.eval.metrics.retrieval import original_ranks, ranks
from polycite.eval.metrics.spans import is_faithful, score_spans
from polycite.eval.results import QuestionResult, Run

Progress = Callable[[str, int, int], None]
"""Told the stage, the questions done and the number of all."""


class System(Protocol):
    """What is evaluated: :class:`polycite.pipeline.CrossLingualQA`, or anything that does the same."""

    def search(self, question: str, top_k: int = 10, languages: Sequence[str] | None = None) -> Sequence[Passage]:
        """The best passages, best first."""

    def ask(self, question: str) -> Answer:
        """The answer with its citations."""

    def original(self, original_id: str) -> Original:
        """The stored original, by which citations are checked."""


def evaluate(
    qa: System,
    questions: Sequence[Question],
    *,
    search_k: int = 20,
    ask: bool = True,
    languages: Sequence[str] | None = None,
    name: str = "",
    progress: Progress | None = None,
) -> Run:
    """Search for, and answer, each question.

    Args:
        qa: the system, its corpus indexed.
        questions: with their right spans.
        search_k: passages searched for the ranks; 0 leaves the search out.
        ask: whether to answer too, not only to search.
        languages: search only passages of these; answering is not restricted.
        name: of the run, in its rows and in what ``progress`` is told.
        progress: told after every question.
    """
    begin = time.perf_counter()
    results = []
    for done, question in enumerate(questions, start=1):
        measured: dict[str, Any] = {}
        timings: dict[str, float] = {}
        if search_k and question.answerable:
            started = time.perf_counter()
            found = qa.search(question.question, top_k=search_k, languages=languages)
            timings["ranking"] = round(time.perf_counter() - started, 6)
            measured |= {
                "ranks": ranks(found, question.golds),
                "answer_ranks": ranks(found, [[answer] for answer in question.answers]),
                "original_ranks": original_ranks(found, question.golds),
            }
        if ask:
            started = time.perf_counter()
            answer = qa.ask(question.question)
            timings |= {**answer.timings, "total": round(time.perf_counter() - started, 6)}
            measured |= measure_answer(question, answer, qa.original)
        results.append(result_of(question, timings=timings, **measured))
        if progress:
            progress(name, done, len(questions))
    return Run(tuple(results), name, time.perf_counter() - begin)


def measure_answer(question: Question, answer: Answer, original: Callable[[str], Original]) -> dict[str, Any]:
    """The part of a :class:`QuestionResult` that tells of the answer.

    An answer that needs several spans is compared with their texts joined by spaces, by the rules of the first one's
    language; each combination of alternatives is tried. A translated answer is compared by what it quotes: the right
    answers are in the language of the documents.
    """
    measured: dict[str, Any] = {
        "asked": True,
        "answer": answer.text,
        "answer_language": answer.language,
        "abstained": answer.abstained,
        "confidence": answer.confidence,
        "evidence": answer.answerable,
        "strategy": answer.strategy,
        "citations": answer.citations,
        "faithful": sum(_holds(citation, original) for citation in answer.citations),
    }
    if question.answerable:
        golds = [
            (" ".join(gold.text for gold in chosen), chosen[0].language)
            for chosen in itertools.product(*question.golds)
        ]
        text = "" if answer.abstained else _quoted(answer)
        measured |= {
            "exact": best(exact_match, text, golds),
            "f1": best(f1, text, golds),
            "span": score_spans(answer.citations, question.golds),
        }
    return measured


def result_of(question: Question, **measured: Any) -> QuestionResult:
    """The row of a question."""
    return QuestionResult(
        id=question.id,
        question=question.question,
        language=question.language,
        kinds=question.kinds,
        split=question.split,
        answerable=question.answerable,
        passage_language=question.answers[0].language if question.answers else "",
        **measured,
    )


def _quoted(answer: Answer) -> str:
    if not any(citation.translation for citation in answer.citations):
        return answer.text
    return " ".join(segment.citations[0].quote for segment in answer.segments)


def _holds(citation: Citation, original: Callable[[str], Original]) -> bool:
    try:
        return is_faithful(citation, original(citation.original_id))
    except OriginalNotFoundError:
        return False
