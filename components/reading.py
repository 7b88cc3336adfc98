"""Finding the answer's characters in a passage, with any extractive reader, in two views at once.

The *direct* view is the passage as it is; the *gloss* view is its word-for-word English, with the
question's. What the model says of tokens in either is carried to the original's words and mixed
there, so an answer found in a gloss is a span of the original.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from haystack import component
from numpy.typing import NDArray

from polycite.components.batching import token_batches
from polycite.components.evidence import Method, Passage, Span
from polycite.components.glossing import Gloss, Glosser
from polycite.components.models import choose_dtype, load_shared
from polycite.components.steering import SentenceRanker
from polycite.components.timing import stage
from polycite.components.words import word_spans

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

View = Literal["direct", "gloss"]
_TINY = 1e-6
# Marks that belong to a number although no word holds them: an answer "20" to "what percentage?" is half one.
_BEFORE_NUMBER = "+-−–±<>≤≥~≈€$£¥₹₩฿#"
_AFTER_NUMBER = "%‰°€$£¥₹₩฿"


@dataclass(frozen=True, slots=True)
class ReadSpan:
    """A candidate answer: half-open ``[start, end)`` in code points of the passage's original.

    ``score`` is the mixed probability of its start times that of its end, in [0, 1]; ``null`` the
    probability the reader gives to "no answer in this passage"; ``method`` says which view
    carried it; ``sentence`` how much the question's words and sounds point at its sentence, in
    standard deviations above the mean sentence of all passages read
    (:mod:`polycite.components.steering`).
    """

    passage: Passage
    start: int
    end: int
    score: float
    null: float
    method: Method
    sentence: float = 0.0

    @property
    def span(self) -> Span:
        """The candidate's place in the original."""
        return Span(self.start, self.end)

    @property
    def text(self) -> str:
        """The candidate's characters."""
        return self.passage.text[self.start - self.passage.start : self.end - self.passage.start]


@dataclass(slots=True)
class _Beliefs:
    """Probabilities that the answer starts and ends at each word, and that there is none; max over windows."""

    starts: NDArray[np.float64]
    ends: NDArray[np.float64]
    null: float = 1.0


@dataclass(slots=True)
class _Reading:
    """One passage in one view: what the model sees, and the original's word behind each character of it."""

    passage: int
    view: View
    question: str
    context: str
    words_at: NDArray[np.int64]
    beliefs: _Beliefs = field(repr=False)


@component
class ExtractiveReader:
    """Reads passages with any ``AutoModelForQuestionAnswering``.

    Usage::

        reader = ExtractiveReader("shipped/reader")
        spans = reader.run("Wie lange ...?", passages, question_language="de")["spans"]   # best first

    Args:
        model: a folder, a Hugging Face name, or ``shipped/reader``.
        lexicon: the tables for the gloss view.
        dtype: "auto" (measured), "float32", "bfloat16" or "float16".
        gloss_weight: share of the gloss view in the mixture, 0 to 1; None for the fitted one of
            the passage's language.
        fitted_weights: those, by language, with a default under "".
        max_length: tokens of a window, question included.
        stride: tokens that neighbouring windows of a long passage share.
        max_words: longest answer.
        n_best: candidates kept of each passage.
        batch_tokens: padded tokens a batch holds.
    """

    def __init__(
        self,
        model: str = "shipped/reader",
        lexicon: str = "shipped/lexicon",
        dtype: str = "auto",
        gloss_weight: float | None = None,
        fitted_weights: dict[str, float] | None = None,
        max_length: int = 384,
        stride: int = 96,
        max_words: int = 30,
        n_best: int = 3,
        batch_tokens: int = 4096,
    ) -> None:
        self.model = model
        self.lexicon = lexicon
        self.dtype = dtype
        self.gloss_weight = gloss_weight
        self.fitted_weights = fitted_weights or {}
        self.max_length = max_length
        self.stride = stride
        self.max_words = max_words
        self.n_best = n_best
        self.batch_tokens = batch_tokens
        self._glosser = Glosser(lexicon)
        self._ranker = SentenceRanker(lexicon)
        self._network: PreTrainedModel | None = None
        self._tokenizer: PreTrainedTokenizerBase | None = None

    def warm_up(self) -> None:
        """Load the model; does nothing the second time.

        Raises:
            ModelError: the model cannot be loaded, or its tokenizer gives no offsets.
        """
        if self._network is None:
            from transformers import AutoModelForQuestionAnswering, AutoTokenizer

            self._tokenizer = load_shared(AutoTokenizer.from_pretrained, self.model)
            self._network = load_shared(
                AutoModelForQuestionAnswering.from_pretrained, self.model, dtype=choose_dtype(self.dtype)
            ).eval()

    @component.output_types(spans=list[ReadSpan])
    def run(
        self, question: str, passages: list[Passage], question_language: str | None = None, strategy: str = "auto"
    ) -> dict[str, list[ReadSpan]]:
        """Candidate answers of all passages, the likeliest first.

        Args:
            question: as asked.
            passages: what to read.
            question_language: BCP 47 code, for the gloss.
            strategy: "direct" or "gloss" for one view alone, anything else for both.
        """
        with stage("reading"):
            return {"spans": self.read([(question, question_language, passages)], strategy)[0]}

    @component.output_types(spans=list[ReadSpan])
    async def run_async(
        self, question: str, passages: list[Passage], question_language: str | None = None, strategy: str = "auto"
    ) -> dict[str, list[ReadSpan]]:
        """As :meth:`run`, in a thread."""
        import asyncio

        return await asyncio.to_thread(self.run, question, passages, question_language, strategy)

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
        readings: list[list[_Reading]] = []
        for question, language, passages in asked:
            question_gloss = self._glosser.gloss(question, language).text
            readings.append(
                [
                    r
                    for i, p in enumerate(passages)
                    for r in self._views(
                        i, p, question, question_gloss, language, self._wanted(p.language, gloss_weights, strategy)
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
        readings: Sequence[_Reading],
        sentences: Sequence[Sequence[tuple[int, int, float]]],
        weight: float | None,
    ) -> list[ReadSpan]:
        by_passage: list[list[_Reading]] = [[] for _ in passages]
        for reading in readings:
            by_passage[reading.passage].append(reading)
        found = [
            _in_sentence(span, places)
            for passage, mine, places in zip(passages, by_passage, sentences, strict=True)
            for span in self._candidates(passage, mine, weight)
        ]
        return sorted(found, key=lambda span: -span.score)

    def _wanted(self, language: str | None, gloss_weights: Sequence[float | None], strategy: str) -> frozenset[View]:
        """The views that any of the weights listens to: a view of weight 0 is not read."""
        if strategy in ("direct", "gloss"):
            return frozenset({"gloss"} if strategy == "gloss" else {"direct"})
        shares = [self._fitted(language) if weight is None else weight for weight in gloss_weights]
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
    ) -> list[_Reading]:
        words = word_spans(passage.text, passage.language)
        if not words:
            return []
        at = np.full(len(passage.text) + 1, -1)
        for k, (a, b) in enumerate(words):
            at[a:b] = k

        def reading(view: View, asked: str, context: str, words_at: NDArray[np.int64]) -> _Reading:
            return _Reading(index, view, asked, context, words_at, _Beliefs(np.zeros(len(words)), np.zeros(len(words))))

        # English over English has one view: its gloss is itself.
        glossable = self._glosser.covers(passage.language) or (
            passage.language == "en" and self._glosser.covers(language)
        )
        views: list[_Reading] = []
        if "direct" in wanted or not glossable:
            views.append(reading("direct", question, passage.text, at))
        if "gloss" in wanted and glossable:
            gloss = self._glosser.gloss(passage.text, passage.language)
            views.append(reading("gloss", question_gloss, gloss.text, _gloss_words(gloss, at)))
        return views

    def _believe(self, readings: Sequence[_Reading]) -> None:
        """Run the model over all windows of all readings and fill their beliefs."""
        import torch

        assert self._tokenizer is not None
        assert self._network is not None
        if not readings:
            return
        encoded = self._tokenizer(
            [r.question for r in readings],
            [r.context for r in readings],
            truncation="only_second",
            max_length=self.max_length,
            stride=self.stride,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
        )
        owners = encoded["overflow_to_sample_mapping"]
        for batch in token_batches([len(ids) for ids in encoded["input_ids"]], self.batch_tokens):
            inputs = self._tokenizer.pad(
                {
                    name: [encoded[name][w] for w in batch]
                    for name in self._tokenizer.model_input_names
                    if name in encoded
                },
                return_tensors="pt",
            )
            with torch.inference_mode():
                output = self._network(**inputs)
            starts, ends = output.start_logits.float().numpy(), output.end_logits.float().numpy()
            for row, window in enumerate(batch):
                in_context = np.array([part == 1 for part in encoded.sequence_ids(window)])
                offsets = np.array(encoded["offset_mapping"][window])
                _carry(readings[owners[window]], starts[row], ends[row], in_context, offsets)

    def _candidates(self, passage: Passage, readings: Sequence[_Reading], gloss_weight: float | None) -> list[ReadSpan]:
        if not readings:
            return []
        by_view = {r.view: r.beliefs for r in readings}
        weight = self._gloss_share(passage.language, by_view, gloss_weight)
        shares = {"direct": 1 - weight, "gloss": weight}
        starts = np.sum([shares[v] * b.starts for v, b in by_view.items()], axis=0) + _TINY
        ends = np.sum([shares[v] * b.ends for v, b in by_view.items()], axis=0) + _TINY
        null = float(sum(shares[v] * b.null for v, b in by_view.items()))
        words = word_spans(passage.text, passage.language)
        found: list[ReadSpan] = []
        for first, last in _best_spans(starts, ends, self.max_words, self.n_best):
            carried = {v: shares[v] * b.starts[first] * b.ends[last] for v, b in by_view.items()}
            method: Method = (
                "glossed"
                if max(carried, key=lambda v: carried[v]) == "gloss" and passage.language != "en"
                else "verbatim"
            )
            a, b = _with_marks(passage.text, words[first][0], words[last][1])
            score = float(starts[first] * ends[last])
            found.append(ReadSpan(passage, passage.start + a, passage.start + b, score, null, method))
        return found

    def _gloss_share(self, language: str | None, views: Mapping[View, _Beliefs], chosen: float | None) -> float:
        if len(views) == 1:
            return 1.0 if "gloss" in views else 0.0
        return self._fitted(language) if chosen is None else chosen

    def _fitted(self, language: str | None) -> float:
        return self.fitted_weights.get(language or "", self.fitted_weights.get("", 0.65))


def _in_sentence(span: ReadSpan, sentences: Sequence[tuple[int, int, float]]) -> ReadSpan:
    """``span`` with the score of the best sentence it lies in."""
    start, end = span.start - span.passage.start, span.end - span.passage.start
    return replace(span, sentence=max((score for a, b, score in sentences if a < end and b > start), default=0.0))


def _gloss_words(gloss: Gloss, at: NDArray[np.int64]) -> NDArray[np.int64]:
    """(len(gloss.text) + 1, 2): first and last original word behind each character of the gloss; -1 for none."""
    words_at = np.full((len(gloss.text) + 1, 2), -1)
    for start, end, original_start, original_end in gloss.words:
        behind = at[original_start:original_end]
        behind = behind[behind >= 0]
        if len(behind):
            words_at[start:end] = behind[0], behind[-1]
    return words_at


def _carry(
    reading: _Reading,
    starts: NDArray[Any],
    ends: NDArray[Any],
    in_context: NDArray[np.bool_],
    offsets: NDArray[np.int64],
) -> None:
    """Softmax over one window's context and its first token (no answer), summed onto the original's words."""
    n = len(in_context)
    allowed = in_context.copy()
    allowed[0] = True
    p_start, p_end = _softmax(starts[:n], allowed), _softmax(ends[:n], allowed)
    words_at = reading.words_at if reading.words_at.ndim == 2 else np.stack([reading.words_at] * 2, axis=1)
    s, e = np.zeros_like(reading.beliefs.starts), np.zeros_like(reading.beliefs.ends)
    for token in np.flatnonzero(in_context):
        behind = words_at[offsets[token, 0] : offsets[token, 1]]
        behind = behind[behind[:, 0] >= 0]
        if len(behind):
            s[behind[0, 0]] += p_start[token]
            e[behind[-1, 1]] += p_end[token]
    beliefs = reading.beliefs
    np.maximum(beliefs.starts, s, out=beliefs.starts)
    np.maximum(beliefs.ends, e, out=beliefs.ends)
    beliefs.null = min(beliefs.null, float(p_start[0] * p_end[0]))


def _softmax(logits: NDArray[Any], allowed: NDArray[np.bool_]) -> NDArray[np.float64]:
    masked = np.where(allowed, logits.astype(np.float64), -np.inf)
    p = np.exp(masked - masked.max())
    return np.asarray(p / p.sum())


def _best_spans(starts: NDArray[np.float64], ends: NDArray[np.float64], longest: int, n: int) -> list[tuple[int, int]]:
    """The ``n`` likeliest (first word, last word), not overlapping one another."""
    size = len(starts)
    joint = np.triu(np.outer(starts, ends))
    joint *= np.tril(np.ones((size, size)), longest - 1)
    best: list[tuple[int, int]] = []
    while len(best) < n:
        flat = int(joint.argmax())
        first, last = divmod(flat, size)
        if joint[first, last] <= 0:
            break
        best.append((first, last))
        joint[: last + 1, first:] = 0
    return best


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """``[start, end)`` with the sign, currency or percent mark of a number at its edges."""
    if (
        text[start].isdigit()
        and start > 0
        and text[start - 1] in _BEFORE_NUMBER
        and not text[max(0, start - 2) : start - 1].isalnum()
    ):
        start -= 1
    elif (
        text[start].isdigit() and start > 1 and text[start - 1] in " \u00a0\u202f" and text[start - 2] in "€$£¥₹₩฿≤≥<>"
    ):
        start -= 2
    if text[end - 1].isdigit():
        after = end + 1 if text[end : end + 1] in (" ", "\u00a0", "\u202f") else end
        if text[after : after + 1] and text[after] in _AFTER_NUMBER:
            end = after + 1
    return start, end
