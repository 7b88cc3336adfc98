"""Our pipeline as a system to evaluate."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from polycite.components.errors import LoadingError
from polycite.components.evidence import Answer, Original, Passage
from polycite.components.stores.store_points import Filter
from polycite.eval.datasets.questions import Question
from polycite.eval.runner import Progress

if TYPE_CHECKING:
    from polycite.components.vectorising import QuestionVectoriser, QuestionVectors
    from polycite.pipeline import CrossLingualQA, Settings

_BATCH = 256


class PolyciteSystem:
    """A :class:`CrossLingualQA` that encodes questions to be searched for many at once.

    The passages are those that :meth:`CrossLingualQA.search` finds, sooner: encoding is most of a search,
    and the same question may be searched for in several languages. Answers are asked for one by one.

    Usage::

        system = PolyciteSystem(qa)
        system.prepare([question.question for question in questions])
        run = evaluate(system, questions)
    """

    def __init__(self, qa: CrossLingualQA) -> None:
        self.qa = qa
        self._vectors: dict[str, QuestionVectors] = {}

    def prepare(self, questions: Sequence[str]) -> None:
        """Encode questions that will be searched for; others are encoded when they are."""
        pipeline = self.qa.pipeline("query")
        tagger, vectoriser = (
            pipeline.get_component("tagger"),
            cast("QuestionVectoriser", pipeline.get_component("vectoriser")),
        )
        new = [question for question in dict.fromkeys(questions) if question not in self._vectors]
        for start in range(0, len(new), _BATCH):
            batch = new[start : start + _BATCH]
            languages = [tagger.run(question)["language"] for question in batch]
            self._vectors.update(zip(batch, vectoriser.encode(batch, languages), strict=True))

    def search(self, question: str, top_k: int = 10, languages: Sequence[str] | None = None) -> list[Passage]:
        """The best passages, of any language or only of these."""
        self.prepare([question])
        where = None if languages is None else Filter(languages=tuple(languages))
        found = self.qa.pipeline("query").get_component("retriever").run(self._vectors[question], top_k, where)
        return list(found["passages"])

    def ask(self, question: str) -> Answer:
        """The answer, as anybody gets it."""
        return self.qa.ask(question)

    def original(self, original_id: str) -> Original:
        """The stored original."""
        return self.qa.original(original_id)


@contextmanager
def opened(location: str | Path | None, settings: Settings | None) -> Iterator[CrossLingualQA]:
    """Our pipeline on the store at ``location``, made when it is missing; None: a temporary one."""
    from polycite.pipeline import CrossLingualQA

    with (
        tempfile.TemporaryDirectory(prefix="polycite-eval-") as folder,
        CrossLingualQA.open(location or Path(folder) / "store.polycite", settings) as qa,
    ):
        yield qa


def prepared(qa: CrossLingualQA, questions: Sequence[Question]) -> PolyciteSystem:
    """The system with these questions encoded."""
    system = PolyciteSystem(qa)
    system.prepare([question.question for question in questions])
    return system


def index_originals(qa: CrossLingualQA, originals: Sequence[Original], progress: Progress | None = None) -> None:
    """Index originals with the ids and languages they have.

    Raises:
        LoadingError: one of them cannot be indexed.
    """
    rows = [{"id": o.id, "text": o.text, "language": o.language} for o in originals]
    report = qa.index_texts(rows, progress=progress or False)
    if report.failed:
        raise LoadingError(f"{len(report.failed)} texts were not indexed; first {report.failed[0]}", "Mend the files.")
