"""Evaluations on the shipped questions: the whole pipeline, its abstention, its retrieval channels."""

from __future__ import annotations

import time
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, cast

from polycite.components.errors import LoadingError
from polycite.eval.datasets.questions import RELATIONS, Question, Split, shipped_questions
from polycite.eval.environment import environment
from polycite.eval.results import Run
from polycite.eval.runner import Progress, evaluate
from polycite.eval.scoring import curves
from polycite.eval.scoring.sections import RETRIEVAL, answer_sections, intervals, summary
from polycite.eval.systems import opened, prepared
from polycite.eval.tables import Report, Section

if TYPE_CHECKING:
    from polycite.components.retrieving import HybridRetriever
    from polycite.pipeline import CrossLingualQA, Settings

_SHIPPED = Path(str(files("polycite.data")))
_FITTED = "Weights and thresholds were fitted on the questions of split fit, which are among these."


def support(
    settings: Settings | None = None,
    *,
    split: Split | None = None,
    limit: int | None = None,
    location: str | Path | None = None,
    progress: Progress | None = None,
) -> Report:
    """The whole pipeline on the shipped knowledge base and questions.

    Args:
        settings: of the pipeline.
        split: only the questions of this split. The weights and thresholds that polycite ships are fitted on "fit", so
            only "test" says how well it does.
        limit: only so many questions, the first ones (their order is random).
        location: keep the store here, and use the one that is there; else a temporary one.
        progress: told stage, done and total.
    """
    begin = time.perf_counter()
    run = _asked(settings, split, limit, location, progress, "support")
    return Report(
        name="support",
        sections=tuple(answer_sections(run.rows)),
        runs=(run,),
        intervals=intervals(run.rows),
        environment=environment(settings, _SHIPPED / "questions" / "support.jsonl"),
        notes=() if split == "test" else (_FITTED,),
        seconds=time.perf_counter() - begin,
    )


def abstention(
    settings: Settings | None = None,
    *,
    split: Split | None = None,
    limit: int | None = None,
    location: str | Path | None = None,
    progress: Progress | None = None,
) -> Report:
    """What the threshold of abstention costs and gains, and whether confidence means the same in every language.

    Every question is answered, however unsure the answer. Arguments as for :func:`support`.
    """
    from polycite.pipeline import Settings

    begin = time.perf_counter()
    unsure = (settings or Settings()).model_copy(update={"abstain_below": 0.0})
    run = _asked(unsure, split, limit, location, progress, "abstention")
    languages = curves.by_language(run.rows)
    overall = curves.confidence_and_right(run.rows)
    columns = ("questions", "confidence", "right", "gap", "ECE")
    risks = ("coverage", "risk", "hallucination", "error")
    return Report(
        name="abstention",
        sections=(
            Section("by_language", "Confidence by language of the question", languages, overall, columns, "right"),
            Section(
                "reliability", "Answers by confidence", curves.reliability(run.rows), overall, columns, "confidence"
            ),
            Section(
                "curve",
                "Answering only from a probability of evidence on",
                curves.risk_coverage(run.rows),
                None,
                risks,
                "error",
            ),
        ),
        runs=(run,),
        environment=environment(unsure, _SHIPPED / "questions" / "support.jsonl"),
        notes=() if split == "test" else (_FITTED,),
        seconds=time.perf_counter() - begin,
    )


def _asked(
    settings: Settings | None,
    split: Split | None,
    limit: int | None,
    location: str | Path | None,
    progress: Progress | None,
    name: str,
) -> Run:
    """The shipped questions asked of the shipped knowledge base."""
    with opened(location, settings) as qa:
        questions = _indexed(qa, split, limit, progress)
        return evaluate(prepared(qa, questions), questions, name=name, progress=progress)


def _indexed(
    qa: CrossLingualQA, split: Split | None, limit: int | None, progress: Progress | None
) -> Sequence[Question]:
    """The shipped questions, their knowledge base indexed."""
    report = qa.index([_SHIPPED / "knowledge_base"], progress=progress or False)
    if report.failed:
        raise LoadingError(f"The shipped knowledge base does not load: {report.failed[0]}", "Install polycite again.")
    return shipped_questions(split)[:limit]


def channels(
    settings: Settings | None = None,
    *,
    split: Split | None = None,
    limit: int | None = None,
    progress: Progress | None = None,
) -> Report:
    """What each retrieval channel finds alone, and all together, of the shipped questions.

    Arguments as for :func:`support`.
    """
    from polycite.components.vectorising import CHANNELS

    begin = time.perf_counter()
    runs = []
    with opened(None, settings) as qa:
        questions = _indexed(qa, split, limit, progress)
        system = prepared(qa, questions)
        retriever = cast("HybridRetriever", qa.pipeline("query").get_component("retriever"))
        fitted = dict(retriever.weights)
        for name in ("all", *CHANNELS):
            retriever.weights = fitted if name == "all" else {channel: float(channel == name) for channel in CHANNELS}
            runs.append(evaluate(system, questions, ask=False, name=name, progress=progress))
    sections = []
    for kind in ("all", *RELATIONS):
        chosen = {run.name: [row for row in run.rows if kind in ("all", *row.question.kinds)] for run in runs}
        rows = {name: summary(members) for name, members in chosen.items()}
        sections.append(Section(f"channels_{kind}", f"By channel, {kind} questions", rows, None, RETRIEVAL, "R@1"))
    return Report(
        name="channels",
        sections=tuple(sections),
        runs=tuple(runs),
        environment=environment(settings, _SHIPPED / "questions" / "support.jsonl"),
        notes=() if split == "test" else (_FITTED,),
        seconds=time.perf_counter() - begin,
    )
