from __future__ import annotations

from pathlib import Path

import pytest

from polycite.components.errors import LoadingError
from polycite.components.languages.language_codes import SUPPORTED
from polycite.eval.inspection.parallel_text import own_parallel_text, shipped_parallel_text


def test_polycite_ships_sentences_in_every_language_it_supports() -> None:
    codes = [code for code in SUPPORTED if code != "en"]
    found = shipped_parallel_text(codes)
    assert list(found.pairs) == codes
    for bitext in found.pairs.values():
        assert len(bitext.texts) == len(bitext.english) >= 9
        assert set(bitext.english) <= set(found.english)
        assert len(set(bitext.english)) == len(bitext.english)
    # The pool does not depend on what is asked for.
    some = shipped_parallel_text(["pt-BR"], limit=4)
    assert (list(some.pairs), len(some.pairs["pt"].texts), some.english) == (["pt"], 4, found.english)


@pytest.mark.parametrize("code", ["qu", "en"])
def test_a_language_without_sentences_is_named_with_the_mend(code: str) -> None:
    with pytest.raises(LoadingError, match=rf"no sentences in '{code}'.*--parallel"):
        shipped_parallel_text(["de", code])


def test_what_is_no_language_is_named() -> None:
    with pytest.raises(LoadingError, match="klingonisch"):
        shipped_parallel_text(["klingonisch"])


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "qu.tsv"
    path.write_text("The house\tWasi\nThe water\tYaku\n", "utf8")
    assert own_parallel_text(path).pairs["qu"].texts == ("Wasi", "Yaku")
    assert own_parallel_text(tmp_path).english == ("The house", "The water")
    assert list(own_parallel_text(path, ["ay"], 1).pairs) == ["ay"]
    with pytest.raises(LoadingError, match="holds one language, but 2"):
        own_parallel_text(path, ["qu", "ay"])
    path.write_text("no tab\n", "utf8")
    with pytest.raises(LoadingError, match=r"qu\.tsv"):
        own_parallel_text(path)
