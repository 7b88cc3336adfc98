"""Language codes of data sets, as people write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import langcodes

from polycite.components.errors import SettingsError
from polycite.components.languages.language_codes import NAMES, normalise_code
from polycite.components.question_files.rows import RowError, value_of


def language_code(text: str) -> str:
    """The code under which rows of this language are grouped: "pt_BR" is "pt", "zh-TW" is "zh-hant".

    A language that polycite itself does not know (Belebele has 122) keeps its BCP 47 tag in lower case.

    Raises:
        RowError: it is no language tag at all.
    """
    try:
        return normalise_code(text)
    except SettingsError as error:
        tag = text.strip().replace("_", "-").lower()
        if tag and langcodes.tag_is_valid(tag):
            return tag
        # Two thousand codes are valid here: only near ones help.
        near = error.mend.partition(" Use one of")[0] if error.mend.startswith("Did you mean") else ""
        mend = f"{near} Write a BCP 47 code, as in de, pt-BR or zh-hant.".strip()
        raise RowError(f"the language {text!r} is unknown.", mend) from None


def language_in(row: Mapping[str, Any], name: str = "language") -> str:
    """The language code in a field of a row; RowError where it is missing or no language."""
    return language_code(value_of(row, name, str))


def named_language(name: str) -> str | None:
    """The code of a language by its English name, as TyDi QA and NoMIRACL write it: "arabic" is "ar"; else None."""
    return _BY_NAME.get(name.strip().lower())


_BY_NAME = {name.lower(): code for code, name in NAMES.items()} | {"chinese": "zh", "farsi": "fa", "tagalog": "fil"}
