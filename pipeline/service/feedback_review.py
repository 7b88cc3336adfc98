"""What becomes of feedback when a person has looked at it."""

from __future__ import annotations

from typing import Any, Literal

from polycite.components.translation.translation_memory import TranslationMemory
from polycite.pipeline.service.feedback_store import Feedback, FeedbackStore
from polycite.pipeline.service.problems import ProblemError

Decision = Literal["accept", "reject"]


def review(
    store: FeedbackStore,
    memory: TranslationMemory,
    feedback_id: str,
    tenant: str | None,
    decision: Decision,
    text: str | None = None,
) -> Feedback:
    """Accept or reject feedback; a decision may be changed. Blocking.

    An accepted translation is preferred from then on, until it is rejected or another of the same words is accepted.

    Args:
        store: that keeps it.
        memory: where accepted translations go.
        feedback_id: inside the service.
        tenant: who reviews; None for the operator.
        decision: what was decided.
        text: the translation in the reviewer's words; None where it is right as it is.

    Raises:
        ProblemError: 404 when there is none of that id, 422 when ``text`` is given for what is no accepted translation.
        StoreError: a file cannot be written; the review can be given again.
    """
    held = store.get(feedback_id, tenant)
    content: dict[str, Any] = dict(held.content)
    if text is not None:
        if held.kind != "translation" or decision != "accept":
            raise ProblemError(422, "no-text", "Only an accepted translation takes a text.", "Leave `text` out.")
        content["text"] = text
    # The memory first: broken off in between, the feedback still waits for its review.
    if held.kind == "translation" and decision == "accept":
        pair = content["source_language"], content["target_language"]
        memory.put(content["source"], *pair, content["text"], tenant=held.tenant, reference=held.id)
    elif held.kind == "translation":
        memory.remove(held.id)
    store.settle(held.id, "reviewed" if decision == "accept" else "rejected", content)
    return store.get(feedback_id, tenant)
