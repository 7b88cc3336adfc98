"""Plain text: the decoded file, character for character."""

from polycite.components.evidence import OffsetMap
from polycite.components.loaders.tracing import Extract


def read_text(raw: str) -> Extract:
    """The text is the file; the map is the identity."""
    return Extract(raw, OffsetMap.identity(len(raw)))
