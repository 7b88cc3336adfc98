"""A guarded engine is waited for so long and no longer, and left alone when it fails again and again."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

import pytest

from polycite.components.translating import Translator
from polycite.components.translators.engine import EngineUnavailableError, Pair, TranslationError
from polycite.pipeline.service.circuit_breaker import BreakerState, CircuitBreaker
from polycite.pipeline.service.guarded_engine import GuardedEngine


class Capitals:
    """Writes in capitals; hangs at "hang", cannot do "hard", is out of order at "gone"."""

    name = "capitals"

    def __init__(self) -> None:
        self.go = threading.Event()
        self.calls = 0

    def pairs(self) -> frozenset[Pair]:
        return frozenset({("es", "en")})

    def missing(self) -> str:
        return ""

    def version(self, source: str, target: str) -> str:
        return "1"

    def translate_sentences(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        self.calls += 1
        if "hang" in sentences:
            self.go.wait(60)
        if "hard" in sentences:
            raise TranslationError("too hard")
        if "gone" in sentences:
            raise EngineUnavailableError("out of order")
        return [sentence.upper() for sentence in sentences]


@pytest.fixture
def engine() -> Iterator[Capitals]:
    made = Capitals()
    yield made
    made.go.set()


def guard(engine: Capitals, seconds: float = 30.0) -> tuple[GuardedEngine, CircuitBreaker]:
    breaker = CircuitBreaker(engine.name, failures=2)
    return GuardedEngine(engine, breaker, seconds), breaker


def test_what_it_says_comes_through(engine: Capitals) -> None:
    guarded, _ = guard(engine)
    assert guarded.translate_sentences(["uno", "dos"], "es", "en") == ["UNO", "DOS"]
    assert (guarded.name, guarded.pairs(), guarded.version("es", "en")) == ("capitals", engine.pairs(), "1")


def test_sentences_it_cannot_do_do_not_open_the_breaker(engine: Capitals) -> None:
    guarded, breaker = guard(engine)
    for _ in range(3):
        with pytest.raises(TranslationError, match="hard"):
            guarded.translate_sentences(["hard"], "es", "en")
    assert breaker.state is BreakerState.CLOSED


@pytest.mark.parametrize("sentence", ["hang", "gone"])
def test_failures_open_the_breaker_and_then_it_is_not_asked(engine: Capitals, sentence: str) -> None:
    guarded, breaker = guard(engine, 0.01)
    for _ in range(2):
        with pytest.raises(EngineUnavailableError):
            guarded.translate_sentences([sentence], "es", "en")
    assert breaker.state is BreakerState.OPEN
    with pytest.raises(EngineUnavailableError, match="lately"):
        guarded.translate_sentences(["uno"], "es", "en")
    assert engine.calls == 2


def test_a_translator_goes_on_without_it(engine: Capitals) -> None:
    translator = Translator([engine], cache=None)
    translator.wrap_engines(lambda one: GuardedEngine(one, CircuitBreaker(one.name), 0.01))
    (made,) = translator.translate(["hang"], "es", "en")
    assert made is not None
    assert made.untranslated
