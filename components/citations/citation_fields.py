"""A citation from plain JSON types, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING
from dataclasses import fields as dataclass_fields
from functools import lru_cache
from typing import Any, get_type_hints

from pydantic import BaseModel, ValidationError, create_model

from polycite.components.errors import LoadingError
from polycite.components.evidence import Citation, QuoteTranslation


def citation_from(fields: Mapping[str, Any]) -> Citation:
    """The citation with these fields, of exactly the right kinds: "5" is no offset.

    Raises:
        LoadingError: a field is missing or wrong; the message names it and what it should be.
    """
    citation = Citation(**_read(Citation, {**fields, "translation": _translation(fields.get("translation"))}))
    if not 0 <= citation.start < citation.end:
        raise LoadingError(
            f"Fields 'start' and 'end': [{citation.start}, {citation.end}) holds no character.",
            "Give half-open offsets in code points, 0 <= start < end.",
        )
    return citation


def _translation(given: object) -> QuoteTranslation | None:
    if given is None:
        return None
    if not isinstance(given, Mapping):
        raise LoadingError("Field 'translation' is no object.", "Correct it, or export the citation again.")
    lists = {name: tuple(value) for name, value in given.items() if isinstance(value, list)}
    return QuoteTranslation(**_read(QuoteTranslation, {**given, **lists}, "translation."))


def _read(kind: type, fields: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    try:
        return dict(_fields(kind).model_validate(dict(fields), strict=True))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = prefix + ".".join(str(part) for part in first["loc"])
        raise LoadingError(f"Field {field!r}: {first['msg']}.", "Correct it, or export the citation again.") from None


@lru_cache(maxsize=2)
def _fields(kind: type) -> type[BaseModel]:
    kinds = get_type_hints(kind)
    definitions: dict[str, Any] = {
        field.name: (kinds[field.name], ... if field.default is MISSING else field.default)
        for field in dataclass_fields(kind)
    }
    return create_model(f"{kind.__name__}Fields", **definitions)
