from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from polycite.components.errors import PolyciteError
from polycite.components.lexicon import Lexicon
from polycite.pipeline.training.lexicon import train

WORDS = {
    "de": {"red": "rot", "lamp": "Lampe", "house": "Haus", "blue": "blau", "door": "Tür", "old": "alt"},
    "ko": {
        "red": "빨간",
        "lamp": "등불",
        "house": "주택",
        "blue": "파란",
        "door": "대문",
        "old": "오래된",
        "roof": "지붕",
    },
}
PARTICLES = {"lamp": "을", "house": "이", "door": "은", "roof": "에"}


@pytest.fixture(scope="module")
def parallel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parallel")
    for code, words in WORDS.items():
        rows = []
        for colour in ("red", "blue", "old"):
            for thing in [word for word in ("lamp", "house", "door", "roof") if word in words]:
                particle = PARTICLES[thing] if code == "ko" else ""
                rows.append(f"{colour} {thing}\t{words[colour]} {words[thing]}{particle}\tx")
        (folder / f"{code}.tsv.xz").write_bytes(lzma.compress("\n".join(rows * 3).encode()))
    return folder


def likeliest(folder: Path, language: str, text: str) -> str:
    terms = Lexicon(str(folder)).terms(text, language)
    return max(terms, key=lambda term: terms[term])


def test_learning_all_anew_gives_the_same_files(parallel: Path, tmp_path: Path) -> None:
    for languages in (["de"], ["de", "ko"], ["de", "ko"]):
        learn(parallel, tmp_path / "again", languages)
    learn(parallel, tmp_path / "once", ["de", "ko"])
    for path in (tmp_path / "once").iterdir():
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes()


def learn(parallel: Path, output: Path, languages: list[str]) -> None:
    train(parallel, parallel / "none", ["the red lamp of the old house"], output, languages)


def test_words_are_learned_from_sentences_and_their_translations(parallel: Path, tmp_path: Path) -> None:
    learn(parallel, tmp_path, ["de", "ko"])
    assert {likeliest(tmp_path, "de", foreign) for foreign in ("Lampe", "lampe")} == {"lamp"}
    assert likeliest(tmp_path, "ko", "대문") == "door"


def test_korean_words_are_known_with_particles_they_were_not_seen_with(parallel: Path, tmp_path: Path) -> None:
    learn(parallel, tmp_path, ["ko"])
    assert [likeliest(tmp_path, "ko", word) for word in ("등불", "등불까지", "등불입니다")] == ["lamp"] * 3


def test_learning_one_language_anew_leaves_the_others_good(parallel: Path, tmp_path: Path) -> None:
    learn(parallel, tmp_path, ["de"])
    before = (tmp_path / "de.npz.xz").read_bytes()
    learn(parallel, tmp_path, ["ko"])
    assert (tmp_path / "de.npz.xz").read_bytes() == before
    for foreign, english in (("Lampe", "lamp"), ("Haus", "house"), ("blau", "blue")):
        assert likeliest(tmp_path, "de", foreign) == english
    assert [likeliest(tmp_path, "ko", foreign) for foreign in ("주택", "지붕")] == ["house", "roof"]


def test_a_language_without_parallel_text_is_named(parallel: Path, tmp_path: Path) -> None:
    with pytest.raises(PolyciteError, match="No parallel text for fr"):
        learn(parallel, tmp_path, ["fr"])
