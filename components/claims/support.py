"""How far evidence carries a claim, without a model of entailment: by words and vectors, across languages.

Objections come first, because a claim that says the contrary shares nearly every word with its evidence. What
is left is scored by how well each word of the claim is met by one of the evidence.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from polycite.components.claims.claim_words import ClaimWords
from polycite.components.claims.objections import objection
from polycite.components.claims.word_matching import WordMatcher

FEATURES = ("weakest", "mean", "cosine", "words")
WEIGHTS: dict[str, dict[str, float]] = {
    "same": {"bias": -17.499, "weakest": 3.675, "mean": 2.52, "cosine": -2.112, "words": -1.482},
    "cross": {"bias": -14.113, "weakest": 4.791, "mean": -1.797, "cosine": 8.664, "words": 1.186},
}
"""Logistic regressions for claims in the language of their evidence and in another.

Fitted by ``polycite eval claims --fit`` on the "fit" half of ``data/claims/claims.jsonl``.
"""
ENOUGH: dict[str, float] = {"same": 0.83, "cross": 0.97}
"""The least score at which a claim counts as supported, fitted with the weights."""

_CONTEXT = 3.0  # of the vector in context against the meaning alone, in the likeness of two words
_SHARPNESS = 8.0


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence and the sentences it names as its evidence, each with its language (BCP 47 code or None)."""

    text: str
    language: str | None
    evidence: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Support:
    """Whether a claim is supported.

    ``score`` is the probability, in [0, 1], that the evidence says so; ``holds`` whether that is enough;
    ``objection`` what speaks against, or "".
    """

    score: float
    holds: bool
    objection: str = ""


class WordSupport:
    """Judges claims by projected words and embeddings.

    A lexical method in the line of ROUGE and BERTScore (Zhang et al. 2020), across languages by the lexicon; it
    does not understand, so it is strict. Who does what to whom it knows only by the order of words.

    Usage::

        judge = WordSupport()
        judge.judge([Claim("The warranty is 24 months.", "en", (("Die Garantie beträgt 24 Monate.", "de"),))])[0].score

    Args:
        lexicon: folder of the tables.
        embedder: a SentenceTransformer; the weights were fitted for the shipped one.
        dtype: as for :class:`polycite.components.embedding.TextEmbedder`.
    """

    def __init__(
        self, lexicon: str = "shipped/lexicon", embedder: str = "shipped/retriever", dtype: str = "auto"
    ) -> None:
        self._matcher = WordMatcher(lexicon, embedder, dtype)

    def warm_up(self) -> None:
        """Load the embedder; does nothing the second time.

        Raises:
            ModelError: it cannot be loaded.
        """
        self._matcher.warm_up()

    def judge(self, claims: Sequence[Claim]) -> list[Support]:
        """One verdict a claim."""
        verdicts = []
        for against, relation, found in self.measure(claims):
            weights = WEIGHTS[relation]
            margin = weights["bias"] + sum(weights[name] * found.get(name, 0.0) for name in FEATURES)
            score = 1 / (1 + math.exp(-max(-30.0, min(30.0, margin)))) if found else 0.0
            alike = score >= ENOUGH[relation]
            # Of a claim that has other words than its evidence it says more that they are others.
            verdicts.append(Support(0.0 if against else score, alike and not against, against if alike else ""))
        return verdicts

    def measure(self, claims: Sequence[Claim]) -> list[tuple[str, str, Mapping[str, float]]]:
        """For each claim the objection or "", "same" or "cross", and its :data:`FEATURES`; none without content."""
        texts = dict.fromkeys(pair for c in claims for pair in ((c.text, c.language), *c.evidence))
        views = dict(zip(texts, self._matcher.views(list(texts)), strict=True))
        return [self._measured(views[c.text, c.language], [views[pair] for pair in c.evidence]) for c in claims]

    def _measured(self, claim: ClaimWords, evidence: Sequence[ClaimWords]) -> tuple[str, str, Mapping[str, float]]:
        one_language = all(view.language == claim.language for view in evidence)
        relation = "same" if one_language else "cross"
        words = np.flatnonzero(claim.content)
        if not len(words) or not any(len(view.keys) for view in evidence):
            return "", relation, {}
        both = [self._matcher.likeness(claim, view) for view in evidence]
        meaning, context = (np.concatenate([pair[k] for pair in both], axis=1) for k in (0, 1))
        against = objection(claim, evidence, meaning + context, one_language)
        best = (meaning + _CONTEXT * context)[words].max(1)
        whole = np.sum([view.vector for view in evidence], axis=0)
        return (
            against,
            relation,
            {
                "weakest": float(-np.log(np.mean(np.exp(-_SHARPNESS * best))) / _SHARPNESS),
                "mean": float(best.mean()),
                "cosine": float(claim.vector @ whole / (np.linalg.norm(whole) or 1.0)),
                "words": math.log(len(words)),
            },
        )
