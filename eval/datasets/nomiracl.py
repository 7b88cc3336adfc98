"""NoMIRACL (Thakur et al. 2024): topics of which some have no relevant document, to see who abstains.

As published, one or several languages below the folder, each called by its English name or code::

    data/thai/topics/dev.relevant.tsv        12    แม่น้ำโขงยาวเท่าไร
    data/thai/qrels/dev.relevant.tsv         12    Q0    31#4    1
    data/thai/topics/dev.non_relevant.tsv    57    ใครคิดค้นหมากรุก
    data/thai/qrels/dev.non_relevant.tsv     57    Q0    9#0     0
    data/thai/corpus.jsonl.gz                {"docid": "31#4", "title": "...", "text": "..."}

Topics of the subset "non_relevant" are unanswerable questions. Ids are those of the files; several languages together
get them as ``<language>/<id>``.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from polycite.components.errors import LoadingError
from polycite.components.evidence import Original
from polycite.components.question_files.language_tags import language_code, named_language
from polycite.components.question_files.rows import Problem, RowError, raise_all
from polycite.eval.datasets.dataset import Dataset
from polycite.eval.datasets.file_languages import split_named
from polycite.eval.datasets.judged_files import read_corpus, read_judgements, read_queries
from polycite.eval.datasets.judged_questions import judged_questions
from polycite.eval.datasets.merging import merged
from polycite.eval.datasets.published_files import name_of
from polycite.eval.datasets.questions import Question, Split

SUBSETS = ("relevant", "non_relevant")


def load_nomiracl(path: Path, language: str | None, split: str | None, given: Iterable[Original] = ()) -> Dataset:
    """The topics of a split, by default "test" where there are several, of one language or all below the folder.

    The slice "subset" of a question is "relevant" or "non_relevant".

    Raises:
        LoadingError: a file is missing, or rows are bad; each is named by its line, also topics of the subset
            "relevant" without a relevant document, and the other way round.
    """
    problems: list[Problem] = []
    folders = sorted({file.parent.parent for file in path.rglob("*relevant.tsv") if file.parent.name == "topics"})
    parts = []
    for folder in folders:
        try:
            code = named_language(folder.name) or language_code(folder.name)
        except RowError as error:
            mend = 'NoMIRACL\'s folders are called by the language, as "thai".'
            raise LoadingError(f"{folder}: {error}", mend) from None
        if language in (None, code):
            parts.append(_language(folder, code, split, given, problems))
    raise_all(problems)
    if not parts:
        mend = f"Its folders: {', '.join(folder.name for folder in folders) or 'none with topics'}."
        raise LoadingError(f"{path} holds no topics of NoMIRACL" + (f" in {language!r}." if language else "."), mend)
    return merged(name_of(path), parts)


def _language(
    folder: Path, code: str, split: str | None, given: Iterable[Original], problems: list[Problem]
) -> Dataset:
    splits = sorted({file.name.split(".")[0] for file in (folder / "topics").glob("*relevant.tsv")})
    wanted = split_named(split) if split else (splits[0] if len(splits) == 1 else "test")
    if wanted not in splits:
        raise LoadingError(f"{folder} holds no split {wanted!r}.", f"Its splits: {', '.join(splits)}.")
    originals, again = read_corpus(sorted(folder.glob("corpus.jsonl*")), code, problems)
    known = {one.id: one for one in (*given, *originals)}
    notes = [f"{again} documents of the {code} corpus are there twice and count once."] if again else []
    if not known:
        notes.append(f"There is no corpus of {code}: the ids of judged documents were not checked.")
    questions: list[Question] = []
    for subset in SUBSETS:
        topics, table = (folder / name / f"{wanted}.{subset}.tsv" for name in ("topics", "qrels"))
        if not topics.is_file() or not table.is_file():
            notes.append(f"{folder.name} has no subset {subset!r} of {wanted}.")
            continue
        queries, judgements = read_queries(topics, problems), read_judgements(table, problems)
        part: Split = "fit" if wanted == "train" else "test"
        found, unjudged = judged_questions(queries, judgements, known, code, part, problems, {"subset": subset})
        lines = {query.id: query.line for query in queries}
        problems += [
            Problem(
                str(topics), lines[question.id], f"{question.id!r} is judged the other way in {table.name}.",
                'Of the subset "relevant" every topic has a relevant document, of "non_relevant" none.',
            )
            for question in found
            if question.answerable != (subset == "relevant")
        ]  # fmt: skip
        seen = {question.id for question in questions}
        problems += [
            Problem(str(topics), lines[question.id], f"the id {question.id!r} is in both subsets.", "Delete one.")
            for question in found
            if question.id in seen
        ]
        if unjudged:
            notes.append(f"{unjudged} topics of {folder.name}/{topics.name} are not judged and are left out.")
        questions += found
    return Dataset(folder.name, tuple(questions), tuple(originals), None, tuple(notes))
