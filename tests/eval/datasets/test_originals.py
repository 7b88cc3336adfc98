from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from polycite.components.errors import LoadingError
from polycite.components.loading import OriginalLoader
from polycite.eval.datasets.originals import load_originals

THAI = "แบตเตอรี่ชาร์จได้ที่อุณหภูมิระหว่าง 0 ถึง 45 °C 🔋"


def test_a_file_of_originals_is_taken_as_it_is(lines: Any) -> None:
    path = lines(
        "o.jsonl.xz", {"id": "a", "text": THAI, "language": "th", "source": "a.md"},
        {"id": 7, "text": " 电池 ", "title": "电池"},
        {"id": "c", "text": "Die Batterie lädt nur zwischen 0 und 45 Grad.", "language": None},
    )  # fmt: skip
    found = load_originals(path)
    assert [(o.id, o.text, o.language, o.source) for o in found] == [
        ("a", THAI, "th", "a.md"),
        ("7", " 电池 ", "zh", ""),
        ("c", "Die Batterie lädt nur zwischen 0 und 45 Grad.", "de", ""),
    ]
    assert found[1].metadata == {"title": "电池"}
    assert [o.language for o in load_originals(path, identify=False)] == ["th", None, None]


def test_every_bad_row_is_named_by_its_line(lines: Any) -> None:
    path = lines(
        "o.jsonl", {"id": "a", "text": THAI, "language": "th"}, {"id": "a", "text": "x"}, {"id": "b"}, {"text": "x"},
        {"id": "c", "text": " "}, {"id": "d", "text": "x", "language": "thai"}, '{"id": "e", "text": "x', "[]",
        {"id": "f", "text": "x", "sha256": "0"}, '{"id": "g", "text": NaN}',
    )  # fmt: skip
    with pytest.raises(LoadingError) as raised:
        load_originals(path)
    assert re.findall(r"o\.jsonl:(\d+): ", str(raised.value)) == ["2", "3", "4", "5", "6", "7", "8", "9", "10"]
    assert "first in line 1" in str(raised.value)


def test_a_folder_is_read_and_named_as_it_is_indexed(tmp_path: Path) -> None:
    (tmp_path / "kb" / "th").mkdir(parents=True)
    (tmp_path / "kb" / "th" / "a.md").write_text(f"# แบตเตอรี่\n\n**{THAI}**", "utf8")
    (tmp_path / "kb" / "b.jsonl").write_text('{"id": "r", "text": "यह बैटरी 45 डिग्री तक चार्ज होती है"}', "utf8")
    indexed = OriginalLoader().run([str(tmp_path / "kb")])["originals"]
    found = load_originals(tmp_path / "kb")
    assert [(o.id, o.text) for o in found] == [(o.id, o.text) for o in indexed]
    assert {o.id: o.language for o in found} == {"kb/th/a.md": "th", "kb/b.jsonl#r": "hi"}


def test_documents_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("", "utf8")
    with pytest.raises(LoadingError, match=r"a\.md: It is empty"):
        load_originals(tmp_path)
    with pytest.raises(LoadingError, match="does not exist"):
        load_originals(tmp_path / "none.txt")
    (tmp_path / "o.jsonl").write_text("", "utf8")
    with pytest.raises(LoadingError, match="holds no original"):
        load_originals(tmp_path / "o.jsonl")


def test_documents_are_read_without_torch_or_haystack(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(THAI, "utf8")
    code = (
        "import sys; from polycite.eval.datasets.originals import load_originals; "
        "from polycite.eval.datasets import checking; load_originals(sys.argv[1]); "
        "print([m for m in ('torch', 'haystack', 'transformers', 'sentence_transformers') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
