"""A translation engine that is waited for so long and no longer, and left alone when it fails again and again."""

from __future__ import annotations

import contextvars
import queue
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from polycite.components.translating import Translator
from polycite.components.translators.engine import Engine, EngineUnavailableError, Pair
from polycite.pipeline.service.circuit_breaker import BreakerOpenError, CircuitBreaker
from polycite.pipeline.service.degrading import current_budget

if TYPE_CHECKING:
    from haystack import Pipeline


class GuardedEngine:
    """An :class:`Engine` behind a circuit breaker and a time limit.

    What is not translated in time stays in its original language, which an answer says; a call that hangs goes on
    unheard in a thread of its own, and the breaker keeps those few.

    Args:
        engine: that translates.
        breaker: that knows how it fared.
        seconds: to wait for one call.
    """

    def __init__(self, engine: Engine, breaker: CircuitBreaker, seconds: float) -> None:
        self._engine, self._breaker, self._seconds = engine, breaker, seconds

    @property
    def name(self) -> str:
        """That of the engine."""
        return self._engine.name

    def pairs(self) -> frozenset[Pair]:
        """Those of the engine."""
        return self._engine.pairs()

    def missing(self) -> str:
        """As the engine says."""
        return self._engine.missing()

    def version(self, source: str, target: str) -> str:
        """That of the engine."""
        return self._engine.version(source, target)

    def translate_sentences(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        """As the engine, in time.

        Raises:
            EngineUnavailableError: it is left alone, or took too long, or said so itself.
            Exception: whatever else the engine raises, which is about these sentences.
        """
        budget = current_budget()
        try:
            self._breaker.before()
        except BreakerOpenError as error:
            if budget:
                budget.note("not translated, the translator has failed lately and is left alone for a while")
            raise EngineUnavailableError(f"{self.name} has failed lately.", "Try again later.") from error
        seconds = min(self._seconds, budget.left) if budget else self._seconds
        try:
            said = self._within(seconds, sentences, source, target)
        except EngineUnavailableError:
            self._breaker.failed()
            if budget:
                budget.note("not translated, the translator did not answer")
            raise
        except Exception:
            self._breaker.succeeded()  # it is there, though it cannot translate these
            raise
        self._breaker.succeeded()
        return said

    def _within(self, seconds: float, sentences: Sequence[str], source: str, target: str) -> list[str]:
        done: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

        def call() -> None:
            try:
                done.put(self._engine.translate_sentences(sentences, source, target))
            except Exception as error:
                done.put(error)

        # Not one of a pool: those that hang would fill it, and keep the process from ending.
        context = contextvars.copy_context()
        threading.Thread(target=context.run, args=(call,), name="polycite-translator", daemon=True).start()
        try:
            found = done.get(timeout=max(seconds, 0.0))
        except queue.Empty:
            raise EngineUnavailableError(f"{self.name} did not answer within {seconds:.1f} s.") from None
        if isinstance(found, Exception):
            raise found
        return found


def guard_engines(pipeline: Pipeline, seconds: float, breakers: dict[str, CircuitBreaker]) -> None:
    """Guard the engines of every translator of ``pipeline``, one breaker an engine.

    Args:
        pipeline: whose components translate.
        seconds: to wait for one call.
        breakers: by name of what they guard; new ones are added.
    """
    for name in pipeline.graph:
        translator = getattr(pipeline.get_component(name), "translator", None)
        if isinstance(translator, Translator):
            translator.wrap_engines(
                lambda engine: (
                    engine
                    if isinstance(engine, GuardedEngine)
                    else GuardedEngine(engine, breakers.setdefault(engine.name, CircuitBreaker(engine.name)), seconds)
                )
            )
