"""Parallel sentences to inspect a model with: those that polycite ships, or the user's own."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from polycite.components.answers import abstentions
from polycite.components.chat import chat_phrases
from polycite.components.errors import LoadingError
from polycite.components.languages.language_codes import SUPPORTED
from polycite.components.question_files.language_tags import language_code
from polycite.components.question_files.rows import RowError
from polycite.eval.datasets.alignments import load_alignments
from polycite.eval.datasets.bitext import Bitext, load_bitext, read_bitext
from polycite.eval.datasets.claims import shipped_claims
from polycite.eval.datasets.corruptions import shipped_corruptions


@dataclass(frozen=True, slots=True)
class ParallelText:
    """Sentences by language beside their English; ``english`` is the pool in which translations are sought."""

    pairs: dict[str, Bitext]
    english: tuple[str, ...]


def shipped_parallel_text(languages: Collection[str], limit: int | None = None) -> ParallelText:
    """What people wrote for polycite in ``languages``: its own phrases, aligned and corrupted pairs, claims.

    Nine sentences in every supported language, some 45 in the largest. The pool holds the English of all languages,
    so that a figure does not depend on which are asked for. ``limit``: the first so many of a language.

    Raises:
        LoadingError: there is nothing in a language.
    """
    every: dict[str, dict[str, str]] = {code: {} for code in SUPPORTED if code != "en"}
    for language, english, text in _shipped_pairs():
        every[language].setdefault(english, text)
    wanted = {language: _known(language) for language in languages}
    if unknown := [language for language, code in wanted.items() if code not in every]:
        raise LoadingError(
            f"polycite ships no sentences in {', '.join(map(repr, unknown))} to inspect a model with.",
            "Give your own with --parallel: lines of English<TAB>text in <language>.tsv. "
            f"It ships some in: {', '.join(every)}.",
        )
    pool = tuple(dict.fromkeys(english for pairs in every.values() for english in pairs))
    chosen = {code: tuple(every[code].items())[:limit] for code in wanted.values()}
    return ParallelText(
        {code: Bitext(code, tuple(t for _, t in pairs), tuple(e for e, _ in pairs)) for code, pairs in chosen.items()},
        pool,
    )


def own_parallel_text(path: Path, languages: Collection[str] | None = None, limit: int | None = None) -> ParallelText:
    """The user's: a folder of ``<language>.tsv[.xz]`` files, or one such file; its name or ``languages`` says of what.

    Raises:
        LoadingError: it holds no pairs, none of a language, or bad rows; or one file is to be of several languages.
    """
    if path.is_dir():
        pairs = load_bitext(path, languages, limit)
    else:
        if languages is not None and len(languages) != 1:
            raise LoadingError(
                f"{path} holds one language, but {len(languages)} are asked for: {', '.join(languages)}.",
                "Name one, or give a folder of <language>.tsv files.",
            )
        language = _known(next(iter(languages or [path.name.split(".")[0]])))
        pairs = {language: read_bitext(path, language, limit)}
    return ParallelText(pairs, tuple(dict.fromkeys(text for bitext in pairs.values() for text in bitext.english)))


def _shipped_pairs() -> Iterator[tuple[str, str, str]]:
    """Language, English, text."""
    for table in (abstentions.SENTENCES, chat_phrases.SENTENCES):
        for language, sentences in table.items():
            if language != "en":
                yield from ((language, english, text) for english, text in zip(table["en"], sentences, strict=True))
    for pair in load_alignments():
        yield from _with_english((pair.source_language, pair.source), (pair.target_language, pair.target))
    for row in shipped_corruptions():
        yield from _with_english((row.source_language, row.source), (row.target_language, row.translation))
    for claim in shipped_claims():
        if claim.kind == "translation" and len(claim.evidence) == 1:
            text, language = claim.evidence[0]
            yield from _with_english((claim.language, claim.claim), (language, text))


def _with_english(one: tuple[str, str], other: tuple[str, str]) -> Iterator[tuple[str, str, str]]:
    for (first, english), (second, text) in ((one, other), (other, one)):
        if first == "en" and second != "en":
            yield second, english, text


def _known(language: str) -> str:
    try:
        return language_code(language)
    except RowError as error:
        raise LoadingError(str(error), error.mend) from None
