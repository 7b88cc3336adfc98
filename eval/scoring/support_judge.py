"""Whether cited text carries a statement, decided without a model of entailment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import regex

from polycite.components.entities.entity_kinds import entities
from polycite.components.entities.invented import invented
from polycite.components.text.words import word_spans
from polycite.eval.scoring.entailment import Judgement, Pair

if TYPE_CHECKING:
    from polycite.components.claims.support import WordSupport

_BATCH = 256
"""Pairs weighed at once: the vectors of all their words are in memory."""
_HOLDS = 0.5
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


class SupportJudge:
    """Embeddings, words across languages and values, where no entailment model is named.

    In this order: a statement with a number, date, code or address that the premise lacks does not hold; one whose
    words stand in the premise as they are does, and so does one of values alone; of any other a logistic regression
    on the likeness of words, in meaning and in context, says how probable it is
    (:class:`polycite.components.claims.support.WordSupport`), and it holds from one half: a figure should err to either
    side alike, unlike the check before a claim is shown, which is stricter. On the test half of the shipped claims
    (:mod:`polycite.eval.datasets.claims`), hard ones, it agrees with the label in 83 of 100, in 78 across languages.

    Args:
        embedder: folder or name of a SentenceTransformer; the weights were fitted for the shipped one.
    """

    def __init__(self, embedder: str = "shipped/retriever") -> None:
        self._embedder = embedder
        self._model: WordSupport | None = None

    def entails(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """One judgement a pair; ModelError where the embedder cannot be loaded."""
        decided = {pair: judgement for pair in pairs if (judgement := _decided(pair)) is not None}
        left = [pair for pair in dict.fromkeys(pairs) if pair not in decided]
        for start in range(0, len(left), _BATCH):
            decided.update(zip(left[start : start + _BATCH], self._weighed(left[start : start + _BATCH]), strict=True))
        return [decided[pair] for pair in pairs]

    def _weighed(self, pairs: Sequence[Pair]) -> list[Judgement]:
        from polycite.components.claims.support import Claim, WordSupport

        self._model = self._model or WordSupport(embedder=self._embedder)
        claims = [Claim(pair.hypothesis, pair.language, pair.premise) for pair in pairs]
        return [Judgement(support.score, support.score >= _HOLDS) for support in self._model.judge(claims)]


def _decided(pair: Pair) -> Judgement | None:
    """The judgement where values or the very words decide, None where likeness must."""
    if invented(pair.hypothesis, pair.language, pair.premise):
        return Judgement(0.0, False)
    if any(_stands_in(pair.hypothesis, text) for text, _ in pair.premise) or _only_values(pair):
        return Judgement(1.0, True)
    return None


def _stands_in(statement: str, text: str) -> bool:
    """Whether the words of ``statement`` stand in ``text``, not beginning or ending inside one of its words."""
    core = regex.sub(r"^[\s\p{P}]+|[\s\p{P}]+$", "", statement)
    if not core:
        return False
    # Scripts without spaces have no edge of a word that could be seen.
    before = "" if _UNSPACED.match(core[0]) else r"(?<![\p{L}\p{M}\p{N}])"
    after = "" if _UNSPACED.match(core[-1]) else r"(?![\p{L}\p{M}\p{N}])"
    return regex.search(before + r"\s+".join(map(regex.escape, core.split())) + after, text) is not None


def _only_values(pair: Pair) -> bool:
    found = entities(pair.hypothesis, pair.language)
    words = word_spans(pair.hypothesis, pair.language)
    return bool(words) and all(any(one.start <= start and end <= one.end for one in found) for start, end in words)
