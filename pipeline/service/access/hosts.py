"""The names the service answers to."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from polycite.pipeline.service.problems import problem_response

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^\s:\[\]/@?#]+)(?::\d{1,5})?", re.ASCII)


class Hosts:
    """Middleware that refuses requests for other names than the service's.

    On loopback without a list, those are addresses and names without a dot (localhost, the name of a container).
    What is kept out is a web page whose own domain was made to point to this machine (DNS rebinding): for the browser
    page and service then are one site, and the page could read what only this machine may.

    Args:
        app: what answers.
        hosts: the names; none: see above.
        local: whether the service listens on loopback. If not, it needs keys, which no such page has.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str], local: bool) -> None:
        self.app, self.local = app, local
        self.hosts = {host.lower() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a 400, or pass on."""
        # A probe asks by the address of a container, which nobody could list.
        if scope["type"] == "http" and not scope["path"].startswith("/health/"):
            found = _HOST.fullmatch(Headers(scope=scope).get("host", "").lower())
            if found is None or not self._is_ours(found[1]):
                mend = "Add the name to the setting `hosts`." if found else "Send a Host header."
                await problem_response(400, "host", "The service does not go by that name.", mend)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _is_ours(self, name: str) -> bool:
        if self.hosts:
            return name in self.hosts or name == "localhost"
        return not self.local or "." not in name.rstrip(".") or name.endswith(".localhost") or _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
