"""What every translation engine can do, and how it says that it cannot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from polycite.components.errors import PolyciteError

Pair = tuple[str, str]
"""Source and target language, as codes of :data:`polycite.components.languages.language_codes.SUPPORTED`."""


class TranslationError(PolyciteError):
    """An engine could not translate these sentences; others it may."""


class EngineUnavailableError(TranslationError):
    """An engine cannot translate anything now: its program is missing, its server does not answer or refuses."""


class Engine(Protocol):
    """Translates sentences one by one, so that they stay aligned.

    Usage::

        if ("es", "en") in engine.pairs():
            engine.translate_sentences(["La casa es roja."], "es", "en")   # ["The house is red."]
    """

    @property
    def name(self) -> str:
        """Names the engine in a translation, and in YAML: what it was chosen by."""
        ...

    def pairs(self) -> frozenset[Pair]:
        """The pairs it translates directly; empty while it is missing."""
        ...

    def missing(self) -> str:
        """Why there are no pairs and what to do about it; empty when nothing is missing."""
        ...

    def version(self, source: str, target: str) -> str:
        """What tells the engine's output for a pair from that of another version of it; "" where nothing does."""
        ...

    def translate_sentences(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        """One translation a sentence, in order; empty for a sentence it cannot translate.

        Args:
            sentences: without line breaks, none empty.
            source: their language.
            target: the language wanted; the pair is one of :meth:`pairs`.

        Raises:
            TranslationError: these sentences cannot be translated.
            EngineUnavailableError: nothing can be translated now.
        """
        ...
