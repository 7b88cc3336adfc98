"""The Haystack pipeline from a question to an answer that a language model writes from the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from haystack import Pipeline

from polycite.components.errors import SettingsError
from polycite.components.evidence import Answer
from polycite.components.generating import GenerativeReader
from polycite.components.stores.connection import StoreConnection
from polycite.pipeline.querying import add_search
from polycite.pipeline.settings import Settings

# Where the model itself found no evidence, its abstention stands; in these it had none to show for what it was given,
# or may not put what it says into words of its own.
_UNANSWERED = frozenset({"failed", "language", "unsupported", "high-stakes"})


def generating_pipeline(connection: StoreConnection, settings: Settings) -> Pipeline:
    """Question -> language -> vectors -> passages -> answer; see :func:`generating_inputs`.

    Raises:
        SettingsError: no generator is set.
    """
    if settings.generator is None:
        raise SettingsError(
            'The strategy "generate" needs a language model.',
            "Set generator, as chat:http://localhost:8000/v1#<model> or local:<folder or Hugging Face name>.",
        )
    pipeline = Pipeline()
    add_search(pipeline, connection, settings)
    pipeline.add_component(
        "generator",
        # What carries a claim is judged by weights fitted on the shipped retriever's vectors, so its checker keeps to
        # that one, whichever model searches.
        GenerativeReader(
            settings.generator,
            connection,
            settings.lexicon,
            dtype=settings.dtype,
            entailment=settings.entailment,
            key=settings.generator_key.get_secret_value() if settings.generator_key else None,
        ),
    )
    pipeline.connect("retriever.passages", "generator.passages")
    pipeline.connect("tagger.language", "generator.question_language")
    return pipeline


def generating_inputs(
    question: str, question_language: str | None, answer_language: str | None, top_k: int, where: Any
) -> dict[str, dict[str, Any]]:
    """The inputs of :func:`generating_pipeline`, by component."""
    return {
        "tagger": {"question": question, "language": question_language},
        "vectoriser": {"question": question},
        "retriever": {"top_k": top_k, "where": where},
        "generator": {"question": question, "answer_language": answer_language},
    }


def is_unanswered(found: Mapping[str, Any]) -> bool:
    """Whether the output of the generator shows nothing through a failing of the model's, so that reading may help."""
    return found.get("state") in _UNANSWERED


def read_instead(written: Answer, read: Answer) -> Answer:
    """``read``, an answer in the words of the documents, which says why it is not the one the model wrote."""
    note = f"{written.reason}; this is read from the documents instead"
    stages = {*written.timings, *read.timings}
    spent = {name: written.timings.get(name, 0.0) + read.timings.get(name, 0.0) for name in stages}
    return replace(read, notes=(*written.notes, note, *read.notes), timings=spent)
