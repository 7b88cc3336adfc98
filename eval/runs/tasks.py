"""The tasks of a suite: one system, one corpus, the questions put to it."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from polycite.components.errors import SettingsError
from polycite.components.evidence import Original
from polycite.components.question_files.language_tags import language_code
from polycite.eval.datasets.dataset import load_dataset
from polycite.eval.datasets.questions import Question
from polycite.eval.runs.parallel_answers import are_parallel, with_parallel_answers
from polycite.eval.runs.suite import DatasetSpec, Suite
from polycite.eval.systems.specs import SystemSpec


@dataclass(frozen=True)
class Corpus:
    """Documents that are searched together, and the questions put to them.

    Attributes:
        dataset: name of the data set.
        part: the language of a corpus of its own; "" for all languages together.
        originals: the documents.
        questions: that are asked, in order.
        question_ids: of all questions of the data set, those that are not asked among them.
    """

    dataset: str
    part: str
    originals: tuple[Original, ...]
    questions: tuple[Question, ...]
    question_ids: frozenset[str]

    @cached_property
    def sha256(self) -> str:
        """Of the ids, languages and texts of the documents."""
        digest = hashlib.sha256()
        for original in self.originals:
            digest.update(f"{original.id}\0{original.language}\0{original.sha256}\n".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    @cached_property
    def questions_sha256(self) -> str:
        """Of the questions that are asked, with what is right."""
        digest = hashlib.sha256()
        for question in self.questions:
            digest.update(json.dumps(question.to_dict(), sort_keys=True).encode() + b"\n")
        return digest.hexdigest()


@dataclass(frozen=True)
class Task:
    """One system, asked the questions of one corpus."""

    system: SystemSpec
    corpus: Corpus

    @property
    def name(self) -> str:
        """For progress bars."""
        return " ".join(filter(None, (self.system.name, self.corpus.dataset, self.corpus.part)))


def load_corpora(suite: Suite, folder: Path) -> list[Corpus]:
    """The corpora of all data sets of a suite.

    Args:
        suite: whose data sets are loaded.
        folder: from which paths count.

    Raises:
        LoadingError: rows are bad; each is named.
        SettingsError: a format or a language is unknown, or nothing is left to ask.
    """
    return [corpus for spec in suite.datasets for corpus in _corpora(spec, folder, suite.seed)]


def tasks_of(suite: Suite, corpora: Sequence[Corpus]) -> list[Task]:
    """Each system with each corpus of its data sets, in the order of the suite."""
    return [
        Task(system, corpus)
        for system in suite.systems
        for corpus in corpora
        if system.datasets is None or corpus.dataset in system.datasets
    ]


def sample(questions: Sequence[Question], limit: int | None, seed: int) -> list[Question]:
    """At most ``limit`` questions of each language, in their order.

    Languages with equally many questions give those at the same places: parallel questions stay parallel.
    """
    if limit is None:
        return list(questions)
    places: dict[str, list[int]] = {}
    for place, question in enumerate(questions):
        places.setdefault(question.language, []).append(place)
    chosen: set[int] = set()
    for found in places.values():
        drawn = random.Random(f"{seed} {len(found)}").sample(range(len(found)), min(limit, len(found)))
        chosen.update(found[number] for number in drawn)
    return [question for place, question in enumerate(questions) if place in chosen]


def _corpora(spec: DatasetSpec, folder: Path, seed: int) -> Iterator[Corpus]:
    local = folder / spec.path
    documents = None if spec.originals is None else folder / spec.originals
    loaded = load_dataset(local if local.exists() else spec.path, spec.format, originals=documents, split=spec.split)
    questions = list(loaded.questions)
    if spec.parallel:
        if not are_parallel(questions):
            raise SettingsError(
                f"The data set {spec.name!r} has no parallel questions: no two ids differ in their language alone.",
                "Leave parallel out.",
            )
        questions = with_parallel_answers(questions)
    wanted = None if spec.languages is None else {language_code(code) for code in spec.languages}
    asked = [question for question in questions if wanted is None or question.language in wanted]
    if not asked:
        there = ", ".join(sorted({question.language for question in loaded.questions})) or "none"
        raise SettingsError(
            f"The data set {spec.name!r} has no question in {', '.join(spec.languages or ())}.",
            f"Its languages are: {there}.",
        )
    asked = sample(asked, spec.limit, seed)
    ids = frozenset(question.id for question in questions)
    if spec.corpus == "all":
        yield Corpus(spec.name, "", tuple(loaded.originals), tuple(asked), ids)
        return
    languages: dict[str, list[Question]] = {}
    for question in asked:
        languages.setdefault(question.language, []).append(question)
    for language, questions in languages.items():
        own = tuple(original for original in loaded.originals if original.language == language)
        yield Corpus(spec.name, language, own, tuple(questions), ids)
