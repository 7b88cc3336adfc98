"""Questions with the passages that answer them, and with passages that only look as if they did."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence

from polycite.pipeline.training.hard_negatives import hard_negatives
from polycite.pipeline.training.reading_examples import Example


class QuestionPool:
    """Answered examples, by the language of their passages.

    Args:
        examples: those without an answer are left out: no passage is the right one.
        negatives: passages kept for each question, of those that share most of its words.
        workers: processes that look for them.
    """

    def __init__(self, examples: Sequence[Example], negatives: int, workers: int = 1) -> None:
        self._examples: dict[str, list[Example]] = defaultdict(list)
        self._translations: dict[str, list[Example]] = defaultdict(list)
        for example in examples:
            if example.start < 0:
                continue
            self._examples[example.language].append(example)
            if example.id:
                self._translations[example.id].append(example)
        self._everything = [example for found in self._examples.values() for example in found]
        self._contexts = {code: list(dict.fromkeys(e.context for e in found)) for code, found in self._examples.items()}
        self._titles = {example.context: example.title for example in examples}
        asked = {code: list(dict.fromkeys(e.question for e in found)) for code, found in self._examples.items()}
        likest = hard_negatives(asked, self._contexts, negatives + 2, workers)
        self._negatives = {c: dict(zip(questions, likest[c], strict=True)) for c, questions in asked.items()}

    def draw(self, count: int, draw: random.Random) -> list[Example]:
        """``count`` examples of one language; of all languages where none has so many, fewer where all have not."""
        languages = [code for code, found in self._examples.items() if len(found) >= count]
        if not languages:
            return self.draw_mixed(count, draw)
        shares = [len(self._examples[code]) ** 0.7 for code in languages]
        return draw.sample(self._examples[draw.choices(languages, shares)[0]], count)

    def draw_mixed(self, count: int, draw: random.Random) -> list[Example]:
        """``count`` examples of all languages together, or as many as there are."""
        return draw.sample(self._everything, min(count, len(self._everything)))

    def translations(self, example: Example) -> list[Example]:
        """The same question over the same passage in other languages."""
        return [e for e in self._translations.get(example.id, ()) if e.language != example.language]

    def negative(self, example: Example, draw: random.Random) -> str | None:
        """A passage of the language that shares words with the question and does not hold the answer."""
        contexts = self._contexts[example.language]
        near = [contexts[i] for i in self._negatives[example.language].get(example.question, ())]
        answer = example.context[example.start : example.end].casefold()
        others = [c for c in near if c != example.context and answer not in c.casefold()]
        return draw.choice(others) if others else None

    def title(self, context: str) -> str:
        """That of the document of a passage, or nothing."""
        return self._titles.get(context, "")

    def __bool__(self) -> bool:
        return bool(self._examples)
