"""What ``polycite eval`` runs: our own questions, XQuAD retrieval and answers, reading the gold passage."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from polycite.components.errors import LoadingError
from polycite.components.evidence import Original, Passage
from polycite.eval import curves, glosses
from polycite.eval.datasets.questions import Split, shipped_questions
from polycite.eval.datasets.squad import load_squad
from polycite.eval.environment import environment
from polycite.eval.results import QuestionResult, Run
from polycite.eval.runner import Progress, evaluate, measure_answer, result_of
from polycite.eval.summary import Figures, group, intervals, macro, summarise
from polycite.eval.systems import index_originals, opened, prepared
from polycite.eval.tables import Report, Section

if TYPE_CHECKING:
    from polycite.pipeline import Settings

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
        sections=tuple(_sections(run.results)),
        runs=(run,),
        intervals=intervals(group(run.results, _language)),
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
    """What a threshold on confidence costs and gains, and whether confidence means the same in every language.

    Every question is answered, however unsure the answer. Arguments as for :func:`support`.
    """
    from polycite.pipeline import Settings

    begin = time.perf_counter()
    unsure = (settings or Settings()).model_copy(update={"abstain_below": 0.0})
    run = _asked(unsure, split, limit, location, progress, "abstention")
    languages = curves.by_language(group(run.results, _language))
    overall = curves.confidence_and_right(run.results)
    columns = ("questions", "confidence", "right", "gap", "ECE")
    risks = ("coverage", "risk", "hallucination", "error")
    return Report(
        name="abstention",
        sections=(
            Section("by_language", "Confidence by language of the question", languages, overall, columns, "right"),
            Section(
                "reliability", "Answers by confidence", curves.reliability(run.results), overall, columns, "confidence"
            ),
            Section(
                "curve", "Answering only from a confidence on", curves.risk_coverage(run.results), None, risks, "error"
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
        report = qa.index([_SHIPPED / "knowledge_base"], progress=progress or False)
        if report.failed:
            raise LoadingError(
                f"The shipped knowledge base does not load: {report.failed[0]}", "Install polycite again."
            )
        questions = shipped_questions(split)[:limit]
        return evaluate(prepared(qa, questions), questions, name=name, progress=progress)


def xquad(
    folder: str | Path,
    settings: Settings | None = None,
    *,
    limit: int = 20,
    search_limit: int | None = None,
    location: str | Path | None = None,
    progress: Progress | None = None,
) -> Report:
    """Retrieval and answers on parallel SQuAD-like files, all languages indexed together as one corpus.

    Retrieval: each question searched over everything, where relevant is the passage of its own language ("own") or
    the parallel passage of any ("R@"); then across: each foreign question over the English passages alone
    ("xx>en") and each English one over those of one language alone ("en>xx"). Answers: any parallel answer is right.

    Args:
        folder: ``<language>.jsonl[.xz]`` files (:mod:`polycite.eval.datasets.squad`), English among them.
        settings: of the pipeline.
        limit: questions a language that are answered, an even sample with the same ids in every language.
        search_limit: questions a language that are searched for; None for all.
        location: keep the store here, and use the one that is there; else a temporary one.
        progress: told stage, done and total.
    """
    begin = time.perf_counter()
    data = load_squad(folder)
    foreign = [language for language in data.languages if language != "en"]
    with opened(location, settings) as qa:
        index_originals(qa, data.originals, progress)
        everywhere = [data.answered_anywhere(q) for language in data.languages for q in data.of(language, search_limit)]
        system = prepared(qa, everywhere)
        searched = evaluate(system, everywhere, ask=False, name="xquad search", progress=progress)
        across = []
        for language in foreign:
            questions = data.answered_in(data.of(language, search_limit), "en")
            name = f"{language}>en"
            across.append(evaluate(system, questions, ask=False, languages=["en"], name=name, progress=progress))
            questions = data.answered_in(data.of("en", search_limit), language)
            name = f"en>{language}"
            across.append(evaluate(system, questions, ask=False, languages=[language], name=name, progress=progress))
        asked = [data.answered_anywhere(q) for language in data.languages for q in data.of(language, limit)]
        answered = evaluate(system, asked, search_k=0, name="xquad ask", progress=progress)
    by_language = _summaries(searched.results)
    pairs: dict[str, Figures] = {run.name: summarise(run.results) for run in across}
    into, out_of = (
        {k: v for k, v in pairs.items() if k.endswith(">en") is into_english} for into_english in (True, False)
    )
    own = ("own R@1", "own R@5", "own R@20")
    return Report(
        name="xquad",
        sections=(
            *_sections(answered.results)[:1],
            Section("search", "Search over all languages together", by_language, macro(by_language),
                    (*RETRIEVAL[:4], *own, "original R@1"), "own R@1"),
            Section("into_english", "Search of English passages", into, macro(into), RETRIEVAL, "R@1"),
            Section("out_of_english", "English questions over one language", out_of, macro(out_of), RETRIEVAL, "R@1"),
        ),
        runs=(answered, searched, *across),
        intervals=intervals(group(answered.results, _language)),
        environment=environment(settings, Path(folder)),
        notes=(f"Answers: {limit} questions a language.",),
        seconds=time.perf_counter() - begin,
    )  # fmt: skip


def read(
    folder: str | Path,
    settings: Settings | None = None,
    *,
    strategy: str = "auto",
    limit: int | None = 100,
    progress: Progress | None = None,
) -> Report:
    """Reading with the gold passage given, on SQuAD-like files: no retrieval, no abstention.

    Args:
        folder: ``<language>.jsonl[.xz]`` files (:mod:`polycite.eval.datasets.squad`).
        settings: of the pipeline.
        strategy: "direct", "gloss" or "auto".
        limit: questions a language, an even sample with the same ids in every language; None for all.
        progress: told stage, done and total.
    """
    begin = time.perf_counter()
    data = load_squad(folder)
    originals = {original.id: original for original in data.originals}
    questions = [q for language in data.languages for q in data.of(language, limit) if q.answerable]
    needed = dict.fromkeys(question.answers[0].original_id for question in questions)
    results: list[QuestionResult] = []
    with opened(None, settings) as qa:
        index_originals(qa, [originals[name] for name in needed], progress)
        for done, question in enumerate(questions, start=1):
            original = originals[question.answers[0].original_id]
            passage = Passage(
                original.id, 0, len(original.text), original.text, original.language, original.source, original.sha256
            )
            started = time.perf_counter()
            answer = qa.read(question.question, [passage], strategy=strategy)
            timings = {"total": time.perf_counter() - started}
            results.append(result_of(question, timings=timings, **measure_answer(question, answer, qa.original)))
            if progress:
                progress("read", done, len(questions))
    by_language = _summaries(results)
    foreign = {key: row for key, row in by_language.items() if key != "en"}
    columns = ("questions", "EM", "F1", "span F1", "boundary error", "quote fidelity", "p50 ms")
    run = Run(tuple(results), f"read {strategy}", time.perf_counter() - begin)
    return Report(
        name=f"read {strategy}",
        sections=(
            Section("by_language", f"Reading the gold passage, strategy {strategy}", by_language, macro(by_language),
                    columns, "F1"),
            Section("foreign", "The same without English", {}, macro(foreign), columns, "F1"),
        ),
        runs=(run,),
        intervals=intervals(group(results, _language)),
        environment=environment(settings, Path(folder)),
        seconds=run.seconds,
    )  # fmt: skip


def lexicon(folder: str | Path, settings: Settings | None = None, *, progress: Progress | None = None) -> Report:
    """Glosses of parallel texts against their English, on SQuAD-like files.

    Args:
        folder: ``<language>.jsonl[.xz]`` files (:mod:`polycite.eval.datasets.squad`), English among them.
        settings: of the pipeline; only the lexicon is used.
        progress: told stage, done and total.

    Raises:
        LoadingError: there is no English file.
    """
    from polycite.pipeline import Settings

    begin = time.perf_counter()
    data = load_squad(folder)
    english = {o.id.rsplit("/", 1)[1]: o for o in data.originals if o.language == "en"}
    if not english:
        raise LoadingError(f"{folder} has no English file.", "Add en.jsonl with the parallel texts.")
    foreign = [o for o in data.originals if o.language != "en" and o.id.rsplit("/", 1)[1] in english]

    def pairs() -> Iterator[tuple[Original, Original]]:
        for done, original in enumerate(foreign, start=1):
            yield original, english[original.id.rsplit("/", 1)[1]]
            if progress:
                progress("glossing", done, len(foreign))

    rows = glosses.gloss_figures(pairs(), (settings or Settings()).lexicon)
    columns = ("precision", "recall", "F1", "known")
    return Report(
        name="lexicon",
        sections=(Section("by_language", "Content words of glosses", rows, macro(rows), columns, "F1"),),
        environment=environment(settings, Path(folder)),
        seconds=time.perf_counter() - begin,
    )


def _language(result: QuestionResult) -> list[str]:
    return [result.language]


def _summaries(results: Sequence[QuestionResult]) -> dict[str, Figures]:
    return {key: summarise(members) for key, members in group(results, _language).items()}


def _sections(results: Sequence[QuestionResult]) -> list[Section]:
    by_language = _summaries(results)
    pairs = group(results, lambda r: [f"{r.language}>{r.passage_language}"] if r.answerable else [])
    passages = group(results, lambda r: [r.passage_language] if r.answerable else [])
    kinds = group(results, lambda r: r.kinds)

    def figures(groups: dict[str, list[QuestionResult]]) -> dict[str, Figures]:
        return {key: summarise(members) for key, members in groups.items()}

    overall = macro(by_language)
    return [
        Section("by_language", "By language of the question", by_language, overall, ANSWERS, "F1"),
        Section("by_passage_language", "By language of the passage", figures(passages), overall, ANSWERS, "F1"),
        Section(
            "by_pair", "By language of question and passage", figures(pairs), overall, ANSWERS, "F1", _WEAKEST_SHOWN
        ),
        Section("by_kind", "By kind of question", figures(kinds), overall, ANSWERS, "F1"),
    ]
