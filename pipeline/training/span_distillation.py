"""Learning from what a teacher says of the same text in its own words.

A reader points less surely at an answer once question or passage are put into another language. Which word stands for
which is known where the lexicon put it there, so the teacher's probabilities are carried over word by word, and the
student is drawn to them (Hinton et al. 2015, "Distilling the knowledge in a neural network").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from polycite.components.text.words import word_spans
from polycite.pipeline.training.reading_examples import Example

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedTokenizerBase

_LEAST = 1e-6  # probability of a word


class WordsOfTokens(NamedTuple):
    """The word in which an answer starts that starts at a token, and in which it ends; a number a token.

    Words of the passage count from 1; 0 is the first token, which stands for "no answer"; -1 everything else.
    """

    starts: list[int]
    ends: list[int]


@dataclass(frozen=True)
class Lesson:
    """What the teacher is to read, and which words its tokens and the student's belong to."""

    student: WordsOfTokens
    teacher: WordsOfTokens
    teacher_inputs: dict[str, list[int]]


class LessonMaker:
    """Sets a teacher's reading beside a student's.

    Args:
        tokenizer: the teacher's.
        longest: tokens of a question and its passage.
    """

    def __init__(self, tokenizer: PreTrainedTokenizerBase, longest: int) -> None:
        self.tokenizer = tokenizer
        self.longest = longest

    def lesson(
        self, example: Example, offsets: Sequence[tuple[int, int]], parts: Sequence[int | None]
    ) -> Lesson | None:
        """What there is to learn of an example; None where it is in the words it was always in.

        Args:
            example: as the student sees it.
            offsets: half-open code points of each of the student's tokens.
            parts: whether a token is of the question, 0, or of the passage, 1.
        """
        original = example.original
        if original is None:
            return None
        words = original.words or [(a, b, a, b) for a, b in word_spans(example.context, example.language)]
        encoded = self.tokenizer(
            original.question,
            original.context or example.context,
            truncation="only_second",
            max_length=self.longest,
            return_offsets_mapping=True,
        )
        inputs = {name: encoded[name] for name in self.tokenizer.model_input_names if name in encoded}
        here, there = [(a, b) for a, b, _, _ in words], [(a, b) for _, _, a, b in words]
        return Lesson(
            words_of_tokens(here, offsets, parts),
            words_of_tokens(there, encoded["offset_mapping"], encoded.sequence_ids(0)),
            inputs,
        )


def words_of_tokens(
    words: Sequence[tuple[int, int]], offsets: Sequence[tuple[int, int]], parts: Sequence[int | None]
) -> WordsOfTokens:
    """Which of ``words``, half-open spans of the passage in order, the passage's tokens are of."""
    found = WordsOfTokens([-1] * len(offsets), [-1] * len(offsets))
    found.starts[0] = found.ends[0] = 0
    at = {place: number for number, (start, end) in enumerate(words, 1) for place in range(start, end)}
    for token, (start, end) in enumerate(offsets):
        if parts[token] == 1 and (touched := [at[place] for place in range(start, end) if place in at]):
            found.starts[token], found.ends[token] = touched[0], touched[-1]
    return found


def divergence(
    student: torch.Tensor, student_words: torch.Tensor, teacher: torch.Tensor, teacher_words: torch.Tensor
) -> torch.Tensor:
    """(examples,): how far the student's words are from the teacher's (Kullback and Leibler), in nats.

    Args:
        student: (examples, tokens) logits.
        student_words: (examples, tokens) the word of each token, -1 for none.
        teacher: (examples, tokens) logits over the teacher's tokens.
        teacher_words: (examples, tokens) the words of those.
    """
    import torch

    size = int(max(student_words.max(), teacher_words.max())) + 1

    def by_word(logits: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
        sums = torch.zeros(len(logits), size + 1, device=logits.device)
        return sums.scatter_add(1, words + 1, logits.float().softmax(-1))[:, 1:]  # without what is no word

    said = by_word(student, student_words)
    told = by_word(teacher.masked_fill(teacher_words < 0, -torch.inf), teacher_words)
    # A word that was cut off, or that a translation has no characters for, cannot be learned.
    seen = torch.zeros_like(said).scatter_(1, student_words.clamp(min=0), 1.0)
    told = told * seen
    return (told * ((told + _LEAST).log() - (said + _LEAST).log())).sum(-1)
