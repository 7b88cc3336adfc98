"""The translator that settings ask for."""

from __future__ import annotations

from polycite.components.translating import Translator
from polycite.pipeline.settings import Settings


def translator_of(settings: Settings) -> Translator:
    """The translator of ``settings``; it loads what it needs on first use."""
    return Translator(
        settings.translator,
        settings.pivots,
        settings.max_hops,
        settings.translation_cache,
        glossary=dict(settings.glossary),
    )
