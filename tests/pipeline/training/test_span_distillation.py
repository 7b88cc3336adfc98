"""A student learns from what a teacher says of the same words in their original language."""

from __future__ import annotations

from dataclasses import replace
from itertools import repeat
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from transformers import AutoModelForQuestionAnswering, AutoTokenizer

from polycite.pipeline.training.reader import train
from polycite.pipeline.training.reader_batches import collate, features, inputs_of
from polycite.pipeline.training.reader_config import ReaderConfig
from polycite.pipeline.training.reading_examples import Example, Original
from polycite.pipeline.training.span_distillation import LessonMaker, divergence, words_of_tokens

ENGLISH = "The battery lasts ten hours."
GERMAN = "Die Batterie dauert zehn Stunden."
WORDS = ((0, 3, 0, 3), (4, 12, 4, 11), (13, 19, 12, 17), (20, 24, 18, 21), (25, 32, 22, 27))
EXAMPLE = Example(
    "en", "Wie lange?", GERMAN, 20, 32, question_language="de", original=Original("How long?", ENGLISH, WORDS)
)


def test_the_tokens_of_a_word_and_of_its_original_have_one_number(tiny: Path) -> None:
    tokenizer = AutoTokenizer.from_pretrained(tiny)
    (made,) = features(tokenizer, [EXAMPLE], 64, LessonMaker(tokenizer, 64))
    assert made.lesson is not None

    def written(ids: list[int], numbers: list[int], number: int) -> str:
        return str(tokenizer.decode([token for token, at in zip(ids, numbers, strict=True) if at == number])).strip()

    here, there = made.inputs["input_ids"], made.lesson.teacher_inputs["input_ids"]
    assert written(here, made.lesson.student.starts, 4).lower() == "zehn"
    assert written(there, made.lesson.teacher.starts, 4).lower() == "ten"
    assert made.lesson.student.ends[0] == made.lesson.teacher.ends[0] == 0
    asked = tokenizer("Wie lange?", add_special_tokens=False)["input_ids"]
    assert set(made.lesson.student.starts[1 : len(asked) + 1]) == {-1}


def test_an_example_in_its_own_words_has_nothing_to_teach(tiny: Path) -> None:
    tokenizer = AutoTokenizer.from_pretrained(tiny)
    plain = Example("en", "How long?", ENGLISH, 18, 27)
    lessons = LessonMaker(tokenizer, 64)
    batch = collate(tokenizer, features(tokenizer, [plain, EXAMPLE], 64, lessons), lessons)
    assert batch["taught"].tolist() == [1]
    assert batch["student_starts"].shape == (1, batch["input_ids"].shape[1])
    assert batch["teacher_ends"].shape == batch["teacher.input_ids"].shape
    assert set(inputs_of(batch)) == set(inputs_of(batch, "teacher.")) <= set(tokenizer.model_input_names)


@given(st.lists(st.text("ab", max_size=4), max_size=8))
def test_every_token_of_a_word_is_of_that_word(written: list[str]) -> None:
    text, words = "", []
    for word in filter(None, written):
        words.append((len(text), len(text) + len(word)))
        text += word + " "
    offsets = [(0, 0), *((i, i + 1) for i in range(len(text)))]
    found = words_of_tokens(words, offsets, [None, *[1] * len(text)])
    for (start, end), first, last in zip(offsets[1:], found.starts[1:], found.ends[1:], strict=True):
        assert first == last
        assert (text[start:end] != " ") == (first > 0)
        if first > 0:
            assert words[first - 1][0] <= start < words[first - 1][1]


STUDENT_WORDS = torch.tensor([[0, -1, 1, 2, 2]])
TEACHER_WORDS = torch.tensor([[0, 1, 1, 2]])


def test_the_same_words_are_no_distance_apart_however_they_are_cut() -> None:
    even = torch.zeros(1, 5)
    even[0, 1], even[0, 3:] = -30.0, -torch.log(torch.tensor(2.0))  # a third each: none, the first, the second word
    told = torch.tensor([[0.0, 0.0, 0.0, 0.0]])
    told[0, 1:3] -= torch.log(torch.tensor(2.0))
    assert float(divergence(even, STUDENT_WORDS, told, TEACHER_WORDS)) == pytest.approx(0, abs=1e-4)
    sure = torch.tensor([[0.0, 0.0, 9.0, 0.0, 0.0]])
    assert float(divergence(sure, STUDENT_WORDS, told, TEACHER_WORDS)) > 1


def test_what_the_student_does_not_see_costs_nothing() -> None:
    cut = torch.tensor([[0, -1, 1]])
    told = torch.tensor([[-30.0, -30.0, -30.0, 5.0]])  # all of it at the second word, which was cut off
    assert float(divergence(torch.zeros(1, 3), cut, told, TEACHER_WORDS)) == pytest.approx(0, abs=1e-4)


def test_a_student_is_drawn_to_its_teacher(tiny: Path, tmp_path: Path) -> None:
    """The examples say that there is no answer; the teacher, which has learned nothing, finds every word as likely."""
    nothing = replace(EXAMPLE, start=-1, end=-1)
    even = AutoModelForQuestionAnswering.from_pretrained(tiny)
    torch.nn.init.zeros_(even.qa_outputs.weight)
    even.save_pretrained(tmp_path / "teacher")
    AutoTokenizer.from_pretrained(tiny).save_pretrained(tmp_path / "teacher")

    def certainty_of_none(name: str, teacher: str | None) -> float:
        config = ReaderConfig(steps=40, batch=4, longest=64, learning_rate=3e-3, head_rate=3e-2, teacher=teacher)
        train(str(tiny), repeat(nothing), tmp_path / name, config)
        model = AutoModelForQuestionAnswering.from_pretrained(tmp_path / name, dtype=torch.float32)
        tokenizer = AutoTokenizer.from_pretrained(tmp_path / name)
        with torch.no_grad():
            said = model(**tokenizer(nothing.question, nothing.context, return_tensors="pt"))
        return float(said.start_logits.softmax(-1)[0, 0])

    assert certainty_of_none("taught", str(tmp_path / "teacher")) < certainty_of_none("alone", None) - 0.1
