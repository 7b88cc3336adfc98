"""An encoder made into a translator: BART's network with the encoder's own weights on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from polycite.components.errors import ModelError
from polycite.components.models import load
from polycite.pipeline.training.checkpoints import save_small, save_tokenizer
from polycite.pipeline.training.translator_batches import end_id

if TYPE_CHECKING:
    import torch
    from transformers import BartForConditionalGeneration, PreTrainedModel, PreTrainedTokenizerBase

_SKIPPED = {"bert": 0, "roberta": 2, "xlm-roberta": 2}  # rows of the position table that no text uses
_OFFSET = 2  # of BART's
_BEAMS = 4
_NEVER = -1e4  # added to the score of what is no word; finite in 16 bits
_LAYER = {
    "attention.self.query": "self_attn.q_proj", "attention.self.key": "self_attn.k_proj",
    "attention.self.value": "self_attn.v_proj", "attention.output.dense": "self_attn.out_proj",
    "attention.output.LayerNorm": "self_attn_layer_norm", "intermediate.dense": "fc1", "output.dense": "fc2",
    "output.LayerNorm": "final_layer_norm",
}  # fmt: skip


def language_token(code: str) -> str:
    """The token that begins a translation into a language: ``<2zh_hant>``, after those of MADLAD."""
    return f"<2{code.replace('-', '_')}>"


def translator_of(base: str, vocabulary: int, languages: Sequence[str], layers: int) -> BartForConditionalGeneration:
    """A translator whose encoder computes what ``base`` does, with a decoder of ``layers`` layers.

    A BERT body and BART's encoder are one network under two names. BART's checkpoint, unlike transformers'
    EncoderDecoderModel, keeps the word embeddings once for encoder, decoder and output, and CTranslate2 converts it.
    The decoder's layers start as evenly spaced layers of the encoder, its attention to the source as that of the
    layer to itself (Ma et al. 2021, "DeltaLM").

    Args:
        base: folder or name of an encoder of the BERT or RoBERTa family.
        vocabulary: pieces of its tokenizer; some models have more word embeddings than that, which nothing uses.
        languages: codes of the languages, each of which gets a word of its own behind the vocabulary.
        layers: of the decoder, at most as many as the encoder has.

    Raises:
        ModelError: ``base`` cannot be loaded or is of another family.
    """
    import torch
    from transformers import AutoModel, BartConfig, BartForConditionalGeneration

    body: PreTrainedModel = load(AutoModel.from_pretrained, base, dtype=torch.float32)
    config = body.config
    if config.model_type not in _SKIPPED:
        raise ModelError(
            f"{base!r} is a {config.model_type} model; a translator starts from an encoder of the BERT family.",
            f"Choose one of type {', '.join(_SKIPPED)}, such as shipped/retriever.",
        )
    if layers > config.num_hidden_layers:
        raise ModelError(
            f"The decoder starts as layers of the encoder, and {base!r} has only {config.num_hidden_layers}.",
            f"Take at most {config.num_hidden_layers} decoder layers.",
        )
    weights = _weights(body, vocabulary, languages, layers)
    positions = len(weights["model.encoder.embed_positions.weight"]) - _OFFSET
    shape = BartConfig(
        vocab_size=vocabulary + len(languages), d_model=config.hidden_size,
        encoder_layers=config.num_hidden_layers, decoder_layers=layers,
        encoder_attention_heads=config.num_attention_heads, decoder_attention_heads=config.num_attention_heads,
        encoder_ffn_dim=config.intermediate_size, decoder_ffn_dim=config.intermediate_size,
        activation_function=config.hidden_act, max_position_embeddings=positions,
        dropout=0.0, attention_dropout=0.0, scale_embedding=False, tie_word_embeddings=True,
    )  # fmt: skip
    with torch.device("meta"):  # no weights are drawn that are replaced at once
        model = BartForConditionalGeneration(shape)
    missing, unknown = model.load_state_dict(weights, strict=False, assign=True)
    assert not unknown, unknown
    assert all("embed_tokens" in name or name == "lm_head.weight" for name in missing), missing  # shared
    model.tie_weights()
    return model


def _weights(body: PreTrainedModel, vocabulary: int, languages: Sequence[str], layers: int) -> dict[str, torch.Tensor]:
    """The body's weights under BART's names, for encoder and decoder."""
    import torch

    state = body.state_dict()
    words = state["embeddings.word_embeddings.weight"][:vocabulary]
    new = torch.randn(len(languages), words.shape[1], generator=torch.Generator().manual_seed(0)) * words.std()
    # Every text is of type 0, whose vector is added to each position once and for all.
    positions = state["embeddings.position_embeddings.weight"][_SKIPPED[body.config.model_type] :]
    positions = positions + state["embeddings.token_type_embeddings.weight"][0]
    found = {
        "model.shared.weight": torch.cat([words, new]),
        "final_logits_bias": torch.zeros(1, len(words) + len(new)),
    }
    number = body.config.num_hidden_layers
    sources = {"encoder": list(range(number)), "decoder": [(i + 1) * number // layers - 1 for i in range(layers)]}
    for side, chosen in sources.items():
        to = f"model.{side}"
        found[f"{to}.embed_positions.weight"] = torch.cat([torch.zeros(_OFFSET, positions.shape[1]), positions])
        for kind in ("weight", "bias"):
            found[f"{to}.layernorm_embedding.{kind}"] = state[f"embeddings.LayerNorm.{kind}"]
            for layer, source in enumerate(chosen):
                for theirs, ours in _LAYER.items():
                    value = state[f"encoder.layer.{source}.{theirs}.{kind}"]
                    found[f"{to}.layers.{layer}.{ours}.{kind}"] = value
                    if side == "decoder" and ours.startswith("self_attn"):
                        found[f"{to}.layers.{layer}.{ours.replace('self_attn', 'encoder_attn')}.{kind}"] = value
    return {name: value.clone() for name, value in found.items()}


def save_translator(
    model: BartForConditionalGeneration, tokenizer: PreTrainedTokenizerBase, languages: Sequence[str], folder: Path
) -> None:
    """Write a translator as an ordinary checkpoint, which says itself what begins a translation into a language.

    That is ``lang_to_id`` of its generation settings, as Whisper's have it.
    """
    from tokenizers import AddedToken
    from transformers import GenerationConfig

    tokens = [language_token(code) for code in languages]
    tokenizer.add_tokens([AddedToken(token, special=True, normalized=False) for token in tokens], special_tokens=True)
    ids = {code: int(tokenizer.convert_tokens_to_ids(token)) for code, token in zip(languages, tokens, strict=True)}  # type: ignore[arg-type]
    assert list(ids.values()) == list(range(model.config.vocab_size - len(ids), model.config.vocab_size))
    model.final_logits_bias[0, list(ids.values())] = _NEVER
    end = end_id(tokenizer)
    roles = {
        "pad_token_id": tokenizer.pad_token_id, "eos_token_id": end, "decoder_start_token_id": end,
        "forced_eos_token_id": end, "bos_token_id": tokenizer.cls_token_id,
    }  # fmt: skip
    for name, value in roles.items():
        setattr(model.config, name, value)
    save_small(model, folder)
    settings = GenerationConfig(**roles, num_beams=_BEAMS, lang_to_id=ids)  # type: ignore[no-untyped-call]
    settings.save_pretrained(folder)
    save_tokenizer(tokenizer, folder)
