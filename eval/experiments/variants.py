"""The same model in several formats: how fast each is here, and what it loses in each language."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from statistics import fmean
from typing import Any, Literal

from polycite.components.answers.reading_views import View
from polycite.components.embedding import TextEmbedder
from polycite.components.evidence import Original, Passage, Span
from polycite.components.reading import ExtractiveReader
from polycite.eval.datasets.originals import load_originals
from polycite.eval.datasets.questions import Question, shipped_questions
from polycite.eval.metrics.answers import best, f1
from polycite.pipeline.training.adaptation.passages import passage_around

Kind = Literal["reader", "gloss_reader", "embedder"]
ENOUGH = 20
"""Questions of a language under which its loss is chance."""
FASTER = 0.95
"""Share of the time of the format in use under which another is worth a change."""
_AT_ONCE = 8  # passages, as many as are read for an answer


@dataclass(frozen=True, slots=True)
class Asked:
    """An answerable question and the passage that answers it."""

    question: Question
    passage: Passage


@dataclass(frozen=True)
class Variant:
    """One format of a model.

    Attributes:
        name: of the format.
        model: folder or name, as in the settings.
        dtype: as in the settings.
        milliseconds: a passage, the least of all rounds; passages are read eight at once.
        scores: by language of the question, F1 of the answer, or 1 where the right passage comes first and else 0.
    """

    name: str
    model: str
    dtype: str
    milliseconds: float = 0.0
    scores: Mapping[str, Sequence[float]] | None = None

    def losses(self, base: Variant) -> dict[str, float]:
        """Points (of 100) by which it is worse than ``base``, by language; negative where it is better."""
        ours, theirs = self.scores or {}, base.scores or {}
        return {code: 100 * (fmean(theirs[code]) - fmean(ours[code])) for code in theirs}


def asked(per_language: int) -> list[Asked]:
    """The shipped questions that have an answer, at most so many of a language, each with its passage."""
    originals = {one.id: one for one in load_originals(Path(str(files("polycite.data"))) / "knowledge_base")}
    found: dict[str, list[Asked]] = {}
    for question in shipped_questions():
        of_language = found.setdefault(question.language, [])
        if question.answers and len(of_language) < per_language:
            gold = question.answers[0]
            of_language.append(Asked(question, _passage(originals[gold.original_id], Span(gold.start, gold.end))))
    return [one for of_language in found.values() for one in of_language]


def measure(
    kind: Kind,
    variants: Sequence[Variant],
    questions: Sequence[Asked],
    rounds: int,
    progress: Callable[[int], None] = lambda done: None,
) -> list[Variant]:
    """``variants`` with their times and scores.

    The rounds take turns, so that what else the computer does meets all alike.

    Args:
        kind: what they are.
        variants: what to compare.
        questions: what they are asked.
        rounds: how often each is timed.
        progress: told each round and each scored variant.

    Raises:
        ModelError: a variant cannot be loaded.
    """
    timed = {one.name: partial(_embed if kind == "embedder" else _read, *_loaded(kind, one)) for one in variants}
    sample = questions[:: max(1, len(questions) // _AT_ONCE)][:_AT_ONCE]
    least = dict.fromkeys(timed, float("inf"))
    for turn in range(rounds + 1):
        for name, run in timed.items():
            begin = time.perf_counter()
            run(sample)
            if turn:  # the first warms up
                least[name] = min(least[name], time.perf_counter() - begin)
        progress(1)
    measured = []
    for one in variants:
        scores: dict[str, list[float]] = {}
        for case, score in zip(questions, timed[one.name](questions), strict=True):
            scores.setdefault(case.question.language, []).append(score)
        spent = 1000 * least[one.name] / max(1, len(sample))
        measured.append(Variant(one.name, one.model, one.dtype, spent, scores))
        progress(1)
    return measured


def choose(variants: Sequence[Variant], max_loss: float) -> Variant:
    """The fastest that loses at most ``max_loss`` points in every language that can be judged.

    The first is what is in use; it stays unless another is faster by a twentieth.
    """
    base = variants[0]
    sound = [
        one
        for one in variants[1:]
        if all(loss <= max_loss for code, loss in one.losses(base).items() if judged(base, code))
        and one.milliseconds < FASTER * base.milliseconds
    ]
    return min(sound, key=lambda one: one.milliseconds, default=base)


def judged(base: Variant, code: str) -> bool:
    """Whether there are questions enough of a language to judge a loss by."""
    return len((base.scores or {}).get(code, ())) >= ENOUGH


def _loaded(kind: Kind, one: Variant) -> tuple[Any, ...]:
    if kind == "embedder":
        return (TextEmbedder(one.model, one.dtype),)
    view: View = "direct" if kind == "reader" else "gloss"
    return ExtractiveReader(one.model, None, dtype=one.dtype), view


def _read(reader: ExtractiveReader, view: View, questions: Sequence[Asked]) -> list[float]:
    """F1 of the best span in the passage given, against all answers of the question."""
    found: list[float] = []
    for at in range(0, len(questions), _AT_ONCE):
        batch = questions[at : at + _AT_ONCE]
        read = reader.read([(one.question.question, one.question.language, [one.passage]) for one in batch], view)
        for one, spans in zip(batch, read, strict=True):
            right = [(gold.text, gold.language) for gold in (*one.question.answers, *one.question.alternatives)]
            found.append(best(f1, spans[0].text, right) if spans else 0.0)
    return found


def _embed(embedder: TextEmbedder, questions: Sequence[Asked]) -> list[float]:
    """1 for each question whose own passage, or another with the same answer, is the nearest of all."""
    passages = embedder.encode([one.passage.text for one in questions], "passage")
    asked_for = embedder.encode([one.question.question for one in questions], "query")
    nearest = (asked_for @ passages.T).argmax(axis=1)
    return [
        float(_holds(questions[place].passage, one.question)) for place, one in zip(nearest, questions, strict=True)
    ]


def _holds(passage: Passage, question: Question) -> bool:
    return any(
        passage.original_id == gold.original_id and passage.start <= gold.start and gold.end <= passage.end
        for gold in (*question.answers, *question.alternatives)
    )


def _passage(original: Original, answer: Span) -> Passage:
    """The passage that holds the answer, as examples to learn from are cut."""
    place = passage_around(original, answer, original.language or "")
    return Passage(original.id, place.start, place.end, original.quote(place), original.language)
