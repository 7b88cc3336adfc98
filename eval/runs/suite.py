"""``suite.toml``: which systems are asked which data sets, and what is measured.

::

    name = "xquad"
    seed = 0
    processes = 2                       # without it: one a core, at most four
    metrics = ["R@1", "F1"]             # without it: the defaults of polycite.eval.metrics.catalogue
    tokenizer = "shipped/retriever"     # of parallel questions: finds failures by too many tokens

    [[datasets]]
    name = "xquad_open"
    format = "squad"
    path = "${XQUAD}"                   # environment variables are put in; relative to this file
    languages = ["de", "th"]            # of the questions; without it: all
    limit = 20                          # questions a language
    corpus = "all"                      # search over all languages together, or each over its "own"
    parallel = true                     # an answer in any of the parallel documents is right

    [[systems]]
    name = "polycite"
    type = "polycite"                   # polycite, haystack, http, file, python
    transfer = "zero-shot"
    settings = {strategy = "auto"}
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from polycite.eval.systems.specs import AnySpec

_Name = Annotated[str, Field(pattern=r"^[\w.+-]{1,80}$")]


class DatasetSpec(BaseModel):
    """A ``[[datasets]]`` of a suite.

    Attributes:
        name: in the rows.
        format: of :data:`polycite.eval.datasets.formats.FORMATS`; without it the files tell.
        path: file, folder, or the name of a data set on the Hugging Face hub.
        originals: file or folder of the documents, where the data set does not hold them.
        split: only this part, as the data set calls it.
        languages: of the questions that are asked; None for all.
        limit: questions a language, drawn by the suite's seed; the same places of each language's list, so that
            parallel questions stay parallel.
        corpus: "all": every question is searched for in the documents of all languages; "own": in those of its own.
        parallel: whether questions whose ids differ in their language alone are one question, and the answers to one
            are right for all. Where parallel documents are searched together, a right answer may come from any.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: _Name
    format: str | None = None
    path: str = Field(min_length=1)
    originals: str | None = None
    split: str | None = None
    languages: tuple[str, ...] | None = None
    limit: int | None = Field(default=None, ge=1)
    corpus: Literal["all", "own"] = "all"
    parallel: bool = False


class Suite(BaseModel):
    """What a suite file says; see the module.

    Attributes:
        name: of the run, and of its folder.
        seed: of the sample of questions, and of what systems draw at random.
        processes: that ask at the same time; None: one a core, at most four. Rows do not depend on it.
        threads: that each of them computes with. Sums over other numbers of threads differ in their last digits, so
            this is fixed where the number of processes is not.
        metrics: names of metrics; None for the defaults.
        tokenizer: by which a question's tokens are compared with those of its English parallel, for failure modes.
        datasets: what is asked.
        systems: who is asked.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: _Name
    seed: int = Field(default=0, ge=0)
    processes: int | None = Field(default=None, ge=1, le=256)
    threads: int = Field(default=1, ge=1, le=256)
    metrics: tuple[str, ...] | None = None
    tokenizer: str | None = None
    datasets: tuple[DatasetSpec, ...] = Field(min_length=1)
    systems: tuple[AnySpec, ...] = Field(min_length=1)
