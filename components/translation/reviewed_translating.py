"""Texts translated sentence by sentence, by what a person has reviewed before any translator is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from polycite.components.languages.language_codes import normalise_code
from polycite.components.translating import Translator
from polycite.components.translation.translation import SentencePair, Translation
from polycite.components.translation.translation_memory import REVIEWED, TranslationMemory
from polycite.components.translation.translation_segments import Segment, join, segments


class ReviewedTranslator:
    """A translator that says what was reviewed where there is something, and what its engines say elsewhere.

    A translation of which every sentence was reviewed names "reviewed" as its engine, one of which some were, both.

    Usage::

        (found,) = ReviewedTranslator(Translator(), memory).translate(["Hallo. Wer da?"], ["de"], "en", [""])
        found.engine    # "reviewed", "reviewed + apertium", or "apertium"

    Args:
        translator: for what was not reviewed.
        memory: what was; None while nothing is.
    """

    def __init__(self, translator: Translator, memory: TranslationMemory | None = None) -> None:
        self.translator = translator
        self.memory = memory

    def translate(
        self, texts: Sequence[str], sources: Sequence[str | None], target: str, tenants: Sequence[str]
    ) -> list[Translation | None]:
        """The translation of each text, as :meth:`Translator.translate`.

        Args:
            texts: any number.
            sources: the language of each; None where it shall be detected, and then nothing reviewed is sought.
            target: the language wanted.
            tenants: whose each text is.

        Raises:
            SettingsError: a code is unknown.
            ModelError: a model cannot be loaded.
        """
        given = zip(texts, sources, tenants, strict=True)
        known = [self._known(text, source, target, tenant) for text, source, tenant in given]
        rest = [i for i, one in enumerate(known) if one is None]
        made = self.translator.translate([texts[i] for i in rest], [sources[i] for i in rest], target) if rest else []
        found: dict[int, Translation | None] = dict(zip(rest, made, strict=True))
        found.update({i: self._made(one) for i, one in enumerate(known) if one})
        return [found[i] for i in range(len(texts))]

    def tenant_of(self, metadata: Mapping[str, Any]) -> str:
        """Whose the document with these metadata is, for what was reviewed; "" for nobody in particular."""
        return self.memory.tenant_of(metadata) if self.memory else ""

    def reviewed(self, text: str, source: str | None, target: str, tenant: str) -> Translation | None:
        """The reviewed translation of ``text``, as a whole or sentence by sentence; None where a sentence has none.

        Raises:
            SettingsError: a code is unknown.
        """
        if source is None or self.memory is None:
            return None
        source, target = normalise_code(source), normalise_code(target)
        whole = self.memory.find([text], source, target, tenant).get(text)
        if whole is not None:
            pairs = (SentencePair(0, len(text), 0, len(whole)),)
            return Translation(text, whole, source, target, pairs, REVIEWED, (source, target))
        known = self._known(text, source, target, tenant)
        return self._made(known) if known and known.is_whole else None

    def _known(self, text: str, source: str | None, target: str, tenant: str) -> _Known | None:
        """What was reviewed of ``text``; None where nothing was."""
        if source is None or self.memory is None:
            return None
        source, target = normalise_code(source), normalise_code(target)
        if source == target:
            return None
        found = segments(text, source)
        # As it stands, or without the marks of a list or a heading before it.
        wanted = [one for s in found for one in (text[s.start : s.end], *s.wanted)]
        said = self.memory.find(wanted, source, target, tenant)
        return _Known(text, source, target, tuple(found), said) if said else None

    def _made(self, known: _Known) -> Translation:
        """The whole translation: what was reviewed, and between it what the engines say."""
        said, parts = dict(known.said), list(known.segments)
        open_ = [i for i, segment in enumerate(parts) if not known.has(segment)]
        for i, segment in enumerate(parts):
            sentence = known.text[segment.start : segment.end]
            if i in open_ or sentence in known.said:
                parts[i] = replace(segment, parts=((sentence, bool(segment.wanted)),))
        left = [parts[i] for i in open_ if parts[i].wanted]
        sentences = [one.wanted[0] for one in left]
        made = self.translator.translate(sentences, known.source, known.target) if sentences else []
        route: tuple[str, ...] = (known.source, known.target)
        engines, violations = {REVIEWED: None}, []
        for segment, one in zip(left, made, strict=True):
            if one is None or one.untranslated:
                continue
            said[segment.wanted[0]] = one.text
            engines[one.engine], route = None, one.route
            violations += [
                v if v.start < 0 else replace(v, start=v.start + segment.start, end=v.end + segment.start)
                for v in one.violations
            ]
        text, pairs, untranslated = join(known.text, parts, said, known.target)
        return Translation(
            known.text, text, known.source, known.target, pairs, " + ".join(engines), route,
            tuple(violations), untranslated,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    """What was reviewed of a text: ``said`` are its sentences, or parts of them, with their translations."""

    text: str
    source: str
    target: str
    segments: tuple[Segment, ...]
    said: dict[str, str]

    def has(self, segment: Segment) -> bool:
        """Whether all of a sentence was reviewed."""
        if self.text[segment.start : segment.end] in self.said:
            return True
        return bool(segment.wanted) and all(part in self.said for part in segment.wanted)

    @property
    def is_whole(self) -> bool:
        """Whether every sentence that says something was reviewed."""
        return all(self.has(segment) for segment in self.segments if segment.wanted)
