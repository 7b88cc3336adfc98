"""Server-sent events: how they are written, and a response that tells when its caller has left."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

HEARTBEAT = 10.0
"""Seconds without an event after which a comment is sent: it keeps proxies from closing the connection."""
COMMENT = ": still at it\n\n"
FIRST = 1.0
"""Seconds within which a mistake in the request is answered by its status; later it is an event."""

EVENTS = {
    "schema": {
        "description": "One event.",
        "type": "object",
        "properties": {
            "event": {"description": "Kind of event.", "type": "string"},
            "data": {"description": "JSON.", "type": "string", "contentMediaType": "application/json"},
        },
        "required": ["data"],
    }
}
"""The OpenAPI description of ``text/event-stream``; before version 3.2, ``schema`` is that of each event."""


def server_sent_event(data: str, event: str | None = None) -> str:
    """One event; ``data`` is JSON on one line."""
    return f"event: {event}\ndata: {data}\n\n" if event else f"data: {data}\n\n"


class EventStreamResponse(StreamingResponse):
    """A response of server-sent events.

    Args:
        content: events, written.
        close: called when the response has ended, by its end or because the caller has left.
    """

    media_type = "text/event-stream"

    def __init__(self, content: AsyncIterator[str], close: Callable[[], None]) -> None:
        # A proxy that gathers what it passes on would undo the streaming.
        super().__init__(content, headers={"X-Accel-Buffering": "no", "Cache-Control": "no-store"})
        self._close = close

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until the end, or until the caller leaves."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            # Not in the generator: one that was never begun runs no finally.
            self._close()
