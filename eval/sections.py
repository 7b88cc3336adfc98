"""The tables that the evaluations have in common."""

from __future__ import annotations

from collections.abc import Sequence

from polycite.eval.results import QuestionResult
from polycite.eval.summary import Figures, group, macro, summarise
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


def by_language(result: QuestionResult) -> list[str]:
    """The key of a result in :func:`polycite.eval.summary.group`: the language of its question."""
    return [result.language]


def summaries(results: Sequence[QuestionResult]) -> dict[str, Figures]:
    """All figures of each language."""
    return {key: summarise(members) for key, members in group(results, by_language).items()}


def answer_sections(results: Sequence[QuestionResult]) -> list[Section]:
    """By language of the question, of the passage, of both, and by kind of question."""
    languages = summaries(results)
    pairs = group(results, lambda r: [f"{r.language}>{r.passage_language}"] if r.answerable else [])
    passages = group(results, lambda r: [r.passage_language] if r.answerable else [])
    kinds = group(results, lambda r: r.kinds)

    def figures(groups: dict[str, list[QuestionResult]]) -> dict[str, Figures]:
        return {key: summarise(members) for key, members in groups.items()}

    overall = macro(languages)
    return [
        Section("by_language", "By language of the question", languages, overall, ANSWERS, "F1"),
        Section("by_passage_language", "By language of the passage", figures(passages), overall, ANSWERS, "F1"),
        Section(
            "by_pair", "By language of question and passage", figures(pairs), overall, ANSWERS, "F1", _WEAKEST_SHOWN
        ),
        Section("by_kind", "By kind of question", figures(kinds), overall, ANSWERS, "F1"),
    ]
