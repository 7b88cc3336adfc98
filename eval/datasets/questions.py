"""Our own question format: questions with their answers as exact spans of the originals.

One JSON object a line::

    {"id": "q0001", "question": "Wie kalt darf es sein ...?", "language": "de", "kinds": ["cross-language"],
     "answerable": true, "split": "test", "alternatives": [],
     "answers": [{"original_id": "knowledge_base/tr/battery.md", "start": 210, "end": 231,
                  "text": "0 °C ile 45 °C arasında", "language": "tr"}]}

Offsets are half-open, in Unicode code points of the stored original.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, TypeVar

from polycite.components.evidence import Original, Span
from polycite.components.question_files.answer_spans import check_document_span, context_span
from polycite.components.question_files.language_tags import language_in
from polycite.components.question_files.rows import Problem, RowError, parse_rows, raise_all, value_of
from polycite.components.text.graphemes import is_boundary

T = TypeVar("T")
Split = Literal["fit", "test"]
SPLITS: tuple[Split, ...] = ("fit", "test")
RELATIONS = ("same-language", "cross-language")
"""One of these is among the kinds of an answerable question: cross-language when any answer is in another language."""
KINDS = (*RELATIONS, "code-switched", "colloquial", "misspelt", "multi-evidence", "unanswerable")


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """A right answer: ``original.text[start:end] == text``.

    ``answer`` is used by alternatives only: the index of the answer it may stand for.
    """

    original_id: str
    start: int
    end: int
    text: str
    language: str
    answer: int = 0

    @property
    def span(self) -> Span:
        """Its place in the original."""
        return Span(self.start, self.end)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> GoldSpan:
        """A span as written in a question file; RowError where a field is missing or of the wrong type."""
        return cls(
            original_id=value_of(data, "original_id", str),
            start=value_of(data, "start", int),
            end=value_of(data, "end", int),
            text=value_of(data, "text", str),
            language=language_in(data),
            answer=value_of(data, "answer", int) if "answer" in data else 0,
        )

    @classmethod
    def in_context(cls, original_id: str, language: str, context: str, answer: Any) -> GoldSpan:
        """An answer of SQuAD's, ``{"text": ..., "answer_start": ...}``; RowError where it does not stand there."""
        span = context_span(context, answer)
        return cls(original_id, span.start, span.end, context[span.start : span.end], language)


@dataclass(frozen=True, slots=True)
class GoldText:
    """A right answer of which no place is known, only the words: any one of a question's texts will do."""

    text: str
    language: str

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> GoldText:
        """A text as written in a question file; RowError where a field is missing or of the wrong type."""
        return cls(value_of(data, "text", str), language_in(data))


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what is right: all of ``answers`` together.

    Attributes:
        id: unique in its file.
        question: as it is asked.
        language: its language, BCP 47.
        kinds: of :data:`KINDS`.
        answerable: whether the documents answer it.
        answers: the right spans, all needed together.
        alternatives: each says the same as ``answers[alternative.answer]`` at another place.
        split: "fit" for questions that weights and thresholds may be fitted on, else "test".
        texts: right answers without a place, of which any one will do (MKQA, XOR-TyDi).
        relevant: relevance judgements: grades by id of the original, 0 for those judged not relevant (MIRACL, BEIR).
        slices: anything to group questions by, name to value: ``{"domain": "billing"}``.
    """

    id: str
    question: str
    language: str
    kinds: tuple[str, ...] = ()
    answerable: bool = True
    answers: tuple[GoldSpan, ...] = ()
    alternatives: tuple[GoldSpan, ...] = field(default=())
    split: Split = "test"
    texts: tuple[GoldText, ...] = ()
    relevant: Mapping[str, int] = field(default_factory=dict)
    slices: Mapping[str, str] = field(default_factory=dict)

    @property
    def golds(self) -> tuple[tuple[GoldSpan, ...], ...]:
        """For each answer, the spans that are right: itself and its alternatives."""
        return tuple(
            (answer, *(other for other in self.alternatives if other.answer == i))
            for i, answer in enumerate(self.answers)
        )

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Question:
        """A question as written in a file: ``id``, ``question`` and ``language`` are needed, all else may be absent.

        Without ``answerable`` a question is answerable when anything in the row is right; without ``kinds`` it is of
        the kind that its answers' languages make it.

        Raises:
            RowError: a field is missing, of the wrong type, or at odds with another.
        """
        split = value_of(data, "split", str) if "split" in data else "test"
        if split not in SPLITS:
            raise RowError(f"'split' is {split!r}.", f"Use one of: {', '.join(SPLITS)}.")
        language = language_in(data)
        answers = tuple(map(GoldSpan.from_dict, _listed(data, "answers")))
        texts = tuple(map(GoldText.from_dict, _listed(data, "texts")))
        relevant = _mapped(data, "relevant", int)
        right = bool(answers or texts or any(grade > 0 for grade in relevant.values()))
        answerable = value_of(data, "answerable", bool) if "answerable" in data else right
        kinds = tuple(_listed(data, "kinds")) if "kinds" in data else _kinds(language, answerable, answers)
        question = cls(
            id=value_of(data, "id", str),
            question=value_of(data, "question", str),
            language=language,
            kinds=kinds,
            answerable=answerable,
            answers=answers,
            alternatives=tuple(map(GoldSpan.from_dict, _listed(data, "alternatives"))),
            split=split,
            texts=texts,
            relevant=relevant,
            slices=_mapped(data, "slices", str),
        )
        _check_kinds(question)
        return question

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types; :meth:`from_dict` reads them back."""
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in dataclasses.asdict(self).items()
        }


def load_questions(path: str | Path, originals: Iterable[Original] | None = None) -> list[Question]:
    """The questions of a file, in its order.

    Args:
        path: the file.
        originals: the documents, to check that every answer stands in them where it says; None: nothing is checked.

    Raises:
        LoadingError: names every bad row by its line.
    """
    problems: list[Problem] = []
    rows = parse_rows(Path(path), Question.from_dict, problems)
    problems += _duplicates(str(path), rows, "id") + _misplaced(str(path), rows, originals)
    raise_all(sorted(problems, key=lambda problem: problem.line))
    return [question for _, question in rows]


def shipped_questions(split: Split | None = None) -> list[Question]:
    """The questions that come with polycite, of one split or all."""
    with_split = load_questions(Path(str(files("polycite.data") / "questions" / "support.jsonl")))
    return [question for question in with_split if split is None or question.split == split]


def check(path: str | Path, originals: Iterable[Original] | None) -> list[Problem]:
    """Everything that is wrong with a question file against the originals it speaks of.

    Bad JSON and fields, unknown languages and kinds, ids or questions that come twice, unknown
    originals, offsets outside the original or inside a grapheme cluster, texts other than
    ``original.text[start:end]``. A sound file gives an empty list. With None for the originals, what needs
    them is not checked.

    Raises:
        LoadingError: the file as a whole cannot be read.
    """
    problems: list[Problem] = []
    rows = parse_rows(Path(path), Question.from_dict, problems)
    problems += _duplicates(str(path), rows, "id") + _duplicates(str(path), rows, "question")
    problems += _misplaced(str(path), rows, originals)
    return sorted(problems, key=lambda problem: problem.line)


def _misplaced(
    source: str, rows: Sequence[tuple[int, Question]], originals: Iterable[Original] | None
) -> list[Problem]:
    if originals is None:
        return []
    known = {original.id: original for original in originals}
    unknown = "Name one that is there, or delete the judgement."
    return [
        *(
            Problem(source, line, f"{question.id}: {error}", error.mend)
            for line, question in rows
            for gold in (*question.answers, *question.alternatives)
            if (error := _span_error(gold, known)) is not None
        ),
        *(
            Problem(source, line, f"{question.id}: there is no original {name!r}, which is judged relevant.", unknown)
            for line, question in rows
            for name in question.relevant
            if name not in known
        ),
    ]


def _span_error(gold: GoldSpan, originals: Mapping[str, Original]) -> RowError | None:
    original = originals.get(gold.original_id)
    if original is None:
        return RowError(f"there is no original {gold.original_id!r}.", "Name one that is indexed, or delete the row.")
    try:
        check_document_span(original, gold.start, gold.end, gold.text)
    except RowError as error:
        return error
    text = original.text
    if not (is_boundary(text, gold.start) and is_boundary(text, gold.end)):
        return RowError(f"[{gold.start}, {gold.end}) splits a grapheme cluster of {gold.original_id!r}.", "Widen it.")
    if original.language is not None and original.language != gold.language:
        return RowError(f"{gold.original_id!r} is in {original.language!r}, the answer says {gold.language!r}.")
    return None


def _kinds(language: str, answerable: bool, answers: Sequence[GoldSpan]) -> tuple[str, ...]:
    if not answerable:
        return ("unanswerable",)
    return (RELATIONS[any(answer.language != language for answer in answers)],) if answers else ()


def _listed(data: Mapping[str, Any], name: str) -> list[Any]:
    return value_of(data, name, list) if data.get(name) is not None else []


def _mapped(data: Mapping[str, Any], name: str, kind: type[T]) -> dict[str, T]:
    values: dict[str, Any] = value_of(data, name, dict) if data.get(name) is not None else {}
    return {key: value_of(values, key, kind) for key in values}


def _check_kinds(question: Question) -> None:
    unknown = [kind for kind in question.kinds if kind not in KINDS]
    if unknown:
        raise RowError(f"unknown kind {unknown[0]!r}.", f"Use: {', '.join(KINDS)}.")
    right = bool(question.answers or question.texts or any(grade > 0 for grade in question.relevant.values()))
    if question.answerable != right or question.answerable == ("unanswerable" in question.kinds):
        raise RowError("'answerable', 'answers' and the kind \"unanswerable\" disagree.")
    if any(not 0 <= other.answer < len(question.answers) for other in question.alternatives):
        raise RowError("an alternative is for an answer that is not there.", "'answer' counts the answers from 0.")
    if not question.answers:
        return
    relation = RELATIONS[any(answer.language != question.language for answer in question.answers)]
    if [kind for kind in question.kinds if kind in RELATIONS] != [relation]:
        languages = ", ".join(sorted({answer.language for answer in question.answers}))
        raise RowError(
            f"the question is in {question.language}, the answers in {languages}.",
            f"Its kinds must name {relation!r} only.",
        )


def _duplicates(source: str, rows: Sequence[tuple[int, Question]], name: Literal["id", "question"]) -> list[Problem]:
    problems: list[Problem] = []
    first: dict[str, int] = {}
    for line, question in rows:
        value: str = getattr(question, name)
        key = value if name == "id" else " ".join(value.casefold().split())
        if key in first:
            problems.append(
                Problem(source, line, f"the {name} of line {first[key]} again: {key!r}.", "Delete or change one.")
            )
        first.setdefault(key, line)
    return problems
