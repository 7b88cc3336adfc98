"""Which language a file is in: said by its name, else seen from its texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from polycite.components.languages.language_codes import NAMES, normalise_code
from polycite.components.question_files.packed_files import PACKED

_MLQA = re.compile(r"context-([a-z]{2})-question-([a-z]{2})(?![a-z])")
# Not every two letters with a region: "my-qa" is no Burmese of Qatar.
_CODE = re.compile(r"(?:zh[-_](?:hans|hant|cn|tw|hk)|pt[-_]br|[a-z]{2})")
_SPLITS = {"train": "train", "dev": "dev", "validation": "dev", "valid": "dev", "test": "test"}
_ONLY_SPLIT = re.compile(rf"(?:{'|'.join(_SPLITS)})(?:-\d+-of-\d+)?")
_SAMPLE = 60
_AGREE = 0.9


def named_languages(path: Path) -> tuple[str, str] | None:
    """Languages of contexts and questions by the name of a file, or None.

    ``de.jsonl``, ``xquad.de.json`` and ``questions-de.jsonl`` are German; ``test-context-en-question-de.json`` and
    ``mlqa.en.de.json`` (MLQA) have English contexts and German questions. Where a file is named after its split alone,
    as on the Hugging Face hub, its folder's name is looked at: ``xquad.de/validation-00000-of-00001.parquet``.
    """
    stem = _stem(path).lower()
    if pair := _MLQA.search(stem):
        return normalise_code(pair[1]), normalise_code(pair[2])
    for name in [stem, path.parent.name.lower()] if _ONLY_SPLIT.fullmatch(stem) else [stem]:
        codes = [code for part in name.split(".") if (code := _code(part))]
        if len(codes) in (1, 2):
            return codes[0], codes[-1]
        if code := _code(re.split(r"[-_]", name)[-1]):
            return code, code
    return None


def split_of(path: Path) -> str:
    """The split that a file's name says: "train", "dev" or "test"; "" where it says none or several."""
    found = {_split(part) for part in re.split(r"[-_.]", _stem(path).lower())} - {""}
    return found.pop() if len(found) == 1 else ""


def split_named(name: str) -> str:
    """The name of a split as we write it: "dev" for "validation" and "valid", any other as it is."""
    return _split(name.lower()) or name


def majority(texts: Sequence[str]) -> str | None:
    """The language that nine of ten texts of an even sample are identified as; None where there is none."""
    from polycite.components.languages.language_identification import LanguageIdentifier

    identifier = LanguageIdentifier()
    step = max(1, len(texts) // _SAMPLE)
    counts = Counter(identifier.detect(text).language for text in texts[::step])
    language, number = counts.most_common(1)[0] if counts else (None, 0)
    return language if number >= _AGREE * counts.total() else None


def _stem(path: Path) -> str:
    name = path.stem if path.suffix in PACKED else path.name
    return name.rsplit(".", 1)[0] if Path(name).suffix in (".json", ".jsonl", ".ndjson", ".parquet", ".tsv") else name


def _code(part: str) -> str | None:
    if not _CODE.fullmatch(part) or (len(part) == 2 and part not in NAMES):
        return None
    return normalise_code(part)


def _split(word: str) -> str:
    return _SPLITS.get(word, "")
