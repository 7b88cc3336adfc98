"""How many more tokens a question needs than the same question in English."""

from __future__ import annotations

from collections.abc import Sequence

from polycite.eval.datasets.questions import Question
from polycite.eval.runs.parallel_answers import bare_id
from polycite.eval.scoring.failures import Fertility, told_fertility
from polycite.eval.tokens import load_tokenizer


def parallel_fertility(questions: Sequence[Question], tokenizer: str | None) -> Fertility:
    """Tokens of a question over those of its English parallel; of a question without one, what its file tells.

    Args:
        questions: English ones among them (:func:`polycite.eval.runs.parallel_answers.bare_id`).
        tokenizer: folder, Hugging Face name or ``shipped/<name>``; None: only what the files tell.

    Raises:
        ModelError: there is no such tokenizer.
    """
    if tokenizer is None:
        return told_fertility
    encode = load_tokenizer(tokenizer).encode
    english = {
        bare_id(question): len(encode(question.question, add_special_tokens=False).ids)
        for question in questions
        if question.language == "en"
    }

    def fertility(question: Question) -> float | None:
        of_english = english.get(bare_id(question))
        if not of_english:
            return told_fertility(question)
        return len(encode(question.question, add_special_tokens=False).ids) / of_english

    return fertility
