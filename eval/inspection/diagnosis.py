"""From the figures of a language to whether a model will be weak in it, and to what can be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from polycite.eval.scoring.scoring import Figures

Level = Literal["strong", "middling", "weak"]
FERTILITY = 2.0
"""Twice the tokens of the same English text: half of it fits, and words fall apart into pieces that mean little."""
UNKNOWN = 0.02
"""One token in fifty is lost before the model reads anything; ``polycite inspect`` warns from there too."""
STRONG, WEAK = 0.8, 0.5
"""Share of translations found: what is learned in English carries over where four of five are, not where half are."""
ISOMORPHIC = 0.5
"""RSIM under which the space of a language has another shape than the English one, so that no rotation joins them."""
ENOUGH = 30
"""Sentences under which isomorphism and hubness say nothing: ten neighbours are a third of them."""

THRESHOLDS = (
    f"Weak: fertility over {FERTILITY:g} (half of a text fits, words fall apart), over {UNKNOWN:.0%} of tokens unknown "
    f"(lost before the model reads), or under {WEAK:.0%} of translations found. Strong: {STRONG:.0%} found or more, "
    f"and RSIM of {ISOMORPHIC:g} or more where {ENOUGH} sentences tell it. Middling: between."
)
ADVICE: Mapping[str, str] = {
    "zero-shot": "No labels are needed: use the model as it is, and measure it on some questions of your own "
    "(polycite eval score).",
    "joint few-shot": "Label 8 examples or more, 50 if you can, and train on them together with the source "
    "languages: polycite adapt --examples my.jsonl --regime joint.",
    "translate-test": "A translator into English is at hand: read the translations, polycite ask --strategy "
    "translate-test.",
    "translate-train": "A translator from English is at hand: train on translated examples with projected spans, "
    "polycite adapt with translate-train augmentation.",
    "collect text": "The tokeniser knows the language too little for labels to help much: collect text of it, look at "
    "its pieces (polycite eval tokens), and take a model whose vocabulary covers it.",
}
"""The practical table: what to do, by what a language has."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Why the level is not strong, and keys of :data:`ADVICE`, what to try first in front."""

    level: Level
    reasons: tuple[str, ...]
    advice: tuple[str, ...]


def diagnose(figures: Figures, *, into_english: bool = False, from_english: bool = False) -> Diagnosis:
    """The predicted level of one language and the advice that follows.

    Args:
        figures: "texts", "fertility" and "unknown"; of an encoder also "accuracy" in [0, 1], and "RSIM".
        into_english: whether there is a translator of the language into English.
        from_english: whether there is one the other way.
    """
    tokeniser = []
    if (figures.get("fertility") or 0.0) > FERTILITY:
        tokeniser.append(f"{figures['fertility']:.1f} times the tokens of English")
    if (figures.get("unknown") or 0.0) > UNKNOWN:
        tokeniser.append(f"{figures['unknown']:.0%} of the tokens unknown")
    space: list[str] = []
    accuracy, similarity = figures.get("accuracy"), figures.get("RSIM")
    if accuracy is not None and accuracy < STRONG:
        space.append(f"{accuracy:.0%} of the translations found")
    if similarity is not None and similarity < ISOMORPHIC:
        space.append(f"another shape than English, RSIM {similarity:.2f}")
    level: Level = "strong"
    if tokeniser or (accuracy is not None and accuracy < WEAK):
        level = "weak"
    elif space:
        level = "middling"
    advice = ["collect text"] if tokeniser else []
    if level == "strong":
        advice.append("zero-shot")
    else:
        advice.append("joint few-shot")
        advice += ["translate-test"] * into_english + ["translate-train"] * from_english
    return Diagnosis(level, (*tokeniser, *space), tuple(advice))
