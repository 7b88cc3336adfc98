"""Log lines in JSON: one for each request, and what goes wrong in between, under the request's id."""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from polycite.components.errors import PolyciteError
from polycite.pipeline.service.access.redaction import redact

access = logging.getLogger("polycite.access")
request_id: ContextVar[str] = ContextVar("request_id", default="")
"""Id of the request that is being answered; empty outside one."""
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)


class JsonLines(logging.Formatter):
    """A record as one line of JSON without what identifies people.

    Of an exception there are its kind and where it was raised. Its words only when it is one of ours: those of others
    may repeat a customer's question.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line; a line break in a message cannot begin another."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": request_id.get(),
            "message": redact(record.getMessage()),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["exception"] = _raised(record.exc_info[1])
        return json.dumps({key: value for key, value in line.items() if value not in ("", None)}, ensure_ascii=True)


def log_to(handler: logging.Handler, level: int = logging.INFO) -> None:
    """Send what the service logs to ``handler`` as lines of JSON, and nowhere else."""
    handler.setFormatter(JsonLines())
    for name in ("polycite.access", "polycite.service"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(level)
        logger.propagate = False


def note(request: Request, **fields: str | int | float | bool | None) -> None:
    """Add to the line that is logged for ``request``; a field named ``question`` is only logged when that is set."""
    request.state.notes.update(fields)


class RequestLog:
    """Middleware that gives every request an id, answers with it in ``X-Request-ID``, and logs a line at its end.

    Args:
        app: what answers.
        questions: whether the field ``question`` is logged.
    """

    def __init__(self, app: ASGIApp, questions: bool = False) -> None:
        self.app, self.questions = app, questions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer and log."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        # An id of the caller's own is taken when it can do no harm in a header or a log.
        name = given if _ID.fullmatch(given) else secrets.token_hex(8)
        token = request_id.set(name)
        state = scope.setdefault("state", {})
        notes: dict[str, Any] = {}
        state.update(request_id=name, notes=notes, caller=None)
        answered: dict[str, int] = {"status": 499, "bytes": 0}  # the caller left before an answer
        begin = time.perf_counter()

        async def send_named(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["X-Request-ID"] = name
                answered["status"] = message["status"]
            elif message["type"] == "http.response.body":
                answered["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, send_named)
        except Exception:
            answered["status"] = 500
            raise
        finally:
            caller = state.get("caller")
            if not self.questions:
                notes.pop("question", None)
            fields = {
                "method": scope["method"],
                # The path as routed: what stands in its place may be the name of a customer's document.
                "path": getattr(scope.get("route"), "path", "") or redact(scope["path"][:200]),
                **answered,
                "seconds": round(time.perf_counter() - begin, 4),
                "caller": caller.id if caller else "",
                "tenant": (caller.tenancy.tenant or "") if caller else "",
                **{k: redact(v) if isinstance(v, str) else v for k, v in notes.items()},
            }
            access.info("request", extra={"fields": fields})
            request_id.reset(token)


def _raised(error: BaseException) -> list[str]:
    """Kind and places of an exception and of those behind it, without the values that were in play."""
    found = [f"{one.filename}:{one.lineno} {one.name}" for one in traceback.extract_tb(error.__traceback__)]
    said = f": {redact(str(error))}" if isinstance(error, PolyciteError | OSError) else ""
    found.append(f"{type(error).__name__}{said}")
    cause = error.__cause__ or error.__context__
    return [*(_raised(cause) if cause is not None else []), *found]
