"""Sentences along a route of languages: from the cache, else by an engine, each result checked before it is kept."""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection, Sequence
from functools import cached_property
from importlib.metadata import version
from itertools import pairwise

from polycite.components.entities.entities import EntityGuard
from polycite.components.errors import ModelError
from polycite.components.translation.translation_cache import TranslationCache, key_of
from polycite.components.translation.translation_checks import fault
from polycite.components.translators.engine import Engine, EngineUnavailableError, Pair, TranslationError

_CHUNK = 256  # sentences between two writes of the cache
_FAILURES = 3  # sentences in a row that fail alone, after which an engine is left alone
_LOG = logging.getLogger(__name__)


class SentenceTranslator:
    """The engines as one, over one cache.

    What an engine cannot do costs only that: where it fails on many sentences, each half is tried, down to
    the single sentence; what is done is cached at once and asked for no second time.

    Args:
        engines: the first that has a pair translates it.
        cache: as of :class:`polycite.components.translation.translation_cache.TranslationCache`, opened when first
            needed.
        guard: protects what must not be translated; None protects nothing.
    """

    def __init__(self, engines: Sequence[Engine], cache: str | None = None, guard: EntityGuard | None = None) -> None:
        self.engines = engines
        self._cache_at = cache
        self._opening = threading.Lock()
        self._guard = guard

    def pairs(self) -> frozenset[Pair]:
        """Every pair that one of the engines translates directly.

        Raises:
            ModelError: a model cannot be loaded, or does not say what it translates.
        """
        return frozenset().union(*(engine.pairs() for engine in self.engines))

    def engine_of(self, source: str, target: str) -> Engine:
        """The first engine that has the pair."""
        return next(engine for engine in self.engines if (source, target) in engine.pairs())

    def names(self, route: Sequence[str]) -> str:
        """The engines of a route's hops, each once."""
        return " + ".join(dict.fromkeys(self.engine_of(source, target).name for source, target in pairwise(route)))

    def translate(self, sentences: Collection[str], route: Sequence[str]) -> dict[str, str]:
        """The translations of those of ``sentences`` that came through every hop of ``route`` well.

        What the guard protects goes masked; a sentence that lost a mask goes again as it is.
        """
        if self._guard is None:
            return self._along(sentences, route)
        masked = {sentence: self._guard.protect(sentence, route[0]) for sentence in sentences}
        said = self._along([one.text for one in masked.values()], route)
        done = {sentence: one.restore(said[one.text]) for sentence, one in masked.items() if one.text in said}
        lost = [sentence for sentence in done if masked[sentence].lost(said[masked[sentence].text])]
        return {**done, **self._along(lost, route)} if lost else done

    def close(self) -> None:
        """Close the cache."""
        if "_opened" in self.__dict__:
            self._opened.close()

    @property
    def _cache(self) -> TranslationCache:
        with self._opening:
            return self._opened

    @cached_property
    def _opened(self) -> TranslationCache:
        return TranslationCache(self._cache_at)

    def _along(self, sentences: Collection[str], route: Sequence[str]) -> dict[str, str]:
        found = {sentence: sentence for sentence in sentences}
        for source, target in pairwise(route):
            hop = _Hop(self.engine_of(source, target), source, target, self._cache)
            done = hop.translate(list(dict.fromkeys(found.values())))
            found = {sentence: done[said] for sentence, said in found.items() if said in done}
        return found


class _Hop:
    """One engine from one language to another."""

    def __init__(self, engine: Engine, source: str, target: str, cache: TranslationCache) -> None:
        self._engine, self._source, self._target, self._cache = engine, source, target, cache
        # What is given to an engine and made of its output is part of a release.
        self._version = f"{version('polycite')} {engine.version(source, target)}"
        self._done: dict[str, str] = {}
        self._failures = 0

    def translate(self, sentences: Sequence[str]) -> dict[str, str]:
        keys = {sentence: self._key(sentence) for sentence in sentences}
        known = self._cache.get(list(keys.values()))
        self._done = {sentence: known[key] for sentence, key in keys.items() if key in known}
        rest = [sentence for sentence in sentences if sentence not in self._done]
        try:
            for start in range(0, len(rest), _CHUNK):
                self._ask(rest[start : start + _CHUNK])
        except EngineUnavailableError as error:
            _LOG.warning("No more is translated from %s to %s: %s", self._source, self._target, error)
        return self._done

    def _ask(self, sentences: Sequence[str]) -> None:
        try:
            given = self._engine.translate_sentences(sentences, self._source, self._target)
            said = [" ".join(text.split()) for text in given]
            if len(said) != len(sentences):
                raise TranslationError(f"{self._engine.name} gave back {len(said)} of {len(sentences)} sentences.")
        except (EngineUnavailableError, ModelError):
            raise
        except Exception as error:  # an engine may be anybody's code, and fail as it likes
            if len(sentences) > 1:
                self._ask(sentences[: len(sentences) // 2])
                self._ask(sentences[len(sentences) // 2 :])
            else:
                self._failed(error)
            return
        self._failures = 0
        self._keep(dict(zip(sentences, said, strict=True)))

    def _failed(self, error: Exception) -> None:
        _LOG.warning("%s failed on a sentence: %s", self._engine.name, error)
        self._failures += 1
        if self._failures == _FAILURES:
            raise EngineUnavailableError(f"{self._engine.name} failed {_FAILURES} times in a row: {error}") from error

    def _keep(self, translations: dict[str, str]) -> None:
        faults = {
            sentence: found
            for sentence, said in translations.items()
            if (found := fault(sentence, said, self._source, self._target))
        }
        if faults:
            _LOG.info("%s: %d of %d sentences refused.", self._engine.name, len(faults), len(translations))
        good = {sentence: said for sentence, said in translations.items() if sentence not in faults}
        self._cache.put({self._key(sentence): said for sentence, said in good.items()})
        self._done.update(good)

    def _key(self, sentence: str) -> bytes:
        return key_of(sentence, self._engine.name, self._version, self._source, self._target)
