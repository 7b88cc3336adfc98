"""Texts translated sentence by sentence, so that every sentence of a translation knows its original."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from haystack import component, default_to_dict

from polycite.components.entities.entities import EntityGuard
from polycite.components.errors import SettingsError
from polycite.components.languages.language_codes import NAMES, normalise_code
from polycite.components.languages.language_identification import LanguageIdentifier
from polycite.components.timing import stage
from polycite.components.translation.sentence_translating import SentenceTranslator
from polycite.components.translation.translation import SentencePair, Translation
from polycite.components.translation.translation_routes import MAX_HOPS, find_route
from polycite.components.translation.translation_segments import Segment, join, segments
from polycite.components.translators.choosing import choose
from polycite.components.translators.engine import Engine


@component
class Translator:
    """Translates texts by the engines that its settings name, through other languages where it must.

    The sentences of all texts are translated together, each once, and kept in a cache. A text for
    whose languages there is no translator has no translation, None, which is a state and no error;
    :meth:`why` tells the reason. A sentence on which an engine fails, or for which it gives back
    nothing, a copy or another language, stays as it was and is listed in ``Translation.untranslated``.

    Usage::

        translator = Translator()                                    # Apertium, where it is installed
        (found,) = translator.translate(["La casa es roja. Es grande."], "es", "en")
        found.text, found.route                                      # "The house is red. It is big.", ("es", "en")
        found.sentences[1]                                           # SentencePair(17, 27, 18, 28)
        Translator("facebook/nllb-200-distilled-600M").route("de", "vi")   # ("de", "vi")

    Args:
        translator: engines by name, as :func:`polycite.components.translators.choosing.choose` reads them.
        pivots: languages to go through where a pair is missing, before any other chain is sought.
        max_hops: translations in a row at most.
        cache: a file; "auto" for one in the platform's cache folder; None for memory alone.
        guard: mask addresses, code and glossary terms on their way, and list in ``Translation.violations`` what
            a translation lost, changed or invented of them, of numbers, dates and names.
        glossary: terms, and what they must become.

    Raises:
        SettingsError: an engine's name cannot be read, or a pivot is not the code of a language.
    """

    def __init__(
        self,
        translator: str | Sequence[str | Engine] = "auto",
        pivots: Sequence[str] = ("en",),
        max_hops: int = MAX_HOPS,
        cache: str | None = "auto",
        guard: bool = True,
        glossary: Mapping[str, str] | None = None,
    ) -> None:
        self.translator = translator
        self.pivots = [normalise_code(code) for code in pivots]
        self.max_hops = max_hops
        self.cache = cache
        self.guard = guard
        self.glossary = dict(glossary or {})
        self.engines = choose(translator)
        self._guard = EntityGuard(glossary) if guard else None
        self._sentences = SentenceTranslator(self.engines, cache, self._guard)

    @component.output_types(translations=list[Translation | None])
    def run(
        self, texts: list[str], target_language: str, source_languages: list[str | None] | None = None
    ) -> dict[str, list[Translation | None]]:
        """Translate ``texts`` into ``target_language``; as :meth:`translate`."""
        with stage("translation"):
            return {"translations": self.translate(texts, source_languages, target_language)}

    @component.output_types(translations=list[Translation | None])
    async def run_async(
        self, texts: list[str], target_language: str, source_languages: list[str | None] | None = None
    ) -> dict[str, list[Translation | None]]:
        """As :meth:`run`, in a thread."""
        import asyncio

        return await asyncio.to_thread(self.run, texts, target_language, source_languages)

    def translate(
        self, texts: Sequence[str], source: str | Sequence[str | None] | None, target: str
    ) -> list[Translation | None]:
        """The translation of each text, None where there is no translator for its pair.

        A text in the target language is its own translation.

        Args:
            texts: any number, of any length.
            source: the language of all, or of each; None where it shall be detected.
            target: the language wanted.

        Raises:
            SettingsError: a code is unknown, or there are not as many codes as texts.
            ModelError: a model cannot be loaded.
        """
        target = normalise_code(target)
        sources = self._sources(texts, source)
        pairs = self._sentences.pairs()
        routes = {code: find_route(pairs, code, target, self.pivots, self.max_hops) for code in set(sources) if code}
        split = [
            segments(text, code) if code and routes[code] else [] for text, code in zip(texts, sources, strict=True)
        ]
        wanted: dict[str, dict[str, None]] = {}
        for code, found in zip(sources, split, strict=True):
            wanted.setdefault(code or "", {}).update(dict.fromkeys(part for one in found for part in one.wanted))
        done = {code: self._sentences.translate(wanted[code], route) for code, route in routes.items() if route}
        names = {code: self._sentences.names(route) for code, route in routes.items() if route}
        return [
            self._translation(text, found, routes[code] or (), done[code], names[code]) if code in done else None
            for text, code, found in zip(texts, sources, split, strict=True)
        ]

    def route(self, source: str, target: str) -> tuple[str, ...] | None:
        """The languages a translation passes through, both ends included; None where there is no way.

        Raises:
            SettingsError: a code is unknown.
            ModelError: a model cannot be loaded.
        """
        source, target = normalise_code(source), normalise_code(target)
        return find_route(self._sentences.pairs(), source, target, self.pivots, self.max_hops)

    def pairs(self) -> dict[tuple[str, str], str]:
        """Every pair that is translated directly, and the name of the engine that does."""
        return {(s, t): self._sentences.engine_of(s, t).name for s, t in sorted(self._sentences.pairs())}

    def why(self, source: str | None, target: str) -> str:
        """Why there is no translation from ``source`` (None: undetected) to ``target``; "" where there is one."""
        if source is None:
            return "The language of the text could not be told."
        if self.route(source, target):
            return ""
        source, target = normalise_code(source), normalise_code(target)
        if not self.engines:
            return "No translator is set."
        missing = " ".join(filter(None, (engine.missing() for engine in self.engines)))
        names = ", ".join(engine.name for engine in self.engines)
        chain = f"{names}: no chain of up to {self.max_hops} pairs leads from {NAMES[source]} to {NAMES[target]}."
        return missing or chain

    def wrap_engines(self, wrap: Callable[[Engine], Engine]) -> None:
        """Put what ``wrap`` makes of each engine in its place, such as one that is not waited for for ever."""
        self.engines = [wrap(engine) for engine in self.engines]
        self._sentences.engines = self.engines

    def close(self) -> None:
        """Close the cache."""
        self._sentences.close()

    def to_dict(self) -> dict[str, Any]:
        """For YAML.

        Raises:
            SettingsError: an engine was given itself, not by name.
        """
        given = [self.translator] if isinstance(self.translator, str) else list(self.translator)
        if not all(isinstance(one, str) for one in given):
            raise SettingsError("A translation engine that is an object cannot be written.", "Give it by its name.")
        return default_to_dict(
            self,
            translator=given,
            pivots=self.pivots,
            max_hops=self.max_hops,
            cache=self.cache,
            guard=self.guard,
            glossary=self.glossary,
        )

    def _translation(
        self, text: str, found: Sequence[Segment], route: tuple[str, ...], done: Mapping[str, str], engine: str
    ) -> Translation:
        source, target = route[0], route[-1]
        if len(route) == 1:
            same = tuple(SentencePair(one.start, one.end, one.start, one.end) for one in found)
            return Translation(text, text, source, target, same, "", route)
        said, pairs, untranslated = join(text, found, done, target)
        violations = self._guard.violations(text, said, source, target) if self._guard else ()
        return Translation(text, said, source, target, pairs, engine, route, violations, untranslated)

    def _sources(self, texts: Sequence[str], source: str | Sequence[str | None] | None) -> list[str | None]:
        given = [source] * len(texts) if source is None or isinstance(source, str) else list(source)
        if len(given) != len(texts):
            raise SettingsError(
                f"There are {len(given)} languages for {len(texts)} texts.", "Give one a text, None where unknown."
            )
        return [
            normalise_code(code) if code else self._identifier.detect(text).language
            for text, code in zip(texts, given, strict=True)
        ]

    @cached_property
    def _identifier(self) -> LanguageIdentifier:
        return LanguageIdentifier()
