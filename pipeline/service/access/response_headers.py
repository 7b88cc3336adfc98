"""Headers that keep browsers from doing more with an answer than was meant."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALL = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
_DATA = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
_PAGES = ("text/html", "text/javascript", "application/javascript", "text/css", "image/", "font/")


class ResponseHeaders:
    """Middleware that sets them where the answer has not set its own.

    What is no page and no part of one is data: it is stored in no cache and nothing in it is run or framed.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                page = headers.get("content-type", "").startswith(_PAGES)
                for name, value in (_ALL if page else _ALL | _DATA).items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_guarded if scope["type"] == "http" else send)
