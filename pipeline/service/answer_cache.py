"""Answers that were given before: the same question to the same documents need not be answered twice."""

from __future__ import annotations

import json
import threading
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from polycite.components.evidence import Answer
from polycite.components.stores.store_points import Filter


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that a caller decides about an answer.

    ``filters`` are those of the caller's tenancy; ``tenant`` tells apart what only looks alike.
    """

    text: str
    answer_language: str | None = None
    question_language: str | None = None
    strategy: str | None = None
    top_k: int | None = None
    filters: Filter | None = None
    tenant: str | None = None

    @property
    def key(self) -> str:
        """The same for questions that differ in white space and in how characters are encoded only."""
        text = " ".join(unicodedata.normalize("NFC", self.text).split())
        where = self.filters and {
            "languages": self.filters.languages,
            "sources": self.filters.sources,
            "original_ids": self.filters.original_ids,
            "metadata": self.filters.metadata,
        }
        rest = (self.answer_language, self.question_language, self.strategy, self.top_k, where, self.tenant)
        return json.dumps([text, *rest], sort_keys=True, default=dict)


class AnswerCache:
    """Keeps the answers last used, for a while.

    Args:
        entries: answers kept; 0 keeps none.
        seconds: that each is kept.
        clock: seconds from any beginning, never going back.
    """

    def __init__(self, entries: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = entries, seconds, clock
        self._kept: OrderedDict[tuple[str, str], tuple[float, Answer]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """Answers kept."""
        return len(self._kept)

    def get(self, question: Question, version: str) -> Answer | None:
        """The answer that ``question`` had.

        Args:
            question: as asked now; the answer repeats it in its own words.
            version: of everything else that answers depend on: documents, reviewed translations, settings.
        """
        key = (question.key, version)
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            if self._clock() - found[0] >= self._seconds:
                del self._kept[key]
                return None
            self._kept.move_to_end(key)
        return replace(found[1], question=question.text, timings={"total": 0.0})

    def put(self, question: Question, version: str, answer: Answer) -> None:
        """Keep ``answer``; ``version`` is that before it was sought."""
        if not self._most:
            return
        with self._lock:
            self._kept[question.key, version] = (self._clock(), answer)
            self._kept.move_to_end((question.key, version))
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
