"""Gives originals, passages and questions their language."""

from __future__ import annotations

import dataclasses

from haystack import component

from polycite.components.evidence import Original, Passage
from polycite.components.language import LanguageDetector
from polycite.components.timing import stage

_SURE = 0.9
_LETTERS = 80  # a shorter passage is a table or a list of names: its document knows better


@component
class LanguageTagger:
    """Detects the language of originals that do not state it.

    Args:
        candidates: languages that may occur; None for all supported.
    """

    def __init__(self, candidates: list[str] | None = None) -> None:
        self.candidates = candidates
        self._detector = LanguageDetector(candidates)

    @component.output_types(originals=list[Original])
    def run(self, originals: list[Original]) -> dict[str, list[Original]]:
        """The originals, each with a language where one can be told."""
        return {
            "originals": [
                dataclasses.replace(o, language=self._detector.detect(o.text, hint=o.language).language)
                for o in originals
            ]
        }


@component
class PassageTagger:
    """Corrects the language of passages that are surely in another one than their document says.

    Args:
        candidates: languages that may occur; None for all supported.
    """

    def __init__(self, candidates: list[str] | None = None) -> None:
        self.candidates = candidates
        self._detector = LanguageDetector(candidates)

    @component.output_types(passages=list[Passage])
    def run(self, passages: list[Passage]) -> dict[str, list[Passage]]:
        """The passages, each with its own language."""
        return {"passages": [self._tagged(passage) for passage in passages]}

    def _tagged(self, passage: Passage) -> Passage:
        if passage.language and sum(c.isalpha() for c in passage.text) < _LETTERS:
            return passage
        found = self._detector.detect(passage.text)
        if found.language and (passage.language is None or found.confidence >= _SURE):
            return dataclasses.replace(passage, language=found.language)
        return passage


@component
class QuestionTagger:
    """Detects the language of a question.

    Args:
        candidates: languages that may occur; None for all supported.
    """

    def __init__(self, candidates: list[str] | None = None) -> None:
        self.candidates = candidates
        self._detector = LanguageDetector(candidates)

    @component.output_types(language=str | None)
    def run(self, question: str, language: str | None = None) -> dict[str, str | None]:
        """The question's language; ``language`` overrides detection."""
        with stage("language"):
            return {"language": self._detector.detect(question, hint=language).language}
