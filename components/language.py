"""The language of a question or a document, with the stretches that are in another one."""

from __future__ import annotations

from haystack import component

from polycite.components.errors import SettingsError
from polycite.components.languages.code_switching import LanguageSpan
from polycite.components.languages.language_codes import SUPPORTED, normalise_code
from polycite.components.languages.language_identification import Detection, LanguageIdentifier

__all__ = ["SUPPORTED", "Detection", "LanguageDetector", "LanguageSpan", "normalise_code"]


@component
class LanguageDetector:
    """Finds the language of texts; ``language_identification.py`` says how.

    Args:
        candidates: codes to choose among, as :func:`normalise_code` reads them; all of
            :data:`SUPPORTED` by default.

    Raises:
        SettingsError: a candidate is not the code of a supported language, or there is none.

    Example:
        >>> detector = LanguageDetector()
        >>> detector.detect("Deploy model này lên GPU server như thế nào?").language
        'vi'
        >>> detector.run(texts=["wie lange", "7 %"], languages=["pt-BR", None])["detections"][0].language
        'pt'
    """

    def __init__(self, candidates: list[str] | None = None) -> None:
        self.candidates = candidates
        self._identifier = LanguageIdentifier(candidates)

    def detect(self, text: str, hint: str | None = None) -> Detection:
        """The language of ``text``; ``hint`` overrides it, with confidence 1.

        Raises:
            SettingsError: ``hint`` is not the code of a supported language.
        """
        return self._identifier.detect(text, hint)

    @component.output_types(detections=list[Detection])
    def run(self, texts: list[str], languages: list[str | None] | None = None) -> dict[str, list[Detection]]:
        """Detects the language of each text.

        Args:
            texts: questions or documents.
            languages: what the caller knows already, text by text; None where unknown.

        Returns:
            ``detections``, one a text, in order.

        Raises:
            SettingsError: a code is unknown, or there are not as many codes as texts.
        """
        hints = [None] * len(texts) if languages is None else languages
        if len(hints) != len(texts):
            raise SettingsError(
                f"There are {len(hints)} languages for {len(texts)} texts.", "Give one a text, None where unknown."
            )
        return {"detections": [self.detect(text, hint) for text, hint in zip(texts, hints, strict=True)]}
