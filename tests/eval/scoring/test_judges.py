"""Judges of whether cited text carries a statement."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from polycite.eval.scoring.entailment import Judgement, Pair
from polycite.eval.scoring.judges import CrossEncoderJudge, Remembering, support_judge

GERMAN = (("Der Speicher wiegt 58 kg und hat 24 Monate Garantie.", "de"),)


@pytest.mark.parametrize(
    ("language", "statement"),
    [("ar", "٢٤ شهرًا"), ("hi", "24 महीने"), ("th", "24 เดือน"), ("zh", "24个月"), ("en", "58 kg"), ("de", "Garantie")],
)
def test_values_in_any_script_and_quoted_words_hold_without_a_model(language: str, statement: str) -> None:
    assert support_judge("/nowhere/embedder").entails([Pair(GERMAN, statement, language)]) == [Judgement(1.0, True)]


@pytest.mark.parametrize(
    ("language", "statement"),
    [("ar", "يزن ٨٥ كغ"), ("hi", "36 महीने"), ("th", "หนัก 85 กิโลกรัม"), ("zh", "重85公斤"), ("en", "It weighs 85 kg.")],
)
def test_a_value_that_the_premise_lacks_never_holds(language: str, statement: str) -> None:
    assert support_judge("/nowhere/embedder").entails([Pair(GERMAN, statement, language)]) == [Judgement(0.0, False)]


def test_part_of_a_word_is_no_quote() -> None:
    pair = Pair((("They live in the old town of Prague.", "en"),), "the old tow", "en")
    assert support_judge().entails([pair])[0].score < 1


def test_words_and_vectors_decide_the_rest_across_languages() -> None:
    premise = (("The warranty lasts two years.", "en"),)
    right, wrong = support_judge().entails(
        [Pair(premise, "Die Garantie beträgt zwei Jahre.", "de"), Pair(premise, "Der Router wird warm.", "de")]
    )
    assert right.holds
    assert not wrong.holds
    assert right.score > 0.5 > wrong.score


def test_a_pair_is_judged_once_however_often_it_is_asked_about() -> None:
    asked: list[Pair] = []

    class Counting:
        def entails(self, pairs: Sequence[Pair]) -> list[Judgement]:
            asked.extend(pairs)
            return [Judgement(len(pair.hypothesis) / 10, True) for pair in pairs]

    judge = Remembering(Counting())
    one, other = Pair(GERMAN, "a"), Pair(GERMAN, "bb")
    assert [j.score for j in judge.entails([one, other, one])] == [0.1, 0.2, 0.1]
    assert [j.score for j in judge.entails([other])] == [0.2]
    assert asked == [one, other]


def test_a_cross_encoder_is_asked_with_the_question_before_a_short_answer(tmp_path: object) -> None:
    """With a real, tiny model: the question's words reach the hypothesis."""
    from pathlib import Path

    folder = _nli(Path(str(tmp_path)))
    judge = CrossEncoderJudge(folder)
    plain, asked = judge.entails([Pair((("no", "en"),), "no"), Pair((("no", "en"),), "no", question="yes")])
    assert plain.score != pytest.approx(asked.score, abs=1e-6)
    assert plain.holds == (plain.score >= 0.5)


def _nli(folder: object) -> str:
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast, XLMRobertaConfig, XLMRobertaForSequenceClassification

    words = ["<s>", "<pad>", "</s>", "<unk>", "yes", "no"]
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="<unk>", pad_token="<pad>", bos_token="<s>", eos_token="</s>"
    ).save_pretrained(folder)
    labels = {0: "contradiction", 1: "entailment"}
    torch.manual_seed(0)
    XLMRobertaForSequenceClassification(
        XLMRobertaConfig(
            vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
            max_position_embeddings=600, id2label=labels, label2id={name: i for i, name in labels.items()},
            initializer_range=1.0,
        )
    ).save_pretrained(folder)  # fmt: skip
    return str(folder)
