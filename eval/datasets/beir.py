"""BEIR (Thakur et al. 2021) and what is published in its shape: a folder of corpus, queries and judgements.

``corpus.jsonl``, ``queries.jsonl`` (either may be packed) and ``qrels/<split>.tsv``, of any number of grades::

    {"_id": "d1", "title": "Battery", "text": "The battery charges between 0 and 45 °C.", "language": "en"}
    {"_id": "q1", "text": "แบตเตอรี่ชาร์จได้ที่อุณหภูมิเท่าไร", "language": "th"}
    query-id    corpus-id    score
    q1    d1    2

``language`` may be absent: then it is the argument, or is identified over the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from polycite.components.errors import LoadingError
from polycite.components.evidence import Original
from polycite.components.question_files.rows import Problem, raise_all
from polycite.eval.datasets.dataset import Dataset
from polycite.eval.datasets.file_languages import majority, split_named
from polycite.eval.datasets.judged_files import read_corpus, read_judgements, read_queries
from polycite.eval.datasets.judged_questions import judged_questions
from polycite.eval.datasets.published_files import name_of
from polycite.eval.datasets.questions import Split

_ENDS = (".jsonl", ".jsonl.gz", ".jsonl.xz", ".parquet")


def load_beir(path: Path, language: str | None, split: str | None, given: Iterable[Original] = ()) -> Dataset:
    """The queries that are judged in a split (by default "test"), with the whole corpus.

    Queries of other splits are left out, and a note says how many. A query of which no judged document is relevant is
    unanswerable.

    Raises:
        LoadingError: a file is missing, or rows are bad; each is named by its line: ids that come twice or are not
            there, no text, a grade that is no whole number, a language that is none.
    """
    problems: list[Problem] = []
    queries = read_queries(_file(path, "queries"), problems)
    table = _judgements(path, split)
    judgements = read_judgements(table, problems)
    originals, again = read_corpus([_file(path, "corpus")], None, problems)
    raise_all(problems)
    notes = [f"{again} documents of the corpus are there twice and count once."] if again else []
    unstated = [query.text for query in queries if query.language is None]
    asked = language or (majority(unstated) if unstated else None)
    silent = [original.text for original in originals if original.language is None]
    spoken = (majority(silent) or language) if silent else None
    if unstated and not language:
        notes.append(f"The queries do not state their language; they were identified as {asked}.")
    if silent:
        notes.append(f"The documents do not state their language; they were identified as {spoken}.")
    if unstated and asked is None:
        mend = 'Name it as an argument, or in a field "language" of each query.'
        raise LoadingError(f"{path}: the queries do not state their language, and are not in one alone.", mend)
    originals = [one if one.language else replace(one, language=spoken) for one in originals]
    known = {one.id: one for one in originals}
    part: Split = "fit" if table.name.startswith("train") else "test"
    questions, unjudged = judged_questions(queries, judgements, known, asked or "und", part, problems)
    raise_all(problems)
    if unjudged:
        notes.append(f"{unjudged} queries are not judged in {table.name} and are left out.")
    return Dataset(name_of(path), tuple(questions), tuple(originals), None, tuple(notes))


def _file(folder: Path, name: str) -> Path:
    found = next((path for end in _ENDS if (path := folder / f"{name}{end}").is_file()), None)
    if found is None:
        raise LoadingError(f"{folder} holds no {name}.jsonl.", "BEIR has corpus.jsonl, queries.jsonl and qrels/*.tsv.")
    return found


def _judgements(folder: Path, split: str | None) -> Path:
    found = {split_named(path.name.split(".")[0]): path for path in sorted((folder / "qrels").glob("*.tsv*"))}
    if not found and (folder / "qrels.tsv").is_file():
        found = {"": folder / "qrels.tsv"}
    if split is None and len(found) == 1:
        return next(iter(found.values()))
    wanted = "test" if split is None else split_named(split)
    if wanted not in found:
        has = f"Its splits: {', '.join(found)}." if found else "BEIR has qrels/test.tsv."
        raise LoadingError(f"{folder} holds no judgements of the split {wanted!r}.", has)
    return found[wanted]
