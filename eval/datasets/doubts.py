"""What about a question is likely a mistake, but may be meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from polycite.components.evidence import Original
from polycite.components.languages.language_codes import SUPPORTED
from polycite.components.question_files.rows import Problem
from polycite.components.text.graphemes import is_boundary
from polycite.eval.datasets.leaks import Located
from polycite.eval.datasets.near_duplicates import normalised

_SURE = 0.95


def language_doubts(asked: Sequence[Located]) -> list[Problem]:
    """Questions that are surely in another language than stated; code-switched ones are in two anyway."""
    from polycite.components.languages.language_identification import LanguageIdentifier

    identifier = LanguageIdentifier()
    found = []
    for one in asked:
        stated = one.question.language
        if stated not in SUPPORTED or "code-switched" in one.question.kinds:
            continue
        seen = identifier.detect(one.question.question)
        if seen.language not in (None, stated) and seen.confidence >= _SURE:
            found.append(one.problem(f"the language is {stated!r}, the words look like {seen.language!r}."))
    return found


def cut_clusters(asked: Sequence[Located], originals: Sequence[Original]) -> list[Problem]:
    """Answers that begin or end inside a grapheme cluster, of files without lines; with lines that is a problem."""
    texts: Mapping[str, str] = {original.id: original.text for original in originals}
    return [
        one.problem(f"[{gold.start}, {gold.end}) of {gold.original_id!r} splits a grapheme cluster.")
        for one in asked
        if one.line == 0
        for gold in (*one.question.answers, *one.question.alternatives)
        if (text := texts.get(gold.original_id)) and not (is_boundary(text, gold.start) and is_boundary(text, gold.end))
    ]


def asked_twice(asked: Sequence[Located]) -> list[Problem]:
    """The same question on the same originals."""
    found: list[Problem] = []
    first: dict[tuple[object, ...], Located] = {}
    for one in asked:
        on = frozenset(gold.original_id for gold in one.question.answers) | frozenset(one.question.relevant)
        key = (one.question.language, normalised(one.question.question), on)
        if key in first:
            found.append(one.problem(f"the question of {first[key].place} again."))
        first.setdefault(key, one)
    return found
