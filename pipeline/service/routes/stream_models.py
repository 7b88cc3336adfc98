"""The events of ``POST /v1/ask/stream``."""

from __future__ import annotations

from pydantic import Field

from polycite.pipeline.service.access.tenancy import Tenancy
from polycite.pipeline.service.schemas import AnswerModel, CitationModel, Output, PassageModel
from polycite.pipeline.service.server_sent_events import server_sent_event
from polycite.pipeline.streaming import AnswerFound, Event, LanguageFound, PassagesFound


class LanguageEvent(Output):
    """Event ``language``: the question's."""

    language: str = Field(description="BCP 47 code; empty where it could not be told.")


class PassagesEvent(Output):
    """Event ``passages``: what is read now, best first."""

    passages: list[PassageModel]


class SegmentEvent(Output):
    """Event ``segment``: ``answer.text[start:end] == text``, half-open, in Unicode code points of the answer."""

    lead: str = Field(description="What stands in the answer between the segment before and this one.")
    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    citations: list[CitationModel]


EXAMPLE = """\
event: language
data: {"language":"de"}

event: passages
data: {"passages":[…]}

event: segment
data: {"lead":"","text":"58 kg","start":0,"end":5,"citations":[…]}

event: done
data: {"question":"Wie schwer ist der B-5?","text":"58 kg","language":"de",…}

"""


def written(event: Event, tenancy: Tenancy) -> str:
    """An event as it is sent, with the ids that the caller knows."""
    name, model = _shown(event, tenancy)
    return server_sent_event(model.model_dump_json(), name)


def _shown(event: Event, tenancy: Tenancy) -> tuple[str, Output]:
    if isinstance(event, LanguageFound):
        return "language", LanguageEvent(language=event.language)
    if isinstance(event, PassagesFound):
        passages = [tenancy.passage(passage).to_dict() for passage in event.passages]
        return "passages", PassagesEvent.model_validate({"passages": passages})
    if isinstance(event, AnswerFound):
        return "done", AnswerModel.model_validate(tenancy.answer(event.answer).to_dict())
    citations = [tenancy.citation(citation).to_dict() for citation in event.citations]
    span = {"start": event.start, "end": event.end}
    return "segment", SegmentEvent.model_validate(
        {"lead": event.lead, "text": event.text, **span, "citations": citations}
    )
