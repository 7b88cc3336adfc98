"""Passages that say the same in several languages, because their documents are translations of one another."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from polycite.components.evidence import Passage

TRANSLATION_OF = "translation_of"  # the metadata field by which a team says so itself
_NUMBER = re.compile(r"\d{1,18}")  # in any script's digits


def document_key(original_id: str, language: str | None, metadata: Mapping[str, Any]) -> str:
    """What all translations of a document share.

    ``metadata["translation_of"]`` where it is given; else the id without the part that is its own
    language code, as in ``docs/de/returns.md`` and ``docs/en/returns.md``; else the id.
    """
    said = metadata.get(TRANSLATION_OF)
    if isinstance(said, str) and said:
        return said
    if not language:
        return original_id
    code = re.escape(language)
    return re.sub(rf"(?<![^/._]){code}(?![^/._])[/._]?", "", original_id, count=1, flags=re.IGNORECASE) or original_id


def grouped(passages: Sequence[Passage], length: Callable[[str], int], language: str | None = None) -> list[Passage]:
    """``passages``, best first, each thing said once.

    Two passages of translated documents say the same when they lie at the same place, at least half of
    the shorter one in shares of the documents' lengths, and share at least half of their numbers: a
    document may have been rewritten for another country. The one in the asker's language stands
    for all, else the best; it names the others' originals in ``translations``.

    Args:
        passages: ranked.
        length: code points of an original, by its id; asked only where documents are translations.
        language: the asker's.
    """
    kept: list[Passage] = []
    by_document: dict[str, list[int]] = {}
    for passage in passages:
        key = document_key(passage.original_id, passage.language, passage.metadata)
        twin = next((i for i in by_document.get(key, []) if _says_the_same(kept[i], passage, length)), None)
        if twin is None:
            by_document.setdefault(key, []).append(len(kept))
            kept.append(passage)
        else:
            kept[twin] = _joined(kept[twin], passage, language)
    return kept


def _joined(best: Passage, other: Passage, language: str | None) -> Passage:
    """One passage for both, with the rank and score of the better one."""
    shown, hidden = (other, best) if other.language == language != best.language else (best, other)
    others = dict.fromkeys((*best.translations, hidden.original_id))
    others.pop(shown.original_id, None)
    return dataclasses.replace(shown, score=best.score, channels=best.channels, translations=tuple(others))


def _says_the_same(one: Passage, other: Passage, length: Callable[[str], int]) -> bool:
    if one.original_id == other.original_id or one.language == other.language:
        return False
    a, b = ((p.start / n, p.end / n) for p in (one, other) for n in (max(1, length(p.original_id)),))
    if min(a[1], b[1]) - max(a[0], b[0]) < 0.5 * min(a[1] - a[0], b[1] - b[0]):
        return False
    numbers, others = ({int(digits) for digits in _NUMBER.findall(p.text)} for p in (one, other))
    return 2 * len(numbers & others) >= len(numbers | others)
