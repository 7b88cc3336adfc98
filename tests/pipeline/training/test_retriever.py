from __future__ import annotations

import lzma
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from transformers import AutoModel, AutoTokenizer

from polycite.pipeline.training.checkpoints import save_retriever
from polycite.pipeline.training.reading_examples import Example
from polycite.pipeline.training.retriever import RetrieverConfig, encode, train


def corpora(folder: Path) -> Path:
    pairs = [
        (f"The lamp number {i} is on the table.", f"Die Lampe Nummer {i} steht auf dem Tisch.", "t") for i in range(30)
    ]
    with lzma.open(folder / "de.tsv.xz", "wt", encoding="utf-8") as file:
        file.write("\n".join("\t".join(pair) for pair in pairs))
    return folder


def test_training_learns(tiny: Path, tmp_path: Path) -> None:
    examples = [Example("en", f"Where is lamp {i}?", f"Lamp {i} is on the table. " * 3, 0, 6) for i in range(20)]
    losses: list[float] = []
    config = RetrieverConfig(steps=30, batch=6, for_means=8, learning_rate=3e-3)
    train(
        str(tiny), corpora(tmp_path), examples, tmp_path / "out", config=config,
        progress=lambda step, loss: losses.append(loss),
    )  # fmt: skip
    assert sum(losses[-5:]) < 0.9 * sum(losses[:5])


def test_vectors_come_in_the_order_of_the_texts(tiny: Path) -> None:
    model, tokenizer = AutoModel.from_pretrained(tiny).eval(), AutoTokenizer.from_pretrained(tiny)
    texts = ["a long text of many words about lamps", "short", "a text of some words"]
    together = encode(model, tokenizer, texts, 64)
    alone = torch.cat([encode(model, tokenizer, [text], 64) for text in texts])
    torch.testing.assert_close(together, alone, atol=2e-2, rtol=0)


def test_a_saved_retriever_is_an_ordinary_one(tiny: Path, tmp_path: Path) -> None:
    save_retriever(tiny, tmp_path / "retriever", 64, {"query": "query: ", "document": "passage: "})
    loaded = SentenceTransformer(str(tmp_path / "retriever"), model_kwargs={"dtype": torch.float32})
    assert loaded.prompts["query"] == "query: "
    model, tokenizer = AutoModel.from_pretrained(tiny), AutoTokenizer.from_pretrained(tiny)
    ours = encode(model, tokenizer, ["query: Where is it?"], 64).detach()
    torch.testing.assert_close(torch.from_numpy(loaded.encode_query(["Where is it?"])), ours, atol=2e-2, rtol=0)
    assert (tmp_path / "retriever" / "model-00001-of-00002.safetensors").is_file()
