"""How much a request may hold, and how long it may take to arrive."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from polycite.pipeline.service.access.gate import has_body
from polycite.pipeline.service.problems import ProblemError, problem_response
from polycite.pipeline.service.settings import ServiceSettings

_LONGEST_TARGET = 8_192
_AROUND_A_FILE = 65_536  # what a form has beside the file
_DRAINED = 16  # times the limit


class Bodies:
    """Middleware that takes a request's body whole before anything else sees it, or refuses the request.

    Bytes are counted as they come, whatever Content-Length says. A body that trickles in holds no thread and no place
    in the queue: an endpoint is only called when all of it is there.

    Args:
        app: what answers.
        settings: of the service: ``max_body``, ``max_upload``, ``max_header``, ``body_timeout``.
    """

    def __init__(self, app: ASGIApp, settings: ServiceSettings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a 400, 408, 413, 414 or 431, or pass on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        try:
            self._check_head(scope)
            body = await self._read(scope, headers, receive) if has_body(headers) else b""
        except ProblemError as error:
            refusal = problem_response(error.status, error.kind, error.detail, error.mend, {"Connection": "close"})
            await refusal(scope, receive, send)
            return
        if body is not None:
            await self.app(scope, _replayed(body, receive) if has_body(headers) else receive, send)

    def _check_head(self, scope: Scope) -> None:
        if len(scope.get("raw_path") or scope["path"]) + len(scope["query_string"]) > _LONGEST_TARGET:
            raise ProblemError(414, "address-too-long", f"The address is longer than {_LONGEST_TARGET} bytes.")
        if sum(len(name) + len(value) for name, value in scope["headers"]) > self.settings.max_header:
            limit = self.settings.max_header
            raise ProblemError(431, "headers-too-large", f"The headers are larger than {limit} bytes.")

    async def _read(self, scope: Scope, headers: Headers, receive: Receive) -> bytes | None:
        """The body; None when the caller has left before its end."""
        limit = self._limit(scope)
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            raise ProblemError(400, "content-length", "Content-Length is no number.")
        too_large = ProblemError(413, "too-large", f"The body is larger than {limit} bytes.", "Send less at a time.")
        # A connection that is closed while the other side still writes often loses the answer, so what is a little
        # too large is read to its end, and dropped; nothing of it is kept.
        if len(length) > 15 or int(length) > limit * _DRAINED or (int(length) > limit and "expect" in headers):
            raise too_large
        parts: list[bytes] = []
        size = 0
        try:
            async with asyncio.timeout(self.settings.body_timeout * max(1.0, limit / self.settings.max_body)):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        return None
                    size += len(message.get("body", b""))
                    if size > limit * _DRAINED:
                        raise too_large
                    if size <= limit:
                        parts.append(message.get("body", b""))
                    else:
                        parts.clear()
                    if not message.get("more_body", False):
                        break
        except TimeoutError:
            raise ProblemError(408, "body-timeout", "The body took too long to arrive.", "Send it faster.") from None
        if size > limit:
            raise too_large
        return b"".join(parts)

    def _limit(self, scope: Scope) -> int:
        """Only those who may change documents may send as much as a file holds, and only where files go."""
        caller = scope["state"].get("caller")
        uploads = scope["path"].startswith("/v1/documents") and caller is not None and "manage" in caller.scopes
        return self.settings.max_upload + _AROUND_A_FILE if uploads else self.settings.max_body


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Gives ``body``, then what comes after it: that the caller has left."""
    whole: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return whole.pop() if whole else await receive()

    return receive_again
