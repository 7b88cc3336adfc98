"""What a caller is told when something is wrong: problem details by RFC 9457, never a stack trace."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match

from polycite.components.errors import (
    LoadingError,
    OriginalNotFoundError,
    PolyciteError,
    SettingsError,
    StoreError,
)

logger = logging.getLogger("polycite.service")
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
MEDIA_TYPE = "application/problem+json"


class InvalidParameter(BaseModel):
    """A part of the request that cannot be used."""

    pointer: str = Field(description="Where it stands: a JSON pointer into the body, or the name of a parameter.")
    detail: str = Field(description="What is wrong with it.")


class Problem(BaseModel):
    """Problem details (RFC 9457)."""

    type: str = Field(default="about:blank", description="Kind of problem; stable, for programs.")
    title: str = Field(description="The kind of problem in words.")
    status: int = Field(description="The HTTP status.", ge=400, le=599)
    detail: str = Field(default="", description="What is wrong in this case.")
    mend: str = Field(default="", description="What to do about it.")
    error_id: str | None = Field(default=None, description="Of an error of ours: under this id it is in the log.")
    errors: list[InvalidParameter] | None = Field(default=None, description="Each invalid part of the request.")


class ProblemError(Exception):
    """Raised anywhere in a request to answer with a problem.

    Args:
        status: the HTTP status.
        kind: stable name of the kind of problem, such as "queue-full".
        detail: what is wrong in this case.
        mend: what to do about it.
        headers: such as Retry-After.
    """

    def __init__(
        self, status: int, kind: str, detail: str, mend: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status, self.kind, self.detail, self.mend = status, kind, detail, mend
        self.headers = dict(headers or {})


def problem_response(
    status: int, kind: str, detail: str, mend: str = "", headers: Mapping[str, str] | None = None, **more: Any
) -> JSONResponse:
    """The response that says so."""
    problem = Problem(
        type=f"urn:polycite:problem:{kind}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        mend=mend,
        **more,
    )
    content = problem.model_dump(exclude_none=True)
    return JSONResponse(content, status, dict(headers or {}), media_type=MEDIA_TYPE)


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI description of these statuses as problems, for a route's ``responses``."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}


def status_of(error: PolyciteError) -> tuple[int, str]:
    """The HTTP status and the kind of problem of a mistake that polycite names."""
    if isinstance(error, OriginalNotFoundError):
        return 404, "not-found"
    if isinstance(error, SettingsError | LoadingError):
        return 422, "invalid-request"
    if isinstance(error, StoreError):
        return 503, "store-unavailable"
    return 503, "unavailable"


def install(app: FastAPI) -> None:
    """Answer every error of ``app`` with a problem."""

    @app.exception_handler(ProblemError)
    @app.exception_handler(PolyciteError)
    @app.exception_handler(Exception)
    async def _error(_: Request, error: Exception) -> JSONResponse:
        return response_to(error)

    @app.exception_handler(RequestValidationError)
    async def _invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        found = [
            InvalidParameter(pointer="/" + "/".join(str(part) for part in one["loc"][1:]), detail=str(one["msg"]))
            for one in error.errors()
        ]
        return problem_response(
            422, "invalid-request", "The request is not as it should be.", "Mend what `errors` names.", errors=found
        )

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> JSONResponse:
        kind = HTTPStatus(error.status_code).phrase.lower().replace(" ", "-")
        # The router names the methods of the first route of this path, and there may be others.
        headers = {"Allow": ", ".join(_methods(request))} if error.status_code == 405 else error.headers
        return problem_response(error.status_code, kind, str(error.detail), headers=headers)

    openapi = app.openapi

    def with_problems() -> dict[str, Any]:
        document = openapi()
        # `responses` points at it, but no route has it for a model.
        schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        schemas.update({**schema.pop("$defs"), "Problem": schema})
        return document

    app.openapi = with_problems  # type: ignore[method-assign]


def _methods(request: Request) -> list[str]:
    """What can be done at the address of ``request``."""
    return [
        method
        for method in ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")
        if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in request.app.routes)
    ]


def response_to(error: Exception) -> JSONResponse:
    """The problem that an error is answered with; unless it is one of ours, nothing of its text."""
    if isinstance(error, ProblemError):
        return problem_response(error.status, error.kind, error.detail, error.mend, error.headers)
    if not isinstance(error, PolyciteError):
        return hidden(error, 500, "internal-error")
    status, kind = status_of(error)
    if status == 404:  # its words name the nearest ids, which may be another tenant's, and where the store is
        return problem_response(404, kind, "There is no such document.", "List those there are.")
    if status == 503:
        return hidden(error, status, kind)
    return problem_response(status, kind, error.problem, error.mend)


def new_error_id() -> str:
    """64 random bits in 16 letters: digits in a row would be taken out of the log, where the id is looked for."""
    return secrets.token_hex(8).translate(_LETTERS)


def hidden(error: Exception, status: int, kind: str) -> JSONResponse:
    """Only an id goes out: the text of an exception may hold a path, a key or a customer's words."""
    error_id = new_error_id()
    logger.error("%s %s", error_id, kind, exc_info=error)
    detail = "Something went wrong here." if status == 500 else "A part of the service cannot be reached."
    mend = f"Try again; if it persists, report it with the id {error_id}."
    headers = {"Retry-After": "5"} if status == 503 else None
    return problem_response(status, kind, detail, mend, headers, error_id=error_id)
