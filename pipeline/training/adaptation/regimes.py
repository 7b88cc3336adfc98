"""In what order a model sees the examples of its source languages and those of the target languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, assert_never

Regime = Literal["zero-shot", "sequential", "joint", "multi-stage"]
_PIVOT = frozenset({"en"})


@dataclass(frozen=True)
class Stage:
    """A part of an adaptation.

    ``source``: share of source examples in each batch, 0 to 1. ``languages``: those of the target examples
    used; None: all. ``share``: of the steps; those of a regime add up to 1. ``source_languages``: those of the
    source examples used; None, or none of them there: all.
    """

    source: float
    languages: frozenset[str] | None = None
    share: float = 1.0
    source_languages: frozenset[str] | None = None


def stages(regime: Regime, languages: Iterable[str] = ()) -> tuple[Stage, ...]:
    """The stages of a regime.

    - zero-shot: none.
    - sequential: source, then target. The same examples as jointly, in another order.
    - joint: half of each batch source and half target, which is the stabler regime (Schmidt, Vulić and
      Glavaš 2022, "Don't Stop Fine-Tuning").
    - multi-stage: joint over all languages, then ``languages`` and English alone.

    Args:
        regime: its name.
        languages: those that the last of several stages is for; none: all of the target examples.
    """
    match regime:
        case "zero-shot":
            return ()
        case "sequential":
            return Stage(1.0, share=0.5), Stage(0.0, share=0.5)
        case "joint":
            return (Stage(0.5),)
        case "multi-stage":
            chosen = frozenset(languages) or None
            return Stage(0.5, share=0.5), Stage(0.5, chosen, 0.5, _PIVOT)
    assert_never(regime)
