"""What was fitted on the shipped questions: channel weights, gloss shares, the meaning of a score.

``polycite eval fit`` makes the file; it lies beside the models it belongs to.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Calibration:
    """Fitted numbers.

    ``channels``: weights of the retrieval channels. ``gloss_weight``: share of the gloss view in
    reading by language, "" for the others. ``retrieval_weight``, ``null_weight``, ``sentence_weight``
    and ``weakest_weight``: how a passage's fused score, the reader's no-answer probability, the
    sentence's score and what the less convinced view says enter the choice among spans of several
    passages. ``right`` and ``answerable``: logistic regressions (Platt 1999) on
    :func:`polycite.components.answering.features`, with "bias": whether the answer is right, and whether
    the documents hold one. They are two questions: a reader may well miss an answer that is there.
    ``abstain_below``: least probability of an answer in the documents at which one is given.
    """

    channels: Mapping[str, float] = field(default_factory=dict)
    gloss_weight: Mapping[str, float] = field(default_factory=dict)
    retrieval_weight: float = 0.3
    null_weight: float = 0.3
    sentence_weight: float = 0.0
    weakest_weight: float = 0.0
    right: Mapping[str, float] = field(default_factory=lambda: {"bias": 0.0, "span": 1.0})
    answerable: Mapping[str, float] = field(default_factory=lambda: {"bias": 0.0, "span": 1.0})
    abstain_below: float = 0.0

    def probability_right(self, features: Mapping[str, float]) -> float:
        """Probability, in [0, 1], that an answer with these features is right."""
        return _logistic(self.right, features)

    def probability_answerable(self, features: Mapping[str, float]) -> float:
        """Probability, in [0, 1], that the documents hold an answer, whether or not this is it."""
        return _logistic(self.answerable, features)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        return {
            name: (dict(v) if isinstance(v, Mapping) else v) for name in self.__slots__ for v in [getattr(self, name)]
        }


def _logistic(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    margin = weights.get("bias", 0.0) + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, margin))))


@lru_cache(maxsize=1)
def shipped_calibration() -> Calibration:
    """The numbers fitted for the shipped models; the defaults where none were fitted yet."""
    path = Path(str(files("polycite.data") / "models" / "calibration.json"))
    return Calibration(**json.loads(path.read_text("utf8"))) if path.is_file() else Calibration()
