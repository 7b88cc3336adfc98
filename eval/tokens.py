"""Token efficiency: what a tokenizer makes of each language, measured against parallel text."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from polycite.components.errors import LoadingError, ModelError
from polycite.components.models import locate
from polycite.eval.datasets.bitext import Bitext, bitext_files, load_bitext
from polycite.eval.datasets.squad import SquadSet, load_squad
from polycite.eval.environment import environment
from polycite.eval.scoring.scoring import macro
from polycite.eval.tables import Report, Section

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FEW_LANGUAGES = 5
"""Under this number of languages a correlation says next to nothing."""
_PERMUTATIONS = 9999
_COLUMNS = ("texts", "fertility", "English / own", "unknown", "characters per token")


@dataclass(frozen=True, slots=True)
class TokenEfficiency:
    """What a tokenizer makes of one language.

    Attributes:
        fertility: tokens of the texts over tokens of the parallel English, both summed, without special tokens: what
            Petrov et al. 2023, "Language Model Tokenizers Introduce Unfairness Between Languages", call the premium.
        unknown: share of the tokens that are the unknown token; 0 for a tokenizer that falls back on bytes.
        characters: characters (code points, spaces among them) a token.
        texts: number of parallel texts.
    """

    fertility: float
    unknown: float
    characters: float
    texts: int


@dataclass(frozen=True, slots=True)
class Correlation:
    """Spearman's ρ over ``n`` languages with a two-sided permutation p-value; None where it is undefined.

    ``warning`` says why not to rely on it, "" otherwise.
    """

    rho: float | None
    p: float | None
    n: int
    warning: str = ""


def load_tokenizer(name: str) -> Tokenizer:
    """The tokenizer of a folder with a ``tokenizer.json``, a shipped model, or a Hugging Face name; no torch needed.

    Raises:
        ModelError: there is none.
    """
    from tokenizers import Tokenizer

    path = Path(locate(name))
    try:
        if path.is_dir():
            tokenizer = Tokenizer.from_file(str(path / "tokenizer.json"))
        else:
            tokenizer = Tokenizer.from_file(name) if path.is_file() else Tokenizer.from_pretrained(name)
    except Exception as error:  # tokenizers raises plain Exception
        raise ModelError(
            f"The tokenizer {name!r} cannot be loaded: {str(error).splitlines()[0] if str(error) else error!r}.",
            "Give a folder with a tokenizer.json (a fast tokenizer), or check the name and the network.",
        ) from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def parallel_texts(folder: str | Path, limit: int | None = None) -> dict[str, Bitext]:
    """Parallel texts by language, of :mod:`polycite.eval.datasets.bitext` or the :func:`contexts` of SQuAD-like files.

    Raises:
        LoadingError: the folder holds neither, or bad rows.
    """
    return load_bitext(folder, limit=limit) if bitext_files(folder) else contexts(load_squad(folder))


def contexts(data: SquadSet) -> dict[str, Bitext]:
    """The contexts of each language beside the English ones of the same id.

    Raises:
        LoadingError: there is no English.
    """
    english = {o.id.rsplit("/", 1)[1]: o.text for o in data.originals if o.language == "en"}
    if not english:
        raise LoadingError("There is no English text to compare with.", "Add en.jsonl with the parallel contexts.")
    found: dict[str, list[tuple[str, str]]] = {}
    for original in data.originals:
        name = original.id.rsplit("/", 1)[1]
        if original.language not in (None, "en") and name in english:
            found.setdefault(str(original.language), []).append((original.text, english[name]))
    return {code: Bitext(code, tuple(t for t, _ in pairs), tuple(e for _, e in pairs)) for code, pairs in found.items()}


def token_efficiency(tokenizer: Tokenizer, parallel: Mapping[str, Bitext]) -> dict[str, TokenEfficiency]:
    """The efficiency of each language, and of English, whose fertility is 1 by definition."""
    unknown = _unknown_token(tokenizer)
    found: dict[str, TokenEfficiency] = {}
    english: dict[str, tuple[int, int]] = {}
    for language, bitext in parallel.items():
        fresh = [text for text in dict.fromkeys(bitext.english) if text not in english]
        english.update(zip(fresh, _counts(tokenizer, fresh, unknown), strict=True))
        counts = _counts(tokenizer, bitext.texts, unknown)
        found[language] = _efficiency(bitext.texts, counts, sum(english[text][0] for text in bitext.english))
    own = _efficiency(tuple(english), list(english.values()), sum(tokens for tokens, _ in english.values()))
    return {"en": own, **found}


def correlation(efficiency: Mapping[str, TokenEfficiency], quality: Mapping[str, float | None]) -> Correlation:
    """Spearman's correlation of fertility with a metric over the languages that have both, such as F1 by language.

    The p-value is by permutation (of all of them where there are few): over a dozen languages no other is valid.
    """
    from scipy.stats import permutation_test, rankdata

    shared = [code for code in efficiency if quality.get(code) is not None]
    warning = ""
    if len(shared) < FEW_LANGUAGES:
        warning = f"only {len(shared)} languages: a correlation over under {FEW_LANGUAGES} says next to nothing"
    x = rankdata([efficiency[code].fertility for code in shared])
    y = rankdata([quality[code] for code in shared])
    if len(shared) < 3 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return Correlation(None, None, len(shared), warning or "the same in all languages: no correlation is defined")
    y = (y - y.mean()) / (np.std(y) * len(y))

    def rho(ranks: Any, axis: int = -1) -> Any:
        return np.sum((ranks - ranks.mean(axis=axis, keepdims=True)) * y, axis=axis) / np.std(x)

    tested = permutation_test((x,), rho, permutation_type="pairings", n_resamples=_PERMUTATIONS, rng=0, vectorized=True)
    return Correlation(float(tested.statistic), float(tested.pvalue), len(shared), warning)


def report(
    folder: str | Path,
    tokenizer: str = "shipped/retriever",
    quality: Mapping[str, float | None] | None = None,
    limit: int | None = None,
) -> Report:
    """Token efficiency by language, the one of the most tokens first, and its correlation with ``quality``."""
    measured = token_efficiency(load_tokenizer(tokenizer), parallel_texts(folder, limit))
    rows = {
        code: {
            "texts": float(one.texts),
            "fertility": one.fertility,
            "English / own": 1 / one.fertility,
            "unknown": one.unknown,
            "characters per token": one.characters,
            "quality": (quality or {}).get(code),
        }
        for code, one in measured.items()
    }
    notes = []
    if quality is not None:
        found = correlation(measured, quality)
        told = "undefined" if found.rho is None else f"ρ = {found.rho:.2f}, p = {found.p:.4f}"
        notes.append(f"Fertility and quality: {told}, {found.n} languages. {found.warning}".rstrip())
    foreign = {code: row for code, row in rows.items() if code != "en"}
    overall = macro(foreign)
    section = Section(
        "by_language", f"Tokens of {tokenizer} (overall: all but English)", rows, overall, (*_COLUMNS, "quality"),
        "English / own",
    )  # fmt: skip
    return Report("tokens", (section,), environment={**environment(), "tokenizer": tokenizer}, notes=tuple(notes))


def _efficiency(texts: tuple[str, ...], counts: list[tuple[int, int]], english: int) -> TokenEfficiency:
    tokens = sum(number for number, _ in counts)
    characters = sum(map(len, texts))
    return TokenEfficiency(
        fertility=tokens / english if english else math.nan,
        unknown=sum(number for _, number in counts) / tokens if tokens else 0.0,
        characters=characters / tokens if tokens else math.nan,
        texts=len(texts),
    )


def _counts(tokenizer: Tokenizer, texts: Any, unknown: int | None) -> list[tuple[int, int]]:
    encoded = tokenizer.encode_batch(list(texts), add_special_tokens=False)
    return [(len(one.ids), one.ids.count(unknown) if unknown is not None else 0) for one in encoded]


def _unknown_token(tokenizer: Tokenizer) -> int | None:
    """The id of the unknown token: named by WordPiece, BPE and word models, numbered by Unigram."""
    model = json.loads(tokenizer.to_str())["model"]
    if model.get("unk_id") is not None:
        return int(model["unk_id"])
    return tokenizer.token_to_id(model["unk_token"]) if model.get("unk_token") else None
