"""Tiny translation models that learned four sentences by heart; they are loaded and run as any other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

GERMAN = (
    "Die Garantie dauert 36 Monate.",
    "Taste",
    "Der Akku hält bis zu 10 Stunden; das Netzteil liefert 12 V.",
    "Halten Sie die Taste gedrückt.",
)
ENGLISH = (
    "The warranty lasts 36 months.",
    "button",
    "The battery lasts up to 10 hours; the power supply delivers 12 V.",
    "Hold the button.",
)
_SIZES = {
    "d_model": 32, "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2,
    "decoder_attention_heads": 2, "encoder_ffn_dim": 64, "decoder_ffn_dim": 64, "max_position_embeddings": 128,
    "dropout": 0.0, "attention_dropout": 0.0, "encoder_layerdrop": 0.0, "decoder_layerdrop": 0.0,
}  # fmt: skip


def _sentencepiece(folder: Path, name: str) -> list[str]:
    import sentencepiece

    (folder / "texts").write_text("\n".join((*GERMAN, *ENGLISH)), "utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(folder / "texts"), model_prefix=str(folder / name), vocab_size=100, character_coverage=1.0,
        minloglevel=2, hard_vocab_limit=False,
    )  # fmt: skip
    (folder / f"{name}.model").rename(folder / name)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / name))
    return [processor.id_to_piece(i) for i in range(3, processor.get_piece_size())]


def _teach(model: Any, inputs: list[list[int]], labels: list[list[int]], pad: int) -> None:
    import torch

    def padded(rows: list[list[int]], value: int) -> torch.Tensor:
        width = max(map(len, rows))
        return torch.tensor([[*row, *[value] * (width - len(row))] for row in rows])

    ids = padded(inputs, pad)
    batch = {"input_ids": ids, "attention_mask": (ids != pad).long(), "labels": padded(labels, -100)}
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
    for _ in range(300):
        loss = model(**batch).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        with torch.no_grad():  # as in every Marian model, and as CTranslate2 takes it to be where a translation starts
            model.get_input_embeddings().weight[pad].zero_()
        if loss < 0.01:
            return
    raise AssertionError(f"the tiny model did not learn: {loss}")


def _marian(folder: Path, languages: dict[str, str], extra: tuple[str, ...] = ()) -> Path:
    import torch
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    pieces = _sentencepiece(folder, "source.spm")
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    tokens = ["</s>", "<unk>", *pieces, *extra, "<pad>"]
    (folder / "vocab.json").write_text(json.dumps({token: i for i, token in enumerate(tokens)}), "utf-8")
    said = {"tokenizer_class": "MarianTokenizer", "model_max_length": 128, **languages}
    (folder / "tokenizer_config.json").write_text(json.dumps(said), "utf-8")
    torch.manual_seed(0)
    pad = len(tokens) - 1
    model = MarianMTModel(
        MarianConfig(vocab_size=len(tokens), pad_token_id=pad, eos_token_id=0, decoder_start_token_id=pad, **_SIZES)
    )
    tokenizer = MarianTokenizer.from_pretrained(folder)
    if not extra:
        _teach(model, tokenizer(list(GERMAN))["input_ids"], tokenizer(text_target=list(ENGLISH))["input_ids"], pad)
    model.save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def marian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One pair, German to English."""
    return _marian(tmp_path_factory.mktemp("marian"), {"source_lang": "de", "target_lang": "en"})


@pytest.fixture(scope="session")
def marian_targets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """From English to three languages, which stand before the sentence, as in ``opus-mt-en-ROMANCE``."""
    folder = tmp_path_factory.mktemp("marian_targets")
    return _marian(folder, {"source_lang": "en", "target_lang": "roa"}, (">>fra<<", ">>pt_BR<<", ">>spa<<", ">>oci<<"))


@pytest.fixture(scope="session")
def m2m100(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred languages by the codes of M2M100."""
    from transformers import M2M100Tokenizer

    folder = tmp_path_factory.mktemp("m2m100")
    tokens = ["<s>", "<pad>", "</s>", "<unk>", *_sentencepiece(folder, "sentencepiece.bpe.model")]
    (folder / "vocab.json").write_text(json.dumps({token: i for i, token in enumerate(tokens)}), "utf-8")
    tokenizer = M2M100Tokenizer(str(folder / "vocab.json"), str(folder / "sentencepiece.bpe.model"))
    return _many_to_many(folder, tokenizer, len(tokens) + 100 + 8, "de", "en")


@pytest.fixture(scope="session")
def nllb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two hundred languages by the codes of FLORES-200, with a tokenizer of NLLB's kind."""
    from transformers import NllbTokenizer

    letters = sorted({letter for text in (*GERMAN, *ENGLISH) for letter in text} - {" "})
    tokens = ["<s>", "<pad>", "</s>", "<unk>", "▁", *letters]
    tokenizer = NllbTokenizer(vocab={token: i for i, token in enumerate(tokens)}, merges=[])
    return _many_to_many(tmp_path_factory.mktemp("nllb"), tokenizer, len(tokenizer), "deu_Latn", "eng_Latn")


def _many_to_many(folder: Path, tokenizer: Any, size: int, source: str, target: str) -> Path:
    import torch
    from transformers import M2M100Config, M2M100ForConditionalGeneration

    tokenizer.save_pretrained(folder)
    torch.manual_seed(0)
    model = M2M100ForConditionalGeneration(M2M100Config(vocab_size=size, decoder_start_token_id=2, **_SIZES))
    tokenizer.src_lang = source
    inputs = tokenizer(list(GERMAN))["input_ids"]
    tokenizer.src_lang = target  # the same form: the language, the tokens, the end
    _teach(model, inputs, tokenizer(list(ENGLISH))["input_ids"], tokenizer.pad_token_id)
    model.save_pretrained(folder)
    return folder
