"""CrossLingualQA: index documents, ask in any language, check every word."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self, get_args

from polycite.components.answering import AnswerBuilder, with_timings
from polycite.components.answers.answer_joining import joined
from polycite.components.answers.compound_questions import parts
from polycite.components.citations.rechecking import Recheck, recheck
from polycite.components.errors import EvidenceError, PolyciteError, SettingsError
from polycite.components.evidence import Answer, Citation, Original, Passage
from polycite.components.languages.language_codes import normalise_code
from polycite.components.loading import Failure, OriginalLoader
from polycite.components.stores.connection import StoreConnection
from polycite.components.stores.store_points import Filter, OriginalRecord
from polycite.components.timing import timings
from polycite.pipeline.generating import generating_inputs, generating_pipeline, is_unanswered, read_instead
from polycite.pipeline.indexing import indexing_pipeline
from polycite.pipeline.querying import query_inputs, querying_pipeline
from polycite.pipeline.settings import Settings, Strategy
from polycite.pipeline.streaming import (
    AnswerFound,
    Event,
    LanguageFound,
    PartStream,
    PassagesFound,
    Skippable,
    always,
    segments_of,
    told,
)

if TYPE_CHECKING:
    from haystack import Pipeline

    from polycite.pipeline.inspecting import CorpusReport

Progress = Callable[[str, int, int], None]
"""Told a stage's name, what is done of it and the whole, both in the stage's unit."""
STRATEGIES = get_args(Strategy)
GENERATE = "generate"
LONGEST_QUESTION = 2_000
_BATCH_CHARACTERS = 120_000


@dataclass(frozen=True)
class IndexReport:
    """What became of an indexing run: ids of originals ``indexed`` and ``unchanged``, and what ``failed``."""

    indexed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    passages: int = 0
    seconds: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        return {
            "indexed": list(self.indexed),
            "unchanged": list(self.unchanged),
            "failed": [{"source": f.source, "problem": f.problem, "mend": f.mend} for f in self.failed],
            "passages": self.passages,
            "seconds": round(self.seconds, 3),
        }


@dataclass
class _Run:
    """An indexing run in progress."""

    known: dict[str, OriginalRecord]
    finished: dict[str, str]
    indexed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    passages: int = 0
    waiting: list[Original] = field(default_factory=list)

    def is_unchanged(self, original: Original) -> bool:
        """Whether the store holds this very text under this id, with the same metadata."""
        record = self.known.get(original.id)
        return (
            record is not None
            and self.finished.get(original.id) == original.sha256
            and dict(record.metadata) == dict(original.metadata)
            and original.language in (None, record.language)
        )


class CrossLingualQA:
    """Questions in any language over documents in many, answered with citations of exact characters.

    Usage::

        with CrossLingualQA.open("kb.polycite") as qa:
            qa.index(["docs/", "faq.jsonl"], progress=True)
            answer = qa.ask("Wie lange hält der Akku?")
            citation = answer.citations[0]
            original = qa.original(citation.original_id)
            assert original.text[citation.start:citation.end] == citation.quote

    Models are loaded when first needed. An embedded store (a folder) has one opener at a time.
    """

    def __init__(self, connection: StoreConnection, settings: Settings) -> None:
        self.settings = settings
        self._connection = connection
        self._pipelines: dict[str, Pipeline] = {}
        self._builders: dict[str, Callable[[StoreConnection, Settings], Pipeline]] = {
            "index": indexing_pipeline,
            "query": querying_pipeline,
            "generate": generating_pipeline,
        }

    @classmethod
    def open(cls, location: str | Path, settings: Settings | None = None, *, create: bool = True) -> Self:
        """Open the store at ``location``: a folder (embedded) or the URL of a Qdrant server.

        Args:
            location: where the store is, or will be.
            settings: None reads environment and file.
            create: make the store when there is none.

        Raises:
            StoreLockedError: another process has the folder open.
            StoreError: there is no store and ``create`` is False, it was made with other models, it is
                damaged, or the server does not answer.
        """
        settings = settings or Settings()
        if settings.threads:
            import torch

            torch.set_num_threads(settings.threads)
        options: dict[str, Any] = {
            "settings": settings.fingerprint(),
            "api_key": settings.api_key.get_secret_value() if settings.api_key else None,
            "verify": settings.tls_verify,
            "timeout": int(settings.timeout),
            "replication_factor": settings.replication_factor,
            "write_consistency_factor": settings.write_consistency_factor,
            "shard_number": settings.shard_number,
        }
        if create:
            from polycite.components.embedding import TextEmbedder

            # Making a store needs the size of a vector, so the model; opening one does not.
            options["size"] = TextEmbedder(settings.embedder, settings.dtype).size if _is_new(location) else None
        connection = StoreConnection(str(location), settings.collection, **options)
        _ = connection.store  # opened now, so that a lock or a wrong path is reported here
        return cls(connection, settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def location(self) -> str:
        """Where the store is: a folder, or the URL of a server."""
        return self._connection.location

    @property
    def corpus_version(self) -> int:
        """Another after everything indexed or removed in this process; of others' work on a server it tells nothing."""
        return self._connection.store.version

    def close(self) -> None:
        """Release the store; a second call does nothing."""
        self._connection.close()

    # Indexing

    def index(self, sources: Sequence[str | Path], progress: bool | Progress = False) -> IndexReport:
        """Index files, folders (recursively) and globs; what has not changed is passed over.

        A file that cannot be read is reported and the others are indexed. Interrupted, the next run goes on
        where this one stopped.

        Args:
            sources: paths or patterns.
            progress: True for bars on the terminal, or a function told ``(stage, done, total)`` in files.

        Raises:
            StoreError: the store cannot be written.
        """
        loader = OriginalLoader(
            encoding=self.settings.encoding,
            max_bytes=self.settings.max_bytes,
            max_characters=self.settings.max_characters,
            text_field=self.settings.text_field,
            id_field=self.settings.id_field,
            title_field=self.settings.title_field,
            language_field=self.settings.language_field,
        )
        paths = [str(source) for source in ([sources] if isinstance(sources, str | Path) else sources)]
        return self._index(loader.load(paths), loader.count(paths), progress)

    def index_texts(self, rows: Iterable[Mapping[str, Any]], progress: bool | Progress = False) -> IndexReport:
        """Index texts: mappings with ``id`` and ``text``, optionally ``language``, ``source`` and ``metadata``.

        Rows that cannot be indexed are reported and the others are indexed.
        """
        rows = list(rows)
        seen: set[str] = set()
        return self._index((_original(i, row, seen) for i, row in enumerate(rows)), len(rows), progress)

    def index_originals(self, originals: Sequence[Original], progress: bool | Progress = False) -> IndexReport:
        """Index originals as they are, with the map back to the files that they were read from."""
        return self._index(iter(originals), len(originals), progress)

    def remove(self, original_id: str) -> bool:
        """Delete an original and its passages; False when there is none of that id."""
        return self._connection.store.remove(original_id)

    def _index(self, loaded: Iterator[Original | Failure], total: int, progress: bool | Progress) -> IndexReport:
        begin = time.perf_counter()
        store = self._connection.store
        run = _Run({record.id: record for record in store.originals()}, store.sha256s())
        with _reporting(progress) as report:
            sources: dict[str, None] = {}
            for item in loaded:
                source = item.source.split("#", 1)[0]
                if isinstance(item, Failure):
                    run.failed.append(item)
                elif run.is_unchanged(item):
                    run.unchanged.append(item.id)
                else:
                    run.waiting.append(item)
                    if sum(len(o.text) for o in run.waiting) >= _BATCH_CHARACTERS:
                        self._write(run)
                sources.setdefault(source or str(len(sources)))
                report("indexing", min(len(sources), total), total)
            self._write(run)
            report("indexing", total, total)
        return IndexReport(
            tuple(run.indexed), tuple(run.unchanged), tuple(run.failed), run.passages, time.perf_counter() - begin
        )

    def _write(self, run: _Run) -> None:
        waiting, run.waiting = run.waiting, []
        if not waiting:
            return
        try:
            result = self.pipeline("index").run({"tagger": {"originals": waiting}}, include_outputs_from={"writer"})
        except Exception as error:
            # One bad original must not take its batch along: they are tried one by one, and it is named.
            if len(waiting) > 1:
                for original in waiting:
                    run.waiting = [original]
                    self._write(run)
                return
            cause = _cause(error)
            if not isinstance(cause, PolyciteError):
                raise
            run.failed.append(Failure(waiting[0].source or waiting[0].id, cause.problem, cause.mend))
            return
        run.indexed += [original.id for original in waiting]
        run.passages += result["writer"]["written"]

    # Asking

    def search(
        self,
        question: str,
        top_k: int = 10,
        languages: Sequence[str] | None = None,
        filters: Filter | None = None,
        question_language: str | None = None,
    ) -> list[Passage]:
        """The passages nearest to ``question``, best first, with ``score`` and ``channels``.

        Args:
            question: in any language.
            top_k: passages returned.
            languages: only passages in these.
            filters: further restrictions by source, original or metadata.
            question_language: overrides detection.

        Raises:
            SettingsError: the question is empty or too long, or a language code is unknown.
        """
        _check(question, top_k)
        pipeline = self.pipeline("query")
        tagged = pipeline.get_component("tagger").run(question, _code(question_language))
        vectors = pipeline.get_component("vectoriser").run(question, tagged["language"])["vectors"]
        found = pipeline.get_component("retriever").run(vectors, top_k, _where(languages, filters))
        return list(found["passages"])

    def ask(
        self,
        question: str,
        answer_language: str | None = None,
        strategy: str | None = None,
        top_k: int | None = None,
        languages: Sequence[str] | None = None,
        filters: Filter | None = None,
        question_language: str | None = None,
    ) -> Answer:
        """Answer ``question`` from the indexed documents, or abstain.

        A question that asks two things is taken apart, and each part answered with evidence of its own.

        Args:
            question: in any language.
            answer_language: the language wanted; None for the question's.
            strategy: "direct" reads passages as they are, "gloss" in their word-for-word English, "auto"
                both; "translate-test" reads their translations, "translate-query" searches and asks in the
                languages of the documents; "generate" has a language model write, and falls back on "auto" where
                nothing it writes can be shown; None for the setting.
            top_k: passages read; None for the setting.
            languages: only passages in these.
            filters: further restrictions by source, original or metadata.
            question_language: overrides detection.

        Raises:
            SettingsError: the question is empty or too long, a language code or the strategy unknown.
        """
        asked = self._inputs(question, answer_language, strategy, top_k, languages, filters, question_language)
        begin = time.perf_counter()
        with timings() as stages, _unwrapped():
            pipeline, last = self._answering(strategy)
            found = [pipeline.run(inputs)[last] for inputs in asked]
        answer = _one_answer(question, found, stages)
        if is_unanswered(found[0]):
            read = self.ask(question, answer_language, "auto", top_k, languages, filters, question_language)
            answer = read_instead(answer, read)
        return with_timings(answer, {**answer.timings, "total": time.perf_counter() - begin})

    def read(
        self,
        question: str,
        passages: Sequence[Passage],
        question_language: str | None = None,
        strategy: str = "auto",
        abstain_below: float = 0.0,
    ) -> Answer:
        """Answer ``question`` from given passages of stored originals, without retrieval."""
        _check(question, 1)
        pipeline = self.pipeline("query")
        language = pipeline.get_component("tagger").run(question, _code(question_language))["language"]
        spans = pipeline.get_component("reader").run(question, list(passages), language, strategy)["spans"]
        builder = AnswerBuilder(self._connection, abstain_below)
        answer: Answer = builder.run(question, spans, list(passages), language, strategy=strategy)["answer"]
        return answer

    async def index_async(self, sources: Sequence[str | Path], progress: bool | Progress = False) -> IndexReport:
        """As :meth:`index`, in a thread."""
        return await asyncio.to_thread(self.index, sources, progress)

    async def index_texts_async(
        self, rows: Iterable[Mapping[str, Any]], progress: bool | Progress = False
    ) -> IndexReport:
        """As :meth:`index_texts`, in a thread."""
        return await asyncio.to_thread(self.index_texts, rows, progress)

    async def search_async(
        self,
        question: str,
        top_k: int = 10,
        languages: Sequence[str] | None = None,
        filters: Filter | None = None,
        question_language: str | None = None,
    ) -> list[Passage]:
        """As :meth:`search`, in a thread."""
        return await asyncio.to_thread(self.search, question, top_k, languages, filters, question_language)

    async def ask_async(
        self,
        question: str,
        answer_language: str | None = None,
        strategy: str | None = None,
        top_k: int | None = None,
        languages: Sequence[str] | None = None,
        filters: Filter | None = None,
        question_language: str | None = None,
    ) -> Answer:
        """As :meth:`ask`; the pipeline runs asynchronously."""
        asked = self._inputs(question, answer_language, strategy, top_k, languages, filters, question_language)
        begin = time.perf_counter()
        with timings() as stages, _unwrapped():
            pipeline, last = self._answering(strategy)
            found = [(await pipeline.run_async(inputs))[last] for inputs in asked]
        answer = _one_answer(question, found, stages)
        if is_unanswered(found[0]):
            read = await self.ask_async(question, answer_language, "auto", top_k, languages, filters, question_language)
            answer = read_instead(answer, read)
        return with_timings(answer, {**answer.timings, "total": time.perf_counter() - begin})

    def stream(
        self,
        question: str,
        answer_language: str | None = None,
        strategy: str | None = None,
        top_k: int | None = None,
        languages: Sequence[str] | None = None,
        filters: Filter | None = None,
        question_language: str | None = None,
        allows: Callable[[Skippable], bool] = always,
    ) -> Generator[Event, None, None]:
        """As :meth:`ask`, told as it comes about: the language, the passages, each segment, the whole answer.

        Work is done when the next event is asked for; closing the iterator ends it.

        Usage::

            for event in qa.stream("Wie lange hält der Akku?"):
                if isinstance(event, SegmentFound):
                    print(event.lead + event.text, end="", flush=True)

        Args:
            question: in any language.
            answer_language: as of :meth:`ask`, and so are those that follow.
            strategy: likewise.
            top_k: likewise.
            languages: likewise.
            filters: likewise.
            question_language: likewise.
            allows: asked, when its turn comes, whether there is time for what an answer can do without; what it
                refuses is left out, and the answer's notes say so.

        Raises:
            SettingsError: at once, as :meth:`ask`.
        """
        options = (answer_language, strategy, top_k, languages, filters, question_language)
        asked = self._inputs(question, *options)
        pipeline, _ = self._answering(strategy)
        stages: dict[str, float] = {}

        def events() -> Generator[Event, None, None]:
            begin = time.perf_counter()
            ways = [PartStream(pipeline, inputs, allows, stages) for inputs in asked]
            yield LanguageFound(asked[0]["tagger"]["language"] or "")
            passages = {(p.original_id, p.start, p.end): p for way in reversed(ways) for p in reversed(way.search())}
            yield PassagesFound(tuple(reversed(passages.values())))
            found: list[Mapping[str, Any]] = []
            for way in ways:
                found.append(way.read())
                if not is_unanswered(found[-1]):
                    yield from told([one["answer"] for one in found])
            answer = _one_answer(question, found, stages)
            if is_unanswered(found[0]):
                again = (answer_language, "auto", *options[2:])
                *_, last = self.stream(question, *again, allows)
                assert isinstance(last, AnswerFound)
                answer = read_instead(answer, last.answer)
                yield from segments_of(answer)
            yield AnswerFound(with_timings(answer, {**answer.timings, "total": time.perf_counter() - begin}))

        return events()

    async def stream_async(
        self,
        question: str,
        answer_language: str | None = None,
        strategy: str | None = None,
        top_k: int | None = None,
        languages: Sequence[str] | None = None,
        filters: Filter | None = None,
        question_language: str | None = None,
    ) -> AsyncIterator[Event]:
        """As :meth:`stream`, each step in a thread."""
        options = (answer_language, strategy, top_k, languages, filters, question_language)
        events = await asyncio.to_thread(self.stream, question, *options)
        try:
            while (event := await asyncio.to_thread(next, events, None)) is not None:
                yield event
        finally:
            with suppress(ValueError):  # left in the middle of a step: it ends with it
                events.close()

    def _inputs(
        self,
        question: str,
        answer_language: str | None,
        strategy: str | None,
        top_k: int | None,
        languages: Sequence[str] | None,
        filters: Filter | None,
        question_language: str | None,
    ) -> list[dict[str, dict[str, Any]]]:
        """The inputs of the query pipeline for each part of the question."""
        strategy, top_k = strategy or self.settings.strategy, top_k or self.settings.top_k
        _check(question, top_k)
        if strategy not in STRATEGIES:
            raise SettingsError(f"There is no strategy {strategy!r}.", f"Choose one of: {', '.join(STRATEGIES)}.")
        where = _where(languages, filters)
        language = _code(question_language) or self.pipeline("query").get_component("tagger").run(question)["language"]
        wanted = _code(answer_language)
        if strategy == GENERATE:
            return [generating_inputs(question, language, wanted, top_k, where)]
        return [query_inputs(part, language, wanted, strategy, top_k, where) for part in parts(question, language)]

    def _answering(self, strategy: str | None) -> tuple[Pipeline, str]:
        """The pipeline that answers by ``strategy``, and the component the answer comes from."""
        if (strategy or self.settings.strategy) == GENERATE:
            return self.pipeline("generate"), "generator"
        return self.pipeline("query"), "answer_translator"

    # Looking

    def original(self, original_id: str) -> Original:
        """The stored original, whole.

        Raises:
            OriginalNotFoundError: there is none of that id; the nearest are named.
        """
        return self._connection.store.original(original_id)

    def find(self, original_id: str) -> Original | None:
        """As :meth:`original`, but None at once when there is none."""
        return self._connection.store.find(original_id)

    def originals(self) -> Iterator[OriginalRecord]:
        """Every original without its text."""
        return self._connection.store.originals()

    def inspect(self) -> CorpusReport:
        """Languages, passages, tokens and coverage of what is indexed."""
        from polycite.pipeline.inspecting import inspect_corpus

        return inspect_corpus(self._connection.store, self.settings)

    def verify(self, citations: Iterable[Citation]) -> list[Recheck]:
        """Check stored citations against the originals as they are now, re-anchoring what has moved."""
        return recheck(citations, self.find)

    def pipeline(self, name: Literal["index", "query", "generate"]) -> Pipeline:
        """The Haystack pipeline of that name; ``Pipeline.loads(yaml, allowed_modules=["polycite"])`` rebuilds it."""
        if name not in self._pipelines:
            if name not in self._builders:
                raise SettingsError(f"There is no pipeline {name!r}.", f"Choose one of: {', '.join(self._builders)}.")
            self._pipelines[name] = self._builders[name](self._connection, self.settings)
            self._pipelines[name].warm_up()
        return self._pipelines[name]

    def optimize(self) -> None:
        """Reorganise an embedded store for speed; for the end of a large ingest, not inside a request."""
        self._connection.store.optimize()


def _is_new(location: str | Path) -> bool:
    if str(location).startswith(("http://", "https://")):
        return True
    folder = Path(location)
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def _original(number: int, row: Mapping[str, Any], seen: set[str]) -> Original | Failure:
    name = row.get("id") if isinstance(row, Mapping) else None
    place = f"row {number + 1}" + (f" ({name})" if isinstance(name, str) else "")
    if not isinstance(name, str) or not name:
        return Failure(place, "The field 'id' is missing or no text.", "Give every row a text 'id' of its own.")
    if name in seen:
        return Failure(place, f"The id {name!r} comes twice.", "Give every row an 'id' of its own.")
    seen.add(name)
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        return Failure(place, "The field 'text' is missing, empty or no text.", "Give every row a non-empty 'text'.")
    metadata = row.get("metadata") or {}
    if not isinstance(metadata, Mapping):
        return Failure(place, "The field 'metadata' is no mapping.", 'Write it as {"key": value}.')
    try:
        language = _code(row.get("language"))
        return Original(name, text, str(row.get("source") or ""), language, dict(metadata))
    except PolyciteError as error:
        return Failure(place, error.problem, error.mend)


def _code(language: str | None) -> str | None:
    return None if language is None else normalise_code(language)


def _where(languages: Sequence[str] | None, filters: Filter | None) -> Filter | None:
    if languages is None:
        return filters
    codes = tuple(normalise_code(code) for code in ([languages] if isinstance(languages, str) else languages))
    base = filters or Filter()
    return Filter(codes, base.sources, base.original_ids, base.metadata)


def _one_answer(question: str, found: Sequence[Mapping[str, Any]], stages: dict[str, float]) -> Answer:
    """The answers to the parts of ``question`` as one."""
    answers: list[Answer] = [one["answer"] for one in found]
    return with_timings(joined(question, answers) if len(answers) > 1 else answers[0], stages)


def _check(question: str, top_k: int) -> None:
    if not isinstance(question, str) or not question.strip():
        raise SettingsError("The question is empty.", "Ask something.")
    if len(question) > LONGEST_QUESTION:
        raise SettingsError(
            f"The question has {len(question)} characters; the limit is {LONGEST_QUESTION}.", "Shorten it."
        )
    if not 1 <= top_k <= 1000:
        raise SettingsError(f"top_k is {top_k}.", "Use a number from 1 to 1000.")


@contextmanager
def _unwrapped() -> Iterator[None]:
    """A component's own error in place of Haystack's around it."""
    try:
        yield
    except Exception as error:
        cause = _cause(error)
        if isinstance(cause, PolyciteError | EvidenceError):
            raise cause from None
        raise


def _cause(error: BaseException) -> BaseException:
    """The error a component raised, out of Haystack's wrapping."""
    while error.__cause__ is not None and not isinstance(error, PolyciteError | EvidenceError):
        error = error.__cause__
    return error


@contextmanager
def _reporting(progress: bool | Progress) -> Iterator[Progress]:
    if callable(progress):
        yield progress
        return
    if not progress:
        yield lambda stage, done, total: None
        return
    from polycite.pipeline.terminal import console, stage_bars

    with stage_bars(console(sys.stderr)) as bars:
        yield bars
