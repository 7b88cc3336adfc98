"""What the endpoints share: the pipeline, the queue before it, and whether it is ready."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from fastapi import Request

from polycite.components.stores.store_points import Filter
from polycite.components.translation.translation_memory import TranslationMemory
from polycite.pipeline.conversing import Conversation
from polycite.pipeline.qa import CrossLingualQA
from polycite.pipeline.service.access.tenancy import RESERVED
from polycite.pipeline.service.admission import Admission
from polycite.pipeline.service.answers import Answers
from polycite.pipeline.service.conversations import Conversations
from polycite.pipeline.service.counterparts import Counterparts
from polycite.pipeline.service.feedback_store import FeedbackStore
from polycite.pipeline.service.jobs.jobs import Jobs
from polycite.pipeline.service.schemas import Filters
from polycite.pipeline.service.settings import ServiceSettings
from polycite.pipeline.service.store_probe import StoreProbe


@dataclass
class Service:
    """The running service. ``warm``: the models are loaded; ``draining``: it takes nothing more."""

    qa: CrossLingualQA
    settings: ServiceSettings
    admission: Admission
    jobs: Jobs
    warm: bool = False
    draining: bool = field(default=False)

    @cached_property
    def probe(self) -> StoreProbe:
        """Whether the store is there."""
        return StoreProbe(self.qa)

    @cached_property
    def answers(self) -> Answers:
        """Where questions are answered."""
        return Answers(self.qa, self.settings, self.admission)

    @cached_property
    def counterparts(self) -> Counterparts:
        """What passages say in other languages."""
        return Counterparts(self.qa)

    @cached_property
    def conversation(self) -> Conversation:
        """What replies in a conversation."""
        return Conversation(self.qa, self.settings.intents)

    @cached_property
    def conversations(self) -> Conversations:
        """What was said in each."""
        folder = self.settings.folder(self.qa.location)
        path = folder / "conversations.sqlite" if self.settings.conversations == "file" else None
        return Conversations(path, self.settings.conversation_hours)

    @cached_property
    def feedback(self) -> FeedbackStore:
        """What people said about answers."""
        path = self.settings.folder(self.qa.location) / "feedback.sqlite3"
        return FeedbackStore(path, self.settings.feedback_days)

    @cached_property
    def translations(self) -> TranslationMemory:
        """Translations that were reviewed, by tenant."""
        return TranslationMemory(self.settings.folder(self.qa.location) / "translation_memory.sqlite3", RESERVED)

    def expire(self) -> None:
        """Delete conversations and feedback whose time is over; blocking, so called in a thread."""
        self.conversations.expire()
        self.feedback.expire()

    def prefer_reviewed(self) -> None:
        """Have answers say what was reviewed before what a translator says; blocking, so called in a thread."""
        translator: Any = self.qa.pipeline("query").get_component("answer_translator")
        translator.reviewed.memory = self.translations


def service_of(request: Request) -> Service:
    """The service that a request came to; a dependency of every endpoint."""
    service: Service = request.app.state.service
    return service


def filter_of(filters: Filters | None) -> Filter | None:
    """The filter of the Python API that a request asks for."""
    if filters is None:
        return None
    return Filter(
        languages=None if filters.languages is None else tuple(filters.languages),
        sources=None if filters.sources is None else tuple(filters.sources),
        original_ids=None if filters.original_ids is None else tuple(filters.original_ids),
        metadata=filters.metadata,
    )
