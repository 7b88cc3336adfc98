from __future__ import annotations

import json
from pathlib import Path

import pytest

from polycite.components.errors import LoadingError
from polycite.pipeline.training.reading_examples import load_examples


def test_examples_are_read_up_to_the_cap_of_their_source(tmp_path: Path) -> None:
    rows = [
        {"question": "q", "context": "abc", "answers": [{"text": "b", "answer_start": 1}], "source": source}
        for source in ("one", "one", "two")
    ]
    (tmp_path / "de.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = load_examples(tmp_path, ["de"], {"one": 1}, 9)
    assert len(found) == 2
    assert found[0].context[found[0].start : found[0].end] == "b"
    with pytest.raises(LoadingError, match="fr"):
        load_examples(tmp_path, ["fr"], {}, 9)
