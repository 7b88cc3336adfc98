"""A citation from plain JSON types, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING
from dataclasses import fields as dataclass_fields
from functools import lru_cache
from typing import Any, get_type_hints

from pydantic import BaseModel, ValidationError, create_model

from polycite.components.errors import LoadingError
from polycite.components.evidence import Citation


def citation_from(fields: Mapping[str, Any]) -> Citation:
    """The citation with these fields, of exactly the right kinds: "5" is no offset.

    Raises:
        LoadingError: a field is missing or wrong; the message names it and what it should be.
    """
    try:
        values = _fields().model_validate(dict(fields), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise LoadingError(f"Field {field!r}: {first['msg']}.", "Correct it, or export the citation again.") from None
    citation = Citation(**dict(values))
    if not 0 <= citation.start < citation.end:
        raise LoadingError(
            f"Fields 'start' and 'end': [{citation.start}, {citation.end}) holds no character.",
            "Give half-open offsets in code points, 0 <= start < end.",
        )
    return citation


@lru_cache(maxsize=1)
def _fields() -> type[BaseModel]:
    kinds = get_type_hints(Citation)
    definitions: dict[str, Any] = {
        field.name: (kinds[field.name], ... if field.default is MISSING else field.default)
        for field in dataclass_fields(Citation)
    }
    return create_model("CitationFields", **definitions)
