"""Words as they sound in Latin letters: names, numbers and loan words match across scripts."""

from __future__ import annotations

import re
from collections import Counter

from anyascii import anyascii

from polycite.components.vectors import SparseVector, saturate

_WORD = re.compile(r"[a-z0-9]+")
_MERGED = str.maketrans(
    {
        "c": "k",
        "q": "k",
        "g": "k",
        "x": "k",
        "d": "t",
        "b": "p",
        "z": "s",
        "j": "s",
        "v": "f",
        "w": "f",
        "y": None,
        "h": None,
    }
)
_AVERAGE_LENGTH = 420.0  # grams of a passage of 180 tokens, averaged over the shipped knowledge base


def romanise(text: str) -> str:
    """``text`` in lower-case ASCII letters, by Unicode character (anyascii)."""
    return anyascii(text).lower()


def skeleton(word: str) -> str:
    """The consonants of a romanised word, sounds that scripts confuse merged: Moskva, Moscow -> "mskf", "mskf"."""
    bare = word.replace("ph", "f")
    bare = bare[:1] + re.sub("[aeiou]", "", bare[1:])
    return re.sub(r"(.)\1+", r"\1", bare.translate(_MERGED) or word)


def grams(text: str, n: int = 4) -> Counter[str]:
    """Counts of the character ``n``-grams of the romanised words and of their skeletons."""
    counts: Counter[str] = Counter()
    for word in _WORD.findall(romanise(text)):
        for padded in (f"^{word}$", f"^_{skeleton(word)}$"):
            if len(padded) <= n:
                counts[padded] += 1
            else:
                counts.update(padded[i : i + n] for i in range(len(padded) - n + 1))
    return counts


def encode_passage(text: str, limit: int | None = None) -> SparseVector:
    """BM25 weights of the sounds of a passage; at most ``limit`` entries."""
    return SparseVector.of_terms(saturate(grams(text), _AVERAGE_LENGTH), limit)


def encode_query(text: str) -> SparseVector:
    """Each sound of a question once."""
    return SparseVector.of_terms(dict.fromkeys(grams(text), 1.0))
