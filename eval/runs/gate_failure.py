"""A reason for the gate to fail a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from polycite.eval.scoring.significance import Test


@dataclass(frozen=True)
class Failure:
    """A reason to fail.

    Attributes:
        system: whose rows.
        dataset: on which.
        language: of the questions; "all" for the mean over languages, "" for the run as a whole.
        metric: its name, "" where something is missing.
        reason: what is wrong, in words.
        test: figures and probability, where it is a regression.
    """

    system: str
    dataset: str
    language: str
    metric: str
    reason: str
    test: Test | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        fields = ("system", "dataset", "language", "metric", "reason")
        return {**{f: getattr(self, f) for f in fields}, "test": self.test.to_dict() if self.test else None}


def some(names: Sequence[str]) -> str:
    """Their number, and the first three."""
    shown = ", ".join(names[:3])
    return f"{len(names)} question{'s' * (len(names) > 1)} ({shown}{', ...' if len(names) > 3 else ''})"
