"""The language of a text by weighing what speaks for each, with the stretches in other languages.

Needs neither Haystack nor torch: ``language.py`` makes a component of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from polycite.components.errors import SettingsError
from polycite.components.languages.code_switching import LanguageSpan, foreign_spans
from polycite.components.languages.language_codes import SUPPORTED, normalise_code
from polycite.components.languages.language_evidence import EVIDENCE, Matrix, gather

WEIGHTS: dict[str, float] = {
    "script": 1.42,
    "py3langid": 2.44,
    "function words": 1.68,
    "folded words": 0.63,
    "content words": 1.33,
    "endings": 0.24,
    "share known": 0.97,
    "own letters": 1.01,
    "foreign letters": -1.1,
    "unused letters": -0.57,
    "romanised words": 2.02,
    "prior": 0.39,
}

_SAMPLE = 700  # characters of each of three samples of a long text
_AT_MOST = 0.999  # only what the caller says is certain


@dataclass(frozen=True, slots=True)
class Detection:
    """The language of a text.

    ``language`` is one of the detector's codes, None where nothing in the text tells.
    ``confidence`` is the probability that it is right, in [0, 1]. ``spans`` are the stretches in
    other languages, in order: half-open, in code points of the text as given.
    """

    language: str | None
    confidence: float
    spans: tuple[LanguageSpan, ...] = ()


def probabilities(evidence: Matrix, weights: Matrix) -> Matrix:
    """Softmax of the weighed evidence: the probability of each row's language."""
    scores = evidence @ weights
    exponentials = np.exp(scores - scores.max())
    return np.asarray(exponentials / exponentials.sum())


class LanguageIdentifier:
    """Finds the language of a text, of short and mixed ones too. Safe to share between threads.

    The languages whose script the text uses are scored by a log-linear model over the evidence of
    ``language_evidence``: script, letters, function and content words, and py3langid. Model names,
    error codes, addresses, code, quantities and acronyms are no evidence. The weights maximise the
    likelihood of the questions in ``data/questions/language.jsonl`` (split "fit") under a Gaussian prior;
    ``eval/experiments/language_weights.py`` fits them, and again without each fold for the figures that
    ``eval/experiments/language.py`` reports. The probability of the best language is the confidence: weights
    fitted to likelihood need no further map, and the calibration error is in that report.
    langdetect was tried as a second vote and left out: it added nothing to accuracy and took most
    of the time.

    Long texts are judged by samples from start, middle and end, 2,100 characters in all; spans are
    sought in texts of no more than that.

    Args:
        candidates: codes to choose among, as :func:`normalise_code` reads them; all of
            :data:`SUPPORTED` by default.

    Raises:
        SettingsError: a candidate is not the code of a supported language, or there is none.
    """

    def __init__(self, candidates: Sequence[str] | None = None) -> None:
        if candidates is not None and not candidates:
            raise SettingsError(
                "The list of candidate languages is empty.", "Name at least one, or leave it out to allow all."
            )
        self._codes = SUPPORTED if candidates is None else tuple(dict.fromkeys(map(normalise_code, candidates)))
        self._weights = np.array([WEIGHTS[name] for name in EVIDENCE])

    def detect(self, text: str, hint: str | None = None) -> Detection:
        """The language of ``text``; ``hint`` overrides it, with confidence 1.

        Text without a letter, or with technical material only, has the language None and the
        confidence 0.

        Raises:
            SettingsError: ``hint`` is not the code of a supported language.
        """
        if hint is not None:
            language = normalise_code(hint)
            return Detection(language, 1.0, self._spans(text, language))
        code, confidence = self._identify(_sample(text), self._codes)
        return Detection(code, confidence, self._spans(text, code) if code else ())

    def _identify(self, text: str, candidates: Sequence[str]) -> tuple[str | None, float]:
        codes, evidence = gather(text, candidates)
        if not codes:
            return None, 0.0
        chances = probabilities(evidence, self._weights)
        best = int(chances.argmax())
        return codes[best], min(_AT_MOST, float(chances[best]))

    def _spans(self, text: str, matrix: str) -> tuple[LanguageSpan, ...]:
        if len(text) > 3 * _SAMPLE:
            return ()
        return foreign_spans(text, matrix, self._codes, self._identify)


def _sample(text: str) -> str:
    """``text``, or start, middle and end of a long one, a line each."""
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = (len(text) - _SAMPLE) // 2
    return "\n".join((text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:]))
