"""Questions over passages as a reader sees them: batches of token ids of similar length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from polycite.pipeline.training.example_stream import ExampleStream
from polycite.pipeline.training.reader_config import ReaderConfig
from polycite.pipeline.training.reading_examples import Example
from polycite.pipeline.training.span_distillation import Lesson, LessonMaker

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedTokenizerBase

_CHUNK = 16  # batches whose examples are sorted by length together


@dataclass(frozen=True)
class Feature:
    """An example as the model sees it: a list a kind of input, first and last token of the answer (0, 0: none)."""

    inputs: dict[str, list[int]]
    first: int
    last: int
    lesson: Lesson | None = None


def features(
    tokenizer: PreTrainedTokenizerBase, examples: Sequence[Example], longest: int, lessons: LessonMaker | None = None
) -> list[Feature]:
    """The examples as token ids with the answer's first and last token; those whose answer was cut off are left out."""
    encoded: Any = tokenizer(
        [e.question for e in examples],
        [e.context for e in examples],
        truncation="only_second",
        max_length=longest,
        return_offsets_mapping=True,
    )
    names = [name for name in tokenizer.model_input_names if name in encoded]
    found: list[Feature] = []
    for i, example in enumerate(examples):
        first = last = 0
        offsets, parts = encoded["offset_mapping"][i], encoded.sequence_ids(i)
        if example.start >= 0:
            inside = [
                k
                for k, (a, b) in enumerate(offsets)
                if parts[k] == 1 and a < example.end and b > example.start and b > a
            ]
            if not inside or offsets[inside[-1]][1] < example.end:
                continue
            first, last = inside[0], inside[-1]
        lesson = lessons.lesson(example, offsets, parts) if lessons else None
        found.append(Feature({name: encoded[name][i] for name in names}, first, last, lesson))
    return found


def batches_of(
    examples: ExampleStream | Iterable[Example],
    tokenizer: PreTrainedTokenizerBase,
    config: ReaderConfig,
    skip: int,
    lessons: LessonMaker | None = None,
) -> Iterator[dict[str, torch.Tensor]]:
    """Padded batches as :func:`collate` makes them.

    The first ``skip`` are made and left out, so that a resumed run sees what is new.
    """
    if not config.workers:
        return islice(_sorted_batches(examples, tokenizer, config, config.seed, lessons), skip, None)
    from torch.utils.data import DataLoader, IterableDataset, get_worker_info

    class Batches(IterableDataset[dict[str, "torch.Tensor"]]):
        def __iter__(self) -> Iterator[dict[str, torch.Tensor]]:
            worker = get_worker_info()
            assert worker is not None
            assert isinstance(examples, ExampleStream)
            seed = config.seed * config.workers + worker.id
            return _sorted_batches(examples.seeded(seed), tokenizer, config, seed, lessons)

    loader = DataLoader(Batches(), batch_size=None, num_workers=config.workers, prefetch_factor=8)
    return islice(iter(loader), skip, None)


def _sorted_batches(
    examples: Iterable[Example],
    tokenizer: PreTrainedTokenizerBase,
    config: ReaderConfig,
    seed: int,
    lessons: LessonMaker | None,
) -> Iterator[dict[str, torch.Tensor]]:
    """Batches of similar length; the passages of a question stay together, the one that may answer it first."""
    import random

    if config.passages > 1:
        assert isinstance(examples, ExampleStream)
        stream = examples.groups(config.passages)
    else:
        stream = ([example] for example in examples)
    shuffle, size = random.Random(seed), max(1, config.batch // config.passages)
    while chunk := list(islice(stream, size * _CHUNK)):
        made = [features(tokenizer, group, config.longest, lessons) for group in chunk]
        whole = [group for group in made if len(group) == config.passages]
        groups = sorted(whole, key=lambda group: max(len(feature.inputs["input_ids"]) for feature in group))
        batches = [groups[i : i + size] for i in range(0, len(groups) - size + 1, size)]
        shuffle.shuffle(batches)
        for batch in batches:
            yield collate(tokenizer, [feature for group in batch for feature in group], lessons)


def collate(
    tokenizer: PreTrainedTokenizerBase, batch: Sequence[Feature], lessons: LessonMaker | None = None
) -> dict[str, torch.Tensor]:
    """A padded batch: (examples, tokens) a kind of input, and the "first" and "last" token of each answer.

    With lessons there is also, of the examples that have one: "taught", their numbers; the words of "student_starts",
    "student_ends", "teacher_starts" and "teacher_ends", (taught, tokens); and under "teacher." what the teacher reads.
    """
    import torch

    made = {
        **_padded(tokenizer, [feature.inputs for feature in batch]),
        "first": torch.tensor([feature.first for feature in batch]),
        "last": torch.tensor([feature.last for feature in batch]),
    }
    taught = [number for number, feature in enumerate(batch) if feature.lesson]
    learned = [feature.lesson for feature in batch if feature.lesson]
    if lessons and learned:
        read = _padded(lessons.tokenizer, [lesson.teacher_inputs for lesson in learned])
        here, there = made["input_ids"].shape[1], read["input_ids"].shape[1]
        made |= {f"teacher.{name}": value for name, value in read.items()} | {
            "taught": torch.tensor(taught),
            "student_starts": _words([lesson.student.starts for lesson in learned], here),
            "student_ends": _words([lesson.student.ends for lesson in learned], here),
            "teacher_starts": _words([lesson.teacher.starts for lesson in learned], there),
            "teacher_ends": _words([lesson.teacher.ends for lesson in learned], there),
        }
    return made


def inputs_of(batch: dict[str, torch.Tensor], prefix: str = "") -> dict[str, torch.Tensor]:
    """A batch as a model is called with it: without the places of the answers and what is taught."""
    named = {name.removeprefix(prefix): value for name, value in batch.items() if name.startswith(prefix)}
    return {name: value for name, value in named.items() if name not in _PLACES and "." not in name}


_PLACES = {"first", "last", "taught", "student_starts", "student_ends", "teacher_starts", "teacher_ends"}


def _padded(tokenizer: PreTrainedTokenizerBase, inputs: Sequence[dict[str, list[int]]]) -> dict[str, torch.Tensor]:
    return dict(tokenizer.pad({name: [each[name] for each in inputs] for name in inputs[0]}, return_tensors="pt"))


def _words(rows: Sequence[Sequence[int]], length: int) -> torch.Tensor:
    import torch

    return torch.tensor([[*row, *[-1] * (length - len(row))] for row in rows])
