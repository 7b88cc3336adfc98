"""Which sentences of the passages a question is about, by the words both translate to and how they sound.

A small reader is easily drawn to the first number or name of a passage. What retrieval knows of
passages holds for sentences too, and costs next to nothing there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

import numpy as np

from polycite.components import sounds
from polycite.components.evidence import Passage
from polycite.components.languages.function_words import FUNCTION_WORDS
from polycite.components.lexicon import TERM_LETTERS, Lexicon
from polycite.components.text.sentences import sentences

_SOUND_SHARE = 0.5
_GRAMMAR = frozenset(word[:TERM_LETTERS] for word in FUNCTION_WORDS["en"])  # say nothing of what a sentence is about


class SentenceRanker:
    """Scores sentences against a question by the lexicon and sound channels.

    Args:
        lexicon: folder of the tables.
    """

    def __init__(self, lexicon: str = "shipped/lexicon") -> None:
        self._lexicon = Lexicon(lexicon)

    def rank(
        self, question: str, question_language: str | None, passages: Sequence[Passage]
    ) -> list[list[tuple[int, int, float]]]:
        """For each passage its sentences, in order.

        Returns:
            Half-open ``(start, end, score)`` in code points of ``passage.text``; scores are standard
            deviations above the mean sentence of all passages, 0 where all are alike.
        """
        places = [(k, span) for k, p in enumerate(passages) for span in sentences(p.text, p.language)]
        texts = [(passages[k].text[span.start : span.end], passages[k].language) for k, span in places]
        asked = {t: w for t, w in self._lexicon.terms(question, question_language).items() if t not in _GRAMMAR}
        words = _scores(asked, [self._lexicon.terms(text, code) for text, code in texts])
        heard = _scores(dict.fromkeys(sounds.grams(question), 1.0), [sounds.grams(text) for text, _ in texts])
        scores = _standardised(_standardised(words) + _SOUND_SHARE * _standardised(heard))
        ranked: list[list[tuple[int, int, float]]] = [[] for _ in passages]
        for (k, span), score in zip(places, scores, strict=True):
            ranked[k].append((span.start, span.end, float(score)))
        return ranked


def _scores(question: Mapping[str, float], sentences: Sequence[Mapping[str, float]]) -> np.ndarray:
    """Shared weight, the rarer a term among the sentences the more, over the root of the sentence's length."""
    spread = Counter(term for sentence in sentences for term in sentence)
    rarity = {term: log(1 + len(sentences) / n) for term, n in spread.items()}
    return np.array(
        [
            sum(min(weight, sentence.get(term, 0.0)) * rarity.get(term, 0.0) for term, weight in question.items())
            / (4 + sum(sentence.values())) ** 0.5
            for sentence in sentences
        ]
    )


def _standardised(scores: np.ndarray) -> np.ndarray:
    deviation = float(scores.std()) if len(scores) else 0.0
    return (scores - scores.mean()) / deviation if deviation > 0 else np.zeros(len(scores))
