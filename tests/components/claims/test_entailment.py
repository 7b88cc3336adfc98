"""Support by any cross-encoder with a label "entailment"."""

from __future__ import annotations

from pathlib import Path

import pytest

from polycite.components.claims.entailment import EntailmentModel
from polycite.components.claims.support import Claim
from polycite.components.errors import ModelError

WORDS = ["<s>", "<pad>", "</s>", "<unk>", "yes", "no"]


def model(folder: Path, labels: list[str], favoured: int) -> str:
    """A cross-encoder that always gives the ``favoured`` label."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast, XLMRobertaConfig, XLMRobertaForSequenceClassification

    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="<unk>", pad_token="<pad>", bos_token="<s>", eos_token="</s>"
    ).save_pretrained(folder)
    config = XLMRobertaConfig(
        vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=600, id2label=dict(enumerate(labels)), label2id={n: i for i, n in enumerate(labels)},
    )  # fmt: skip
    network = XLMRobertaForSequenceClassification(config)
    with torch.no_grad():
        network.classifier.out_proj.weight.zero_()
        network.classifier.out_proj.bias.zero_()
        network.classifier.out_proj.bias[favoured] = 5.0
    network.save_pretrained(folder)
    return str(folder)


CLAIMS = [Claim("yes", "en", (("no " * 900, "en"), ("yes", "de"))), Claim("no", "en", (("yes", "en"),))]


@pytest.mark.parametrize(
    ("labels", "favoured"), [(["contradiction", "neutral", "Entailment"], 2), (["ENTAILMENT", "not_entailment"], 0)]
)
def test_the_label_is_found_by_its_name_wherever_it_stands(tmp_path: Path, labels: list[str], favoured: int) -> None:
    supports = EntailmentModel(model(tmp_path, labels, favoured), "float32").judge(CLAIMS)
    assert [support.holds for support in supports] == [True, True]
    assert all(0.9 < support.score <= 1 for support in supports)


def test_what_is_not_entailed_does_not_hold(tmp_path: Path) -> None:
    judge = EntailmentModel(model(tmp_path, ["not_entailment", "entailment"], 0), "float32")
    assert [support.holds for support in judge.judge(CLAIMS)] == [False, False]
    assert judge.judge([]) == []


def test_a_model_without_the_label_or_none_at_all_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="natural language inference"):
        EntailmentModel(model(tmp_path, ["not_entailment", "spam"], 0), "float32").warm_up()
    with pytest.raises(ModelError, match="cannot be loaded"):
        EntailmentModel(str(tmp_path / "nowhere")).judge(CLAIMS)
