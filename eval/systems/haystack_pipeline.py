"""Any Haystack pipeline as a system.

A Haystack answer knows its place in the chunk (``ExtractedAnswer.document_offset``), the chunk its place in the
document (``meta["split_idx_start"]``); nothing in Haystack adds the two, so we do. A component that changes the text
(``DocumentCleaner``) makes its offsets wrong: quote fidelity then says so.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from polycite.components.errors import SettingsError
from polycite.components.evidence import Original
from polycite.eval.datasets.questions import Question
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.systems.haystack_answers import place_of, read_replies
from polycite.eval.systems.imported import function_of, is_function
from polycite.eval.systems.system import PredictionError, Progress

if TYPE_CHECKING:
    from haystack import Pipeline

    from polycite.eval.systems.specs import HaystackSpec


class HaystackPipeline:
    """A pipeline that is asked, and one that takes in the documents, as the suite names them.

    Raises:
        SettingsError: a pipeline cannot be loaded, or has no input or output of a name.
    """

    def __init__(self, spec: HaystackSpec, folder: Path) -> None:
        self._spec = spec
        self._indexing, self._asking = _pipelines(spec, folder)
        self._texts: dict[str, str] = {}
        for socket in spec.inputs:
            _check_socket(self._asking, socket, "inputs")
        for output, field in ((spec.documents_output, "documents_output"), (spec.answers_output, "answers_output")):
            if output:
                _check_socket(self._asking, output, field)
        if self._indexing is not None:
            if spec.documents_input is None:
                raise SettingsError(
                    f"The system {spec.name!r} has an indexing pipeline, but no 'documents_input'.",
                    'Name the input that gets the documents, as "splitter.documents".',
                )
            _check_socket(self._indexing, spec.documents_input, "documents_input")

    def index(self, originals: Sequence[Original], progress: Progress | None = None) -> None:
        """Run the indexing pipeline once over all originals, a ``Document`` each."""
        from haystack import Document

        self._texts = {original.id: original.text for original in originals}
        if self._indexing is None or self._spec.documents_input is None:
            return
        documents = [
            Document(id=one.id, content=one.text, meta={"original_id": one.id, "language": one.language})
            for one in originals
        ]
        component, name = self._spec.documents_input.split(".")
        self._indexing.run({component: {name: documents}})
        if progress:
            progress("indexing", len(originals), len(originals))

    def predict(self, question: Question) -> Prediction:
        """Run the pipeline with the question's words at every input."""
        spec = self._spec
        inputs: dict[str, dict[str, Any]] = {name: dict(values) for name, values in spec.parameters.items()}
        for socket in spec.inputs:
            component, name = socket.split(".")
            inputs.setdefault(component, {})[name] = question.question
        wanted = [socket for socket in (spec.documents_output, spec.answers_output) if socket]
        begin = time.perf_counter()
        found = self._asking.run(inputs, include_outputs_from={socket.split(".")[0] for socket in wanted})
        milliseconds = 1000 * (time.perf_counter() - begin)
        passages = None
        if spec.documents_output:
            passages = tuple(place_of(one, self._texts) for one in _output(found, spec.documents_output))
        if spec.answers_output is None:
            return Prediction(question.id, passages=passages, latency_ms=milliseconds)
        replies = _output(found, spec.answers_output)
        return read_replies(question.id, replies, self._texts, passages, milliseconds)

    def close(self) -> None:
        """Close the components that can be closed."""
        for pipeline in filter(None, (self._indexing, self._asking)):
            pipeline.close()


def _pipelines(spec: HaystackSpec, folder: Path) -> tuple[Pipeline | None, Pipeline]:
    from haystack import Pipeline

    def read(name: str) -> Any:
        if is_function(name):
            return function_of(name)()
        path = folder / name
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"The pipeline {path} cannot be read: {error}.", "Correct the path.") from error
        try:
            return Pipeline.loads(text, allowed_modules=list(spec.allowed_modules) or None)
        except Exception as error:  # whatever the components' own constructors raise
            raise SettingsError(
                f"The pipeline {path} cannot be loaded: {error}",
                "Mend it, or name the modules it takes components from in 'allowed_modules'.",
            ) from error

    made = read(spec.pipeline)
    indexing, asking = made if isinstance(made, tuple) and len(made) == 2 else (None, made)
    if spec.indexing is not None:
        indexing = read(spec.indexing)
    for one in filter(None, (indexing, asking)):
        if not isinstance(one, Pipeline):
            raise SettingsError(
                f"{spec.pipeline!r} gives {type(one).__name__}, no Haystack pipeline.",
                "Return a Pipeline, or a pair of them: indexing, asking.",
            )
    return indexing, asking


def _check_socket(pipeline: Pipeline, socket: str, field: str) -> None:
    component, name = socket.split(".")
    if component not in pipeline.graph.nodes:
        there = ", ".join(pipeline.graph.nodes)
        raise SettingsError(f"{field} names {socket!r}, but the pipeline has no {component!r}.", f"It has: {there}.")
    sockets = pipeline.graph.nodes[component]["output_sockets" if field.endswith("output") else "input_sockets"]
    if name not in sockets:
        there = ", ".join(sockets)
        raise SettingsError(f"{field} names {socket!r}, but {component!r} has no {name!r}.", f"It has: {there}.")


def _output(found: Mapping[str, Any], socket: str) -> Sequence[Any]:
    component, name = socket.split(".")
    value = found.get(component, {}).get(name)
    if value is None:
        raise PredictionError(f"The pipeline gave no {socket!r}.", "Another branch was taken, or the name is wrong.")
    return value if isinstance(value, list | tuple) else [value]
