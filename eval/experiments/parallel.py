"""Evaluations on parallel SQuAD-like files: search and answers across languages, reading, glosses."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from polycite.components.errors import LoadingError
from polycite.components.evidence import Original, Passage
from polycite.eval.datasets.dataset import load_dataset
from polycite.eval.datasets.questions import Question
from polycite.eval.datasets.squad import load_squad
from polycite.eval.environment import environment
from polycite.eval.experiments import glosses
from polycite.eval.predictions.prediction_of_answer import prediction_of
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.results import Run
from polycite.eval.runner import Progress, evaluate, measured
from polycite.eval.scoring.scoring import Figures, macro, score
from polycite.eval.scoring.sections import RETRIEVAL, answer_sections, intervals, summaries, summary
from polycite.eval.systems import index_originals, opened, prepared
from polycite.eval.tables import Report, Section

if TYPE_CHECKING:
    from polycite.pipeline import Settings

_FEW = 5  # questions of a language, below which it is left out of a mean over languages


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
    the parallel passage of any ("R@"); then each over the passages of its own language alone ("xx>xx"); then across:
    each foreign question over the English passages alone ("xx>en") and each English one over those of one language
    alone ("en>xx"). Answers: any parallel answer is right.

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
        within = []
        for language in data.languages:
            questions = list(data.of(language, search_limit))
            name = f"{language}>{language}"
            within.append(evaluate(system, questions, ask=False, languages=[language], name=name, progress=progress))
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
    languages = summaries(searched.rows)
    same: dict[str, Figures] = {run.name: summary(run.rows) for run in within}
    pairs: dict[str, Figures] = {run.name: summary(run.rows) for run in across}
    into, out_of = (
        {k: v for k, v in pairs.items() if k.endswith(">en") is into_english} for into_english in (True, False)
    )
    own = ("own R@1", "own R@5", "own R@20")
    return Report(
        name="xquad",
        sections=(
            *answer_sections(answered.rows)[:1],
            Section("search", "Search over all languages together", languages, macro(languages),
                    (*RETRIEVAL[:4], *own, "original R@1"), "own R@1"),
            Section("within", "Search of the question's own language", same, macro(same), RETRIEVAL, "R@1"),
            Section("into_english", "Search of English passages", into, macro(into), RETRIEVAL, "R@1"),
            Section("out_of_english", "English questions over one language", out_of, macro(out_of), RETRIEVAL, "R@1"),
        ),
        runs=(answered, searched, *within, *across),
        intervals=intervals(answered.rows),
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

    Languages of fewer than five questions are left out, and named in a note: where the mean is over languages, a
    single question would count as much as a hundred.

    Args:
        folder: SQuAD-like files (:mod:`polycite.eval.datasets.squad_files`); questions without an answer are left out.
        settings: of the pipeline.
        strategy: "direct", "gloss" or "auto".
        limit: questions a language, an even sample with the same ids in every language; None for all.
        progress: told stage, done and total.
    """
    begin = time.perf_counter()
    data = load_dataset(folder, "squad", limit=limit)
    originals = {original.id: original for original in data.originals}
    questions, few = _without_few([question for question in data.questions if question.answerable])
    needed = dict.fromkeys(question.answers[0].original_id for question in questions)
    predictions: dict[str, Prediction] = {}
    with opened(None, settings) as qa:
        index_originals(qa, [originals[name] for name in needed], progress)
        for done, question in enumerate(questions, start=1):
            original = originals[question.answers[0].original_id]
            passage = Passage(
                original.id, 0, len(original.text), original.text, original.language, original.source, original.sha256
            )
            started = time.perf_counter()
            answer = qa.read(question.question, [passage], strategy=strategy)
            latency = 1000 * (time.perf_counter() - started)
            predictions[question.id] = prediction_of(question.id, answer, latency_ms=latency)
            if progress:
                progress("read", done, len(questions))
    rows = score(questions, predictions, originals, measured(), dataset="read")
    languages = summaries(rows)
    foreign = {key: row for key, row in languages.items() if key != "en"}
    columns = ("questions", "EM", "F1", "span F1", "boundary error", "quote fidelity", "p50 ms")
    run = Run(tuple(rows), f"read {strategy}", time.perf_counter() - begin)
    return Report(
        name=f"read {strategy}",
        sections=(
            Section("by_language", f"Reading the gold passage, strategy {strategy}", languages, macro(languages),
                    columns, "F1"),
            Section("foreign", "The same without English", {}, macro(foreign), columns, "F1"),
        ),
        runs=(run,),
        intervals=intervals(rows),
        environment=environment(settings, Path(folder)),
        notes=(f"Left out, fewer than {_FEW} questions: {', '.join(few)}.",) if few else (),
        seconds=run.seconds,
    )  # fmt: skip


def _without_few(questions: Sequence[Question]) -> tuple[list[Question], list[str]]:
    """The questions of languages that have enough of them, and the other languages; all where none has enough."""
    counts = Counter(question.language for question in questions)
    few = sorted(language for language, count in counts.items() if count < _FEW)
    if len(few) == len(counts):
        few = []
    return [question for question in questions if question.language not in few], few


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
