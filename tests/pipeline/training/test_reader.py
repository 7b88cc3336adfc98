from __future__ import annotations

from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import AutoModelForQuestionAnswering, AutoTokenizer

from polycite.pipeline.training.example_stream import ExampleStream
from polycite.pipeline.training.mixture import Mixture
from polycite.pipeline.training.reader import span_loss, train
from polycite.pipeline.training.reader_batches import features
from polycite.pipeline.training.reader_config import ReaderConfig
from polycite.pipeline.training.reading_examples import Example
from polycite.pipeline.training.training_state import STATE

CONTEXT = "The lamp is red. The door is blue. The roof is green."


def examples() -> Any:
    colours = {"lamp": "red", "door": "blue", "roof": "green"}
    for i in count():
        thing, colour = list(colours.items())[i % 3]
        start = CONTEXT.index(colour)
        yield Example("en", f"What colour is the {thing}?", CONTEXT, start, start + len(colour))


CONFIG = ReaderConfig(steps=6, batch=4, longest=64)


def test_features_mark_the_tokens_of_the_answer(tiny: Path) -> None:
    tokenizer = AutoTokenizer.from_pretrained(tiny)
    example = next(examples())
    (made,) = features(tokenizer, [example], 64)
    assert tokenizer.decode(made.inputs["input_ids"][made.first : made.last + 1]).strip() == "red"
    none = Example("en", "Who?", CONTEXT, -1, -1)
    (made,) = features(tokenizer, [none], 64)
    assert (made.first, made.last) == (0, 0)


def test_an_answer_that_was_cut_off_is_left_out(tiny: Path) -> None:
    long = Example("en", "Who?", "word " * 200 + "end", 1000, 1003)
    assert features(AutoTokenizer.from_pretrained(tiny), [long], 64) == []


def test_training_learns_and_leaves_the_word_embeddings(tiny: Path, tmp_path: Path) -> None:
    losses: list[float] = []
    config = ReaderConfig(steps=40, batch=6, longest=64, learning_rate=3e-3, head_rate=3e-3)
    train(str(tiny), examples(), tmp_path, config, lambda step, loss: losses.append(loss))
    assert sum(losses[-5:]) < 0.8 * sum(losses[:5])
    trained = AutoModelForQuestionAnswering.from_pretrained(tmp_path).get_input_embeddings().weight
    base = AutoModelForQuestionAnswering.from_pretrained(tiny).get_input_embeddings().weight
    torch.testing.assert_close(trained.float(), base.to(torch.float8_e4m3fn).float())


def test_processes_beside_the_training_make_its_examples(tiny: Path, tmp_path: Path) -> None:
    stream = ExampleStream(list(islice(examples(), 30)), mixture=Mixture(unanswerable=0, translated_question=0))
    steps: list[int] = []
    config = ReaderConfig(steps=3, batch=4, longest=64, workers=2)
    train(str(tiny), stream, tmp_path, config, lambda step, loss: steps.append(step))
    assert steps == [1, 2, 3]
    assert AutoModelForQuestionAnswering.from_pretrained(tmp_path).config.architectures == ["BertForQuestionAnswering"]


def test_an_interrupted_run_ends_as_an_uninterrupted_one(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch.manual_seed(0)
    train(str(tiny), examples(), tmp_path / "whole", CONFIG)

    class StopError(Exception):
        pass

    def stop(step: int, loss: float) -> None:
        if step == 4:
            raise StopError

    torch.manual_seed(0)
    always = ReaderConfig(steps=6, batch=4, longest=64, save_seconds=-1)
    with pytest.raises(StopError):
        train(str(tiny), examples(), tmp_path / "parts", always, stop)
    assert (tmp_path / "parts" / STATE).is_file()
    steps: list[int] = []
    train(str(tiny), examples(), tmp_path / "parts", always, lambda step, loss: steps.append(step))
    assert steps == [4, 5, 6]
    assert not (tmp_path / "parts" / STATE).exists()
    one, other = (
        AutoModelForQuestionAnswering.from_pretrained(tmp_path / name).state_dict() for name in ("whole", "parts")
    )
    for name, value in one.items():
        torch.testing.assert_close(value, other[name], msg=name)


class Said:
    """A model that says what it is told to."""

    def __init__(self, logits: list[list[float]]) -> None:
        self.start_logits = self.end_logits = torch.tensor(logits)

    def __call__(self, **inputs: torch.Tensor) -> Said:
        return self


def test_a_passage_that_is_more_convincing_than_the_right_one_costs() -> None:
    def loss(wrong: float, padded: int = 1) -> float:
        logits = [[0.0, 0.0, 4.0, 0.0], [0.0, wrong, 0.0, 50.0]]
        batch = {"first": torch.tensor([2, 0]), "last": torch.tensor([2, 0])}
        batch["attention_mask"] = torch.tensor([[1, 1, 1, 1], [1, 1, 1, 1 - padded]])
        model: Any = Said(logits)
        whole, apart = (float(span_loss(model, dict(batch), "cpu", passages)) for passages in (2, 1))
        return 2 * whole - apart  # what the passages cost one another

    assert loss(6.0) > loss(2.0) + 1.5
    assert loss(2.0) < 0.5
    assert loss(2.0, padded=0) > 40


def test_what_every_token_of_a_passage_says_alike_makes_it_no_more_convincing() -> None:
    batch = {"first": torch.tensor([2, 0]), "last": torch.tensor([2, 0]), "attention_mask": torch.ones(2, 3)}
    plain: Any = Said([[0.0, 0.0, 4.0], [0.0, 1.0, 0.0]])
    raised: Any = Said([[0.0, 0.0, 4.0], [9.0, 10.0, 9.0]])
    one, other = (span_loss(model, dict(batch), "cpu", 2) for model in (plain, raised))
    torch.testing.assert_close(one, other)


def test_questions_without_an_answer_are_learned_from_passage_by_passage() -> None:
    model: Any = Said([[0.0, 1.0], [0.0, 1.0]])
    batch = {"first": torch.tensor([0, 0]), "last": torch.tensor([0, 0]), "attention_mask": torch.ones(2, 2)}
    torch.testing.assert_close(span_loss(model, dict(batch), "cpu", 2), span_loss(model, dict(batch), "cpu", 1))


def test_a_reader_learns_from_several_passages_of_a_question(tiny: Path, tmp_path: Path) -> None:
    nothing = Example("en", "Who?", "Nothing is said.", -1, -1)
    stream = ExampleStream(
        [nothing],
        mixture=Mixture(shipped=1, glossed=0, glossed_question=0, translated_question=0),
        shipped=list(islice(examples(), 30)),
        near_misses={f"What colour is the {thing}?": ("Nothing is said.",) * 2 for thing in ("lamp", "door", "roof")},
    )
    losses: list[float] = []
    config = ReaderConfig(steps=30, batch=6, longest=64, passages=3, learning_rate=3e-3, head_rate=3e-3)
    train(str(tiny), stream, tmp_path, config, lambda step, loss: losses.append(loss))
    assert sum(losses[-5:]) < 0.8 * sum(losses[:5])
