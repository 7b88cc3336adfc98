"""What the OpenAPI document says of each operation: the first line of its docstring is the summary."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI


def describe(app: FastAPI) -> None:
    """Give every operation of ``app`` a summary, in place of the function's name; what follows it is the description.

    Not by each route's own ``summary``: FastAPI would go on to describe it by the whole docstring.
    """
    openapi = app.openapi

    def described() -> dict[str, Any]:
        is_new = app.openapi_schema is None  # it is made once, and kept
        document = openapi()
        if is_new:
            for operations in document["paths"].values():
                for operation in operations.values():
                    summary, _, rest = operation.pop("description").partition("\n\n")
                    operation["summary"] = " ".join(summary.split()).removesuffix(".")
                    if rest.strip():
                        operation["description"] = rest.strip()
        return document

    app.openapi = described  # type: ignore[method-assign]
