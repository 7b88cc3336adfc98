"""How text of a language is to be shown: its tag, its name, its direction."""

from __future__ import annotations

from functools import cache
from typing import Literal

import langcodes

from polycite.components.languages.language_codes import NAMES

Direction = Literal["ltr", "rtl", "auto"]

_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})


@cache
def direction(language: str) -> Direction:
    """Of the script that the language is written in; "auto", from the text's first letter, where it is unknown."""
    if not language or not langcodes.tag_is_valid(language):
        return "auto"
    script = langcodes.Language.get(language).maximize().script
    if script is None:
        return "auto"
    return "rtl" if script in _RIGHT_TO_LEFT else "ltr"


@cache
def tag(language: str) -> str | None:
    """The BCP 47 tag for a ``lang`` attribute, which fonts and line breaking go by: "zh-hant" is "zh-Hant"."""
    return langcodes.standardize_tag(language) if language and langcodes.tag_is_valid(language) else None


def title(language: str) -> str:
    """Its English name; the code where polycite has no name for it."""
    return NAMES.get(language, language)
