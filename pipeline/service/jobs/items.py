"""What a job is made of: files to read, documents to index, documents to remove."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from polycite.components.evidence import Original
from polycite.components.languages.language_codes import normalise_code
from polycite.components.loaders.limits import check_text

ItemKind = Literal["file", "document", "removal"]


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a job that is not done yet.

    Args:
        kind: what is to be done.
        name: id of the document inside the store.
        body: a file's bytes, or a document as JSON.
        size: code points of a document, bytes of a file; nothing for a removal.
        position: its place in the job, once it has one.
        attempts: times it was begun before.
    """

    kind: ItemKind
    name: str
    body: bytes = b""
    size: int = 0
    position: int = 0
    attempts: int = 0

    def original(self, max_characters: int) -> Original:
        """The document to index.

        Raises:
            PolyciteError: as :func:`original_of`.
        """
        fields = json.loads(self.body)
        return Original.from_dict(fields) if "sha256" in fields else original_of(fields, max_characters)


def row_item(row: Mapping[str, Any]) -> Item:
    """The item that indexes a row of the Python API, which is looked at when its turn comes."""
    return Item("document", row["id"], json.dumps(row).encode(), len(row["text"]))


def document_item(original: Original) -> Item:
    """The item that indexes ``original``."""
    return Item("document", original.id, json.dumps(original.to_dict()).encode(), len(original.text))


def original_of(row: Mapping[str, Any], max_characters: int) -> Original:
    """The document that a row of the Python API (``id``, ``text``, ``language``, ``source``, ``metadata``) stands for.

    Raises:
        LoadingError: its text cannot be stored: blank, longer than ``max_characters`` or no text.
        SettingsError: its language is unknown.
    """
    check_text(row["text"], max_characters)
    language = None if row.get("language") is None else normalise_code(row["language"])
    return Original(row["id"], row["text"], row.get("source") or "", language, dict(row.get("metadata") or {}))
