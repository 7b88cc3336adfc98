"""How near translations come to those of people: ``polycite eval translation``."""

from __future__ import annotations

import hashlib
import lzma
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from polycite.components.errors import LoadingError, ModelError, SettingsError
from polycite.components.glossing import Glosser
from polycite.components.languages.language_codes import SUPPORTED, normalise_code
from polycite.components.translating import Translator
from polycite.eval.environment import environment
from polycite.eval.scoring.scoring import Figures, macro
from polycite.eval.tables import Report, Section

if TYPE_CHECKING:
    from polycite.eval.runner import Progress

Parallel = Mapping[str, Mapping[str, str]]
"""Translations by language and English sentence."""


def read_parallel(folder: str | Path) -> Parallel:
    """The ``<language>.tsv[.xz]`` files of ``folder``, ``english<TAB>translation`` a line, as NTREX-128 comes.

    Raises:
        LoadingError: there is none, or a line has no tab.
    """
    found: dict[str, dict[str, str]] = {}
    for path in sorted(Path(folder).glob("*.tsv*")):
        language = path.name.split(".")[0]
        if language not in SUPPORTED:
            raise LoadingError(f"{path} is named after no language.", f"Name it after one of: {', '.join(SUPPORTED)}.")
        data = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
        rows = found.setdefault(language, {})
        for number, line in enumerate(data.decode("utf-8").splitlines(), start=1):
            english, tab, other = line.partition("\t")
            if not tab:
                raise LoadingError(f"{path}:{number} has no tab.", "Write english<TAB>translation a line.")
            rows[english] = other
    if not found:
        raise LoadingError(f"{folder} holds no .tsv or .tsv.xz file.", "Give a folder of <language>.tsv[.xz] files.")
    return found


def chrf(translations: Sequence[str], references: Sequence[str]) -> float:
    """Corpus chrF, 0 to 100 (Popović 2015), as sacrebleu counts it: chrF2, character 6-grams.

    Raises:
        ModelError: sacrebleu is not installed.
    """
    try:
        from sacrebleu.metrics.chrf import CHRF
    except ImportError as error:
        raise ModelError("sacrebleu is not installed.", "pip install 'polycite[eval]'") from error
    return float(CHRF().corpus_score(list(translations), [list(references)]).score)


def translation(
    folder: str | Path,
    translator: Translator,
    *,
    pairs: Sequence[tuple[str, str]] | None = None,
    limit: int | None = None,
    lexicon: str = "shipped/lexicon",
    progress: Progress | None = None,
) -> Report:
    """Translations of parallel sentences, beside the untranslated source and, into English, our gloss.

    "chrF": the translator's; "copy": of the source as it is; "gloss": of
    :class:`polycite.components.glossing.Glosser`, word for word. "left": share of sentences that the translator
    left as they were; "violated": share of the texts in which the guard found a violation; "hops": translations
    in a row; "text ms": a text, by the harness's clock.

    Args:
        folder: as :func:`read_parallel`.
        translator: what is measured; without a cache, or "text ms" means nothing.
        pairs: source and target; those with no English are matched over it. All with English that there is a
            translator for, by default.
        limit: sentences a pair, an even sample with the same ids in every language; None for all.
        lexicon: of the gloss.
        progress: told stage, done and total.
    """
    begin = time.perf_counter()
    parallel, glosser = read_parallel(folder), Glosser(lexicon)
    around_english = [pair for language in parallel for pair in ((language, "en"), ("en", language))]
    chosen = list(pairs) if pairs else [pair for pair in around_english if translator.route(*pair)]
    rows: dict[str, Figures] = {}
    for done, (source, target) in enumerate(chosen):
        if progress:
            progress("translating", done, len(chosen))
        texts, references = _matched(parallel, source, target, limit)
        rows[f"{source}>{target}"] = _figures(translator, glosser, texts, references, source, target)
    silent = sorted({f"{s}>{t}" for s, t in around_english if not translator.route(s, t)}) if not pairs else []
    columns = ("chrF", "copy", "gloss", "left", "violated", "hops", "text ms")
    names = ", ".join(engine.name for engine in translator.engines)
    return Report(
        name="translation",
        sections=(Section("by_pair", f"chrF of {names or 'no translator'}", rows, macro(rows), columns, "chrF"),),
        environment={**environment(), "translator": names, "data_sha256": _digest(Path(folder))},
        notes=(
            f"{limit or 'All'} sentences a pair.",
            *([f"No translator for {len(silent)} pairs: {' '.join(silent)}"] if silent else []),
        ),
        seconds=time.perf_counter() - begin,
    )


def read_pairs(text: str) -> list[tuple[str, str]]:
    """``es-en,fr-es`` as pairs of language codes.

    Raises:
        SettingsError: it cannot be read so.
    """
    pairs = []
    for one in text.split(","):
        source, dash, target = one.strip().partition("-")
        if not dash:
            raise SettingsError(f"{one!r} is no pair of languages.", "Write pairs as es-en,fr-es.")
        pairs.append((normalise_code(source), normalise_code(target)))
    return pairs


def _matched(parallel: Parallel, source: str, target: str, limit: int | None) -> tuple[list[str], list[str]]:
    """Source sentences and their translations by people."""
    rows = [parallel.get(code) for code in (source, target) if code != "en"]
    if None in rows or not rows:
        raise LoadingError(f"There are no parallel sentences for {source}-{target}.", "Add the file of the language.")
    known = [english for english in rows[0] or () if all(english in (row or ()) for row in rows)]
    if limit is not None and limit < len(known):
        known = [known[i * len(known) // limit] for i in range(limit)]
    sides = [known if code == "en" else [parallel[code][english] for english in known] for code in (source, target)]
    return sides[0], sides[1]


def _figures(
    translator: Translator, glosser: Glosser, texts: Sequence[str], references: Sequence[str], source: str, target: str
) -> Figures:
    begin = time.perf_counter()
    found = [one for one in translator.translate(texts, source, target) if one]
    spent = time.perf_counter() - begin
    glossed = target == "en" and glosser.covers(source)
    sentences = sum(len(one.sentences) for one in found)
    return {
        "chrF": chrf([one.text for one in found], references) if found else None,
        "copy": chrf(texts, references),
        "gloss": chrf([glosser.gloss(text, source).text for text in texts], references) if glossed else None,
        "left": sum(len(one.untranslated) for one in found) / sentences if sentences else None,
        "violated": sum(bool(one.violations) for one in found) / len(found) if found else None,
        "hops": len(found[0].route) - 1 if found else None,
        "text ms": 1000 * spent / len(texts) if found else None,
        "sentences": len(texts),
    }


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.tsv*")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
