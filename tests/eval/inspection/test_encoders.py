from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from polycite.components.errors import ModelError
from polycite.eval.inspection.encoders import MeanPooling, encoder_of

TEXTS = ["The battery is full.", "Der Speicher ist voll, und das seit gestern.", "แบตเตอรี่เต็มแล้ว"]


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory, save_tiny: Callable[..., None]) -> Path:
    folder = tmp_path_factory.mktemp("encoder")
    save_tiny(folder, "BertModel", hidden_size=16, num_hidden_layers=2, intermediate_size=32)
    return folder


def test_the_mean_of_all_tokens_whatever_the_batch(encoder: Path) -> None:
    import torch
    from transformers import AutoModel, AutoTokenizer

    found = encoder_of(str(encoder), dtype="float32")
    assert found is not None
    vectors = found.encode(TEXTS)
    network, tokenizer = AutoModel.from_pretrained(encoder).eval(), AutoTokenizer.from_pretrained(encoder)
    for text, vector in zip(TEXTS, vectors, strict=True):
        with torch.inference_mode():
            states = network(**tokenizer(text, return_tensors="pt")).last_hidden_state[0]
        assert np.allclose(vector, states.mean(0).numpy(), atol=1e-4)


def test_a_layer_is_chosen_or_refused(encoder: Path) -> None:
    last, first = (MeanPooling(str(encoder), layer, "float32").encode(TEXTS) for layer in (2, 1))
    assert np.allclose(last, MeanPooling(str(encoder), None, "float32").encode(TEXTS), atol=1e-5)
    assert not np.allclose(last, first, atol=1e-2)
    with pytest.raises(ModelError, match=r"has 2 layers, so there is no layer 3.*--layer 1 to 2"):
        encoder_of(str(encoder), layer=3)


def test_the_encoder_of_a_translator(encoder: Path, tmp_path: Path) -> None:
    from transformers import AutoTokenizer, MarianConfig, MarianMTModel

    tokenizer = AutoTokenizer.from_pretrained(encoder)
    config = MarianConfig(
        vocab_size=len(tokenizer), d_model=16, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=32, decoder_ffn_dim=32, pad_token_id=tokenizer.pad_token_id,
        decoder_start_token_id=tokenizer.pad_token_id,
    )  # fmt: skip
    MarianMTModel(config).save_pretrained(tmp_path)
    tokenizer.save_pretrained(tmp_path)
    found = encoder_of(str(tmp_path))
    assert found is not None
    assert found.encode(TEXTS).shape == (3, 16)


def test_a_model_that_only_decodes_has_none(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "gpt2", "architectures": ["GPT2LMHeadModel"]}))
    assert encoder_of(str(tmp_path)) is None


def test_an_unknown_kind_of_model_is_an_error_that_can_be_mended(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "no_such_kind"}))
    with pytest.raises(ModelError, match="no_such_kind"):
        encoder_of(str(tmp_path))
