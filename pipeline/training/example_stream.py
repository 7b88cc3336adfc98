"""What the reader sees of its examples: as they are and through the lexicon.

A reader meets three kinds of text: the original, the original's English gloss, and a question in
another language than the passage. Public sets hold the first; the other two are made here.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace

import regex

from polycite.components.evidence import Span
from polycite.components.glossing import Glosser
from polycite.components.text.words import UNSPACED
from polycite.pipeline.training.hard_negatives import hard_negatives
from polycite.pipeline.training.reading_examples import Example
from polycite.pipeline.training.word_translating import WordTranslator

_UNSPACED_BUDGET = (100, 450)  # code points a cropped passage holds, by script: both are some 80 to 330 tokens
_SPACED_BUDGET = (250, 1000)
_NEGATIVES = 12  # passages most like the question, of which one is taken for an example without an answer
_GAP = regex.compile(r"\s")


@dataclass(frozen=True)
class Mixture:
    """How often an example is seen in which way; shares of all examples of its kind."""

    unanswerable: float = 0.28
    titled: float = 0.35  # the passage under its document's title, as it is read in use
    parallel: float = 0.4  # the question in another language, where somebody translated it
    glossed: float = 0.2  # foreign question and passage in their English gloss
    glossed_question: float = 0.15  # foreign passage as it is, the question in its English gloss
    translated_question: float = 0.35  # English passage, the question word for word in another language
    english: float = 0.45  # English examples among all of the corpora
    shipped: float = 0.2  # those that polycite ships among all
    shipped_unanswerable: float = 0.1  # of those with an answer; one in five has none
    shipped_glossed: float = 0.0
    round_trip: float = 0.0  # English question or passage or both put into another language and glossed back


# For a reader of glosses alone: English, clean or through another language's words, and every foreign set glossed.
GLOSSES = Mixture(
    parallel=0.0,
    shipped_glossed=1.0,
    glossed=1.0,
    glossed_question=0.0,
    translated_question=0.0,
    english=0.5,
    round_trip=0.6,
)


class ExampleStream:
    """An endless stream of examples as the mixture says, the same for the same seed.

    Args:
        examples: those of the corpora.
        shipped: those that polycite ships, for a share of their own.
        lexicon: the tables for glosses and translated questions.
        mixture: the shares.
        seed: of every draw.
        workers: processes that look for hard negatives first.
    """

    def __init__(
        self,
        examples: Sequence[Example],
        lexicon: str = "shipped/lexicon",
        mixture: Mixture = Mixture(),
        seed: int = 0,
        workers: int = 1,
        shipped: Sequence[Example] = (),
    ) -> None:
        self._mixture = mixture
        self._draw = random.Random(seed)
        self._glosser = Glosser(lexicon)
        self._by_language: dict[str, list[Example]] = defaultdict(list)
        for example in (*examples, *shipped):
            self._by_language[example.language].append(example)
        self._decks = {
            "shipped": list(shipped),
            "en": [example for example in examples if example.language == "en"],
            "foreign": [example for example in examples if example.language != "en"],
        }
        self._translator = WordTranslator(lexicon, [code for code in _QUESTION_LANGUAGES.split() if code != "en"])
        self._questions: dict[str, list[Example]] = defaultdict(list)
        for example in examples:
            if example.id:
                self._questions[example.id].append(example)
        self._contexts = {
            code: list(dict.fromkeys(e.context for e in found)) for code, found in self._by_language.items()
        }
        self._titles = {example.context: example.title for example in (*examples, *shipped)}
        asked = {code: list(dict.fromkeys(e.question for e in found)) for code, found in self._by_language.items()}
        likest = hard_negatives(asked, self._contexts, _NEGATIVES, workers)
        self._negatives = {code: dict(zip(questions, likest[code], strict=True)) for code, questions in asked.items()}

    def seeded(self, seed: int) -> ExampleStream:
        """The same examples in another order."""
        other = copy(self)
        other._draw = random.Random(seed)
        return other

    def __iter__(self) -> Iterator[Example]:
        shares = {
            "shipped": self._mixture.shipped,
            "en": (1 - self._mixture.shipped) * self._mixture.english,
            "foreign": (1 - self._mixture.shipped) * (1 - self._mixture.english),
        }
        kinds = [kind for kind, deck in self._decks.items() if deck]
        weights = [shares[kind] for kind in kinds]
        left: dict[str, list[Example]] = {kind: [] for kind in kinds}
        while True:
            kind = self._draw.choices(kinds, weights)[0]
            if not left[kind]:
                left[kind] = self._draw.sample(self._decks[kind], len(self._decks[kind]))
            example = left[kind].pop()
            shipped = kind == "shipped"
            chance = self._mixture.shipped_unanswerable if shipped else self._mixture.unanswerable
            glossed = self._mixture.shipped_glossed if shipped else self._mixture.glossed
            made = self._seen_as(self._titled(self._asked(self._cropped(example, chance))), glossed)
            if made is not None:
                yield made

    def _cropped(self, example: Example, unanswerable: float) -> Example:
        low, high = _UNSPACED_BUDGET if example.language in UNSPACED else _SPACED_BUDGET
        budget = self._draw.randint(low, high)
        if example.start < 0:
            start = self._draw.randint(0, max(0, len(example.context) - budget))
            return replace(example, context=example.context[start : start + budget])
        if self._draw.random() < unanswerable:
            return self._without_answer(example, budget)
        return self._window(example, budget)

    def _window(self, example: Example, budget: int) -> Example:
        size, spare = len(example.context), budget - (example.end - example.start)
        if size <= budget or spare <= 0:
            return example
        low = max(0, min(example.start - self._draw.randint(0, spare), size - budget))
        low = _at_word(example.context, low, example.start)
        context = example.context[low : max(low + budget, example.end)]
        return replace(example, context=context, start=example.start - low, end=example.end - low)

    def _without_answer(self, example: Example, budget: int) -> Example:
        """The rest of the same text, where it is long enough; else the passage most like the question."""
        before, after = example.context[: example.start], example.context[example.end :]
        answer = example.context[example.start : example.end]
        longest = max(before, after, key=len)
        if len(longest) > budget // 2 and answer not in longest and self._draw.random() < 0.3:
            context = longest[-budget:] if longest is before else longest[:budget]
            return replace(example, context=context.strip(), start=-1, end=-1)
        contexts = self._contexts[example.language]
        near = [contexts[i] for i in self._negatives[example.language].get(example.question, ())]
        drawn = self._draw.sample(contexts, min(len(contexts), _NEGATIVES))
        wrong = [[c for c in some if answer.casefold() not in c.casefold()] for some in (near, drawn)]
        others = wrong[0] or wrong[1]
        if not others:
            return replace(example, context=longest[:budget], start=-1, end=-1)
        chosen = self._draw.choice(others)
        start, title = self._draw.randint(0, max(0, len(chosen) - budget)), self._titles[chosen]
        return replace(example, context=chosen[start : start + budget], start=-1, end=-1, title=title)

    def _asked(self, example: Example) -> Example:
        """The question in another language, where somebody translated it: a sibling's."""
        siblings = [e for e in self._questions.get(example.id, ()) if e.language != example.language]
        if siblings and self._draw.random() < self._mixture.parallel:
            sibling = self._draw.choice(siblings)
            return replace(example, question=sibling.question, question_language=sibling.asked_in)
        return example

    def _titled(self, example: Example) -> Example:
        if not example.title or self._draw.random() >= self._mixture.titled:
            return example
        head = f"{example.title}\n"
        by = len(head) if example.start >= 0 else 0
        return replace(example, context=head + example.context, start=example.start + by, end=example.end + by)

    def _seen_as(self, example: Example, glossed: float) -> Example | None:
        chance, mixture = self._draw.random(), self._mixture
        if example.language == example.asked_in == "en":
            if chance < mixture.translated_question:
                code = self._draw.choice(self._translator.languages)
                asked = self._translator.translate(example.question, code, self._draw).text
                return replace(example, question=asked, question_language=code)
            if chance < mixture.translated_question + mixture.round_trip:
                return self._through(example, self._draw.choice(self._translator.languages))
            return example
        if not (self._glosser.covers(example.language) or self._glosser.covers(example.asked_in)):
            return example
        if chance < glossed:
            return self._gloss(example)
        if chance < glossed + mixture.glossed_question:
            asked = self._glosser.gloss(example.question, example.asked_in).text
            return replace(example, question=asked, question_language="en")
        return example

    def _through(self, example: Example, code: str) -> Example | None:
        """An English example with the words a gloss of ``code`` would have: in question, passage or both."""
        chance = self._draw.random()
        if chance < 0.8:
            asked = self._translator.translate(example.question, code, self._draw).text
            example = replace(example, question=self._glosser.gloss(asked, code).text)
        if chance >= 0.3:
            return self._passage_through(example, code)
        return example

    def _passage_through(self, example: Example, code: str) -> Example | None:
        said = self._translator.translate(example.context, code, self._draw)
        gloss = self._glosser.gloss(said.text, code)
        if example.start < 0:
            return replace(example, context=gloss.text)
        span = said.from_original(Span(example.start, example.end))
        span = span and gloss.from_original(span)
        return replace(example, context=gloss.text, start=span.start, end=span.end) if span else None

    def _gloss(self, example: Example) -> Example | None:
        gloss = self._glosser.gloss(example.context, example.language)
        question = self._glosser.gloss(example.question, example.asked_in).text
        if example.start < 0:
            return replace(example, question=question, context=gloss.text)
        span = gloss.from_original(Span(example.start, example.end))
        return replace(example, question=question, context=gloss.text, start=span.start, end=span.end) if span else None


_QUESTION_LANGUAGES = "ar de el es fa fr hi id it ja ko nl pl pt ro ru sv th tr uk vi zh"


def _at_word(text: str, at: int, limit: int) -> int:
    gap = _GAP.search(text, at, min(at + 25, limit)) if at else None
    return gap.end() if gap else at
