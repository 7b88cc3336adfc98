"""Runs the application on a port until it is told to stop."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable

import uvicorn

from polycite.components.errors import SettingsError
from polycite.pipeline.qa import CrossLingualQA
from polycite.pipeline.service.access.logs import log_to
from polycite.pipeline.service.application import create_app
from polycite.pipeline.service.settings import ServiceSettings

# Longer than clients and load balancers (a minute, as a rule) keep a connection: who closes first must be the one who
# would send the next request, or that request is lost.
_KEEP_ALIVE = 75


def run(qa: CrossLingualQA, settings: ServiceSettings, say: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM; what was taken is finished, for ``settings.grace`` seconds at most.

    Args:
        qa: answers.
        settings: of the service.
        say: told where the service is, once it listens.

    Raises:
        SettingsError: the address cannot be listened on, or is for others and there is no API key.
    """
    app = create_app(qa, settings)
    listener = _listen(settings.host, settings.port)
    log_to(logging.StreamHandler())
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    config = uvicorn.Config(
        app,
        http="h11",  # the other parser has no limit on headers
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=int(settings.grace) or 1,
        h11_max_incomplete_event_size=settings.max_header,
    )
    _Server(config, lambda: say(f"polycite is at http://{shown}:{port}/ (Ctrl-C ends it)")).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Tells when it answers: until the models are loaded a browser would be refused."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._say_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._say_started()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise SettingsError(
            f"The service cannot listen on {host} port {port}: {error.strerror or error}.",
            "Give another --port (0 finds a free one), or end what holds it.",
        ) from error
    listener.set_inheritable(True)
    return listener
