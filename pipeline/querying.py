"""The Haystack pipeline from a question to a cited answer."""

from __future__ import annotations

from typing import Any

from haystack import Pipeline

from polycite.components.answer_translating import AnswerTranslator
from polycite.components.answering import AnswerBuilder
from polycite.components.answers.calibration import shipped_calibration
from polycite.components.passage_translating import PassageTranslator
from polycite.components.question_translating import QuestionTranslator
from polycite.components.reading import ExtractiveReader
from polycite.components.retrieving import DEFAULT_WEIGHTS, HybridRetriever
from polycite.components.stores.connection import StoreConnection
from polycite.components.tagging import QuestionTagger
from polycite.components.vectorising import CHANNELS, QuestionVectoriser
from polycite.pipeline.settings import Settings
from polycite.pipeline.translating import translator_of


def querying_pipeline(connection: StoreConnection, settings: Settings) -> Pipeline:
    """Question -> language -> vectors -> passages -> spans -> answer; see :func:`query_inputs`."""
    calibration = shipped_calibration()
    pipeline = Pipeline()
    add_search(pipeline, connection, settings)
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
            adapters=settings.reader_adapters,
        ),
    )
    pipeline.add_component("builder", AnswerBuilder(connection, settings.abstain_below))
    translator = translator_of(settings)
    pipeline.add_component("question_translator", QuestionTranslator(connection, translator))
    pipeline.add_component("passage_translator", PassageTranslator(translator))
    pipeline.add_component("answer_translator", AnswerTranslator(connection, translator))
    pipeline.connect("tagger.language", "question_translator.language")
    pipeline.connect("question_translator.questions", "vectoriser.questions")
    pipeline.connect("question_translator.questions", "reader.questions")
    pipeline.connect("question_translator.notes", "builder.question_notes")
    pipeline.connect("vectoriser.translated", "retriever.translated")
    pipeline.connect("retriever.passages", "passage_translator.passages")
    pipeline.connect("passage_translator.translations", "reader.translations")
    pipeline.connect("passage_translator.notes", "builder.passage_notes")
    pipeline.connect("reader.notes", "builder.reading_notes")
    pipeline.connect("builder.answer", "answer_translator.answer")
    pipeline.connect("retriever.passages", "reader.passages")
    pipeline.connect("tagger.language", "reader.question_language")
    pipeline.connect("reader.spans", "builder.spans")
    pipeline.connect("retriever.passages", "builder.passages")
    pipeline.connect("tagger.language", "builder.question_language")
    return pipeline


def add_search(pipeline: Pipeline, connection: StoreConnection, settings: Settings) -> None:
    """Add the way from a question to passages: tagger, vectoriser and retriever, connected."""
    candidates = list(settings.candidate_languages) if settings.candidate_languages else None
    pipeline.add_component("tagger", QuestionTagger(candidates))
    pipeline.add_component("vectoriser", QuestionVectoriser(settings.embedder, settings.lexicon, settings.dtype))
    pipeline.add_component(
        "retriever",
        HybridRetriever(connection, channel_weights(settings), settings.channel_limit, settings.language_balance),
    )
    pipeline.connect("tagger.language", "vectoriser.language")
    pipeline.connect("vectoriser.vectors", "retriever.vectors")


def channel_weights(settings: Settings) -> dict[str, float]:
    """The weight of each retrieval channel: as set, else as fitted, else the retriever's default."""
    given = {channel: getattr(settings, f"weight_{channel}") for channel in CHANNELS}
    fitted = {**DEFAULT_WEIGHTS, **shipped_calibration().channels}
    return {**fitted, **{channel: weight for channel, weight in given.items() if weight is not None}}


def query_inputs(
    question: str, question_language: str | None, answer_language: str | None, strategy: str, top_k: int, where: Any
) -> dict[str, dict[str, Any]]:
    """The inputs of :func:`querying_pipeline`, by component."""
    return {
        "tagger": {"question": question, "language": question_language},
        "vectoriser": {"question": question},
        "question_translator": {"question": question, "strategy": strategy, "where": where},
        "retriever": {"top_k": top_k, "where": where},
        "passage_translator": {"strategy": strategy},
        "reader": {"question": question, "strategy": strategy},
        "builder": {"question": question, "answer_language": answer_language, "strategy": strategy},
        "answer_translator": {"answer_language": answer_language},
    }
