"""The shipped claims, and what a file of claims must be."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from polycite.components.errors import LoadingError
from polycite.eval.datasets.claims import SUPPORTED_KINDS, UNSUPPORTED_KINDS, load_claims, shipped_claims

GOOD: dict[str, Any] = {
    "id": "c1", "claim": "It is free.", "language": "en", "evidence": [{"text": "Es ist gratis.", "language": "de"}],
    "supported": True, "kind": "translation", "split": "test",
}  # fmt: skip


def write(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "claims.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf8")
    return path


def test_a_good_row_loads(tmp_path: Path) -> None:
    [claim] = load_claims(write(tmp_path, GOOD))
    assert (claim.evidence, claim.relation) == ((("Es ist gratis.", "de"),), "cross")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "swap"}, "at odds with 'supported'"),
        ({"split": "dev"}, "'split' is 'dev'"),
        ({"evidence": []}, "'evidence' is empty"),
        ({"language": "xx"}, "'xx' is unknown"),
        ({"claim": " "}, "'claim' is empty"),
    ],
)
def test_a_bad_row_is_named_by_its_line(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    with pytest.raises(LoadingError, match=f"(?s)claims.jsonl:2: .*{said}"):
        load_claims(write(tmp_path, GOOD, {**GOOD, "id": "c2", **change}))
    with pytest.raises(LoadingError, match="of line 1 again"):
        load_claims(write(tmp_path, GOOD, GOOD))


def test_the_shipped_claims_are_many_balanced_and_of_every_kind() -> None:
    claims = shipped_claims()
    assert len(claims) >= 60
    assert len({claim.language for claim in claims}) >= 20
    for split in ("fit", "test"):
        mine = shipped_claims(split)  # type: ignore[arg-type]
        supported = sum(claim.supported for claim in mine) / len(mine)
        assert 0.4 < supported < 0.6
        assert {claim.relation for claim in mine} == {"same", "cross"}
    assert set(Counter(claim.kind for claim in claims)) == {*SUPPORTED_KINDS, *UNSUPPORTED_KINDS}
    # No sentence of evidence is in both halves: what is fitted on one would know the other.
    fit, test = ({claim.evidence for claim in shipped_claims(split)} for split in ("fit", "test"))  # type: ignore[arg-type]
    assert not fit & test
