"""How much of a right answer an answer says, character by character: fair to inflection and transliteration."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from polycite.eval.metrics.answering import AnswerMatch
from polycite.eval.metrics.catalogue import Factory, cutoff
from polycite.eval.metrics.metric import Metric
from polycite.eval.metrics.normalisation import CHARACTER_LANGUAGES, words


@dataclass(frozen=True)
class CharacterRecall(AnswerMatch):
    """Share of the right answer's character n-grams, counted with repetition, that the answer has.

    Words are cut into n-grams one by one, a word shorter than n is one whole. A long answer is not punished: read it
    beside F1, which does. Normalised by language as EM and F1 are; languages written without spaces are one word, and
    a right answer shorter than n characters in them is sought in n-grams of its own length.

    Source: Chirkova et al. 2024, "Retrieval-augmented generation in multilingual settings" (character 3-gram recall),
    after the token recall of Adlakha et al. 2024, "Evaluating Correctness and Faithfulness of Instruction-Following
    Models for Question Answering". Theirs differs in the normalisation: only ASCII punctuation goes, articles stay.
    """

    n: int = 3

    @property
    def name(self) -> str:
        """Character recall@n."""
        return f"character recall@{self.n}"

    def _compare(self, prediction: str, gold: str, language: str) -> float:
        return character_recall(prediction, gold, language, self.n)


def character_recall(prediction: str, gold: str, language: str, n: int = 3) -> float:
    """|n-grams of both| / |n-grams of ``gold``|, as multisets; where ``gold`` has none, 1.0 if neither has, else 0.0.

    >>> character_recall("Der Moskauer Kreml", "Moskau", "de")
    1.0
    """
    said, right = words(prediction, language), words(gold, language)
    if language in CHARACTER_LANGUAGES:
        said, right = ["".join(said)], ["".join(right)]
        n = max(1, min(n, len(right[0])))
    ours, theirs = _ngrams(said, n), _ngrams(right, n)
    if not theirs:
        return float(not ours)
    return (ours & theirs).total() / theirs.total()


def _ngrams(of_words: list[str], n: int) -> Counter[str]:
    return Counter(word[start : start + n] for word in of_words if word for start in range(max(1, len(word) - n + 1)))


DEFAULTS: tuple[Metric, ...] = (CharacterRecall(3),)
NAMED: dict[str, Factory] = {"character recall": lambda n: CharacterRecall(cutoff(n) if n else 3)}
