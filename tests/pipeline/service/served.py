"""The service on a port: as its users run it, ``polycite serve`` in a process of its own, or in this one."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import httpx

from polycite.pipeline import CrossLingualQA, Settings
from polycite.pipeline.service.application import create_app
from polycite.pipeline.service.settings import ServiceSettings

Serve = Callable[[Any], AbstractContextManager[str]]
"""The fixture of that name, in lower case: runs an application on a port and says where."""


class Caller:
    """Asks the service at ``url``."""

    def __init__(self, url: str) -> None:
        self._url = url

    @property
    def url(self) -> str:
        """Where it is."""
        return self._url

    def call(self, method: str, path: str, **given: Any) -> httpx.Response:
        """A request, and its answer."""
        return httpx.request(method, f"{self.url}{path}", timeout=300, **given)

    def ask(self, question: str, **given: Any) -> httpx.Response:
        """A question, and its answer."""
        return self.call("POST", "/v1/ask", json={"question": question, **given})


class Served(Caller):
    """A running ``polycite serve``.

    Args:
        store: a folder, or a URL.
        folder: that it runs in; its data folder is ``data`` below it.
        settings: of the service, by name.
        options: further options of the command.
    """

    def __init__(self, store: str | Path, folder: Path, *options: str, **settings: Any) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("POLYCITE_")}
        environment |= {f"POLYCITE_SERVICE_{name.upper()}": str(value) for name, value in settings.items()}
        environment |= {"POLYCITE_ABSTAIN_BELOW": "0", "POLYCITE_TIMEOUT": "5"}
        command = [sys.executable, "-m", "polycite", "serve", "--store", str(store), "--port", "0", *options]
        self.process = subprocess.Popen(
            [*command, "--data", str(folder / "data")], cwd=folder, env=environment, stderr=subprocess.PIPE, text=True
        )
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def said(self) -> str:
        """What it has written so far."""
        return "".join(self.lines)

    @property
    def url(self) -> str:
        """Where it says that it is."""
        return next(
            (word for word in self.said.split() if word.startswith("http://127.0.0.1:")), "http://127.0.0.1:9"
        ).rstrip("/")

    def wait_ready(self) -> None:
        """Until it answers questions."""
        while True:
            assert self.process.poll() is None, self.said
            try:
                if httpx.get(f"{self.url}/health/ready", timeout=60).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)

    def ended(self) -> int:
        """The exit code, once it has ended."""
        code = self.process.wait(400)
        self._reader.join(10)
        return code

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.lines.append(line)


@contextmanager
def served(store: str | Path, folder: Path, *options: str, **settings: Any) -> Iterator[Served]:
    """A ready service, ended afterwards."""
    server = Served(store, folder, *options, **settings)
    try:
        server.wait_ready()
        yield server
    finally:
        server.process.kill()
        server.ended()


@contextmanager
def served_here(serve: Serve, store: str | Path, folder: Path, **settings: Any) -> Iterator[Caller]:
    """As :func:`served`, in this process, whose models are loaded."""
    given = ServiceSettings(data=folder / "data", **settings)
    with (
        CrossLingualQA.open(store, Settings(abstain_below=0.0, timeout=5)) as qa,
        serve(create_app(qa, given)) as url,
    ):
        yield Caller(url)
