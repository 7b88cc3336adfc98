"""Who asks: the caller behind a request's key, and what it may do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any

from fastapi import Request, Security
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer
from starlette.datastructures import Headers

from polycite.components.errors import SettingsError
from polycite.pipeline.service.access.key_file import KeyFile
from polycite.pipeline.service.access.keys import SCOPES, ApiKey, Scope, key_id
from polycite.pipeline.service.access.tenancy import Tenancy
from polycite.pipeline.service.problems import ProblemError
from polycite.pipeline.service.settings import ServiceSettings

GUARDED = (400, 401, 403, 408, 413, 414, 429, 431)
"""The statuses that any route behind a key may answer with, for ``responses(*GUARDED, 422, ...)``."""

# They describe the two headers in the OpenAPI document; what they find was found before the body was read.
BEARER = HTTPBearer(scheme_name="bearer", description="An API key: `Authorization: Bearer pck_…`.", auto_error=False)
HEADER = APIKeyHeader(name="X-API-Key", scheme_name="header", description="An API key.", auto_error=False)


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever a request comes from. ``key`` is None for a program on this machine where no keys are made."""

    key: ApiKey | None = None

    @property
    def id(self) -> str:
        """For logs and figures; nothing that opens anything."""
        return self.key.id if self.key else "anonymous"

    @property
    def scopes(self) -> frozenset[Scope]:
        """What it may do."""
        return self.key.scopes if self.key else frozenset(SCOPES)

    @property
    def tenancy(self) -> Tenancy:
        """What it sees of the store; every route goes through it."""
        return Tenancy(self.key.tenant if self.key else None)


class Authenticator:
    """Tells callers by their keys.

    Keys are required when the service can be reached from elsewhere, and as soon as the first one was made.

    Args:
        settings: of the service.
        keys: those there are.

    Raises:
        SettingsError: the service would listen for others without any key, or the file of keys cannot be used.
    """

    def __init__(self, settings: ServiceSettings, keys: KeyFile) -> None:
        self.keys, self._local, self._shut = keys, settings.is_local, False
        now = datetime.now(UTC)
        if not self._local and not any(key.is_valid(now) for key in keys.keys.values()):
            raise SettingsError(
                f"Listening on {settings.host} lets others reach the service, and there is no valid API key in "
                f"{keys.path}.",
                "Make one with `polycite keys create NAME --scope ask`, or listen on 127.0.0.1.",
            )

    @property
    def required(self) -> bool:
        """Whether a request needs a key."""
        self._shut = self._shut or not self._local or bool(self.keys.keys)
        return self._shut

    def caller(self, headers: Mapping[str, str]) -> Caller | None:
        """The caller of a request with these headers; None when it needs a key and has none that is valid."""
        if not self.required:
            return Caller()
        tokens = set(_tokens(headers))
        if len(tokens) != 1:
            return None
        token = tokens.pop()
        known = self.keys.keys
        key = known.get(key_id(token) or "")
        # An unknown id costs the same comparison as a known one.
        matches = (key or _NOBODY).matches(token)
        return Caller(key) if key and matches and key.is_valid(datetime.now(UTC)) else None


@cache
def requires(scope: Scope) -> Callable[..., Awaitable[Caller]]:
    """The dependency of a route that takes a key with ``scope``; it gives the :class:`Caller`.

    Usage::

        Asker = Annotated[Caller, Depends(requires("ask"))]

        @router.post("/ask", responses=responses(*GUARDED, 422, 503, 504))
        async def ask(body: AskRequest, service: ServiceOf, caller: Asker) -> Any: ...

    Raises:
        ProblemError: 401 without a valid key, 403 when it has not the scope.
    """

    async def caller_of(
        request: Request,
        _bearer: Annotated[HTTPAuthorizationCredentials | None, Security(BEARER)],
        _header: Annotated[str | None, Security(HEADER)],
    ) -> Caller:
        caller: Caller | None = request.state.caller
        if caller is None:
            raise unauthorized()
        if scope not in caller.scopes:
            raise ProblemError(
                403, "scope", f"This API key is not made for {scope!r}.", f"Use a key with the scope {scope!r}."
            )
        return caller

    return caller_of


def unauthorized() -> ProblemError:
    """The answer to a request without a valid key: unknown, expired and revoked look alike."""
    return ProblemError(
        401,
        "unauthorized",
        "This needs a valid API key.",
        "Send one as `Authorization: Bearer …` or `X-API-Key`; `polycite keys create` makes them.",
        {"WWW-Authenticate": 'Bearer realm="polycite"'},
    )


def _tokens(headers: Mapping[str, str]) -> list[str]:
    several = headers if isinstance(headers, Headers) else Headers(headers)
    found = [value.strip() for value in several.getlist("x-api-key")]
    for value in several.getlist("authorization"):
        scheme, _, token = value.strip().partition(" ")
        if scheme.lower() == "bearer":
            found.append(token.strip())
    return found


def _nobody() -> ApiKey:
    fields: dict[str, Any] = {"name": "nobody", "scopes": frozenset({"metrics"})}
    return ApiKey.issue(**fields)[0]


_NOBODY = _nobody()
