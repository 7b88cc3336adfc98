"""The Haystack pipeline from a question to an answer that a language model writes from the evidence."""

from __future__ import annotations

from typing import Any

from haystack import Pipeline

from polycite.components.connection import StoreConnection
from polycite.components.errors import SettingsError
from polycite.components.generating import GenerativeReader
from polycite.pipeline.querying import add_search
from polycite.pipeline.settings import Settings


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
        GenerativeReader(
            settings.generator, connection, settings.lexicon, settings.embedder, settings.dtype, settings.entailment
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
