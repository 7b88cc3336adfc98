"""Passages in the language that a reader knows best, for the strategy ``translate-test``."""

from __future__ import annotations

from typing import Any

from haystack import component, default_from_dict, default_to_dict

from polycite.components.evidence import Passage
from polycite.components.question_translating import READING_LANGUAGE
from polycite.components.timing import stage
from polycite.components.translating import Translator
from polycite.components.translation.translation import Translation


@component
class PassageTranslator:
    """Translates what was found, each sentence knowing its original.

    Usage::

        translations = PassageTranslator(Translator()).run(passages, "translate-test")["translations"]

    Args:
        translator: what translates.
    """

    def __init__(self, translator: Translator) -> None:
        self.translator = translator

    @component.output_types(translations=list[Translation | None], notes=list[str])
    def run(self, passages: list[Passage], strategy: str = "auto") -> dict[str, Any]:
        """The translation of each passage; None where there is no translator, or none is wanted."""
        if strategy != "translate-test":
            return {"translations": [None] * len(passages), "notes": []}
        with stage("translation"):
            found = self.translator.translate(
                [p.text for p in passages], [p.language for p in passages], READING_LANGUAGE
            )
        # What is in the reading language already needs no translation to be read.
        found = [made if made and len(made.route) > 1 else None for made in found]
        through = dict.fromkeys(" → ".join(made.route) for made in found if made)
        without = dict.fromkeys(
            p.language or "an unknown language"
            for p, made in zip(passages, found, strict=True)
            if made is None and p.language != READING_LANGUAGE
        )
        notes = [f"passages read in translation: {', '.join(through)}"] if through else []
        if without:
            notes.append(
                f"no translator from {', '.join(without)} to {READING_LANGUAGE}: read in the original and glossed"
            )
        return {"translations": found, "notes": notes}

    def to_dict(self) -> dict[str, Any]:
        """For YAML."""
        return default_to_dict(self, translator=self.translator.to_dict())

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> PassageTranslator:
        """The inverse of :meth:`to_dict`."""
        data["init_parameters"]["translator"] = default_from_dict(Translator, data["init_parameters"]["translator"])
        return default_from_dict(cls, data)
