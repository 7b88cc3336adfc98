"""Documents whose words may be shown only as they were written, or as a person has reviewed their translation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

HIGH_STAKES = "high_stakes"
"""The metadata field that marks such a document."""
_NOT = frozenset({"", "0", "false", "no"})


def is_high_stakes(metadata: Mapping[str, Any]) -> bool:
    """Whether a document is marked. Whatever does not plainly deny it is a mark: a file can say only "true" or "yes".

    Example:
        >>> is_high_stakes({"high_stakes": True}), is_high_stakes({"high_stakes": "no"}), is_high_stakes({})
        (True, False, False)
    """
    marked = metadata.get(HIGH_STAKES)
    if isinstance(marked, str):
        return marked.strip().lower() not in _NOT
    return bool(marked)
