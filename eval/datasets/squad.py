"""SQuAD-like JSON Lines, one language a file: XQuAD and what is shaped like it.

One question a line::

    {"id": "56beb4343aeaaa14008c925b", "title": "Super_Bowl_50", "context_id": "xq00_00", "context": "...",
     "question": "...", "answers": [{"text": "308", "answer_start": 33}]}

``answer_start`` counts Unicode code points of ``context``. Rows of the same id in several files
are parallel: the same question, context and answer in another language. No answers: unanswerable.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from polycite.components.errors import LoadingError
from polycite.components.evidence import Original
from polycite.components.languages.language_codes import SUPPORTED
from polycite.components.question_files.rows import Problem, parse_rows, raise_all, value_of
from polycite.eval.datasets.questions import GoldSpan, Question


@dataclass(frozen=True)
class SquadSet:
    """Originals and questions of one or more languages.

    The original of a context is ``<name>/<language>/<context_id>``, a question is
    ``<name>/<language>/<id>``; ``parallel`` gives the answers to a bare id by language.
    """

    originals: tuple[Original, ...]
    questions: tuple[Question, ...]
    parallel: Mapping[str, Mapping[str, tuple[GoldSpan, ...]]]

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages of the questions, in the order of the files."""
        return tuple(dict.fromkeys(question.language for question in self.questions))

    def of(self, language: str, limit: int | None = None) -> tuple[Question, ...]:
        """The questions of a language; with ``limit`` an even sample, the same ids in every language."""
        found = [question for question in self.questions if question.language == language]
        if limit is None or limit >= len(found):
            return tuple(found)
        return tuple(found[i * len(found) // limit] for i in range(limit))

    def answered_in(self, questions: Iterable[Question], language: str) -> list[Question]:
        """Those of the questions that are answered in ``language``, with the answers there."""
        golds = [(question, self.parallel.get(_bare(question), {}).get(language)) for question in questions]
        return [replace(question, answers=(g[0],), alternatives=tuple(g[1:])) for question, g in golds if g]

    def answered_anywhere(self, question: Question) -> Question:
        """The question with the parallel answers in all other languages as alternatives."""
        parallel = self.parallel.get(_bare(question), {}) if question.answerable else {}
        others = [gold for code, golds in parallel.items() if code != question.language for gold in golds]
        return replace(question, alternatives=(*question.alternatives, *others))


def load_squad(path: str | Path, name: str = "xquad") -> SquadSet:
    """Load a file ``<language>.jsonl[.xz]``, or all such files of a folder.

    Raises:
        LoadingError: there is none, or rows are bad; each is named by its line: a missing field, an answer
            that does not stand at its offset, an id that comes twice, a context that changes under its id.
    """
    path = Path(path)
    paths = [path] if path.is_file() else sorted(p for p in path.glob("*.jsonl*") if p.suffix in (".jsonl", ".xz"))
    if not paths:
        raise LoadingError(
            f"{path} holds no .jsonl or .jsonl.xz file.", "Give a file or folder of <language>.jsonl files."
        )
    problems: list[Problem] = []
    originals: dict[str, Original] = {}
    questions: list[Question] = []
    for file in paths:
        language = file.name.split(".")[0]
        if language not in SUPPORTED:
            mend = f"Name the file after one of: {', '.join(SUPPORTED)}."
            problems.append(Problem(str(file), 0, f"{language!r} is no language polycite knows.", mend))
            continue
        rows = parse_rows(file, partial(_read, name, language), problems)
        problems += _at_odds(str(file), rows)
        for _, (original, question) in rows:
            originals.setdefault(original.id, original)
            questions.append(question)
    raise_all(problems)
    return SquadSet(tuple(originals.values()), tuple(questions), _parallel(questions))


def _read(name: str, language: str, row: Mapping[str, Any]) -> tuple[Original, Question]:
    context = value_of(row, "context", str)
    original_id = f"{name}/{language}/{value_of(row, 'context_id', str)}"
    golds = [GoldSpan.in_context(original_id, language, context, answer) for answer in value_of(row, "answers", list)]
    question = Question(
        id=f"{name}/{language}/{value_of(row, 'id', str)}",
        question=value_of(row, "question", str),
        language=language,
        kinds=("same-language",) if golds else ("unanswerable",),
        answerable=bool(golds),
        answers=tuple(golds[:1]),
        alternatives=tuple(golds[1:]),
    )
    return Original(original_id, context, source=original_id, language=language), question


def _at_odds(source: str, rows: Sequence[tuple[int, tuple[Original, Question]]]) -> list[Problem]:
    problems: list[Problem] = []
    contexts: dict[str, str] = {}
    lines: dict[str, int] = {}
    for line, (original, question) in rows:
        if contexts.setdefault(original.id, original.sha256) != original.sha256:
            problems.append(
                Problem(
                    source,
                    line,
                    f"the context of {original.id!r} is another than before.",
                    "Give it its own context_id.",
                )
            )
        if question.id in lines:
            problems.append(Problem(source, line, f"the id {question.id!r} again, first in line {lines[question.id]}."))
        lines.setdefault(question.id, line)
    return problems


def _parallel(questions: Sequence[Question]) -> dict[str, dict[str, tuple[GoldSpan, ...]]]:
    found: dict[str, dict[str, tuple[GoldSpan, ...]]] = {}
    for question in questions:
        if question.answerable:
            found.setdefault(_bare(question), {})[question.language] = (*question.answers, *question.alternatives)
    return found


def _bare(question: Question) -> str:
    return question.id.split("/", 2)[2]
