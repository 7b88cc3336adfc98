"""Model names and error codes, which tell one thing from its near twin: R-330 is not R-310."""

from __future__ import annotations

import unicodedata

import regex

CODE = "#"  # marks a code among the terms of the lexicon channel

# One to five Latin capitals and digits, together or with a hyphen; lower case only without a space between,
# because "a 5" is no code. The scripts around it need no space before it.
_CODE = regex.compile(
    r"(?<![\p{Latin}\p{N}])(?:[A-Z]{1,5}[-‐‑–]?\d{1,5}[A-Z]{0,2}|[a-z]{1,5}[-‐‑–]?\d{1,5}[a-z]?|[A-Z]{1,3} \d{2,5})"
    r"(?![\p{Latin}\p{N}])"
)


def codes(text: str) -> list[str]:
    """The codes of ``text`` as they compare: ``R-330``, ``r330`` and ``Ｒ３３０`` are all ``R330``; in order."""
    flat = unicodedata.normalize("NFKC", text)
    return [regex.sub(r"[^A-Z0-9]", "", match.group().upper()) for match in _CODE.finditer(flat)]
