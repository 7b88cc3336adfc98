"""What is kept of feedback: what the caller sent, checked against the documents as they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from polycite.components.citations.citation_fields import citation_from
from polycite.components.citing import cite, verify_quote
from polycite.components.errors import EvidenceError
from polycite.components.evidence import Citation, Span
from polycite.components.languages.language_codes import normalise_code
from polycite.pipeline.service.access.tenancy import Tenancy
from polycite.pipeline.service.problems import ProblemError

if TYPE_CHECKING:
    from polycite.pipeline.service.routes.feedback_requests import AnswerRating, SpanCorrection, TranslationCorrection
    from polycite.pipeline.service.state import Service


def answer_content(given: AnswerRating, service: Service, tenancy: Tenancy) -> dict[str, Any]:
    """A thumb, with the answer it is for; citations that do not hold (any more) are kept apart.

    Raises:
        ProblemError: 404 when there is no such turn, 410 when its conversation has expired.
        PolyciteError: a citation or language is none.
    """
    if given.conversation_id is not None and given.turn is not None:
        question, language, text, cited = _said(service, tenancy, given.conversation_id, given.turn)
    else:
        question, language, text = given.question or "", given.question_language, given.text
        cited = [citation_from(one.model_dump()) for one in given.citations]
        cited = [replace(citation, original_id=tenancy.own(citation.original_id)) for citation in cited]
    held = [(citation, _verified(citation, service, tenancy)) for citation in cited]
    return {
        "rating": given.rating,
        "question": question,
        "question_language": _language(question, language, service),
        "text": text,
        "citations": [found.to_dict() for _, found in held if found],
        "unverified": [citation.to_dict() for citation, found in held if not found],
    }


def span_content(given: SpanCorrection, service: Service, tenancy: Tenancy) -> dict[str, Any]:
    """The right span of a question.

    Raises:
        ProblemError: 404 when there is no such document, 422 when its characters there are others.
        PolyciteError: the language is none.
    """
    original = tenancy.original(service.qa, given.original_id)
    place, length = f"[{given.start}, {given.end})", len(original.text)
    if not given.start < given.end <= length:
        raise ProblemError(
            422, "span", f"{place} is no span of {length} characters.", "Give 0 <= start < end <= length."
        )
    if original.text[given.start : given.end] != given.text:
        raise ProblemError(
            422, "span", f"The document does not say that at {place}.",
            "Offsets are half-open and count Unicode code points of the document's text.",
        )  # fmt: skip
    citation = cite(original, Span(given.start, given.end), confidence=1.0)
    if citation.quote != given.text:
        raise ProblemError(
            422, "span", f"{place} begins or ends with white space, or inside a character.",
            f"Give [{citation.start}, {citation.end}).",
        )  # fmt: skip
    language = _language(given.question, given.question_language, service)
    return {"question": given.question, "question_language": language, "citations": [citation.to_dict()]}


def translation_content(given: TranslationCorrection) -> dict[str, Any]:
    """A better translation.

    Raises:
        ProblemError: 422 when the languages are one.
        PolyciteError: a language is none.
    """
    source, target = normalise_code(given.source_language), normalise_code(given.target_language)
    if source == target:
        raise ProblemError(422, "one-language", f"Both languages are {source!r}.", "Name the translation's own.")
    return {**given.model_dump(), "source_language": source, "target_language": target}


def _said(service: Service, tenancy: Tenancy, name: str, turn: int) -> tuple[str, str | None, str, list[Citation]]:
    """Question, its language, reply and citations of a turn, counted from 1."""
    messages = service.conversations.history(name, tenancy.tenant)
    asked = [i for i, message in enumerate(messages) if message.role == "user"]
    if turn > len(asked) or asked[turn - 1] + 1 >= len(messages):
        raise ProblemError(404, "no-turn", f"The conversation has no turn {turn}.", "Count its replies from 1.")
    message, reply = messages[asked[turn - 1] : asked[turn - 1] + 2]
    language = message.question_language or message.language
    return message.question or message.text, language, reply.text, list(reply.citations)


def _verified(citation: Citation, service: Service, tenancy: Tenancy) -> Citation | None:
    """What a citation cites as the document has it; None where it does not hold."""
    try:
        original = tenancy.original(service.qa, tenancy.shown(citation.original_id))
        verify_quote(citation, original)
        return cite(original, citation.span, method=citation.method, confidence=citation.confidence)
    except (ProblemError, EvidenceError):
        return None


def _language(question: str, given: str | None, service: Service) -> str | None:
    if given is not None:
        return normalise_code(given)
    language: str | None = service.qa.pipeline("query").get_component("tagger").run(question)["language"]
    return language
