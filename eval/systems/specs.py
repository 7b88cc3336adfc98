"""The ``[[systems]]`` of a suite: which system, and how it is called."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

Transfer = Literal["zero-shot", "few-shot", "translate-train", "translate-test"]
_Name = Annotated[str, Field(pattern=r"^[\w.+-]{1,80}$")]
_Function = Annotated[str, Field(pattern=r"^[\w.]+:\w+$")]
_Socket = Annotated[str, Field(pattern=r"^[^.]+\.[^.]+$")]


class SystemSpec(BaseModel):
    """What all kinds share.

    Attributes:
        keeps_store: whether it keeps the documents in a folder, which is made once and copied for each process.
        parallel: whether several processes are any faster than one.
        name: in the rows and on the command line.
        transfer: how the system came by the languages that it is asked in; a slice of its rows.
        shots: of "few-shot": training examples in the language, so that runs form a learning curve.
        datasets: names of the data sets that it is asked; None for all.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    keeps_store: ClassVar[bool] = False
    parallel: ClassVar[bool] = True

    name: _Name
    transfer: Transfer | None = None
    shots: int | None = Field(default=None, ge=1)
    datasets: tuple[str, ...] | None = None

    @model_validator(mode="after")
    def _check_shots(self) -> SystemSpec:
        if (self.shots is not None) != (self.transfer == "few-shot"):
            raise PydanticCustomError(
                "polycite", '"shots" belongs to transfer = "few-shot" and is needed there; give both or neither'
            )
        return self

    @property
    def slices(self) -> dict[str, str]:
        """The slices of all its rows."""
        if self.transfer is None:
            return {}
        return {"transfer": self.transfer if self.shots is None else f"{self.transfer} {self.shots}"}


class PolyciteSpec(SystemSpec):
    """Our pipeline under any settings.

    Attributes:
        settings: those of :class:`polycite.pipeline.Settings`.
        search_k: passages searched for the ranks; 0 takes those that the answer was read from.
        ask: whether questions are answered too, not only searched for.
    """

    keeps_store: ClassVar[bool] = True

    type: Literal["polycite"]
    settings: dict[str, Any] = {}
    search_k: int = Field(default=20, ge=0, le=1000)
    ask: bool = True

    @model_validator(mode="after")
    def _check_work(self) -> PolyciteSpec:
        if not self.ask and not self.search_k:
            raise PydanticCustomError("polycite", "with ask = false and search_k = 0 nothing is asked; change one")
        return self


class HaystackSpec(SystemSpec):
    """A Haystack pipeline.

    Attributes:
        pipeline: YAML file, or "module:function" returning the pipeline (or a pair: indexing, asking).
        indexing: YAML file of the pipeline that takes in the documents; None: they are there, or the pair has it.
        allowed_modules: modules that the YAML may import classes from, besides Haystack's own.
        documents_input: "component.input" of the indexing pipeline that gets ``list[Document]``, an original each:
            its id is the original's, as is ``meta["original_id"]``.
        inputs: each "component.input" that gets the question's words.
        parameters: further inputs, by component.
        documents_output: "component.output" with the passages found, best first.
        answers_output: "component.output" with ``ExtractedAnswer``, ``GeneratedAnswer``, ``ChatMessage`` or text.
    """

    type: Literal["haystack"]
    pipeline: str
    indexing: str | None = None
    allowed_modules: tuple[str, ...] = ()
    documents_input: _Socket | None = None
    inputs: tuple[_Socket, ...] = Field(min_length=1)
    parameters: dict[str, dict[str, Any]] = {}
    documents_output: _Socket | None = None
    answers_output: _Socket | None = None

    @model_validator(mode="after")
    def _check_outputs(self) -> HaystackSpec:
        if not self.documents_output and not self.answers_output:
            raise PydanticCustomError("polycite", 'give "documents_output", "answers_output" or both')
        return self


class HttpSpec(SystemSpec):
    """An endpoint that is posted ``{"question": ...}`` and speaks our answer schema (``Answer.to_dict()``).

    Attributes:
        url: of the endpoint; redirects are not followed.
        headers_from: header to the environment variable that holds its value, so that no key stands in a file.
        body: further fields of what is posted.
        timeout: seconds for one try.
        retries: further tries after a lost connection, a timeout, or the statuses 429, 500, 502, 503 and 504.
        backoff: seconds before the first further try, doubled each time; ``Retry-After`` overrides it.
    """

    type: Literal["http"]
    url: str = Field(pattern=r"^https?://\S+$")
    headers_from: dict[str, str] = {}
    body: dict[str, Any] = {}
    timeout: float = Field(default=60.0, gt=0, le=3600)
    retries: int = Field(default=3, ge=0, le=20)
    backoff: float = Field(default=0.5, ge=0, le=60)


class FileSpec(SystemSpec):
    """A file of predictions (:mod:`polycite.eval.predictions.predictions`), made by whatever system."""

    parallel: ClassVar[bool] = False

    type: Literal["file"]
    path: str


class PythonSpec(SystemSpec):
    """Any Python object that is an :class:`polycite.eval.systems.EvaluatedSystem`.

    Attributes:
        make: "module:function" that returns it; modules beside the suite file are found.
        options: keyword arguments of the function.
    """

    type: Literal["python"]
    make: _Function
    options: dict[str, Any] = {}


AnySpec = Annotated[
    PolyciteSpec | HaystackSpec | HttpSpec | FileSpec | PythonSpec,
    Field(discriminator="type"),
]
