"""Replies in OpenAI's shapes: whole, and in chunks."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from fastapi.responses import JSONResponse

from polycite.components.chat.chat_turns import Turn
from polycite.components.citations.annotation import to_text_fragment
from polycite.components.evidence import Answer, Citation
from polycite.pipeline.service.access.tenancy import Tenancy
from polycite.pipeline.service.routes.completion_models import (
    Annotation,
    Choice,
    Chunk,
    ChunkChoice,
    Completion,
    CompletionMessage,
    CompletionReply,
    Delta,
    UrlCitation,
)
from polycite.pipeline.service.schemas import AnswerModel, CitationModel
from polycite.pipeline.streaming import SegmentFound, segments_of

DONE = "[DONE]"


@dataclass
class CompletionWriter:
    """Writes one reply.

    Args:
        model: as it was asked for.
        base: address of the service, with a slash at its end.
        tenancy: of the caller.
    """

    model: str
    base: str
    tenancy: Tenancy
    id: str = field(default_factory=lambda: f"chatcmpl-{secrets.token_hex(12)}")
    created: int = field(default_factory=lambda: int(time.time()))

    def completion(self, turn: Turn) -> Completion:
        """The whole reply."""
        segments = segments_of(turn.answer) if turn.answer else ()
        message = CompletionMessage(content=turn.reply.text, annotations=list(self._annotations(segments)))
        return Completion(
            id=self.id,
            created=self.created,
            model=self.model,
            choices=[Choice(message=message)],
            polycite=self._reply(turn),
        )

    def begin(self) -> str:
        """The chunk that says who speaks."""
        return self._chunk(Delta(role="assistant", content=""))

    def segment(self, segment: SegmentFound) -> str:
        """A chunk of the answer, with its citations."""
        return self._chunk(Delta(content=segment.lead + segment.text, annotations=list(self._annotations([segment]))))

    def end(self, turn: Turn, written: int) -> Iterator[str]:
        """What is left of the reply after ``written`` code points, and the last chunk."""
        if rest := turn.reply.text[written:]:
            yield self._chunk(Delta(content=rest))
        yield self._chunk(Delta(), turn)
        yield DONE

    def failure(self, problem: JSONResponse) -> str:
        """An error on the way, as OpenAI's clients read it; the problem details are in it too."""
        details = json.loads(bytes(problem.body))
        kind = details["type"].rpartition(":")[2]
        error = {"message": details.get("detail"), "type": kind, "param": None, "code": kind, "problem": details}
        return json.dumps({"error": error}, ensure_ascii=False)

    def _chunk(self, delta: Delta, turn: Turn | None = None) -> str:
        chunk = Chunk(
            id=self.id,
            created=self.created,
            model=self.model,
            choices=[ChunkChoice(delta=delta, finish_reason="stop" if turn else None)],
            polycite=self._reply(turn) if turn else None,
        )
        content = chunk.model_dump(mode="json", exclude={"polycite"} if turn is None else None)
        content["choices"][0]["delta"] = delta.model_dump(mode="json", include=delta.model_fields_set)
        return json.dumps(content, ensure_ascii=False)

    def _reply(self, turn: Turn) -> CompletionReply:
        asked = turn.understood.question
        return CompletionReply(
            language=turn.reply.language,
            standalone_question=asked.question if asked else None,
            hand_over=turn.hand_over.reason if turn.hand_over else None,
            answer=self._answer(turn.answer) if turn.answer else None,
        )

    def _answer(self, answer: Answer) -> AnswerModel:
        return AnswerModel.model_validate(self.tenancy.answer(answer).to_dict())

    def _annotations(self, segments: Iterable[SegmentFound]) -> Iterator[Annotation]:
        for segment in segments:
            for citation in map(self.tenancy.citation, segment.citations):
                yield Annotation(
                    url_citation=UrlCitation(
                        start_index=segment.start,
                        end_index=segment.end,
                        title=citation.source or citation.original_id,
                        url=self._url(citation),
                    ),
                    polycite=CitationModel.model_validate(citation.to_dict()),
                )

    def _url(self, citation: Citation) -> str:
        source = citation.source
        # Only the addresses of web pages: a document must not choose what a click runs.
        if source.lower().startswith(("http://", "https://")) and source.isprintable() and " " not in source:
            return to_text_fragment(source, citation) if citation.quote.strip() else source
        path = quote(citation.original_id, safe="")
        return f"{self.base}v1/documents/{path}/text?start={citation.start}&end={citation.end}"
