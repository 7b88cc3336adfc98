"""Which web sites' pages may call the service from a browser: none, unless they are listed."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from polycite.pipeline.service.access.key_file import KeyFile
from polycite.pipeline.service.problems import problem_response
from polycite.pipeline.service.settings import ServiceSettings

_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE",
    "Access-Control-Allow-Headers": (
        "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, X-API-Key, X-Request-ID"
    ),
    "Access-Control-Max-Age": "600",
}
_EXPOSED = "Retry-After, X-Request-ID"


def is_cross_site(headers: Headers) -> bool:
    """Whether a page of another site than the service's own sent this."""
    origin = headers.get("origin")
    if origin is None:
        return False
    parts = urlsplit(origin)
    own = headers.get("host", "").lower()
    # Behind a proxy that ends TLS the service does not know its own scheme; the host is what tells sites apart.
    return parts.netloc.lower() not in (own, own.removesuffix(":80"), own.removesuffix(":443"))


class Cors:
    """Middleware that lets pages of the listed sites call the service, and refuses those of all others.

    Listed are the setting ``origins`` and the origins of every valid key; which key may be used from which site is
    told apart once the key is known. Browsers send no cookie along, and there is none: a key is sent by the page.
    A refusal is an answer of its own, not only a missing header: a page that cannot read an answer could still have
    asked, and without keys that is enough to change documents.

    Args:
        app: what answers.
        settings: of the service.
        keys: with their origins.
    """

    def __init__(self, app: ASGIApp, settings: ServiceSettings, keys: KeyFile) -> None:
        self.app, self.origins, self.keys = app, frozenset(settings.origins), keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a preflight or with a 403, or pass on."""
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        if not is_cross_site(headers):
            await self.app(scope, receive, _named(send, None) if scope["type"] == "http" else send)
            return
        origin = headers["origin"]
        if not self._is_listed(origin):
            refusal = problem_response(
                403, "origin", "Pages of this site may not call the service.", "List it in the setting `origins`."
            )
            await refusal(scope, receive, _named(send, None))
        elif scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, _named(send, origin))
        else:
            await self.app(scope, receive, _named(send, origin))

    def _is_listed(self, origin: str) -> bool:
        keys = self.keys.keys.values()
        return origin in self.origins or any(origin in key.origins for key in keys if key.revoked is None)


def _named(send: Send, origin: str | None) -> Send:
    """``send``, with the headers that let a page of ``origin`` read what is sent."""

    async def send_named(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.add_vary_header("Origin")
            if origin is not None:
                headers["Access-Control-Allow-Origin"] = origin
                headers["Access-Control-Expose-Headers"] = _EXPOSED
        await send(message)

    return send_named
