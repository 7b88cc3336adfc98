"""One way to load any model, in any type the processor can compute in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoModelForQuestionAnswering

from polycite.components.embedding import TextEmbedder
from polycite.components.errors import ModelError
from polycite.components.models import choose_dtype, content, fastest_dtype, load_network, locate

TEXTS = ["How long does the battery last?", "Der Akku hält zehn Stunden."]


def test_what_is_chosen_by_itself_is_a_type_that_can_be_named() -> None:
    assert fastest_dtype() in (torch.float32, torch.bfloat16)
    assert choose_dtype("auto") == fastest_dtype()


def test_an_unknown_type_is_named_with_the_known_ones() -> None:
    with pytest.raises(ModelError, match="float99") as caught:
        choose_dtype("float99")
    assert "bfloat16" in caught.value.mend


def test_an_unknown_shipped_model_is_named_with_the_known_ones() -> None:
    with pytest.raises(ModelError, match="nothing") as caught:
        locate("shipped/nothing")
    assert "shipped/retriever" in caught.value.mend


def test_vectors_in_bfloat16_are_nearly_those_of_float32() -> None:
    exact, near = (TextEmbedder(dtype=kind).encode(TEXTS) for kind in ("float32", "bfloat16"))
    assert np.all((exact * near).sum(1) > 0.98)


def test_what_is_stored_in_eight_bits_computes_in_the_type_asked_for() -> None:
    model = load_network(AutoModelForQuestionAnswering.from_pretrained, "shipped/gloss_reader", "float32")
    assert {p.dtype for p in model.parameters()} == {torch.float32}
    assert AutoModelForQuestionAnswering.from_pretrained(locate("shipped/gloss_reader")).dtype == torch.float32


def test_a_model_is_loaded_once_for_a_type() -> None:
    one, other = TextEmbedder(dtype="float32"), TextEmbedder(dtype="float32")
    assert one.transformer is other.transformer
    assert TextEmbedder(dtype="bfloat16").transformer is not one.transformer
    assert {p.dtype for p in one.transformer.parameters()} == {torch.float32}


@pytest.mark.parametrize("size", [10, 3 << 20])
def test_a_model_trained_again_has_another_content(tmp_path: Path, size: int) -> None:
    found = []
    for number, (weight, card) in enumerate([(b"a", "x"), (b"b", "x"), (b"a", "y")]):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "model.safetensors").write_bytes(weight * size)
        (folder / "README.md").write_text(card)
        found.append(content(str(folder)))
    assert found[0] != found[1]
    assert found[0] == found[2]
    assert content("BAAI/bge-m3") == ""
