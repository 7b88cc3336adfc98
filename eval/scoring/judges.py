"""The judges of entailment that metrics are made with, by name; nothing is loaded before the first pair is judged."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from polycite.eval.scoring.entailment import EntailmentJudge, Judgement, Pair
from polycite.eval.scoring.support_judge import SupportJudge

if TYPE_CHECKING:
    from polycite.components.claims.entailment import EntailmentModel


class CrossEncoderJudge:
    """Any cross-encoder trained for natural language inference: a statement holds from a probability of one half.

    A short answer is judged after its question, as Gao et al. 2023 ("ALCE") do for QAMPARI.

    Args:
        model: folder or Hugging Face name of a sequence classifier with a label "entailment".
    """

    def __init__(self, model: str) -> None:
        self._name = model
        self._model: EntailmentModel | None = None

    def entails(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """One judgement a pair; ModelError where the model cannot be loaded or has no such label."""
        from polycite.components.claims.entailment import EntailmentModel
        from polycite.components.claims.support import Claim

        self._model = self._model or EntailmentModel(self._name)
        claims = [Claim(f"{one.question} {one.hypothesis}".strip(), one.language, one.premise) for one in pairs]
        return [Judgement(support.score, support.holds) for support in self._model.judge(claims)]


class Remembering:
    """Asks a judge about each pair once, however many metrics want to know."""

    def __init__(self, judge: EntailmentJudge) -> None:
        self._judge = judge
        self._known: dict[Pair, Judgement] = {}

    def entails(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """One judgement a pair."""
        new = [pair for pair in dict.fromkeys(pairs) if pair not in self._known]
        if new:
            self._known.update(zip(new, self._judge.entails(new), strict=True))
        return [self._known[pair] for pair in pairs]


@cache
def cross_encoder(model: str) -> EntailmentJudge:
    """The judge of that entailment model, one for all metrics that name it."""
    return Remembering(CrossEncoderJudge(model))


@cache
def support_judge(embedder: str = "") -> EntailmentJudge:
    """The judge without an entailment model, by the shipped embedder or another, one for all metrics that name it."""
    return Remembering(SupportJudge(embedder) if embedder else SupportJudge())
