"""Files to originals: each whole, with the way back to the characters of its file."""

from __future__ import annotations

from typing import Any

from haystack import component

from polycite.components.evidence import Original
from polycite.components.loaders.failure import Failure
from polycite.components.loaders.files import FileLoader, expand

__all__ = ["Failure", "OriginalLoader", "expand"]


@component
class OriginalLoader(FileLoader):
    """Reads text, Markdown, HTML, JSONL, CSV, DOCX and PDF files into originals.

    ``Original.text`` is the readable text (marks and tags taken away), ``raw_map`` leads from its
    characters to those of the decoded file (without byte order mark; for PDF to pages, for DOCX
    to paragraphs, from 1). Each row of a JSONL or CSV file is an original of its own, called
    ``<file id>#<row id or number>``. ``metadata`` has "format", for files "bytes", a "title" where
    there is one, and the other fields of a row ("format" is never a row's own).

    A file or row that cannot be read becomes a :class:`Failure`; the others are read.

    Example:
        >>> loader = OriginalLoader()
        >>> result = loader.run(["knowledge_base", "faq.jsonl"])  # doctest: +SKIP
        >>> [original.id for original in result["originals"]]  # doctest: +SKIP
        ['knowledge_base/de/a.md', 'faq.jsonl#17']

    Args:
        encoding: of the text files that have no byte order mark; None is UTF-8.
        max_bytes: largest file; a DOCX may unpack to ten times as much.
        max_characters: longest text of an original.
        text_field: field or column with the text of a row.
        id_field: field or column with its id; rows without one are numbered from 1.
        title_field: field or column with its title, None for none.
        language_field: field or column with its language (BCP 47), None for none.

    Raises:
        SettingsError: an unknown encoding or a limit below 1.
    """

    @component.output_types(originals=list[Original], failures=list[Failure])
    def run(self, sources: list[str]) -> dict[str, Any]:
        """All originals behind ``sources`` and all failures; see :func:`expand` for what a source may be."""
        loaded = list(self.load(sources))
        return {
            "originals": [item for item in loaded if isinstance(item, Original)],
            "failures": [item for item in loaded if isinstance(item, Failure)],
        }
