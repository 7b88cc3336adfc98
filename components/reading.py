"""Finding the answer's characters in a passage, with any extractive reader, in two views at once.

The *direct* view is the passage as it is; the *gloss* view is its word-for-word English, with the
question's, read by a model that needs to know English only; English is its own gloss. What either
says of tokens is carried to the original's words and mixed there, so an answer found in a gloss is
a span of the original.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from haystack import component
from numpy.typing import NDArray

from polycite.components.answers.read_spans import ReadSpan
from polycite.components.answers.reading_views import Reading, View, carry, gloss_words
from polycite.components.answers.steering import SentenceRanker
from polycite.components.answers.translated_reading import TranslatedReader
from polycite.components.answers.view_mixing import mixed_candidates
from polycite.components.evidence import Passage
from polycite.components.glossing import Glosser
from polycite.components.networks.span_model import SpanModel
from polycite.components.projecting import SpanProjector
from polycite.components.question_translating import READING_LANGUAGE, TranslatedQuestion
from polycite.components.text.answer_words import answer_words
from polycite.components.timing import stage
from polycite.components.translation.translation import Translation

_KNOWN = 0.4  # share of a passage's words, or tokens, that a view must know to be listened to
_ALONE: dict[View, str] = {"direct": "in the original alone", "gloss": "in its English gloss alone"}


@component
class ExtractiveReader:
    """Reads passages with any ``AutoModelForQuestionAnswering``.

    Usage::

        reader = ExtractiveReader("shipped/reader")
        spans = reader.run("Wie lange ...?", passages, question_language="de")["spans"]   # best first

    Args:
        model: reads passages as they are: a folder, a Hugging Face name, or ``shipped/reader``.
        gloss_model: reads the gloss, and English as it is, likewise; None for ``model``.
        lexicon: the tables for the gloss view.
        dtype: "auto" (the fastest measured), "float32", "bfloat16" or "float16".
        gloss_weight: share of the gloss view in the mixture, 0 to 1; None for the fitted one of
            the passage's language.
        fitted_weights: those, by language, with a default under "".
        max_length: tokens of a window, question included.
        stride: tokens that neighbouring windows of a long passage share.
        max_words: longest answer.
        n_best: candidates kept of each passage.
        batch_tokens: padded tokens a batch holds.
        adapters: what is added to ``model`` where an original in a language is read as it is, by the language's code:
            low-rank adapters that were made for ``model``, as folders or names. All other passages, and glosses and
            translations of any, are read as without them.
    """

    def __init__(
        self,
        model: str = "shipped/reader",
        gloss_model: str | None = "shipped/gloss_reader",
        lexicon: str = "shipped/lexicon",
        dtype: str = "auto",
        gloss_weight: float | None = None,
        fitted_weights: dict[str, float] | None = None,
        max_length: int = 384,
        stride: int = 96,
        max_words: int = 30,
        n_best: int = 3,
        batch_tokens: int = 4096,
        adapters: dict[str, str] | None = None,
    ) -> None:
        self.model = model
        self.gloss_model = gloss_model
        self.lexicon = lexicon
        self.dtype = dtype
        self.gloss_weight = gloss_weight
        self.fitted_weights = fitted_weights or {}
        self.max_length = max_length
        self.stride = stride
        self.max_words = max_words
        self.n_best = n_best
        self.batch_tokens = batch_tokens
        self.adapters = adapters or {}
        self._glosser = Glosser(lexicon)
        self._ranker = SentenceRanker(lexicon)
        direct = SpanModel(model, dtype, max_length, stride, batch_tokens, self.adapters)
        gloss = (
            direct if gloss_model in (None, model) else SpanModel(gloss_model, dtype, max_length, stride, batch_tokens)
        )
        self._models: dict[View, SpanModel] = {"direct": direct, "gloss": gloss}
        self._translated = TranslatedReader(gloss, SpanProjector(lexicon), max_words, n_best)

    def warm_up(self) -> None:
        """Load the models; does nothing the second time.

        Raises:
            ModelError: a model cannot be loaded.
        """
        for model in self._models.values():
            model.warm_up()

    @component.output_types(spans=list[ReadSpan], notes=list[str])
    def run(
        self,
        question: str,
        passages: list[Passage],
        question_language: str | None = None,
        strategy: str = "auto",
        questions: list[TranslatedQuestion] | None = None,
        translations: list[Translation | None] | None = None,
    ) -> dict[str, Any]:
        """Candidate answers of all passages, the likeliest first, and what "auto" decided.

        Args:
            question: as asked.
            passages: what to read.
            question_language: BCP 47 code, for the gloss.
            strategy: "direct" or "gloss" for one view alone, anything else for both.
            questions: the question in other languages; a passage is asked in its own where there is one.
            translations: of the passages, in their order; where there is one, it is read, and what is found in
                it carried back.
        """
        with stage("reading"):
            asked = {made.language: made.text for made in questions or ()}
            translated = {i: made for i, made in enumerate(translations or ()) if made is not None}
            groups: dict[str | None, list[Passage]] = {}
            for i, passage in enumerate(passages):
                if i not in translated:
                    groups.setdefault(passage.language if passage.language in asked else None, []).append(passage)
            found = self.read(
                [(asked.get(code or "", question), code or question_language, group) for code, group in groups.items()],
                strategy,
            )
            spans = [span for group in found for span in group]
            if translated:
                english = asked.get(READING_LANGUAGE) or self._glosser.gloss(question, question_language).text
                spans += self._translated.read(english, [passages[i] for i in translated], list(translated.values()))
            notes = self._reasons([p for group in groups.values() for p in group]) if strategy == "auto" else []
            return {"spans": sorted(spans, key=lambda span: -span.score), "notes": notes}

    @component.output_types(spans=list[ReadSpan], notes=list[str])
    async def run_async(
        self,
        question: str,
        passages: list[Passage],
        question_language: str | None = None,
        strategy: str = "auto",
        questions: list[TranslatedQuestion] | None = None,
        translations: list[Translation | None] | None = None,
    ) -> dict[str, Any]:
        """As :meth:`run`, in a thread."""
        import asyncio

        return await asyncio.to_thread(
            self.run, question, passages, question_language, strategy, questions, translations
        )

    def read(
        self, asked: Sequence[tuple[str, str | None, Sequence[Passage]]], strategy: str = "auto"
    ) -> list[list[ReadSpan]]:
        """As :meth:`run` for many questions at once: ``(question, its language, passages)`` each."""
        return self.sweep(asked, [self.gloss_weight], strategy)[0]

    def sweep(
        self,
        asked: Sequence[tuple[str, str | None, Sequence[Passage]]],
        gloss_weights: Sequence[float | None],
        strategy: str = "auto",
    ) -> list[list[list[ReadSpan]]]:
        """As :meth:`read`, once for each share of the gloss view; the model runs once."""
        self.warm_up()
        readings: list[list[Reading]] = []
        for question, language, passages in asked:
            question_gloss = self._glosser.gloss(question, language).text
            readings.append(
                [
                    r
                    for i, p in enumerate(passages)
                    for r in self._views(
                        i, p, question, question_gloss, language, self._wanted(p, gloss_weights, strategy)
                    )
                ]
            )
        self._believe([reading for group in readings for reading in group])
        steered = [self._ranker.rank(question, language, passages) for question, language, passages in asked]
        return [
            [
                self._ranked(passages, group, sentences, weight)
                for (_, _, passages), group, sentences in zip(asked, readings, steered, strict=True)
            ]
            for weight in gloss_weights
        ]

    def _ranked(
        self,
        passages: Sequence[Passage],
        readings: Sequence[Reading],
        sentences: Sequence[Sequence[tuple[int, int, float]]],
        weight: float | None,
    ) -> list[ReadSpan]:
        by_passage: list[list[Reading]] = [[] for _ in passages]
        for reading in readings:
            by_passage[reading.passage].append(reading)
        found = [
            _in_sentence(span, places)
            for passage, mine, places in zip(passages, by_passage, sentences, strict=True)
            for span in self._candidates(passage, mine, weight)
        ]
        return sorted(found, key=lambda span: -span.score)

    def _reasons(self, passages: Sequence[Passage]) -> list[str]:
        """What the automatic choice read of each language, and why."""
        by_language: dict[str | None, Passage] = {}
        for passage in passages:
            by_language.setdefault(passage.language, passage)
        said: dict[str, list[str]] = {}
        for code, passage in by_language.items():
            views = self._wanted(passage, [self.gloss_weight], "auto")
            both = "by both readers" if code == "en" else "in the original and in its English gloss"
            how = both if len(views) == 2 else _ALONE[next(iter(views))]
            known = self._glosser.coverage(passage.text, code)
            said.setdefault(how, []).append(f"{code or 'unknown language'}{f' {known:.0%}' if known else ''}")
        return [f"read {how}: {', '.join(codes)}" for how, codes in said.items()]

    def _wanted(self, passage: Passage, gloss_weights: Sequence[float | None], strategy: str) -> frozenset[View]:
        """The views that any of the weights listens to: one of weight 0 is not read, nor one that is mostly unknown."""
        if strategy in ("direct", "gloss"):
            return frozenset({"gloss"} if strategy == "gloss" else {"direct"})
        if passage.language != "en" and self._glosser.covers(passage.language):
            if self._glosser.coverage(passage.text, passage.language) < _KNOWN:
                return frozenset({"direct"})
            if self._models["direct"].unknown_share(passage.text) > 1 - _KNOWN:
                return frozenset({"gloss"})
        shares = [self._fitted(passage.language) if weight is None else weight for weight in gloss_weights]
        wanted: set[View] = set()
        if min(shares) < 1:
            wanted.add("direct")
        if max(shares) > 0:
            wanted.add("gloss")
        return frozenset(wanted)

    def _views(
        self,
        index: int,
        passage: Passage,
        question: str,
        question_gloss: str,
        language: str | None,
        wanted: frozenset[View],
    ) -> list[Reading]:
        words = answer_words(passage.text, passage.language)
        if not words.spans:
            return []
        # The title says which of two like products a passage is about; it is read, and never part of an answer.
        context = passage.titled
        title = len(context) - len(passage.text)
        at = np.concatenate([np.full(title, -1), words.at(len(passage.text) + 1)])

        def reading(view: View, asked: str, context: str, words_at: NDArray[np.int64]) -> Reading:
            original = passage.language if view == "direct" else None  # adapters know originals only
            return Reading(index, view, original, asked, context, words, words_at)

        # English is its own gloss: two models tell more of it than one, one model twice the same.
        glossable = self._glosser.covers(passage.language) or (
            passage.language == "en"
            and (self._glosser.covers(language) or self._models["gloss"] is not self._models["direct"])
        )
        views: list[Reading] = []
        if "direct" in wanted or not glossable:
            views.append(reading("direct", question, context, at))
        if "gloss" in wanted and glossable:
            gloss = self._glosser.gloss(context, passage.language)
            views.append(reading("gloss", question_gloss, gloss.text, gloss_words(gloss, at)))
        return views

    def _believe(self, readings: Sequence[Reading]) -> None:
        """Run the models over all windows of all readings and fill their beliefs."""
        for model in dict.fromkeys(self._models.values()):
            mine = [reading for reading in readings if self._models[reading.view] is model]
            pairs = [(reading.question, reading.context) for reading in mine]
            for window in model.windows(pairs, [reading.adapter_language for reading in mine]):
                carry(mine[window.pair], window)

    def _candidates(self, passage: Passage, readings: Sequence[Reading], gloss_weight: float | None) -> list[ReadSpan]:
        weight = self._gloss_share(passage.language, {reading.view for reading in readings}, gloss_weight)
        shares: dict[View, float] = {"direct": 1 - weight, "gloss": weight}
        return mixed_candidates(passage, readings, shares, self.max_words, self.n_best)

    def _gloss_share(self, language: str | None, views: Collection[View], chosen: float | None) -> float:
        if len(views) == 1:
            return 1.0 if "gloss" in views else 0.0
        return self._fitted(language) if chosen is None else chosen

    def _fitted(self, language: str | None) -> float:
        return self.fitted_weights.get(language or "", self.fitted_weights.get("", 0.65))


def _in_sentence(span: ReadSpan, sentences: Sequence[tuple[int, int, float]]) -> ReadSpan:
    """``span`` with the score of the best sentence it lies in."""
    start, end = span.start - span.passage.start, span.end - span.passage.start
    return replace(span, sentence=max((score for a, b, score in sentences if a < end and b > start), default=0.0))
