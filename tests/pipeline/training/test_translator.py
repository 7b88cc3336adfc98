"""A tiny translator learns a few sentences by heart and is used as any other model is."""

from __future__ import annotations

import lzma
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from polycite.components.errors import LoadingError, ModelError, SettingsError
from polycite.components.translating import Translator
from polycite.pipeline.training.training_state import STATE
from polycite.pipeline.training.translator import train
from polycite.pipeline.training.translator_config import TranslatorConfig
from polycite.pipeline.training.translator_loss import SampledSoftmax
from polycite.pipeline.training.translator_model import translator_of
from polycite.pipeline.training.translator_pairs import PairStream, read_parallel

GERMAN = {
    "The warranty lasts 36 months.": "Die Garantie dauert 36 Monate.",
    "Hold the button.": "Halten Sie die Taste gedrückt.",
    "The house is red.": "Das Haus ist rot.",
}
SPANISH = {
    "The warranty lasts 36 months.": "La garantía dura 36 meses.",
    "Hold the button.": "Mantenga pulsado el botón.",
    "The house is red.": "La casa es roja.",
}
PAIRS = PairStream({"de": GERMAN, "es": SPANISH})
BY_HEART = TranslatorConfig(
    steps=320, batch=600, learning_rate=8e-3, warmup=0.1, decoder_layers=1, frequent=50, sampled=300, smoothing=0.0
)
SHORT = replace(BY_HEART, steps=6)


@pytest.fixture(scope="module")
def body(tmp_path_factory: pytest.TempPathFactory, save_tiny: Callable[..., None]) -> Path:
    folder = tmp_path_factory.mktemp("body")
    # Words as far apart as a trained encoder's, since they are not trained here.
    save_tiny(folder, "BertModel", hidden_size=64, num_hidden_layers=2, intermediate_size=128, initializer_range=0.3)
    return folder


@pytest.fixture(scope="module")
def translator(body: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("translator")
    train(str(body), PAIRS, folder, BY_HEART)
    return folder


def test_the_folder_is_a_translator_by_its_name_and_the_language_asked_for_decides(translator: Path) -> None:
    named = Translator(str(translator), cache=None)
    assert named.route("de", "es") == ("de", "es")
    for language, wanted in {"de": GERMAN, "es": SPANISH}.items():
        found = named.translate(list(wanted), "en", language)
        assert [one.text for one in found if one] == list(wanted.values())
        back = named.translate(list(wanted.values()), language, "en")
        assert [one.text for one in back if one] == list(wanted)
    (direct,) = named.translate(["Das Haus ist rot."], "de", "es")
    assert direct is not None
    assert direct.text == "La casa es roja."


def test_interrupted_it_goes_on_to_the_same_weights(body: Path, tmp_path: Path) -> None:
    train(str(body), PAIRS, tmp_path / "whole", SHORT)

    def interrupt(step: int, loss: float, tokens: int) -> None:
        if step == 4:  # past the half, so that the encoder is in the state as well
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(str(body), PAIRS, tmp_path / "twice", replace(SHORT, save_seconds=0.0), interrupt)
    with pytest.raises(SettingsError, match=f"{STATE} is the state of .*: learning_rate"):
        train(str(body), PAIRS, tmp_path / "twice", replace(SHORT, learning_rate=1e-5))
    steps: list[int] = []
    train(str(body), PAIRS, tmp_path / "twice", SHORT, lambda step, loss, tokens: steps.append(step))
    assert steps == [5, 6]
    assert not (tmp_path / "twice" / STATE).exists()
    for file in ("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"):
        whole, twice = (load_file(tmp_path / name / file) for name in ("whole", "twice"))
        assert whole.keys() == twice.keys()
        for name, value in whole.items():
            torch.testing.assert_close(value.float(), twice[name].float(), rtol=0, atol=0)


def test_the_encoder_reads_as_the_one_it_was_made_of_and_words_are_stored_once(body: Path, translator: Path) -> None:
    from transformers import AutoModel

    made, base = translator_of(str(body), 2500, ["en", "de"], 1).eval(), AutoModel.from_pretrained(body).eval()
    assert made.config.vocab_size == 2502  # pieces that no tokenizer gives are left out
    ids = torch.tensor([[0, 100, 2000, 30, 2]])
    with torch.inference_mode():
        ours, theirs = made.model.encoder(input_ids=ids).last_hidden_state, base(input_ids=ids).last_hidden_state
    torch.testing.assert_close(ours, theirs, atol=1e-3, rtol=1e-3)
    (name,) = load_file(translator / "model-00001-of-00002.safetensors")
    assert name == "model.shared.weight"
    assert not any("embed_tokens" in name for name in load_file(translator / "model-00002-of-00002.safetensors"))


def test_what_no_translator_can_be_made_of_is_said_plainly(body: Path, tmp_path: Path) -> None:
    from transformers import GPT2Config, GPT2Model

    GPT2Model(GPT2Config(n_embd=16, n_layer=1, n_head=1, vocab_size=50)).save_pretrained(tmp_path)
    with pytest.raises(ModelError, match=r"gpt2 model.*BERT family"):
        translator_of(str(tmp_path), 50, ["en"], 1)
    with pytest.raises(ModelError, match=r"has only 2.*at most 2 decoder layers"):
        translator_of(str(body), 50, ["en"], 3)


def test_pairs_go_every_way_and_small_languages_are_not_drowned() -> None:
    many = {f"Sentence {i}.": f"Satz {i}." for i in range(3200)}
    stream = PairStream({"de": many, "yo": {f"Sentence {i}.": f"Gbolohun {i}." for i in range(100)}}, seed=3)
    drawn = stream.chunk(0, 4000)
    assert drawn == stream.chunk(0, 4000)
    assert drawn != stream.chunk(1, 4000)
    kinds = {(pair.source.split()[0], pair.target.split()[0], pair.language) for pair in drawn}
    assert kinds >= {("Sentence", "Satz", "de"), ("Satz", "Sentence", "en"), ("Satz", "Gbolohun", "yo")}
    assert all(pair.source.split()[1] == pair.target.split()[1] for pair in drawn)
    share = sum("Gbolohun" in pair.source + pair.target for pair in drawn) / len(drawn)
    assert 0.3 < share < 0.5  # 1 / (1 + 32 ** 0.2) is a third; German draws join it
    assert stream.languages == ["en", "de", "yo"]


def test_the_sampled_softmax_sums_to_the_whole_one() -> None:
    generator = np.random.default_rng(0)
    counts, scores = generator.integers(0, 100, 2000), torch.from_numpy(generator.normal(size=2000))
    target = torch.tensor([[5, 7, 1], [9, 1, 1]])
    sums = []
    for seed in range(200):
        chosen = SampledSoftmax(counts, 100, 300).choose(target, 1, seed)
        assert len(set(chosen.ids.tolist())) == len(chosen.ids)
        assert chosen.labels[target == 1].tolist() == [-100] * 3
        assert chosen.ids[chosen.labels[target != 1]].tolist() == [5, 7, 9]
        sums.append(float((scores[chosen.ids] + chosen.offsets).exp().sum()))
    assert np.mean(sums) == pytest.approx(float(scores.exp().sum()), rel=0.02)


def test_reading_says_which_file_or_line_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(LoadingError, match=r"holds no <language>\.tsv\.xz"):
        read_parallel(tmp_path, 10)
    with lzma.open(tmp_path / "de.tsv.xz", "wt", encoding="utf-8") as file:
        file.write("House\tHaus\tt\nHand\tHand\tt\nno tab\n")
    assert read_parallel(tmp_path, 2, ["en", "de"]) == {"de": {"House": "Haus", "Hand": "Hand"}}
    with pytest.raises(LoadingError, match=r"de\.tsv\.xz:3 has no tab"):
        read_parallel(tmp_path, 10)
    with pytest.raises(LoadingError, match=r"no <language>\.tsv\.xz for: sw.*among de"):
        read_parallel(tmp_path, 10, ["sw"])
