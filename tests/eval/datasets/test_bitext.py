import lzma
from pathlib import Path

import pytest

from polycite.components.errors import LoadingError
from polycite.eval.datasets.bitext import load_bitext


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with lzma.open(tmp_path / "th.tsv.xz", "wt", encoding="utf-8") as file:
        file.write("The lamp blinks.\tไฟกะพริบ\nIt is full.\tเต็มแล้ว\n\nHe waits.\tเขารอ\n")
    (tmp_path / "ar.tsv").write_text("The lamp\u2028blinks.\tالمصباح يومض\n", "utf8")
    return tmp_path


def test_pairs_by_language_english_first(folder: Path) -> None:
    found = load_bitext(folder)
    assert list(found) == ["ar", "th"]
    assert found["th"].texts == ("ไฟกะพริบ", "เต็มแล้ว", "เขารอ")
    assert found["ar"].english == ("The lamp\u2028blinks.",)
    assert load_bitext(folder, ["TH"], limit=2)["th"].english == ("The lamp blinks.", "It is full.")


def test_every_bad_line_is_named(folder: Path) -> None:
    (folder / "hi.tsv").write_text("One.\tएक\nno tab\nTwo.\t \nThree.\tतीन\textra\n", "utf8")
    with pytest.raises(LoadingError) as error:
        load_bitext(folder)
    for line in ("hi.tsv:2: 1 fields", "hi.tsv:3: a side is empty", "hi.tsv:4: 3 fields"):
        assert line in str(error.value)


def test_what_is_not_there_is_said(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(LoadingError, match=r"no file of 'sw'.*It has: ar, th"):
        load_bitext(folder, ["sw"])
    with pytest.raises(LoadingError, match=r"no \.tsv"):
        load_bitext(tmp_path_factory.mktemp("empty"))
    (folder / "zh.tsv.xz").write_bytes(b"not xz")
    with pytest.raises(LoadingError, match=r"zh\.tsv\.xz cannot be read"):
        load_bitext(folder)
    (folder / "zh.tsv.xz").unlink()
    (folder / "12.tsv").write_text("a\tb\n", "utf8")
    with pytest.raises(LoadingError, match="'12' is no language"):
        load_bitext(folder)
