"""What the shipped models were made with: which languages are drawn how often, and how much of which source."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from polycite.components.languages.language_codes import SUPPORTED
from polycite.pipeline.training.corpora import lines
from polycite.pipeline.training.reading_examples import Example, load_examples

# Languages of the shipped knowledge base and of most users; four times the say in the vocabulary, three in training.
_LARGE = "ar cs de el en es fa fr he hi id it ja ko nl pl pt ro ru sv th tr uk vi zh"
LARGE = frozenset(_LARGE.split())
PIECE_WEIGHT, PAIR_WEIGHT = 4.0, 3.0
# Sources whose domain or style is far from ours, and the one so large that it would drown its language.
SOURCE_CAPS = {
    "policyqa": 2500, "squadshifts_reddit": 4000, "squadshifts_amazon_reviews": 4000, "fairytaleqa": 2500,
    "molweni_test": 0, "friendsqa": 0, "tatqa_span": 0,
}  # fmt: skip
SOURCE_CAP = 9000
_FEW = 2000  # a language with fewer examples than this is read twice an epoch
_LINES = 15_000


def examples(corpora: Path, languages: Sequence[str] | None = None) -> list[Example]:
    """The question-answering examples of ``corpora/qa``, of ``languages`` or all, those of small languages twice."""
    found = load_examples(corpora / "qa", languages or ["en", *SUPPORTED], SOURCE_CAPS, SOURCE_CAP)
    counts = Counter(example.language for example in found)
    return found + [example for example in found if counts[example.language] < _FEW]


def vocabulary_texts(corpora: Path) -> Iterator[tuple[str, float, list[str]]]:
    """Texts by which pieces are chosen: a name, the weight of its language, lines."""
    for path in sorted((corpora / "parallel").glob("*.tsv.xz")):
        language = path.name.removesuffix(".tsv.xz")
        yield language, _weight(language), [*_column(path, 1), *_column(corpora / "dictionary" / path.name, 1)]
    for path in sorted((corpora / "qa").glob("*.jsonl.xz")):
        language = path.name.removesuffix(".jsonl.xz")
        if language in ("en", *SUPPORTED):
            found = [json.loads(row) for row in itertools.islice(lines(path), _LINES)]
            yield f"{language} questions", _weight(language), [f"{row['question']} {row['context']}" for row in found]
    yield "en software", PIECE_WEIGHT, list(_column(corpora / "parallel" / "de.tsv.xz", 0))
    yield "en words", PIECE_WEIGHT, list(_column(corpora / "dictionary" / "de.tsv.xz", 0))


def pair_weights() -> dict[str, float]:
    """How often a language's sentence pairs are drawn, against 1 for the others."""
    return dict.fromkeys(LARGE, PAIR_WEIGHT)


def _weight(language: str) -> float:
    return PIECE_WEIGHT if language in LARGE else 1.0


def _column(path: Path, column: int) -> Iterator[str]:
    if path.is_file():
        for line in itertools.islice(lines(path), _LINES):
            yield line.split("	")[column]
