"""A question in the languages of the documents, for those whose models are better within a language than across."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from haystack import component, default_from_dict, default_to_dict

from polycite.components.stores.connection import StoreConnection
from polycite.components.stores.store_points import Filter
from polycite.components.timing import stage
from polycite.components.translating import Translator

READING_LANGUAGE = "en"  # what translations are read in, because the strongest readers know it best


@dataclass(frozen=True, slots=True)
class TranslatedQuestion:
    """A question in another language than it was asked in; ``route`` are the languages it passed through."""

    text: str
    language: str
    route: tuple[str, ...]


@component
class QuestionTranslator:
    """Translates a question as a strategy needs it.

    "translate-query" wants it in every language of the corpus, "translate-test" in the one that translations
    are read in; the other strategies do not want it at all. A language without a translator is left out, and
    a note says which.

    Usage::

        found = QuestionTranslator(connection, Translator()).run("¿Cuánto dura?", "es", "translate-test")
        found["questions"], found["notes"]

    Args:
        connection: the store, which knows the languages of the corpus.
        translator: what translates.
    """

    def __init__(self, connection: StoreConnection, translator: Translator) -> None:
        self.connection = connection
        self.translator = translator

    @component.output_types(questions=list[TranslatedQuestion], notes=list[str])
    def run(
        self, question: str, language: str | None, strategy: str = "auto", where: Filter | None = None
    ) -> dict[str, Any]:
        """The question in other languages.

        Args:
            question: as asked.
            language: its BCP 47 code.
            strategy: how passages are read.
            where: which passages may be found; only their languages are wanted, and only they are named in notes.
        """
        if strategy == "translate-query":
            wanted = [code for code in self._corpus(where) if code != language]
        elif strategy == "translate-test":
            wanted = [] if language == READING_LANGUAGE else [READING_LANGUAGE]
        else:
            return {"questions": [], "notes": []}
        if language is None:
            return {"questions": [], "notes": ["the question's language could not be told, so it was not translated"]}
        with stage("translation"):
            found = {code: self.translator.translate([question], language, code)[0] for code in wanted}
        questions = [
            TranslatedQuestion(made.text, code, made.route)
            for code, made in found.items()
            if made and not made.untranslated
        ]
        without = sorted(set(wanted) - {made.language for made in questions})
        notes = [f"no translator from {language} to {', '.join(without)}: asked there as it is"] if without else []
        return {"questions": questions, "notes": notes}

    def _corpus(self, where: Filter | None) -> list[str]:
        return sorted(code for code in self.connection.store.languages(where) if code)

    def to_dict(self) -> dict[str, Any]:
        """For YAML."""
        return default_to_dict(self, connection=self.connection.to_dict(), translator=self.translator.to_dict())

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> QuestionTranslator:
        """The inverse of :meth:`to_dict`."""
        given = data["init_parameters"]
        given["connection"] = StoreConnection.from_dict(given["connection"])
        given["translator"] = default_from_dict(Translator, given["translator"])
        return default_from_dict(cls, data)
