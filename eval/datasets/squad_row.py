"""The questions and contexts of SQuAD-like files, from whichever kind of file, before they have ids and languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from polycite.components.question_files.answer_spans import answers_of
from polycite.components.question_files.language_tags import language_in
from polycite.components.question_files.rows import Problem, id_of, value_of
from polycite.eval.datasets.questions import RELATIONS, GoldSpan, Question, Split


@dataclass(frozen=True, slots=True)
class SquadRow:
    """A question; ``source`` is the file, with the place in it where it is one JSON document and ``line`` is 0."""

    source: str
    line: int
    id: str
    question: str
    answers: tuple[Any, ...]
    language: str | None

    @classmethod
    def read(cls, row: Mapping[str, Any], source: str = "", line: int = 0) -> SquadRow:
        """A question as written; ``is_impossible`` (SQuAD 2.0) must agree with the answers.

        Without it, a question without answers is unanswerable.

        Raises:
            RowError: a field is missing, of the wrong type, or at odds with another.
        """
        answers = tuple(answers_of(row))
        language = None if row.get("language") is None else language_in(row)
        return cls(source, line, id_of(row), value_of(row, "question", str), answers, language)

    def asked(self, original_id: str, context: str, languages: tuple[str, str], split: Split) -> Question:
        """The question; several answers are alternatives of the first, each span once.

        Args:
            original_id: of the context.
            context: its text.
            languages: of context and question.
            split: of the file.

        Raises:
            RowError: an answer does not stand at its offset.
        """
        spans = (GoldSpan.in_context(original_id, languages[0], context, answer) for answer in self.answers)
        golds: tuple[GoldSpan, ...] = tuple(dict.fromkeys(spans))
        return Question(
            id=self.id,
            question=self.question,
            language=languages[1],
            kinds=(RELATIONS[languages[0] != languages[1]],) if golds else ("unanswerable",),
            answerable=bool(golds),
            answers=golds[:1],
            alternatives=golds[1:],
            split=split,
        )

    def problem(self, problem: str, mend: str = "") -> Problem:
        """A problem at the row's place."""
        return Problem(self.source, self.line, problem, mend)

    @property
    def place(self) -> str:
        """Where it stands, for a message about another row of the file."""
        return f"line {self.line}" if self.line else self.source.rsplit(": ", 1)[-1]


@dataclass(frozen=True, slots=True)
class SquadContext:
    """A text with its questions; ``id`` is its ``context_id``, ``repeated`` whether every row brings its own copy."""

    text: str
    title: str = ""
    id: str | None = None
    language: str | None = None
    repeated: bool = False
    rows: list[SquadRow] = field(default_factory=list)

    @classmethod
    def read(cls, row: Mapping[str, Any], repeated: bool = False) -> SquadContext:
        """A context as written, without its questions; RowError where a field is missing or of the wrong type."""
        language = "context_language" if row.get("context_language") is not None else "language"
        return cls(
            text=value_of(row, "context", str),
            title=value_of(row, "title", str) if row.get("title") else "",
            id=None if row.get("context_id") is None else id_of(row, "context_id"),
            language=None if row.get(language) is None else language_in(row, language),
            repeated=repeated,
        )
