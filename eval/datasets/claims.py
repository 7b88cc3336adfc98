"""Claims with the sentences named as their evidence, and whether these support them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from polycite.components.languages.language_codes import SUPPORTED
from polycite.components.question_files.rows import Problem, RowError, parse_rows, raise_all, value_of
from polycite.eval.datasets.questions import SPLITS, Split

SUPPORTED_KINDS = ("quote", "translation", "paraphrase", "partial", "joined")
UNSUPPORTED_KINDS = (
    "number", "negation", "antonym", "swap", "entity", "addition", "other", "unrelated", "injection",
)  # fmt: skip
"""What is wrong with a claim: another value, denied, the contrary, roles exchanged, another name, something added,
another statement on the subject, another subject, or obeyed from a document that gives orders."""


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """A claim and its label; ``evidence`` are sentences with their languages."""

    id: str
    claim: str
    language: str
    evidence: tuple[tuple[str, str], ...]
    supported: bool
    kind: str
    split: Split = "test"

    @property
    def relation(self) -> str:
        """Whether claim and evidence are in one language: "same" or "cross"."""
        return "same" if all(code == self.language for _, code in self.evidence) else "cross"

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LabelledClaim:
        """A claim as written in a file.

        Raises:
            RowError: a field is missing, of the wrong type, or at odds with another.
        """
        kind, supported = value_of(data, "kind", str), value_of(data, "supported", bool)
        if kind not in (SUPPORTED_KINDS if supported else UNSUPPORTED_KINDS):
            raise RowError(f"the kind {kind!r} is unknown, or at odds with 'supported'.")
        split = value_of(data, "split", str)
        if split not in SPLITS:
            raise RowError(f"'split' is {split!r}.", f"Use one of: {', '.join(SPLITS)}.")
        evidence = tuple((value_of(row, "text", str), _language(row)) for row in value_of(data, "evidence", list))
        if not evidence:
            raise RowError("'evidence' is empty.", "Give at least one sentence.")
        text = value_of(data, "claim", str)
        return cls(value_of(data, "id", str), text, _language(data), evidence, supported, kind, split)


def load_claims(path: str | Path) -> list[LabelledClaim]:
    """The claims of a file, in its order.

    Raises:
        LoadingError: names every bad row by its line.
    """
    problems: list[Problem] = []
    rows = parse_rows(Path(path), LabelledClaim.from_dict, problems)
    first: dict[str, int] = {}
    for line, claim in rows:
        if claim.id in first:
            problems.append(Problem(str(path), line, f"the id {claim.id!r} of line {first[claim.id]} again."))
        first.setdefault(claim.id, line)
    raise_all(problems)
    return [claim for _, claim in rows]


def shipped_claims(split: Split | None = None) -> list[LabelledClaim]:
    """The claims that come with polycite, of one split or all."""
    claims = load_claims(Path(str(files("polycite.data") / "claims" / "claims.jsonl")))
    return [claim for claim in claims if split in (None, claim.split)]


def _language(data: Mapping[str, Any]) -> str:
    code = value_of(data, "language", str)
    if code not in SUPPORTED:
        raise RowError(f"the language {code!r} is unknown.", f"Use one of: {', '.join(SUPPORTED)}.")
    return code
