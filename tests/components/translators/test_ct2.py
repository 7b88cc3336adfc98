"""A converted model says what the original says."""

from __future__ import annotations

from pathlib import Path

import pytest

from polycite.components.errors import ModelError
from polycite.components.translators.ct2 import CTranslate2Engine
from polycite.components.translators.seq2seq import Seq2SeqEngine

SENTENCES = ["Halten Sie die Taste gedrückt.", "Taste", "Die Garantie dauert 36 Monate."]
ENGLISH = ["Hold the button.", "button", "The warranty lasts 36 months."]


def converted(model: Path, folder: Path, files: list[str]) -> Path:
    converters = pytest.importorskip("ctranslate2.converters", reason="the extra ctranslate2 is not installed")
    converters.TransformersConverter(str(model), copy_files=files).convert(str(folder / "ct2"))
    return folder / "ct2"


@pytest.mark.parametrize(
    ("model", "files"),
    [
        ("marian", ["source.spm", "target.spm", "vocab.json", "tokenizer_config.json", "generation_config.json"]),
        ("nllb", ["tokenizer.json", "tokenizer_config.json", "generation_config.json"]),
    ],
)
def test_a_converted_model_says_what_the_original_says(
    model: str, files: list[str], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    original: Path = request.getfixturevalue(model)
    fast, slow = (
        CTranslate2Engine(str(converted(original, tmp_path, files))),
        Seq2SeqEngine(str(original), dtype="float32"),
    )
    assert fast.pairs() == slow.pairs()
    assert fast.translate_sentences(SENTENCES, "de", "en") == slow.translate_sentences(SENTENCES, "de", "en") == ENGLISH


def test_a_folder_without_model_or_tokenizer_is_said_plainly(marian: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no model\.bin.*ct2-transformers-converter"):
        CTranslate2Engine(str(marian)).pairs()
    bare = converted(marian, tmp_path, ["source.spm"])
    with pytest.raises(ModelError, match=r"no tokenizer.*--copy_files"):
        CTranslate2Engine(str(bare)).pairs()
