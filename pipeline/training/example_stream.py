"""What the reader sees of its examples: as they are and through the lexicon.

A reader meets three kinds of text: the original, the original's English gloss, and a question in
another language than the passage. Public sets hold the first; the other two are made here.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace

import regex

from polycite.components.evidence import Span
from polycite.components.glossing import Gloss, Glosser
from polycite.components.text.words import UNSPACED
from polycite.pipeline.training.hard_negatives import hard_negatives
from polycite.pipeline.training.mixture import ORIGINALS, Mixture
from polycite.pipeline.training.reading_examples import Example, Original
from polycite.pipeline.training.word_translating import WordTranslator

_UNSPACED_BUDGET = (100, 450)  # code points a cropped passage holds, by script: both are some 80 to 330 tokens
_SPACED_BUDGET = (250, 1000)
_NEGATIVES = 12  # passages most like the question, of which one is taken for an example without an answer
_GAP = regex.compile(r"\s")


class ExampleStream:
    """An endless stream of examples as the mixture says, the same for the same seed.

    Args:
        examples: those of the corpora.
        shipped: those that polycite ships, for a share of their own.
        lexicon: the tables for glosses and translated questions.
        mixture: the shares.
        seed: of every draw.
        workers: processes that look for hard negatives first.
        near_misses: passages in any language that look like the answer to a question and are not, by question;
            those of the passage's language that share words with it where there are none.
    """

    def __init__(
        self,
        examples: Sequence[Example],
        lexicon: str = "shipped/lexicon",
        mixture: Mixture = ORIGINALS,
        seed: int = 0,
        workers: int = 1,
        shipped: Sequence[Example] = (),
        near_misses: Mapping[str, Sequence[str]] | None = None,
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
        self._languages = {example.context: example.language for example in (*examples, *shipped)}
        self._near_misses = near_misses or {}
        asked = {code: list(dict.fromkeys(e.question for e in found)) for code, found in self._by_language.items()}
        likest = hard_negatives(asked, self._contexts, _NEGATIVES, workers)
        self._negatives = {code: dict(zip(questions, likest[code], strict=True)) for code, questions in asked.items()}

    def seeded(self, seed: int) -> ExampleStream:
        """The same examples in another order."""
        other = copy(self)
        other._draw = random.Random(seed)
        return other

    def __iter__(self) -> Iterator[Example]:
        for example, shipped in self._drawn():
            chance = self._mixture.shipped_unanswerable if shipped else self._mixture.unanswerable
            made = self._seen(self._asked(self._cropped(example, chance)), shipped)
            if made is not None:
                yield made

    def groups(self, size: int) -> Iterator[list[Example]]:
        """A question over ``size`` passages: the one it was asked of first, then others that do not answer it."""
        for example, shipped in self._drawn():
            near = self._nearest(example)
            if len(near) < size - 1:
                continue
            asked = self._asked(self._cropped(example, 0.0))
            others = [self._other(asked, context) for context in self._draw.sample(near, size - 1)]
            # All seen alike, with the question in the same words: their form must not tell which is the right one.
            draws, seed, group = self._draw, self._draw.random(), list[Example]()
            for passage in (asked, *others):
                self._draw = random.Random(seed)
                seen = self._seen(passage, shipped)
                if seen is not None:
                    group.append(seen)
            self._draw = draws
            if len(group) == size:
                yield [replace(e, question=group[0].question, question_language=group[0].asked_in) for e in group]

    def _drawn(self) -> Iterator[tuple[Example, bool]]:
        """Examples as often as the mixture says, and whether they are of those that polycite ships."""
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
            yield left[kind].pop(), kind == "shipped"

    def _seen(self, cropped: Example, shipped: bool) -> Example | None:
        glossed = self._mixture.shipped_glossed if shipped else self._mixture.glossed
        return self._seen_as(self._titled(cropped), glossed)

    def _cropped(self, example: Example, unanswerable: float) -> Example:
        budget = self._budget(example.language)
        if example.start < 0:
            start = self._draw.randint(0, max(0, len(example.context) - budget))
            return replace(example, context=example.context[start : start + budget])
        if self._draw.random() < unanswerable:
            return self._without_answer(example, budget)
        return self._window(example, budget)

    def _budget(self, language: str) -> int:
        """Code points that a passage may hold."""
        return self._draw.randint(*(_UNSPACED_BUDGET if language in UNSPACED else _SPACED_BUDGET))

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
        others = self._nearest(example)
        if not others:
            contexts = self._contexts[example.language]
            drawn = self._draw.sample(contexts, min(len(contexts), _NEGATIVES))
            others = [c for c in drawn if answer.casefold() not in c.casefold()]
        if not others:
            return replace(example, context=longest[:budget], start=-1, end=-1)
        return self._other(example, self._draw.choice(others), budget)

    def _nearest(self, example: Example) -> Sequence[str]:
        """Passages that look as if they answered the question and do not hold the answer."""
        if example.question in self._near_misses:
            return self._near_misses[example.question]
        contexts = self._contexts[example.language]
        near = [contexts[i] for i in self._negatives[example.language].get(example.question, ())]
        answer = example.context[example.start : example.end].casefold() if example.start >= 0 else example.context
        return [c for c in near if answer not in c.casefold() and c != example.context]

    def _other(self, example: Example, context: str, budget: int | None = None) -> Example:
        """The same question over a part of a passage that does not answer it."""
        language = self._languages[context]
        if budget is None:
            budget = self._budget(language)
        start = self._draw.randint(0, max(0, len(context) - budget))
        part, title = context[start : start + budget], self._titles[context]
        return Example(language, example.question, part, -1, -1, title, question_language=example.asked_in)

    def _asked(self, example: Example) -> Example:
        """The question in another language, where somebody translated it: a sibling's."""
        siblings = [e for e in self._questions.get(example.id, ()) if e.language != example.language]
        if siblings and self._draw.random() < self._mixture.parallel:
            sibling = self._draw.choice(siblings)
            original = Original(example.question)
            return replace(example, question=sibling.question, question_language=sibling.asked_in, original=original)
        return example

    def _titled(self, example: Example) -> Example:
        if self._draw.random() >= self._mixture.titled or not example.title:
            return example
        head = f"{example.title}\n"
        by = len(head) if example.start >= 0 else 0
        return replace(example, context=head + example.context, start=example.start + by, end=example.end + by)

    def _seen_as(self, example: Example, glossed: float) -> Example | None:
        chance, mixture = self._draw.random(), self._mixture
        if example.language == example.asked_in == "en":
            if chance < mixture.translated_question:
                return self._ask_in(example, self._draw.choice(self._translator.languages))
            if chance < mixture.translated_question + mixture.translated:
                code = self._draw.choice(self._translator.languages)
                said = self._translator.translate(example.context, code, self._draw)
                return _in_words(self._ask_in(example, code), said)
            if chance < mixture.translated_question + mixture.translated + mixture.round_trip:
                return self._through(example, self._draw.choice(self._translator.languages))
            return example
        if not (self._glosser.covers(example.language) or self._glosser.covers(example.asked_in)):
            return example
        if chance < glossed:
            gloss = self._glosser.gloss(example.context, example.language)
            return _in_words(_asked_as(example, self._glossed_question(example), example.question_language), gloss)
        if chance < glossed + mixture.glossed_question:
            return _asked_as(example, self._glossed_question(example), "en")
        return example

    def _glossed_question(self, example: Example) -> str:
        return self._glosser.gloss(example.question, example.asked_in).text

    def _ask_in(self, example: Example, code: str) -> Example:
        return _asked_as(example, self._translator.translate(example.question, code, self._draw).text, code)

    def _through(self, example: Example, code: str) -> Example | None:
        """An English example with the words a gloss of ``code`` would have: in question, passage or both."""
        chance = self._draw.random()
        if chance < 0.8:
            asked = self._translator.translate(example.question, code, self._draw).text
            example = _asked_as(example, self._glosser.gloss(asked, code).text, "")
        if chance >= 0.3:
            said = self._translator.translate(example.context, code, self._draw)
            return _in_words(example, _joined(self._glosser.gloss(said.text, code), said))
        return example


def _asked_as(example: Example, question: str, language: str) -> Example:
    original = example.original or Original(example.question)
    return replace(example, question=question, question_language=language, original=original)


def _in_words(example: Example, said: Gloss) -> Example | None:
    """``example`` over ``said``, which is its passage word for word; None where no word of the answer is left."""
    asked = example.original.question if example.original else example.question
    seen = replace(example, context=said.text, original=Original(asked, example.context, said.words))
    if example.start < 0:
        return seen
    span = said.from_original(Span(example.start, example.end))
    return replace(seen, start=span.start, end=span.end) if span else None


def _joined(gloss: Gloss, said: Gloss) -> Gloss:
    """``gloss``, whose words know their places in the original of ``said``, which it is a gloss of."""
    words = [(a, b, said.to_original(Span(c, d))) for a, b, c, d in gloss.words]
    return Gloss(gloss.text, tuple((a, b, span.start, span.end) for a, b, span in words if span))


_QUESTION_LANGUAGES = "ar de el es fa fr hi id it ja ko nl pl pt ro ru sv th tr uk vi zh"


def _at_word(text: str, at: int, limit: int) -> int:
    gap = _GAP.search(text, at, min(at + 25, limit)) if at else None
    return gap.end() if gap else at
