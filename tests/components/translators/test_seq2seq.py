"""Marian, M2M100 and NLLB go through one engine: sentences stay apart, languages are told each in their way."""

from __future__ import annotations

from pathlib import Path

import pytest

from polycite.components.errors import ModelError
from polycite.components.languages.language_codes import SUPPORTED
from polycite.components.translators.seq2seq import Seq2SeqEngine

SENTENCES = [
    "Die Garantie dauert 36 Monate.",
    "Taste",
    "Der Akku hält bis zu 10 Stunden; das Netzteil liefert 12 V.",
    "Halten Sie die Taste gedrückt.",
]
ENGLISH = [
    "The warranty lasts 36 months.",
    "button",
    "The battery lasts up to 10 hours; the power supply delivers 12 V.",
    "Hold the button.",
]


def engine(model: Path, **options: object) -> Seq2SeqEngine:
    return Seq2SeqEngine(str(model), dtype="float32", **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("model", ["marian", "m2m100", "nllb"])
def test_each_sentence_gets_its_own_translation_whatever_the_batch(model: str, request: pytest.FixtureRequest) -> None:
    folder = request.getfixturevalue(model)
    assert engine(folder).translate_sentences(SENTENCES, "de", "en") == ENGLISH
    assert engine(folder, batch_tokens=1).translate_sentences(SENTENCES[::-1], "de", "en") == ENGLISH[::-1]


def test_pairs_are_those_the_model_says_it_has(marian: Path, marian_targets: Path, m2m100: Path, nllb: Path) -> None:
    assert engine(marian).pairs() == {("de", "en")}
    assert engine(marian_targets).pairs() == {("en", "fr"), ("en", "pt"), ("en", "es")}
    assert {code for pair in engine(nllb).pairs() for code in pair} == set(SUPPORTED)
    assert set(SUPPORTED) - {code for pair in engine(m2m100).pairs() for code in pair} == {"eu", "te", "zh-hant"}


def test_languages_are_told_by_the_models_own_codes(marian_targets: Path, m2m100: Path, nllb: Path) -> None:
    def told(model: Path, source: str, target: str) -> tuple[list[str], str | None]:
        checkpoint = engine(model)._checkpoint
        (ids,) = checkpoint.encode(["Hallo"], source, target)
        tokens = checkpoint.tokenizer.convert_ids_to_tokens(ids)
        first = checkpoint.first_id(target)
        return tokens, None if first is None else checkpoint.tokenizer.convert_ids_to_tokens(first)

    tokens, first = told(m2m100, "nb", "zh")
    assert (tokens[0], first) == ("__no__", "__zh__")
    tokens, first = told(nllb, "zh-hant", "sr")
    assert (tokens[0], first) == ("zho_Hant", "srp_Cyrl")
    tokens, first = told(marian_targets, "en", "pt")
    assert (tokens[0], first) == (">>pt_BR<<", None)


def test_a_model_told_only_the_target_translates_from_all_it_knows(tmp_path: Path) -> None:
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    words = Tokenizer(models.WordLevel({"<unk>": 0, "<2de>": 1, "<2en>": 2, "<2zh_Hant>": 3, "Hallo": 4}, "<unk>"))
    words.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    PreTrainedTokenizerFast(tokenizer_object=words, unk_token="<unk>").save_pretrained(tmp_path)
    madlad = engine(tmp_path)
    assert len(madlad.pairs()) == 6
    assert madlad._checkpoint.encode(["Hallo"], "de", "zh-hant") == [[3, 4]]
    assert madlad._checkpoint.first_id("zh-hant") is None


def test_a_sentence_too_long_for_the_model_is_translated_whole_in_parts(marian: Path) -> None:
    pieces = engine(marian)._checkpoint.pieces("; ".join(SENTENCES * 4), 40)
    assert "".join("; ".join(SENTENCES * 4).split()) == "".join("".join(pieces).split())
    assert all(piece.endswith((";", ".", "V.")) for piece in pieces)
    tokenizer = engine(marian)._checkpoint.tokenizer
    assert max(len(tokenizer(piece)["input_ids"]) for piece in pieces) <= 40
    unbroken = engine(marian)._checkpoint.pieces("保修期" * 60, 40)
    assert "".join(unbroken) == "保修期" * 60
    (said,) = engine(marian, longest=24).translate_sentences([" ".join(SENTENCES[:1] * 3)], "de", "en")
    assert said == " ".join(ENGLISH[:1] * 3)


def test_a_model_that_does_not_say_what_it_translates_is_told(marian: Path, tmp_path: Path) -> None:
    for file in marian.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "tokenizer_config.json").write_text('{"tokenizer_class": "MarianTokenizer"}', "utf-8")
    with pytest.raises(ModelError, match=r"does not say which languages.*#de-en"):
        engine(tmp_path).pairs()
    named = Seq2SeqEngine(str(tmp_path), ("de", "en"))
    assert named.pairs() == {("de", "en")}
    assert named.name.endswith("#de-en")


def test_a_model_trained_again_is_another_version(marian: Path, tmp_path: Path) -> None:
    from polycite.components.models import folder_content

    before = engine(marian).version("de", "en")
    assert before
    for file in marian.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    with (tmp_path / "model.safetensors").open("r+b") as weights:
        weights.seek(-1, 2)
        weights.write(b"?")
    folder_content.cache_clear()
    assert engine(tmp_path).version("de", "en") != before


def test_a_model_that_is_not_there_is_said_plainly() -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        engine(Path("no/such/folder")).pairs()
