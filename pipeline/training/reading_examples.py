"""What the reader learns from: question-answering sets, as they are and seen through the lexicon.

A reader meets three kinds of text: the original, the original's English gloss, and a question in
another language than the passage. Public sets hold the first; the other two are made here.
"""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path

import regex

from polycite.components.errors import LoadingError
from polycite.components.evidence import Span
from polycite.components.glossing import Gloss, Glosser
from polycite.components.lexicon import Lexicon, Table
from polycite.components.text.stems import STEM
from polycite.components.text.words import UNSPACED, normalise, word_spans
from polycite.pipeline.training.corpora import lines
from polycite.pipeline.training.hard_negatives import hard_negatives

_UNSPACED_BUDGET = (100, 450)  # code points a cropped passage holds, by script: both are some 80 to 330 tokens
_SPACED_BUDGET = (250, 1000)
_NEGATIVES = 12  # passages most like the question, of which one is taken for an example without an answer
_GAP = regex.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Example:
    """A question over a passage; the answer is ``context[start:end]``, code points, or -1, -1 for none.

    ``title`` is that of the passage's document; examples of one ``id`` are translations of one another.
    """

    language: str
    question: str
    context: str
    start: int
    end: int
    title: str = ""
    id: str = ""


@dataclass(frozen=True)
class Mixture:
    """How often an example is seen in which way; shares of all examples of its kind."""

    unanswerable: float = 0.28
    titled: float = 0.35  # the passage under its document's title, as it is read in use
    parallel: float = 0.4  # the question in another language, where somebody translated it
    glossed: float = 0.2  # foreign question and passage in their English gloss
    glossed_question: float = 0.15  # foreign passage as it is, the question in its English gloss
    translated_question: float = 0.35  # English passage, the question word for word in another language
    english: float = 0.45  # English examples among all
    round_trip: float = 0.0  # English question or passage or both put into another language and glossed back


# For a reader of glosses alone: English, clean or through another language's words, and every foreign set glossed.
GLOSSES = Mixture(parallel=0.0, glossed=1.0, glossed_question=0.0, translated_question=0.0, english=0.5, round_trip=0.6)


def load_examples(folder: Path, languages: Sequence[str], caps: Mapping[str, int], cap: int) -> list[Example]:
    """The answered examples of ``<language>.jsonl[.xz]`` files, at most ``caps[source]`` or ``cap`` of each source.

    Raises:
        LoadingError: the folder holds none of the languages.
    """
    found: list[Example] = []
    for path in sorted(folder.glob("*.jsonl*")):
        language = _CODES.get(path.name.split(".")[0], path.name.split(".")[0])
        if language not in languages:
            continue
        seen: Counter[str] = Counter()
        for row in map(json.loads, lines(path)):
            answer = row["answers"][0] if row["answers"] else None
            source = row.get("source", "")
            if answer is None or not answer["text"].strip() or seen[source] >= caps.get(source, cap):
                continue
            seen[source] += 1
            start = answer["answer_start"]
            end, title = start + len(answer["text"].rstrip()), (row.get("title") or "").replace("_", " ")
            name = row.get("id", "") if source in _TRANSLATED else ""
            found.append(Example(language, row["question"], row["context"], start, end, title, name))
    if not found:
        raise LoadingError(f"{folder} holds no example in {', '.join(languages)}.", "Give <language>.jsonl.xz files.")
    return found


_CODES = {"no": "nb", "zh-Hant": "zh-hant"}
_TRANSLATED = ("squad_dev", "squad_da", "squad_es", "squad_it", "squad_id", "afriqa_pivot", "afriqa_xling")


class WordTranslator:
    """English words in another language, drawn by p(foreign | English): for training questions only."""

    def __init__(self, lexicon: str, languages: Sequence[str]) -> None:
        tables = {code: Lexicon(lexicon).table(code) for code in languages}
        self._words = {code: _reversed(table) for code, table in tables.items() if table is not None}

    @property
    def languages(self) -> tuple[str, ...]:
        """Those there is a table for."""
        return tuple(self._words)

    def translate(self, text: str, language: str, draw: random.Random) -> Gloss:
        """``text`` with every known word replaced; unknown ones and names stay. Each word knows its place in it."""
        known, joined, at, length = self._words[language], [], 0, 0
        words: list[tuple[int, int, int, int]] = []
        for start, end in word_spans(text, "en"):
            row = known.get(normalise(text[start:end])) if start == 0 or not text[start].isupper() else None
            new = draw.choices(row[0], row[1])[0] if row else text[start:end]
            if new and at == 0 and text[0].isupper():
                new = new[0].upper() + new[1:]
            gap = "" if language in UNSPACED and row else text[at:start]
            joined += [gap, new]
            words.append((length + len(gap), length + len(gap) + len(new), start, end))
            length += len(gap) + len(new)
            at = end
        return Gloss("".join([*joined, text[at:]]), tuple(words))


def _reversed(table: Table) -> dict[str, tuple[list[str], list[float]]]:
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for key in table.keys:
        if not key.startswith(STEM):
            for row in table.row(key):
                if row.backward >= 0.05 and " " not in row.english:
                    found[row.english].append((row.backward, key))
    best = {english: sorted(rows, reverse=True)[:3] for english, rows in found.items()}
    return {english: ([key for _, key in rows], [p for p, _ in rows]) for english, rows in best.items()}


class ExampleStream:
    """An endless stream of examples as the mixture says, the same for the same seed.

    Args:
        examples: what :func:`load_examples` found.
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
    ) -> None:
        self._mixture = mixture
        self._draw = random.Random(seed)
        self._glosser = Glosser(lexicon)
        self._by_language: dict[str, list[Example]] = defaultdict(list)
        for example in examples:
            self._by_language[example.language].append(example)
        self._translator = WordTranslator(lexicon, [code for code in _QUESTION_LANGUAGES.split() if code != "en"])
        self._foreign = [example for example in examples if example.language != "en"]
        self._questions: dict[str, list[Example]] = defaultdict(list)
        for example in examples:
            if example.id:
                self._questions[example.id].append(example)
        self._contexts = {
            code: list(dict.fromkeys(e.context for e in found)) for code, found in self._by_language.items()
        }
        self._titles = {example.context: example.title for example in examples}
        asked = {code: list(dict.fromkeys(e.question for e in found)) for code, found in self._by_language.items()}
        likest = hard_negatives(asked, self._contexts, _NEGATIVES, workers)
        self._negatives = {code: dict(zip(questions, likest[code], strict=True)) for code, questions in asked.items()}

    def seeded(self, seed: int) -> ExampleStream:
        """The same examples in another order."""
        other = copy(self)
        other._draw = random.Random(seed)
        return other

    def __iter__(self) -> Iterator[Example]:
        english = self._by_language.get("en", [])
        decks: dict[bool, list[Example]] = {True: [], False: []}
        while True:
            from_english = bool(english) and (not self._foreign or self._draw.random() < self._mixture.english)
            if not decks[from_english]:
                decks[from_english] = self._draw.sample(
                    *(lambda d: (d, len(d)))(english if from_english else self._foreign)
                )
            made = self._seen_as(self._titled(self._asked(self._cropped(decks[from_english].pop()))))
            if made is not None:
                yield made

    def _cropped(self, example: Example) -> Example:
        low, high = _UNSPACED_BUDGET if example.language in UNSPACED else _SPACED_BUDGET
        budget = self._draw.randint(low, high)
        if self._draw.random() < self._mixture.unanswerable:
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
            return replace(example, question=self._draw.choice(siblings).question)
        return example

    def _titled(self, example: Example) -> Example:
        if not example.title or self._draw.random() >= self._mixture.titled:
            return example
        head = f"{example.title}\n"
        by = len(head) if example.start >= 0 else 0
        return replace(example, context=head + example.context, start=example.start + by, end=example.end + by)

    def _seen_as(self, example: Example) -> Example | None:
        chance, mixture = self._draw.random(), self._mixture
        if example.language == "en":
            if chance < mixture.translated_question:
                code = self._draw.choice(self._translator.languages)
                return replace(example, question=self._translator.translate(example.question, code, self._draw).text)
            if chance < mixture.translated_question + mixture.round_trip:
                return self._through(example, self._draw.choice(self._translator.languages))
            return example
        if not self._glosser.covers(example.language):
            return example
        if chance < mixture.glossed:
            return self._gloss(example)
        if chance < mixture.glossed + mixture.glossed_question:
            return replace(example, question=self._glosser.gloss(example.question, example.language).text)
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
        question = self._glosser.gloss(example.question, example.language).text
        if example.start < 0:
            return replace(example, question=question, context=gloss.text)
        span = gloss.from_original(Span(example.start, example.end))
        return replace(example, question=question, context=gloss.text, start=span.start, end=span.end) if span else None


_QUESTION_LANGUAGES = "ar de el es fa fr hi id it ja ko nl pl pt ro ru sv th tr uk vi zh"


def _at_word(text: str, at: int, limit: int) -> int:
    gap = _GAP.search(text, at, min(at + 25, limit)) if at else None
    return gap.end() if gap else at
