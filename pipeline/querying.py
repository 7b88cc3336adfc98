"""The Haystack pipeline from a question to a cited answer."""

from __future__ import annotations

from typing import Any

from haystack import Pipeline

from polycite.components.answering import AnswerBuilder
from polycite.components.calibration import shipped_calibration
from polycite.components.connection import StoreConnection
from polycite.components.reading import ExtractiveReader
from polycite.components.retrieving import HybridRetriever
from polycite.components.tagging import QuestionTagger
from polycite.components.vectorising import CHANNELS, QuestionVectoriser
from polycite.pipeline.settings import Settings


def querying_pipeline(connection: StoreConnection, settings: Settings) -> Pipeline:
    """Question -> language -> vectors -> passages -> spans -> answer; see :func:`query_inputs`."""
    calibration = shipped_calibration()
    candidates = list(settings.candidate_languages) if settings.candidate_languages else None
    weights = {c: getattr(settings, f"weight_{c}") for c in CHANNELS}
    fitted = {**calibration.channels, **{c: w for c, w in weights.items() if w is not None}}
    pipeline = Pipeline()
    pipeline.add_component("tagger", QuestionTagger(candidates))
    pipeline.add_component("vectoriser", QuestionVectoriser(settings.embedder, settings.lexicon, settings.dtype))
    pipeline.add_component(
        "retriever", HybridRetriever(connection, fitted, settings.channel_limit, settings.language_balance)
    )
    pipeline.add_component(
        "reader",
        ExtractiveReader(
            settings.reader,
            settings.gloss_reader,
            settings.lexicon,
            settings.dtype,
            gloss_weight=settings.gloss_weight,
            fitted_weights=dict(calibration.gloss_weight),
            max_words=settings.max_answer_words,
        ),
    )
    pipeline.add_component("builder", AnswerBuilder(connection, settings.abstain_below))
    pipeline.connect("tagger.language", "vectoriser.language")
    pipeline.connect("vectoriser.vectors", "retriever.vectors")
    pipeline.connect("retriever.passages", "reader.passages")
    pipeline.connect("tagger.language", "reader.question_language")
    pipeline.connect("reader.spans", "builder.spans")
    pipeline.connect("retriever.passages", "builder.passages")
    pipeline.connect("tagger.language", "builder.question_language")
    return pipeline


def query_inputs(
    question: str, question_language: str | None, answer_language: str | None, strategy: str, top_k: int, where: Any
) -> dict[str, dict[str, Any]]:
    """The inputs of :func:`querying_pipeline`, by component."""
    return {
        "tagger": {"question": question, "language": question_language},
        "vectoriser": {"question": question},
        "retriever": {"top_k": top_k, "where": where},
        "reader": {"question": question, "strategy": strategy},
        "builder": {"question": question, "answer_language": answer_language, "strategy": strategy},
    }
