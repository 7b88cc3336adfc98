"""The gate before the endpoints: who asks is told before anything of the request is read."""

from __future__ import annotations

import math

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from polycite.pipeline.service.access.authentication import Authenticator, Caller, unauthorized
from polycite.pipeline.service.access.cors import is_cross_site
from polycite.pipeline.service.access.quotas import DailyQuota
from polycite.pipeline.service.access.rates import RateLimit
from polycite.pipeline.service.problems import ProblemError, problem_response
from polycite.pipeline.service.settings import ServiceSettings


class Gate:
    """Middleware that finds the caller, and refuses strangers with a body and callers that ask too often.

    ``request.state.caller`` is the :class:`Caller` afterwards, or None; endpoints take it by
    :func:`polycite.pipeline.service.access.authentication.requires`. What is counted are requests under ``/v1/``.

    Args:
        app: what answers.
        settings: of the service.
        authenticator: tells callers by their keys.
        rates: counts requests by the minute.
        quotas: counts requests by the day.
    """

    def __init__(
        self,
        app: ASGIApp,
        settings: ServiceSettings,
        authenticator: Authenticator,
        rates: RateLimit,
        quotas: DailyQuota,
    ) -> None:
        self.app, self.settings, self.authenticator = app, settings, authenticator
        self.rates, self.quotas = rates, quotas

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a 401, 403 or 429, or pass on."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            caller = self.authenticator.caller(headers)
            scope["state"]["caller"] = caller
            try:
                self._check(caller, headers, scope["path"])
            except ProblemError as error:
                refusal = problem_response(error.status, error.kind, error.detail, error.mend, error.headers)
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _check(self, caller: Caller | None, headers: Headers, path: str) -> None:
        if caller is None:
            if has_body(headers):
                raise unauthorized()
            return
        if is_cross_site(headers) and headers["origin"] not in {
            *self.settings.origins,
            *(caller.key.origins if caller.key else ()),
        }:
            raise ProblemError(
                403, "origin", "This API key is not made for pages of this site.", "Make one with `--origin`."
            )
        if path.startswith("/v1/"):
            self._count(caller)

    def _count(self, caller: Caller) -> None:
        key, settings = caller.key, self.settings
        per_minute = (key.per_minute or settings.per_minute) if key else settings.per_minute_local
        if wait := self.rates.take(caller.id, per_minute):
            raise _too_many("rate", f"More than {per_minute} requests a minute.", wait)
        per_day = (key.per_day or settings.per_day) if key else None
        if per_day and (wait := self.quotas.take(caller.id, per_day)):
            raise _too_many("quota", f"More than {per_day} requests this day (UTC).", wait)


def has_body(headers: Headers) -> bool:
    """Whether a request with these headers has a body."""
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"


def _too_many(kind: str, detail: str, wait: float) -> ProblemError:
    return ProblemError(
        429, kind, detail, "Wait as long as `Retry-After` says.", {"Retry-After": str(max(1, math.ceil(wait)))}
    )
