"""What somebody wants who writes to a support chat, told in every language from English examples."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import regex
from haystack import component
from numpy.typing import NDArray

from polycite.components.chat.intent_examples import QUESTION, IntentExample, read_examples, shipped_examples
from polycite.components.embedding import TextEmbedder
from polycite.components.glossing import Glosser
from polycite.components.networks.softmax_regression import SoftmaxRegression
from polycite.components.text.codes import codes

PERSON, COMPLAINT = "person", "complaint"
SMALL_TALK = ("greeting", "thanks", "goodbye", "identity", "acknowledgement")
"""The shipped intents beside :data:`QUESTION`: what needs a person, and what is answered with a phrase."""

_PENALTY = 0.3  # by cross-validation on the English examples
_LONGEST = 300  # code points that are looked at: who asks for a person says so at the start or the end
_PIECE = regex.compile(r"[^.!?。！？؟।,،，、;；\n]+[.!?。！？؟।]*")
# A part of a message counts as a question of its own from this probability on; "thanks, but which cable?"
_ASKED = 0.6
_SHORTEST = 4  # letters
_LEAST = 0.5  # of all small talk together; less is taken for a question: a follow-up may look like anything


@dataclass(frozen=True, slots=True)
class Intent:
    """``name`` is the likeliest intent; ``probabilities`` of all lie in [0, 1] and add up to 1."""

    name: str
    probabilities: Mapping[str, float]

    @property
    def confidence(self) -> float:
        """The probability of ``name``."""
        return self.probabilities[self.name]


@dataclass(frozen=True, slots=True, eq=False)
class EncodedMessage:
    """A message and its parts as they are and in their English gloss, (1 + parts, size) each."""

    text: str
    vectors: NDArray[np.float32]
    glosses: NDArray[np.float32]


@component
class IntentClassifier:
    """Tells intents in all languages of the encoder, fitted on English examples when it is loaded.

    A message is seen twice, as it is and in its word-for-word English gloss, and the two probabilities are averaged:
    the gloss helps where the encoder is weak. What names a model or an error code is no small talk, nor a number
    alone, nor a greeting or thanks with a question behind it.

    Usage::

        classifier = IntentClassifier()
        classifier.classify(["Ich möchte mit einem Menschen sprechen"], ["de"])[0].name   # "person"

    Args:
        examples: JSON Lines file of examples; None for those shipped.
        model: a SentenceTransformer.
        lexicon: folder of the tables for the gloss.
        dtype: "auto" (the fastest measured), "float32", "bfloat16" or "float16".

    Raises:
        LoadingError: the examples cannot be used.
    """

    def __init__(
        self,
        examples: str | None = None,
        model: str = "shipped/retriever",
        lexicon: str = "shipped/lexicon",
        dtype: str = "auto",
    ) -> None:
        self.examples, self.model, self.lexicon, self.dtype = examples, model, lexicon, dtype
        self._read = read_examples(Path(examples) if examples else shipped_examples())
        self._embedder, self._glosser = TextEmbedder(model, dtype), Glosser(lexicon)
        self._fitted: SoftmaxRegression | None = None
        self._fitting = threading.Lock()

    def warm_up(self) -> None:
        """Fit on the examples; does nothing the second time."""
        with self._fitting:
            if self._fitted is None:
                self._fitted = _fitted(self.model, self.dtype, tuple(self._read))

    @component.output_types(intents=list[Intent])
    def run(self, texts: list[str], languages: list[str | None]) -> dict[str, Any]:
        """As :meth:`classify`."""
        return {"intents": self.classify(texts, languages)}

    def classify(self, texts: Sequence[str], languages: Sequence[str | None]) -> list[Intent]:
        """The intent of each text, whose language is given beside it; all are encoded together."""
        return self.judge(self.encode(texts, languages))

    def encode(self, texts: Sequence[str], languages: Sequence[str | None]) -> list[EncodedMessage]:
        """As :meth:`classify`, the first half: what costs, and does not depend on the examples."""
        views = [[_cut(text), *_pieces(text)] for text in texts]
        flat = [(view, code) for group, code in zip(views, languages, strict=True) for view in group]
        if not flat:
            return []
        glosses = [self._glosser.gloss(view, code).text for view, code in flat]
        both = self._embedder.encode([*(view for view, _ in flat), *glosses], "query")
        found, start = [], 0
        for text, group in zip(texts, views, strict=True):
            part = slice(start, start := start + len(group))
            found.append(EncodedMessage(text, both[: len(flat)][part], both[len(flat) :][part]))
        return found

    def judge(self, messages: Sequence[EncodedMessage]) -> list[Intent]:
        """As :meth:`classify`, the second half."""
        self.warm_up()
        assert self._fitted is not None
        if not messages:
            return []
        natural, glossed = (
            self._fitted.probabilities(np.concatenate(views))
            for views in ([message.vectors for message in messages], [message.glosses for message in messages])
        )
        chances, start, found = (natural + glossed) / 2, 0, []
        for message in messages:
            part = slice(start, start := start + len(message.vectors))
            found.append(self._intent(message.text, chances[part]))
        return found

    def fitted_on(self, vectors: NDArray[np.float32], intents: Sequence[str]) -> IntentClassifier:
        """A classifier with the same models that learns from these instead of its examples.

        Args:
            vectors: (examples, size), encoded as questions are.
            intents: that of each.
        """
        other = copy(self)
        other._fitted = SoftmaxRegression(vectors, intents, _PENALTY)
        return other

    def _intent(self, text: str, chances: np.ndarray[Any, Any]) -> Intent:
        assert self._fitted is not None
        whole = dict(zip(self._fitted.classes, map(float, chances[0]), strict=True))
        name = max(whole, key=lambda one: whole[one])
        asked = float(chances[1:, self._fitted.classes.index(QUESTION)].max(initial=0.0))
        doubtful = sum(whole.get(one, 0.0) for one in SMALL_TALK) < _LEAST or bool(codes(text))
        doubtful |= any(map(str.isdigit, text)) and not any(map(str.isalpha, text))
        if name in SMALL_TALK and (doubtful or (name != "identity" and asked >= _ASKED)):
            # What the parts say stands in the place of what the whole says.
            rest = sum(whole.values()) - whole[QUESTION]
            certain = max(asked, whole[QUESTION], _ASKED)
            whole = {one: certain if one == QUESTION else p / rest * (1 - certain) for one, p in whole.items()}
            name = QUESTION
        return Intent(name, {one: round(p, 4) for one, p in whole.items()})


@lru_cache(maxsize=4)
def _fitted(model: str, dtype: str, examples: tuple[IntentExample, ...]) -> SoftmaxRegression:
    vectors = TextEmbedder(model, dtype).encode([example.text for example in examples], "query")
    return SoftmaxRegression(vectors, [example.intent for example in examples], _PENALTY)


def _cut(text: str) -> str:
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half]} {text[-half:]}"


def _pieces(text: str) -> list[str]:
    """The parts of a message between its marks; none of one that has no more than one."""
    found = [piece.strip() for piece in _PIECE.findall(_cut(text))]
    found = [piece for piece in found if sum(c.isalpha() for c in piece) >= _SHORTEST]
    return found if len(found) > 1 else []
