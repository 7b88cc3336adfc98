"""The reader finds answers in the original's own characters, in either view."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from polycite.components.evidence import Passage
from polycite.components.reading import ExtractiveReader


@pytest.fixture(scope="module")
def reader() -> ExtractiveReader:
    return ExtractiveReader()


def _passage(text: str, language: str, start: int = 0) -> Passage:
    return Passage("doc", start, start + len(text), text, language)


@pytest.mark.parametrize("strategy", ["auto", "direct", "gloss"])
def test_candidates_are_characters_of_the_passage(reader: ExtractiveReader, strategy: str) -> None:
    text = "Der Router R-310 unterstützt bis zu 64 Geräte. Die Garantie beträgt 24 Monate."
    spans = reader.run("How long is the warranty?", [_passage(text, "de", 1000)], "en", strategy)["spans"]
    assert spans
    for span in spans:
        assert text[span.start - 1000 : span.end - 1000] == span.text
        assert 0 <= span.score <= 1
        assert 0 <= span.null <= 1
    assert "24 Monate" in [s.text for s in spans] or "24" in spans[0].text


@pytest.mark.parametrize(("weight", "strategy"), [(0.0, "direct"), (1.0, "gloss")])
def test_a_view_of_no_weight_is_as_good_as_unread(reader: ExtractiveReader, weight: float, strategy: str) -> None:
    asked = [("How long is the warranty?", "en", [_passage("Die Garantie beträgt 24 Monate.", "de")])]
    assert reader.sweep(asked, [weight])[0] == reader.read(asked, strategy)
    assert reader.sweep(asked, [0.5, weight])[1] == reader.read(asked, strategy)


def test_the_right_passage_wins(reader: ExtractiveReader) -> None:
    passages = [
        _passage("The home battery B-5 weighs 58 kg.", "en"),
        _passage("Our office is closed on Sundays.", "en"),
    ]
    best = reader.run("How much does the battery B-5 weigh?", passages, "en")["spans"][0]
    assert best.passage is passages[0]
    assert "58" in best.text


def test_a_title_is_read_but_never_part_of_an_answer(reader: ExtractiveReader) -> None:
    text = "It weighs 58 kg."
    passage = Passage("doc", 200, 200 + len(text), text, "en", metadata={"title": "The home battery B-5"})
    for question in ("What weighs 58 kg?", "How much does the battery B-5 weigh?"):
        for span in reader.run(question, [passage], "en")["spans"]:
            assert span.text == text[span.start - 200 : span.end - 200]
            assert 200 <= span.start < span.end <= 200 + len(text)


def test_long_passages_are_read_to_their_end(reader: ExtractiveReader) -> None:
    text = "The device is grey and quiet. " * 150 + "The cable is 5 m long."
    best = reader.run("How long is the cable?", [_passage(text, "en")], "en")["spans"][0]
    assert best.text.startswith("5")


@pytest.mark.parametrize("text", ["", " ", "…", "🙂", "\n"])
def test_passages_without_words_give_no_candidates(reader: ExtractiveReader, text: str) -> None:
    assert reader.run("What?", [_passage(text, "en")], "en")["spans"] == []


def test_glosses_may_be_read_by_the_reader_itself() -> None:
    one = ExtractiveReader(gloss_model=None)
    passage = _passage("Die Garantie beträgt 24 Monate.", "de")
    assert "24" in one.run("How long is the warranty?", [passage], "en", "gloss")["spans"][0].text


def test_english_is_read_by_both_readers(reader: ExtractiveReader) -> None:
    passage = _passage("The warranty is 24 months.", "en")
    said = {
        strategy: reader.run("How long is the warranty?", [passage], "en", strategy) for strategy in ("auto", "direct")
    }
    assert said["auto"]["notes"] == ["read by both readers: en"]
    assert said["auto"]["spans"][0].score != said["direct"]["spans"][0].score
    assert {span.method for span in said["auto"]["spans"]} == {"verbatim"}
    alone = ExtractiveReader(gloss_model=None).run("How long is the warranty?", [passage], "en")["spans"]
    assert [span.score for span in alone] == [span.score for span in said["direct"]["spans"]]


def test_no_passages_no_candidates(reader: ExtractiveReader) -> None:
    assert reader.run("What?", [], "en")["spans"] == []


def test_adapters_survive_yaml_and_change_originals_in_their_language_alone(
    tmp_path: Path, save_tiny: Callable[..., None]
) -> None:
    from haystack import Pipeline
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForQuestionAnswering

    save_tiny(tmp_path / "base", "BertForQuestionAnswering")
    made = get_peft_model(
        AutoModelForQuestionAnswering.from_pretrained(tmp_path / "base"),
        LoraConfig(target_modules=["query", "value"], init_lora_weights=False),
    )
    made.save_pretrained(str(tmp_path / "adapter"))
    base, adapter = str(tmp_path / "base"), str(tmp_path / "adapter")
    pipeline = Pipeline()
    pipeline.add_component("reader", ExtractiveReader(base, None, adapters={"de": adapter}))
    again = Pipeline.loads(pipeline.dumps(), allowed_modules=["polycite"]).get_component("reader")
    assert isinstance(again, ExtractiveReader)
    assert again.adapters == {"de": adapter}
    plain = ExtractiveReader(base, None)
    german, english = _passage("Die Garantie beträgt 24 Monate.", "de"), _passage("It weighs 58 kg.", "en")

    def said(reader: ExtractiveReader, passage: Passage, strategy: str) -> list[float]:
        return [span.score for span in reader.run("How much?", [passage], "en", strategy)["spans"]]

    assert said(again, english, "direct") == said(plain, english, "direct")
    assert said(again, german, "gloss") == said(plain, german, "gloss")
    assert said(again, german, "direct") != said(plain, german, "direct")
