"""Everything that can be told about a file of questions before anything is measured on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from polycite.components.question_files.rows import Problem, parse_rows
from polycite.eval.datasets.dataset import Dataset, load_dataset
from polycite.eval.datasets.doubts import asked_twice, cut_clusters, language_doubts
from polycite.eval.datasets.formats import guess_format
from polycite.eval.datasets.hub import fetched
from polycite.eval.datasets.leaks import Located, leaks
from polycite.eval.datasets.originals import load_originals
from polycite.eval.datasets.questions import Question, check


@dataclass(frozen=True)
class Checked:
    """What was found. ``problems`` are wrong; ``warnings`` may be; ``notes`` are good to know."""

    questions: tuple[Located, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    notes: tuple[str, ...]

    def counts(self) -> dict[str, dict[str, int]]:
        """Number of questions by language, kind and split."""
        asked = [one.question for one in self.questions]
        groups: dict[str, Counter[str]] = {
            "languages": Counter(question.language for question in asked),
            "kinds": Counter(kind for question in asked for kind in question.kinds),
            "splits": Counter(question.split for question in asked),
        }
        return {name: dict(sorted(counter.items())) for name, counter in groups.items()}

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        return {
            "questions": len(self.questions),
            **self.counts(),
            "problems": [_plain(problem) for problem in self.problems],
            "warnings": [_plain(problem) for problem in self.warnings],
            "notes": list(self.notes),
        }


def check_questions(
    path: str | Path,
    originals: str | Path | None = None,
    against: str | Path | None = None,
    form: str | None = None,
    language: str | None = None,
) -> Checked:
    """Check a file of questions, by itself, against its documents, and for leaks.

    Problems are bad rows, offsets that do not hold, what comes twice, and questions of the split "fit" that are
    questions of "test" too, or of ``against`` those of the file. Warnings are languages that look like others than
    stated, spans that cut a grapheme cluster, and what may be a leak (:func:`polycite.eval.datasets.leaks.leaks`).

    Args:
        path: the questions, in any format.
        originals: the documents, a file or folder.
        against: other questions, in any format, of which none should be in the file: those that were trained on.
        form: format of the questions; without it the file tells.
        language: of files that do not state theirs.

    Raises:
        LoadingError: a file cannot be read; rows of another format than our own are bad, which are named.
    """
    documents = load_originals(originals, identify=False) if originals else None
    problems: list[Problem] = []
    notes: list[str] = []
    if (form or guess_format(fetched(path))) == "polycite" and Path(path).is_file():
        problems = check(path, documents)
        asked = tuple(Located(str(path), line, one) for line, one in parse_rows(Path(path), Question.from_dict, []))
        known = documents or []
        if documents is None:
            notes.append("Offsets were not checked: name the documents with --originals.")
    else:
        data = load_dataset(path, form, originals=originals, language=language)
        asked, known = _located(data, path), list(data.originals)
        notes += data.notes
    warnings = [
        *language_doubts(asked),
        *cut_clusters(asked, known),
        *(asked_twice(asked) if not asked or not asked[0].line else ()),
    ]
    fit, test = ([one for one in asked if one.question.split == split] for split in ("fit", "test"))
    pairs = [("the splits", fit, test)]
    if against is not None:
        pairs.append((str(against), list(_located(load_dataset(against, language=language), against)), list(asked)))
    for name, theirs, mine in pairs:
        found = leaks(theirs, mine)
        problems += found.problems
        warnings += found.warnings
        if found.shared:
            notes.append(f"{len(found.shared)} originals hold right answers on both sides of {name}.")
    return Checked(asked, tuple(problems), tuple(sorted(warnings, key=lambda one: one.line)), tuple(notes))


def _located(data: Dataset, path: str | Path) -> tuple[Located, ...]:
    return tuple(Located(str(path), 0, question) for question in data.questions)


def _plain(problem: Problem) -> dict[str, Any]:
    return {
        "source": problem.source, "line": problem.line or None, "problem": problem.problem, "mend": problem.mend,
    }  # fmt: skip
