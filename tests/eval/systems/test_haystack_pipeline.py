"""Real Haystack pipelines: stock splitter, store and retriever, and a reader of a few lines."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from polycite.components.errors import PolyciteError, SettingsError
from polycite.components.evidence import Original
from polycite.eval.datasets.questions import Question
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.systems.haystack_pipeline import HaystackPipeline
from polycite.eval.systems.specs import HaystackSpec

MODULE = '''
import re
from haystack import Document, ExtractedAnswer, GeneratedAnswer, Pipeline, component
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore

@component
class DigitReader:
    """Reads the last number of each chunk."""
    @component.output_types(answers=list[ExtractedAnswer])
    def run(self, query: str, documents: list[Document]) -> dict:
        answers = []
        for document in documents:
            found = list(re.finditer(r"[0-9]+", document.content))
            if found:
                span = ExtractedAnswer.Span(found[-1].start(), found[-1].end())
                answers.append(ExtractedAnswer(query, 0.75, found[-1].group(), document, document_offset=span))
        return {"answers": answers or [ExtractedAnswer(query, 0.9)]}

@component
class Writer:
    @component.output_types(answers=list[GeneratedAnswer])
    def run(self, query: str, documents: list[Document]) -> dict:
        return {"answers": [GeneratedAnswer("it says so", query, documents[:1])]}

def extractive(): return both(DigitReader())
def generative(): return both(Writer())
def number(): return 5

def both(last):
    store = InMemoryDocumentStore()
    indexing = Pipeline()
    indexing.add_component("splitter", DocumentSplitter(split_by="word", split_length=6, split_overlap=0))
    indexing.add_component("writer", DocumentWriter(store))
    indexing.connect("splitter.documents", "writer.documents")
    asking = Pipeline()
    asking.add_component("retriever", InMemoryBM25Retriever(store, top_k=2))
    asking.add_component("reader", last)
    asking.connect("retriever.documents", "reader.documents")
    return indexing, asking
'''
YAML = """
components:
  retriever:
    type: haystack.components.retrievers.in_memory.bm25_retriever.InMemoryBM25Retriever
    init_parameters:
      document_store:
        type: haystack.document_stores.in_memory.document_store.InMemoryDocumentStore
        init_parameters: {index: polycite-tests}
  reader:
    type: haystack_reader_under_test.DigitReader
    init_parameters: {}
connections:
  - {sender: retriever.documents, receiver: reader.documents}
"""
INDEXING = """
components:
  writer:
    type: haystack.components.writers.document_writer.DocumentWriter
    init_parameters:
      policy: OVERWRITE
      document_store:
        type: haystack.document_stores.in_memory.document_store.InMemoryDocumentStore
        init_parameters: {index: polycite-tests}
connections: []
"""
ORIGINALS = (
    Original("hi/router", "राउटर आर 310 के लिए मैनुअल। यह राउटर बहुत हल्का है और इसका वज़न 58 किलो है।", language="hi"),
    Original("ar/router", "دليل الجهاز الجديد. يعمل هذا الجهاز بجهد مقداره 12 فولت فقط.", language="ar"),
)
QUESTION = Question("q1", "राउटर का वज़न", "hi")
BOTH: dict[str, Any] = {"inputs": ("retriever.query", "reader.query"), "documents_input": "splitter.documents"}
OUTPUTS = {"documents_output": "retriever.documents", "answers_output": "reader.answers"}


@pytest.fixture(autouse=True)
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "haystack_reader_under_test.py").write_text(MODULE, "utf-8")
    (tmp_path / "asking.yaml").write_text(YAML)
    (tmp_path / "indexing.yaml").write_text(INDEXING)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield
    import sys

    sys.modules.pop("haystack_reader_under_test", None)


def make(folder: Path, **fields: Any) -> HaystackPipeline:
    return HaystackPipeline(HaystackSpec(name="stock", type="haystack", **{**BOTH, **OUTPUTS, **fields}), folder)


def ask(system: HaystackPipeline, question: Question = QUESTION) -> Prediction:
    system.index(ORIGINALS)
    try:
        return system.predict(question)
    finally:
        system.close()


def test_offsets_in_the_chunk_become_offsets_in_the_original(tmp_path: Path) -> None:
    said = ask(make(tmp_path, pipeline="haystack_reader_under_test:extractive"))
    text = ORIGINALS[0].text
    for cited in said.citations:
        assert text[cited.start : cited.end] == cited.quote == said.answer
        assert cited.start > 6  # not in the first chunk, where nothing would have to be added
    assert said.passages
    for place in said.passages:
        assert place.original_id in ("hi/router", "ar/router")
        assert place.start is not None
    assert (said.confidence, said.abstained) == (0.75, False)
    assert said.latency_ms is not None


def test_a_generated_answer_cites_its_documents_whole(tmp_path: Path) -> None:
    said = ask(make(tmp_path, pipeline="haystack_reader_under_test:generative"))
    [cited] = said.citations
    assert (said.answer, said.confidence) == ("it says so", None)
    assert ORIGINALS[0].text[cited.start : cited.end] == cited.quote


def test_no_answer_is_an_abstention(tmp_path: Path) -> None:
    said = ask(make(tmp_path, pipeline="haystack_reader_under_test:extractive"), Question("q2", "मैनुअल। यह", "hi"))
    assert said.abstained or said.answer
    silent = ask(make(tmp_path, pipeline="haystack_reader_under_test:extractive"), Question("q3", "zzz", "en"))
    assert (silent.abstained, silent.answer) == (True, "")


def test_yaml_files_with_whole_originals_as_documents(tmp_path: Path) -> None:
    yaml = {"pipeline": "asking.yaml", "indexing": "indexing.yaml", "documents_input": "writer.documents"}
    system = make(
        tmp_path, allowed_modules=("haystack_reader_under_test",), parameters={"retriever": {"top_k": 1}}, **yaml
    )
    said = ask(system)
    [cited] = said.citations
    assert (cited.original_id, cited.quote) == ("hi/router", "58")
    assert ORIGINALS[0].text[cited.start : cited.end] == "58"
    assert said.passages is not None
    assert [(place.start, place.end) for place in said.passages] == [(0, len(ORIGINALS[0].text))]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"pipeline": "asking.yaml"}, "allowed_modules|cannot be loaded"),
        ({"pipeline": "none.yaml"}, "cannot be read"),
        ({"pipeline": "haystack_reader_under_test:number"}, "gives int, no Haystack pipeline"),
        ({"pipeline": "haystack_reader_under_test:nobody"}, "has no 'nobody'"),
        ({"pipeline": "no_such_module:make"}, "No module named 'no_such_module'"),
        ({"pipeline": "haystack_reader_under_test:extractive", "inputs": ("embedder.text",)}, "has no 'embedder'"),
        ({"pipeline": "haystack_reader_under_test:extractive", "answers_output": "reader.replies"}, "no 'replies'"),
        ({"pipeline": "haystack_reader_under_test:extractive", "documents_input": None}, "no 'documents_input'"),
    ],
)
def test_a_wrong_pipeline_is_named(tmp_path: Path, fields: dict[str, Any], problem: str) -> None:
    with pytest.raises(SettingsError, match=problem):
        make(tmp_path, **fields)


def test_documents_that_do_not_say_where_they_are_from(tmp_path: Path) -> None:
    from haystack import Document

    from polycite.eval.systems.haystack_answers import place_of

    with pytest.raises(PolyciteError, match="no 'original_id'"):
        place_of(Document(content="x"), {})
    assert place_of(Document(id="zh/重", content="58公斤"), {"zh/重": "58公斤"}).end == 4
    assert place_of(Document(content="公斤", meta={"original_id": "zh/重"}), {"zh/重": "58公斤"}).start is None
