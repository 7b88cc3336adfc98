"""Where every question that comes over HTTP is answered: kept answers, queue, time, breakers, figures."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from polycite.components.answer_translating import AnswerTranslator
from polycite.components.errors import SettingsError, StoreError
from polycite.components.evidence import Answer
from polycite.components.networks.coalescing import caller
from polycite.pipeline.qa import CrossLingualQA
from polycite.pipeline.service.admission import Admission
from polycite.pipeline.service.answer_cache import AnswerCache, Question
from polycite.pipeline.service.answer_stream import AnswerStream
from polycite.pipeline.service.answering_again import answer_again
from polycite.pipeline.service.circuit_breaker import CircuitBreaker
from polycite.pipeline.service.degrading import THREAD, Budget, CallerLeftError, StageTimes
from polycite.pipeline.service.guarded_engine import guard_engines
from polycite.pipeline.service.guarded_store import guarded_store
from polycite.pipeline.service.metrics import Metrics
from polycite.pipeline.service.settings import ServiceSettings
from polycite.pipeline.service.tracing import trace_stages
from polycite.pipeline.streaming import DEGRADED, AnswerFound, Event, events_of

E = TypeVar("E")
STORE = "store"


class Answers:
    """Answers questions for the endpoints.

    Usage::

        answer, kept = await service.answers.ask(question)
        stream = service.answers.stream(partial(service.answers.answer, question))
        turn = service.answers.stream(work)      # work(budget, told) may do more before and after

    Answers are as the store has them; a route passes them through the caller's tenancy.

    Args:
        qa: answers.
        settings: of the service.
        admission: the queue.
    """

    def __init__(self, qa: CrossLingualQA, settings: ServiceSettings, admission: Admission) -> None:
        self._qa, self._settings, self._admission = qa, settings, admission
        self.breakers = {STORE: CircuitBreaker(STORE)}
        self.metrics = Metrics(admission, self.breakers)
        self.cache = AnswerCache(settings.cache_answers, settings.cache_seconds)
        self._times = StageTimes()
        self._fingerprint = hashlib.sha256(qa.settings.model_dump_json().encode()).hexdigest()
        self._is_shared = qa.location.startswith(("http://", "https://"))

    def warm_up(self) -> None:
        """Load the models, guard the translators, trace the stages; blocking, so called in a thread."""
        trace_stages()
        guard_engines(self._qa.pipeline("query"), self._settings.translation_timeout, self.breakers)

    async def ask(self, question: Question) -> tuple[Answer, bool]:
        """The answer, and whether it was kept from before.

        Raises:
            ProblemError: 503 when there is no room or the store is left alone, 504 when it takes too long.
            PolyciteError: as :meth:`CrossLingualQA.ask`.
        """
        # Only what needs no look at a store over the network may pass the queue by.
        if not self._is_shared and (kept := self._kept(question)):
            self.metrics.looked_up(True)
            return kept, True
        self._check_wait()
        budget = self._budget()
        try:
            answer = await self._admission.run(partial(self.answer, question, budget, lambda _: None))
        finally:
            budget.cancelled.set()
        return answer, not budget.worked

    def stream(self, work: Callable[[Budget, Callable[[E], None]], object]) -> AnswerStream[E]:
        """What ``work`` tells, as it comes about; :meth:`AnswerStream.close` ends it at its next stage.

        Args:
            work: run in a thread with its budget and a function to tell events by.

        Raises:
            ProblemError: 503 when there is no room.
        """
        self._check_wait()
        budget = self._budget()
        stream: AnswerStream[E] = AnswerStream(budget)

        def begin() -> object:
            budget.check()
            return work(budget, stream.told)

        stream.listen(self._admission.begin(begin))
        return stream

    def answer(self, question: Question, budget: Budget, told: Callable[[Event], None]) -> Answer:
        """Answer in this thread, stage by stage as long as somebody waits; the last event is the answer too.

        Raises:
            ProblemError: 503 when the store is left alone or documents change meanwhile, 504 when the time is spent.
            CallerLeftError: nobody waits any more.
            PolyciteError: as :meth:`CrossLingualQA.ask`.
        """
        version = self._version()
        kept = self._kept(question)
        self.metrics.looked_up(kept is not None)
        if kept is not None:
            for event in events_of(kept):
                told(event)
            return kept
        budget.worked = True
        try:
            with self._times.busy(), budget.spending(), caller():
                budget.check()
                with guarded_store(self.breakers[STORE]):
                    answer = answer_again(
                        partial(self._events, question, budget),
                        told,
                        object if self._is_shared else self._version,  # what others write to a shared store is unseen
                    )
        except CallerLeftError:
            self.metrics.failed("cancelled")
            raise
        except Exception as error:
            self.metrics.failed("invalid" if isinstance(error, SettingsError) else "failed")
            raise
        self.metrics.answered(answer)
        if not any(note.startswith(DEGRADED) for note in answer.notes):
            self._times.measured(answer.timings)
            self.cache.put(question, version, answer)
        told(AnswerFound(answer))
        return answer

    def _check_wait(self) -> None:
        """Refuse now what would be given up later: a queue that is too long for its own time limit answers nobody."""
        turns = self._admission.inside / self._admission.workers + 1  # its own is the last
        wait = self._times.expected(THREAD) * turns
        if wait > self._settings.timeout:
            late = math.ceil(wait - self._settings.timeout)
            raise self._admission.full(f"An answer would take longer than {self._settings.timeout:g} seconds.", late)

    def _budget(self) -> Budget:
        return Budget(self._settings.timeout, self._times)

    def _events(self, question: Question, budget: Budget, told: Callable[[Event], None]) -> Answer:
        events = self._qa.stream(
            question.text,
            question.answer_language,
            question.strategy,
            question.top_k,
            filters=question.filters,
            question_language=question.question_language,
            allows=budget.allows,
        )
        try:
            for event in events:
                if isinstance(event, AnswerFound):
                    return replace(event.answer, notes=(*event.answer.notes, *budget.notes))
                budget.check()
                told(event)
        finally:
            events.close()
        raise AssertionError("a stream without an answer")

    def _kept(self, question: Question) -> Answer | None:
        found = self.cache.get(question, self._version())
        return None if found and self._is_shared and not self._holds(found) else found

    def _version(self) -> str:
        """Another whenever the same question may get another answer."""
        translator = self._qa.pipeline("query").get_component("answer_translator")
        memory = translator.reviewed.memory if isinstance(translator, AnswerTranslator) else None
        return f"{self._qa.corpus_version} {memory.version if memory else ''} {self._fingerprint}"

    def _holds(self, answer: Answer) -> bool:
        """Whether what an answer cites is still in a store that others write to."""
        try:
            return all(self._qa.original(c.original_id).sha256 == c.sha256 for c in answer.citations)
        except StoreError:
            return False
