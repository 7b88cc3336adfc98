"""What is in a store: languages, tokens, and how well the models know them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import Any

from polycite.components.lexicon import Lexicon
from polycite.components.models import load
from polycite.components.store import PassageStore
from polycite.pipeline.settings import Settings

_SAMPLE_CHARACTERS = 40_000  # of each language; a fertility settles long before
_MANY_UNKNOWN = 0.02
_LITTLE_COVERED = 0.7


@dataclass(frozen=True)
class LanguageRow:
    """One language of the corpus.

    ``tokens_per_character`` and ``unknown_rate`` (unknown tokens a token) are the embedder's,
    ``lexicon_coverage`` is the share of words the lexicon knows; all over a sample. ``tokens`` is
    estimated from it.
    """

    language: str | None
    originals: int
    passages: int
    characters: int
    tokens: int
    tokens_per_character: float
    unknown_rate: float
    lexicon_coverage: float
    warning: str


@dataclass(frozen=True)
class CorpusReport:
    """Numbers of a store, language by language, most passages first."""

    originals: int
    passages: int
    languages: tuple[LanguageRow, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        return asdict(self)


def inspect_corpus(store: PassageStore, settings: Settings) -> CorpusReport:
    """Count everything and measure a sample of each language with the embedder's tokenizer and the lexicon.

    Raises:
        ModelError: the tokenizer or the lexicon cannot be loaded.
    """
    from transformers import AutoTokenizer

    tokenizer = load(AutoTokenizer.from_pretrained, settings.embedder)
    lexicon = Lexicon(settings.lexicon)
    originals: dict[str | None, int] = defaultdict(int)
    characters: dict[str | None, int] = defaultdict(int)
    samples: dict[str | None, list[str]] = defaultdict(list)
    for record in store.originals():
        language = record.language
        originals[language] += 1
        characters[language] += record.length
        if sum(map(len, samples[language])) < _SAMPLE_CHARACTERS:
            samples[language].append(store.original(record.id).text[:_SAMPLE_CHARACTERS])
    passages = store.languages()
    rows = []
    for language in sorted({*originals, *passages}, key=lambda code: (-passages.get(code, 0), code or "")):
        text = "\n".join(samples[language])
        ids = tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"]
        rate = len(ids) / len(text) if text else 0.0
        unknown = ids.count(tokenizer.unk_token_id) / len(ids) if ids else 0.0
        covered = lexicon.known_share(text, language)
        rows.append(
            LanguageRow(
                language,
                originals[language],
                passages.get(language, 0),
                characters[language],
                round(rate * characters[language]),
                round(rate, 3),
                round(unknown, 4),
                round(covered, 3),
                _warning(language, unknown, covered),
            )
        )
    return CorpusReport(sum(originals.values()), sum(passages.values()), tuple(rows))


def _warning(language: str | None, unknown: float, covered: float) -> str:
    if language is None:
        return "language not recognised: give it when indexing"
    if unknown > _MANY_UNKNOWN:
        return f"the embedder does not know {unknown:.0%} of the tokens: use one that covers {language}"
    if covered < _LITTLE_COVERED:
        return f"the lexicon knows {covered:.0%} of the words: retrieval from other languages will be weak"
    return ""
