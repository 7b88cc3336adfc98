"""A data set: questions, the originals they speak of, and what a system said where the files hold that too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from polycite.components.errors import LoadingError, SettingsError
from polycite.components.evidence import Original
from polycite.components.question_files.language_tags import language_code
from polycite.components.question_files.rows import RowError
from polycite.eval.datasets.questions import Question
from polycite.eval.predictions.predictions import Prediction


@dataclass(frozen=True)
class Dataset:
    """Questions with what is right.

    Attributes:
        name: of the file or folder it was read from.
        questions: in the order of the files.
        originals: the documents, as far as they are known.
        predictions: by the ids of their questions; None where the files hold none.
        notes: what was found that a reader of figures should know, such as a language that had to be identified.
    """

    name: str
    questions: tuple[Question, ...]
    originals: tuple[Original, ...] = ()
    predictions: Mapping[str, Prediction] | None = None
    notes: tuple[str, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages of the questions, in their order."""
        return tuple(dict.fromkeys(question.language for question in self.questions))


def load_dataset(
    path: str | Path,
    form: str | None = None,
    *,
    originals: str | Path | None = None,
    language: str | None = None,
    split: str | None = None,
    limit: int | None = None,
) -> Dataset:
    """Read a data set in any of :data:`polycite.eval.datasets.formats.FORMATS`.

    Args:
        path: a file or folder, or the name of a data set on the Hugging Face hub ("google/xquad"), which is fetched.
        form: name of the format; without it the files tell.
        originals: the documents, a file or folder (:mod:`polycite.eval.datasets.originals`); they are added to those
            of the data set.
        language: only the questions in this language. It also is that of files which do not say theirs.
        split: only this part, as the data set calls it: "train", "dev", "test"; "fit" or "test" in our own format.
        limit: at most so many questions a language, an even sample, the same ones each time.

    Raises:
        LoadingError: names every bad row by its line, or by its place in a file that is one JSON document.
        SettingsError: an argument is not as it should be.
    """
    # Formats know this file; this file knows them only here.
    from polycite.eval.datasets.formats import FORMATS, guess_format
    from polycite.eval.datasets.hub import fetched
    from polycite.eval.datasets.originals import identified_originals, load_originals

    if limit is not None and limit < 1:
        raise SettingsError(f"A limit of {limit} leaves no question.", "Use 1 or more.")
    if form is not None and form not in FORMATS:
        raise SettingsError(f"There is no format {form!r}.", f"Use one of: {', '.join(FORMATS)}.")
    try:
        code = language_code(language) if language else None
    except RowError as error:
        raise SettingsError(str(error), error.mend) from None
    found = fetched(path)
    given = load_originals(originals, identify=False) if originals else []
    data = FORMATS[form or guess_format(found)](found, code, split, given)
    known = {original.id: original for original in data.originals}
    for original in identified_originals(given, data.questions):
        before = known.setdefault(original.id, original)
        if before.language is None:
            known[original.id] = original
        if before.sha256 != original.sha256:
            raise LoadingError(
                f"{originals} has another text for the original {original.id!r} than {path}.",
                "The answers' offsets count the characters of the latter: leave the former out, or mend it.",
            )
    questions = [question for question in data.questions if code in (None, question.language)]
    if not questions:
        raise LoadingError(
            f"{path} holds no question" + (f" in {code!r}." if data.questions else "."),
            f"Its languages: {', '.join(data.languages)}." if data.questions else "Check the file and the format.",
        )
    name = data.name if found == Path(path) else str(path)
    return replace(data, name=name, questions=tuple(even(questions, limit)), originals=tuple(known.values()))


def even(questions: Sequence[Question], limit: int | None) -> list[Question]:
    """At most ``limit`` questions of each language, evenly spread: the same places in files that are parallel."""
    if limit is None:
        return list(questions)
    by_language: dict[str, list[Question]] = {}
    for question in questions:
        by_language.setdefault(question.language, []).append(question)
    return [
        one
        for found in by_language.values()
        for one in (found if limit >= len(found) else [found[i * len(found) // limit] for i in range(limit)])
    ]
