"""What JSON can say and no document, store or answer can hold."""

from __future__ import annotations

import re
from typing import Any

_DEEPEST = 32
_SURROGATE = re.compile("[\ud800-\udfff]")


def check_json(data: Any) -> None:
    """Refuse half of a character (a lone surrogate, as U+D800) and what is nested deeper than 32 levels.

    Python reads both; UTF-8 cannot write the one, and recursive readers further on fall over the other.

    Raises:
        ValueError: it holds either.
    """
    waiting: list[tuple[Any, int]] = [(data, 0)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, str):
            if not value.isascii() and _SURROGATE.search(value):
                raise ValueError("It has half of a character: a surrogate without its partner.")
        elif isinstance(value, dict | list):
            if depth == _DEEPEST:
                raise ValueError(f"It is nested deeper than {_DEEPEST} levels.")
            parts = [*value, *value.values()] if isinstance(value, dict) else value
            waiting += [(part, depth + 1) for part in parts]
