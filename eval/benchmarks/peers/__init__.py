"""Other libraries asked the same questions of the same documents: ``python -m polycite.eval.benchmarks.peers``.

Each is used as its own documentation recommends, with the retriever and the reader that polycite ships.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Protocol, cast

from polycite.components.errors import PolyciteError
from polycite.components.evidence import Original
from polycite.eval.predictions.prediction_parts import Cited, Place

RETRIEVER = str(files("polycite.data") / "models" / "retriever")
READER = str(files("polycite.data") / "models" / "reader")

PEERS = {
    "polycite": "polycite_peer:PolycitePeer",
    "haystack": "haystack_stock:HaystackStock",
    "txtai": "txtai_peer:TxtaiPeer",
    "llama-index": "llama_index_peer:LlamaIndexPeer",
    "bm25s": "bm25_peer:BM25Peer",
}
"""Name of each peer, and where its class is: a class is imported only in the process that measures it."""


class PeerMissingError(PolyciteError):
    """The library of a peer is not installed."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a peer says to a question; ``answer`` is None for one that only finds."""

    answer: str | None = None
    abstained: bool = False
    citations: tuple[Cited, ...] = ()


class Peer(Protocol):
    """A library, its models loaded when it is made.

    Attributes:
        distribution: the package whose version is told.
        reads: whether it says an answer; otherwise measures of answers mean nothing.
        notes: what a reader of the table must know, told after the last question.
    """

    distribution: str
    reads: bool
    notes: list[str]

    def index(self, originals: Sequence[Original]) -> int:
        """Index all documents; the number of passages they became."""

    def search(self, question: str, top_k: int) -> list[Place]:
        """The places of the best passages, best first."""

    def ask(self, question: str) -> Reply:
        """The answer with its citations, as the library gives them by default."""

    def close(self) -> None:
        """Give back what is open."""


def make(name: str) -> Peer:
    """The peer of that name, its models loaded.

    Raises:
        PeerMissingError: it is unknown or its library is not installed.
    """
    if name not in PEERS:
        raise PeerMissingError(f"There is no peer {name!r}.", f"Use one of: {', '.join(PEERS)}.")
    module, kind = PEERS[name].split(":")
    return cast("Peer", getattr(importlib.import_module(f"{__name__}.{module}"), kind)())


def need(module: str) -> Any:
    """A module of a peer's library.

    Raises:
        PeerMissingError: it is not installed.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        # A module missing inside an installed library is another mistake: its own message is the better one.
        if error.name is None or not f"{module}.".startswith(f"{error.name}."):
            raise
        mend = "Run `make bench`, which installs all peers into .venv-bench, or `pip install 'polycite[bench]'`."
        raise PeerMissingError(f"The library {module.split('.')[0]!r} is not installed here.", mend) from None
