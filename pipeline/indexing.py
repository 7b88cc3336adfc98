"""The Haystack pipeline from originals to the store."""

from __future__ import annotations

from haystack import Pipeline

from polycite.components.splitting import PassageSplitter
from polycite.components.stores.connection import StoreConnection
from polycite.components.tagging import LanguageTagger, PassageTagger
from polycite.components.vectorising import PassageVectoriser
from polycite.components.writing import StoreWriter
from polycite.pipeline.settings import Settings
from polycite.pipeline.translating import translator_of


def indexing_pipeline(connection: StoreConnection, settings: Settings) -> Pipeline:
    """Originals -> language -> passages -> vectors -> store; its input is ``tagger.originals``."""
    candidates = list(settings.candidate_languages) if settings.candidate_languages else None
    pipeline = Pipeline()
    pipeline.add_component("tagger", LanguageTagger(candidates))
    pipeline.add_component(
        "splitter", PassageSplitter(settings.max_tokens, settings.overlap_sentences, tokenizer=settings.embedder)
    )
    pipeline.add_component("passage_tagger", PassageTagger(candidates))
    translator = translator_of(settings) if settings.index_translations else None
    pipeline.add_component(
        "vectoriser", PassageVectoriser(settings.embedder, settings.lexicon, settings.dtype, translator=translator)
    )
    pipeline.add_component("writer", StoreWriter(connection))
    pipeline.connect("tagger.originals", "splitter.originals")
    pipeline.connect("splitter.passages", "passage_tagger.passages")
    pipeline.connect("passage_tagger.passages", "vectoriser.passages")
    pipeline.connect("tagger.originals", "writer.originals")
    pipeline.connect("vectoriser.passages", "writer.passages")
    pipeline.connect("vectoriser.vectors", "writer.vectors")
    return pipeline
