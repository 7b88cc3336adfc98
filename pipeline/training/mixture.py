"""How often a reader in training sees an example in which way."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mixture:
    """How often an example is seen in which way; shares of all examples of its kind."""

    unanswerable: float = 0.28
    titled: float = 0.35  # the passage under its document's title, as it is read in use
    parallel: float = 0.4  # the question in another language, where somebody translated it
    glossed: float = 0.2  # foreign question and passage in their English gloss
    glossed_question: float = 0.15  # foreign passage as it is, the question in its English gloss
    translated_question: float = 0.35  # English passage, the question word for word in another language
    translated: float = 0.0  # English question and passage word for word in another language
    english: float = 0.45  # English examples among all of the corpora
    shipped: float = 0.2  # those that polycite ships among all
    shipped_unanswerable: float = 0.1  # of those with an answer; one in five has none
    shipped_glossed: float = 0.0
    round_trip: float = 0.0  # English question or passage or both put into another language and glossed back


ORIGINALS = Mixture(translated_question=0.3, translated=0.12)

# For a reader of glosses alone: English, clean or through another language's words, and every foreign set glossed.
GLOSSES = Mixture(
    parallel=0.0,
    shipped_glossed=1.0,
    glossed=1.0,
    glossed_question=0.0,
    translated_question=0.0,
    english=0.5,
    round_trip=0.6,
)

# For a reader that learns from what a teacher says of the same text in its own words.
DISTILLED = Mixture(translated=0.3)
