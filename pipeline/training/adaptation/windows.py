"""The one window of a passage that an example is learned from: whole where it fits, else around the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from polycite.pipeline.training.reading_examples import Example

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

_QUESTION = 0.5  # share of the tokens that a question may take before it is cut itself
_MARKS = 4  # tokens that a model puts around a pair


def fitting(tokenizer: PreTrainedTokenizerBase, examples: Sequence[Example], longest: int) -> list[Example]:
    """The examples with contexts of which, with the question, no more than ``longest`` tokens are made.

    A context that is too long is cut at borders of tokens, with as much before the answer as behind it, where
    there is as much; one without an answer keeps its beginning. The answer stays ``context[start:end]``,
    half-open, in code points. A question that leaves its passage too little is cut.
    """
    if not examples:
        return []
    asked, read = (
        tokenizer(texts, add_special_tokens=False, return_offsets_mapping=True, verbose=False)["offset_mapping"]
        for texts in ([e.question for e in examples], [e.context for e in examples])
    )
    found: list[Example] = []
    for example, question, context in zip(examples, asked, read, strict=True):
        allowed = int(longest * _QUESTION)
        if len(question) > allowed:
            example = replace(example, question=example.question[: question[allowed - 1][1]])
        budget = longest - min(len(question), allowed) - _MARKS
        found.append(_cut(example, context, budget))
    return found


def _cut(example: Example, tokens: Sequence[tuple[int, int]], budget: int) -> Example:
    """``example`` with at most ``budget`` of the tokens of its context, each given by its half-open characters."""
    if len(tokens) <= budget:
        return example
    if example.start < 0:
        return replace(example, context=example.context[: tokens[budget - 1][1]])
    inside = [k for k, (a, b) in enumerate(tokens) if a < example.end and b > example.start]
    first, last = (inside[0], inside[-1]) if inside else (0, 0)
    spare = budget - (last - first + 1)
    low = max(0, min(first - spare // 2, len(tokens) - budget))
    a, b = tokens[low][0], tokens[low + budget - 1][1]
    a, b = min(a, example.start), max(b, example.end)
    return replace(example, context=example.context[a:b], start=example.start - a, end=example.end - a)
