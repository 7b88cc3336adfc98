"""Every test runs without the network: only loopback may be reached."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

os.environ["HF_HUB_OFFLINE"] = "1"

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
settings.load_profile("untimed")

_LOOPBACK = ("127.", "::1", "localhost")


_LONG = ("test_schemathesis.py", "test_faults.py", "test_crash.py", "test_polycite.py", "test_running.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files of a minute and more come first, so that of several processes none is left alone with one."""
    items.sort(key=lambda item: item.path.name not in _LONG)


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Any connection beyond this machine fails the test that makes it."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(_LOOPBACK):
            raise AssertionError(f"a test tried to reach {address}")
        return connect(self, address)

    socket.socket.connect = guarded  # type: ignore[method-assign, assignment]
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def serve() -> Callable[[Any], AbstractContextManager[str]]:
    """A real server for an ASGI application: how connections end cannot be seen without one."""
    import uvicorn

    @contextmanager
    def running(app: Any) -> Iterator[str]:
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.05)
        try:
            yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()

    return running


@pytest.fixture(scope="session")
def save_tiny() -> Callable[..., None]:
    """Writes an untrained BERT of one layer with the shipped tokenizer: ``save_tiny(folder, "BertModel")``."""

    def save(folder: Path, kind: str, **sizes: Any) -> None:
        import torch
        import transformers

        from polycite.components.models import locate

        tokenizer = transformers.AutoTokenizer.from_pretrained(locate("shipped/retriever"))
        given: dict[str, Any] = {"hidden_size": 32, "num_hidden_layers": 1, "intermediate_size": 64, **sizes}
        config = transformers.BertConfig(
            vocab_size=len(tokenizer), num_attention_heads=2, max_position_embeddings=512,
            pad_token_id=tokenizer.pad_token_id, **given,
        )  # fmt: skip
        options = {"add_pooling_layer": False} if kind == "BertModel" else {}
        torch.manual_seed(0)
        getattr(transformers, kind)(config, **options).save_pretrained(folder)
        tokenizer.save_pretrained(folder)

    return save
