"""MIRACL (Zhang et al. 2023): retrieval in 18 languages, a folder of topics, judgements and, where it is there, corpus.

As published, one or several languages below the folder::

    miracl-v1.0-ar/topics/topics.miracl-v1.0-ar-dev.tsv     3    ما هي أطول أنهار العالم؟
    miracl-v1.0-ar/qrels/qrels.miracl-v1.0-ar-dev.tsv       3    Q0    5#2    1
    miracl-corpus-v1.0-ar/docs-0.jsonl.gz                   {"docid": "5#2", "title": "...", "text": "..."}

Ids are those of the files; several languages together get them as ``<language>/<id>``. The whole corpus of a language
is read: for the large ones keep in it what is to be searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from polycite.components.errors import LoadingError
from polycite.components.evidence import Original
from polycite.components.languages.language_codes import normalise_code
from polycite.components.question_files.packed_files import suffix_of
from polycite.components.question_files.rows import Problem, raise_all
from polycite.eval.datasets.dataset import Dataset
from polycite.eval.datasets.file_languages import split_named
from polycite.eval.datasets.judged_files import read_corpus, read_judgements, read_queries
from polycite.eval.datasets.judged_questions import judged_questions
from polycite.eval.datasets.merging import merged
from polycite.eval.datasets.published_files import name_of
from polycite.eval.datasets.questions import Split

_TOPICS = re.compile(r"topics\.miracl-v[\d.]+-([a-z]{2})-([a-z]+(?:-[a-z])?)\.tsv")


def load_miracl(path: Path, language: str | None, split: str | None, given: Iterable[Original] = ()) -> Dataset:
    """The topics of a split (by default "dev"), of one language or all that are below the folder.

    Without the corpus the originals are empty, and the documents' ids are not checked: a note says so. A topic of
    which no judged document is relevant is unanswerable.

    Raises:
        LoadingError: a file is missing, or rows are bad; each is named by its line.
    """
    wanted = split_named(split or "dev")
    problems: list[Problem] = []
    parts = []
    found = [(file, match) for file in sorted(path.rglob("topics.*.tsv")) if (match := _TOPICS.fullmatch(file.name))]
    for file, match in found:
        code = normalise_code(match[1])
        if match[2] != wanted or language not in (None, code):
            continue
        qrels = file.name.replace("topics.", "qrels.", 1)
        table = next((p for p in (file.parent.parent / "qrels" / qrels, file.with_name(qrels)) if p.is_file()), None)
        if table is None:
            raise LoadingError(f"There is no {qrels} beside {file}.", "MIRACL's test splits have no judgements.")
        notes = []
        originals, again = read_corpus(_corpus(path, match[1]), code, problems)
        if again:
            notes.append(f"{again} documents of the {code} corpus are there twice and count once.")
        known = {one.id: one for one in (*given, *originals)}
        if not known:
            notes.append(f"There is no corpus of {code}: the ids of judged documents were not checked.")
        queries, judgements = read_queries(file, problems), read_judgements(table, problems)
        part: Split = "fit" if wanted == "train" else "test"
        questions, unjudged = judged_questions(queries, judgements, known, code, part, problems)
        if unjudged:
            notes.append(f"{unjudged} topics of {file.name} are not judged and are left out.")
        parts.append(Dataset(file.name, tuple(questions), tuple(originals), None, tuple(notes)))
    raise_all(problems)
    if not parts:
        has = ", ".join(sorted({f"{match[1]} {match[2]}" for _, match in found})) or "none"
        raise LoadingError(f"{path} holds no topics of {language or 'any language'}, {wanted}.", f"There are: {has}.")
    return merged(name_of(path), parts)


def _corpus(folder: Path, code: str) -> list[Path]:
    mark = re.compile(rf"(?:^|[-/]){code}(?:/|$)")
    files = (p for p in sorted(folder.rglob("*.jsonl*")) if suffix_of(p) == ".jsonl")
    return [p for p in files if mark.search(p.relative_to(folder.parent).parent.as_posix())]
