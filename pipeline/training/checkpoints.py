"""What all trainings share: arithmetic, and models stored small with the word embeddings in a file of their own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from polycite.components.models import fastest_dtype

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

_WORDS, _POOLER = ("word_embeddings.weight", "shared.weight"), ".pooler."  # of encoders, of translators


def mixed_precision(device: str) -> torch.autocast:
    """bfloat16 where it is faster: on a GPU, and on processors that multiply it natively; elsewhere it only costs."""
    import torch

    return torch.autocast(device, torch.bfloat16, enabled=device != "cpu" or fastest_dtype() == torch.bfloat16)


def save_small(model: PreTrainedModel, folder: Path, matrices: torch.dtype | None = None) -> None:
    """Write ``model`` as an ordinary sharded checkpoint: its word embeddings, then all else.

    Matrices are stored in 8 bits (float8, 4 of exponent and 3 of mantissa: within 6% of each weight, 2.6% on
    average), vectors in 16; both are computed in whatever type the loader asks for, float32 by default.
    Two models with the same embeddings have one file in common, which git keeps once. What is tied is stored once.

    Args:
        model: what is stored.
        folder: where.
        matrices: the type of those that are no word embeddings, where 8 bits are too few: a model that was
            stored so and then trained a little moves by less than they can tell, and would be rounded back.
    """
    import torch
    from safetensors.torch import save_file

    def stored(name: str, value: torch.Tensor) -> torch.dtype:
        if value.ndim != 2 or len(value) == 1:
            return torch.float16
        return torch.float8_e4m3fn if matrices is None or name.endswith(_WORDS) else matrices

    folder.mkdir(parents=True, exist_ok=True)
    whole = {name: value for name, value in model.state_dict().items() if name not in model.all_tied_weights_keys}
    tensors = {name: value.to(stored(name, value)).contiguous() for name, value in whole.items()}
    if model.base_model is model:  # a head names its body; named alike, the embeddings' file is the same for all
        tensors = {f"{model.base_model_prefix}.{name}": value for name, value in tensors.items()}
    words = {name: value for name, value in tensors.items() if name.endswith(_WORDS)}
    pooler = {name: value for name, value in tensors.items() if _POOLER in name}
    rest = {name: value for name, value in tensors.items() if name not in words and name not in pooler}
    files = {"model-00001-of-00002.safetensors": words, "model-00002-of-00002.safetensors": rest}
    if pooler:
        files["pooler.safetensors"] = pooler
    index: dict[str, str] = {}
    for file, shard in files.items():
        save_file(shard, folder / file, metadata={"format": "pt"})
        index |= dict.fromkeys(shard, file)
    size = sum(value.numel() * value.element_size() for value in tensors.values())
    listing = {"metadata": {"total_size": size}, "weight_map": dict(sorted(index.items()))}
    (folder / "model.safetensors.index.json").write_text(json.dumps(listing, indent=2) + "\n", encoding="utf-8")
    model.config.dtype, model.config.architectures = torch.float32, [type(model).__name__]
    model.config.save_pretrained(folder)


def is_small(folder: Path) -> bool:
    """Whether the checkpoint in ``folder`` was written by :func:`save_small`: a file for the word embeddings alone."""
    index = folder / "model.safetensors.index.json"
    if not index.is_file():
        return False
    files: dict[str, str] = json.loads(index.read_text(encoding="utf-8"))["weight_map"]
    words = {file for name, file in files.items() if name.endswith(_WORDS)}
    return bool(words) and all(name.endswith(_WORDS) for name, file in files.items() if file in words)


def save_tokenizer(tokenizer: PreTrainedTokenizerBase, folder: Path) -> None:
    """Write ``tokenizer`` without the line breaks that make its file twice as large."""
    tokenizer.save_pretrained(folder)
    file = folder / "tokenizer.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def save_retriever(
    body: Path,
    folder: Path,
    longest: int,
    prompts: Mapping[str, str],
    projection: tuple[NDArray[np.float32], NDArray[np.float32]] | None = None,
) -> None:
    """Write the encoder in ``body`` as a SentenceTransformer: mean of the tokens, unit length.

    Args:
        body: folder of the encoder and its tokenizer.
        folder: where the retriever goes.
        longest: tokens of a text.
        prompts: what is put before a "query" and a "document".
        projection: weight (size, size) and bias (size,) of a linear layer applied to the unit vectors.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Dense, Normalize, Pooling, Transformer
    from transformers import AutoModel, AutoTokenizer

    transformer = Transformer(str(body), max_seq_length=longest)
    size = transformer.get_embedding_dimension()
    modules = [transformer, Pooling(size, pooling_mode="mean"), Normalize()]
    if projection:
        weight, bias = map(torch.from_numpy, projection)
        modules += [Dense(size, size, activation_function=None, init_weight=weight, init_bias=bias), Normalize()]
    SentenceTransformer(modules=modules, prompts=dict(prompts), similarity_fn_name="cosine").save(
        str(folder), create_model_card=False
    )
    (folder / "model.safetensors").unlink()
    save_small(with_pooler(AutoModel.from_pretrained(body, add_pooling_layer=False)), folder)
    save_tokenizer(AutoTokenizer.from_pretrained(body, model_max_length=longest), folder)


def with_pooler(model: PreTrainedModel) -> PreTrainedModel:
    """``model`` with a pooler of zeros.

    A mean of tokens has no use for it, but SentenceTransformer makes one and, where the file has none, tells
    everybody at length that its weights are random.
    """
    from transformers import AutoModel

    whole: PreTrainedModel = AutoModel.from_config(model.config)  # type: ignore[no-untyped-call]
    whole.load_state_dict({**{n: v * 0 for n, v in whole.state_dict().items()}, **model.state_dict()})
    return whole
