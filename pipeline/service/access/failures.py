"""Errors that nobody expected, answered where the answer still gets its headers and its line in the log."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from polycite.pipeline.service.problems import hidden


class Failures:
    """Middleware that answers an unexpected error with a 500 and an id, and keeps its text from callers and servers.

    A server that is handed an exception writes it to its own log, a customer's words in it included.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and answer what fails."""
        started = False

        async def send_noted(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            await self.app(scope, receive, send_noted)
        except Exception as error:
            response = hidden(error, 500, "internal-error")
            if started:
                # Half an answer must not look whole: the server cuts the connection for this.
                raise ConnectionAbortedError("An answer was cut short; the log has the reason.") from None
            await response(scope, receive, send)
