from __future__ import annotations

import lzma
from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer

from polycite.pipeline.training.checkpoints import save_retriever
from polycite.pipeline.training.retriever import PROMPTS, RetrieverConfig, draw, train, without_languages


def corpora(folder: Path) -> Path:
    pairs = [
        (f"The lamp number {i} is on the table.", f"Die Lampe Nummer {i} steht auf dem Tisch.", "t") for i in range(30)
    ]
    with lzma.open(folder / "de.tsv.xz", "wt", encoding="utf-8") as file:
        file.write("\n".join("\t".join(pair) for pair in [*pairs, ("Short", "Kurz", "t")]))
    return folder


def test_vectors_no_longer_tell_the_language() -> None:
    generator = np.random.default_rng(0)
    meaning = generator.normal(size=(40, 16)).astype(np.float32)
    languages = 3 * generator.normal(size=(2, 16)).astype(np.float32)
    weight, bias = without_languages(meaning.mean(0), languages, rank=2)
    mapped = [(meaning + offset) @ weight.T + bias for offset in (0, *languages)]
    for other in mapped[1:]:
        np.testing.assert_allclose(other, mapped[0], atol=1e-4)
    assert np.abs(mapped[0].mean(0)).max() < 1e-5


def test_a_retriever_is_made_and_closer_to_its_translation_than_before(tiny: Path, tmp_path: Path) -> None:
    told: list[str] = []
    config = RetrieverConfig(rank=1, sentences=20, passages=8)
    train(str(tiny), corpora(tmp_path), tmp_path / "out", config=config, progress=told.append)
    save_retriever(tiny, tmp_path / "plain", 256, PROMPTS)
    texts = ["The lamp number 3 is on the table.", "Die Lampe Nummer 3 steht auf dem Tisch."]
    before, after = (
        SentenceTransformer(str(tmp_path / name), model_kwargs={"dtype": torch.float32}) for name in ("plain", "out")
    )
    gaps = []
    for model in (before, after):
        english, german = model.encode_query(texts)
        others = model.encode_query(["Where is it?", "Wo ist er?", "Thanks", "no"])
        gaps.append(float(english @ german - (others @ english).mean()))
    assert told == ["de"]
    assert gaps[1] > gaps[0]


def test_pairs_stay_pairs_and_labels_are_left_out(tmp_path: Path) -> None:
    path = corpora(tmp_path) / "de.tsv.xz"
    sentences, passages = draw(path, 10, 5, seed=0)
    assert len(sentences[0]) == 10
    assert len(passages[0]) == 5
    for english, german in zip(*sentences, strict=True):
        assert english.split()[3] == german.split()[3]
        assert english != "Short"
    assert all(english.count("lamp") >= 2 for english in passages[0])
    assert draw(path, 10, 5, seed=0) == (sentences, passages)


@pytest.mark.parametrize("projected", [False, True])
def test_a_saved_retriever_is_an_ordinary_one(tiny: Path, tmp_path: Path, projected: bool) -> None:
    flip = (-np.eye(32, dtype=np.float32), np.zeros(32, np.float32)) if projected else None
    save_retriever(tiny, tmp_path / "retriever", 64, PROMPTS, flip)
    loaded = SentenceTransformer(str(tmp_path / "retriever"), model_kwargs={"dtype": torch.float32})
    assert loaded.prompts["query"] == "query: "
    assert (
        float(loaded[0].auto_model.pooler.dense.weight.detach().abs().max()) == 0.0
    )  # stored, so nobody is warned of it
    assert (tmp_path / "retriever" / "model-00001-of-00002.safetensors").is_file()
    save_retriever(tiny, tmp_path / "plain", 64, PROMPTS)
    plain = SentenceTransformer(str(tmp_path / "plain"), model_kwargs={"dtype": torch.float32})
    ours, theirs = (model.encode_query(["Where is it?"]) for model in (loaded, plain))
    np.testing.assert_allclose(ours, -theirs if projected else theirs, atol=1e-5)
    assert np.linalg.norm(ours) == pytest.approx(1.0, abs=1e-5)
