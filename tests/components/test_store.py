"""One behaviour over both engines: the embedded one in a folder and the server's in qdrant-client's local mode."""

import contextlib
import dataclasses
import itertools
import json
import shutil
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qdrant_client import QdrantClient

from polycite.components.errors import EvidenceError, OriginalNotFoundError, StoreError
from polycite.components.evidence import OffsetMap, Original, Passage
from polycite.components.store import (
    Filter,
    PassageStore,
    PassageVectors,
    SparseVector,
    Version,
    open_backend,
    open_store,
)
from polycite.components.stores import store_journal
from polycite.components.stores.store_embedded import EmbeddedBackend
from polycite.components.stores.store_points import Backend
from polycite.components.stores.store_server import ServerBackend

SIZE = 8
Cut = tuple[Original, list[Passage], list[PassageVectors]]
Open = Callable[..., PassageStore]
ENGINES = ("embedded", "server")


def folder() -> Path:
    """A new folder, in memory where there is such a place: a disk takes a second to make a store durable."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))


class Engines:
    """Makes backends that find again what the previous one stored."""

    def __init__(self, engine: str) -> None:
        self.engine = engine
        self.folder = folder()
        self.client = QdrantClient(":memory:")
        self.client.close = lambda *_, **__: None  # type: ignore[method-assign]  # closing it would forget everything

    def backend(self) -> Backend:
        if self.engine == "embedded":
            return EmbeddedBackend(self.folder / "kb.polycite", make=True)
        return ServerBackend(self.client, "kb", "memory")

    def open(self, **options: Any) -> PassageStore:
        return open_backend(self.backend(), **{"size": SIZE, **options})


@pytest.fixture(params=ENGINES)
def engines(request: pytest.FixtureRequest) -> Iterator[Engines]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # local mode: no payload indexes, always exact
        made = Engines(request.param)
        yield made
        shutil.rmtree(made.folder)


@pytest.fixture
def store(engines: Engines) -> Iterator[PassageStore]:
    with engines.open() as opened:
        yield opened


def sparse(*indices: int) -> SparseVector:
    return SparseVector(np.array(indices, np.uint32), np.ones(len(indices), np.float32))


def axis(n: int) -> np.ndarray:
    vector = np.zeros(SIZE, np.float32)
    vector[n % SIZE] = 1
    return vector


def make(original_id: str, text: str, *, width: int = 10, language: str | None = "en", **metadata: Any) -> Cut:
    """An original cut into passages of ``width``; passage n points along axis n and has the entry n."""
    original = Original(original_id, text, source=f"file:{original_id}", language=language, metadata=metadata)
    passages = [
        Passage(original_id, i, i + len(part), part, language, original.source, metadata=metadata)
        for i, part in ((i, text[i : i + width]) for i in range(0, len(text), width))
    ]
    vectors = [PassageVectors({"dense": axis(n)}, {"lexicon": sparse(n)}) for n in range(len(passages))]
    return original, passages, vectors


def texts(store: PassageStore, where: Filter | None = None) -> list[str]:
    """The texts of every passage a dense search finds, in the order of their offsets."""
    hits = store.search({"dense": np.ones(SIZE, np.float32)}, {}, 1000, where)["dense"]
    found = store.passages([name for name, _ in hits]).values()
    return [p.text for p in sorted(found, key=lambda p: (p.original_id, p.start))]


def test_what_is_stored_comes_back(store: PassageStore) -> None:
    original, passages, vectors = make("a.md", "Schimbați filtrul 👩‍👧 la 6 luni.", n=1, tags=["x"], deep={"k": None})
    original = dataclasses.replace(original, raw_map=OffsetMap(((0, 3, 5, 8),)))
    store.replace(original, passages, vectors)
    assert store.original("a.md") == original
    assert texts(store) == [p.text for p in passages]
    (hit, _), *_ = store.search({"dense": axis(1)}, {}, 1)["dense"]
    assert store.passages([hit])[hit] == dataclasses.replace(passages[1], sha256=original.sha256)
    (record,) = store.originals()
    assert dataclasses.asdict(record) == {
        "id": "a.md",
        "source": "file:a.md",
        "language": "en",
        "sha256": original.sha256,
        "length": len(original.text),
        "metadata": {"n": 1, "tags": ["x"], "deep": {"k": None}},
    }
    assert (store.count_originals(), store.count_passages()) == (1, len(passages))


def test_only_the_new_version_is_found_after_a_replacement(store: PassageStore) -> None:
    store.replace_many([make("a.md", "the old text of this page"), make("b.md", "another page")])
    store.replace(*make("a.md", "the new text"))
    assert texts(store) == ["the new te", "xt", "another pa", "ge"]
    assert store.sha256s()["a.md"] == make("a.md", "the new text")[0].sha256
    store.replace(*make("a.md", "the new text", width=4))
    assert texts(store) == ["the ", "new ", "text", "another pa", "ge"]


def test_the_same_text_under_two_names_is_two_originals(store: PassageStore) -> None:
    store.replace_many([make("a.md", "same text"), make("b.md", "same text")])
    store.replace(*make("a.md", "other"))
    assert texts(store) == ["other", "same text"]


def test_removal(store: PassageStore) -> None:
    store.replace_many([make("a.md", "one page"), make("b.md", "another")])
    assert store.remove("a.md")
    assert not store.remove("a.md")
    assert texts(store) == ["another"]
    with pytest.raises(OriginalNotFoundError, match=r"Did you mean 'b\.md'"):
        store.original("a.md")


def test_channels_do_not_gate_one_another(store: PassageStore) -> None:
    original, passages, vectors = make("a.md", "x" * 30)
    vectors[2] = PassageVectors({"dense": axis(2), "gloss": axis(5)}, {"sounds": sparse(70, 90)})
    store.replace(original, passages, vectors)
    found = store.search(
        {"dense": axis(0), "gloss": axis(5)},
        {
            "lexicon": sparse(1, 999),
            "sounds": sparse(90),
        },
        limit=10,
    )
    starts = {channel: [store.passages([name])[name].start for name, _ in hits] for channel, hits in found.items()}
    assert starts["dense"][0] == 0
    assert len(starts["dense"]) == 3
    assert starts["gloss"] == [20]
    assert starts["lexicon"] == [10]
    assert starts["sounds"] == [20]
    assert found["dense"][0][1] == pytest.approx(1, abs=1e-3)
    assert store.search({}, {}, 5) == {}


def test_a_passage_with_several_vectors_scores_what_the_nearest_of_them_does(store: PassageStore) -> None:
    original, passages, vectors = make("a.md", "x" * 20)
    several = np.stack([axis(2), axis(3), axis(4)])
    store.replace(original, passages, [PassageVectors({"dense": several}), vectors[1]])
    hits = store.search({"dense": axis(4) + axis(1) / 2}, {}, 2)["dense"]
    assert [store.passages([name])[name].start for name, _ in hits] == [0, 10]
    assert [score for _, score in hits] == pytest.approx([1.25**-0.5, 1.25**-0.5 / 2], abs=1e-3)
    assert store.scores({"dense": axis(4) + axis(1) / 2}, {}, [name for name, _ in hits])["dense"] == dict(hits)


@pytest.mark.parametrize("vectors", [axis(0)[:3], axis(0)[None], np.zeros((0, SIZE), np.float32)])
def test_a_question_has_one_vector_of_the_stores_size(store: PassageStore, vectors: np.ndarray) -> None:
    with pytest.raises(StoreError, match=r"the question has the shape .*8 numbers"):
        store.search({"dense": vectors}, {}, 1)


def test_the_limit_is_the_callers(store: PassageStore) -> None:
    store.replace(*make("a.md", "word " * 40))
    for limit in (1, 7, 20, 500):
        assert len(store.search({"dense": axis(0)}, {}, limit)["dense"]) == min(limit, 20)


def test_scores_are_those_of_the_search(store: PassageStore) -> None:
    rng = np.random.default_rng(0)
    original, passages, _ = make("a.md", "word " * 40)
    vectors = [
        PassageVectors(
            {"dense": rng.standard_normal(SIZE).astype(np.float32)},
            {"lexicon": SparseVector(np.array([n % 3, 7], np.uint32), rng.random(2).astype(np.float32))},
        )
        for n in range(20)
    ]
    store.replace(original, passages, vectors)
    dense, entries = (
        {"dense": rng.standard_normal(SIZE).astype(np.float32)},
        {"lexicon": sparse(1, 7), "sounds": sparse(4)},
    )
    found = store.search(dense, entries, 100)
    ids = [name for name, _ in found["dense"]][::2]
    scores = store.scores({**dense, "gloss": axis(0)}, entries, ids)
    assert scores["dense"] == pytest.approx({name: score for name, score in found["dense"] if name in ids})
    assert scores["lexicon"] == pytest.approx({name: score for name, score in found["lexicon"] if name in ids})
    assert scores["sounds"] == dict.fromkeys(ids, 0.0)
    assert scores["gloss"] == {}
    assert store.scores(dense, {}, []) == {"dense": {}}


def test_a_rare_entry_weighs_more_than_a_common_one(store: PassageStore) -> None:
    original, passages, _ = make("a.md", "word " * 40)
    vectors = [PassageVectors({}, {"lexicon": sparse(*([1] if n else [2]))}) for n in range(20)]
    store.replace(original, passages, vectors)
    hits = store.search({}, {"lexicon": sparse(1, 2)}, 20)["lexicon"]
    assert store.passages([hits[0][0]])[hits[0][0]].start == 0
    assert hits[0][1] > 5 * hits[1][1]


FILTERS = [
    (Filter(languages=("ro",)), ["ro"]),
    (Filter(languages=("ro", "th")), ["ro", "th"]),
    (Filter(languages=(None,)), ["none"]),
    (Filter(languages=()), []),
    (Filter(sources=("file:th",)), ["th"]),
    (Filter(original_ids=("ro", "none", "missing")), ["none", "ro"]),
    (Filter(metadata={"public": True}), ["ro"]),
    (Filter(metadata={"public": False}), ["th"]),
    (Filter(metadata={"year": 2024}), ["ro", "th"]),
    (Filter(metadata={"year": "2024"}), ["none"]),
    (Filter(metadata={"year": [2024.0, "2024"]}), ["none", "ro", "th"]),
    (Filter(metadata={"tags": "b"}), ["ro", "th"]),
    (Filter(metadata={"tags": ["a", "c"]}), ["ro", "th"]),
    (Filter(metadata={"author.name": "Ana"}), ["ro"]),
    (Filter(metadata={"a.b": None}), ["th"]),
    (Filter(metadata={"long": "é" * 1000}), ["th"]),
    (Filter(languages=("ro", "th"), metadata={"tags": "b", "year": 2024.0, "public": False}), ["th"]),
    (Filter(metadata={"year": 1}), []),
]


@pytest.mark.parametrize("engine", ENGINES)
def test_filters(engine: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        engines = Engines(engine)
        with engines.open() as store:
            store.replace_many(
                [
                    make("ro", "ro", language="ro", public=True, year=2024, tags=["a", "b"], author={"name": "Ana"}),
                    make(
                        "th",
                        "th",
                        language="th",
                        public=False,
                        year=2024.0,
                        tags=["b", "c"],
                        long="é" * 1000,
                        a={"b": None},
                    ),
                    make("none", "none", language=None, year="2024"),
                ]
            )
            for where, expected in FILTERS:
                assert texts(store, where) == expected, where
            assert (
                store.search({"dense": axis(0)}, {"lexicon": sparse(0)}, 9, Filter(languages=("ro",)))["lexicon"][1:]
                == []
            )
            with pytest.raises(StoreError, match="author"):
                store.search({"dense": axis(0)}, {}, 9, Filter(metadata={"author": {"name": "Ana"}}))
        shutil.rmtree(engines.folder)


def test_languages_are_counted(store: PassageStore) -> None:
    assert store.languages() == {}
    store.replace_many(
        [make("a", "x" * 25, language="ro"), make("b", "y", language="th"), make("c", "z", language=None)]
    )
    assert store.languages() == {"ro": 3, "th": 1, None: 1}
    assert store.languages(Filter(original_ids=("b", "c"))) == {"th": 1, None: 1}
    assert store.languages(Filter(original_ids=("a", "b"), languages=("th", "de"))) == {"th": 1}
    assert store.languages(Filter(original_ids=())) == {}


def test_a_sample_is_the_same_for_the_same_seed_and_fair(store: PassageStore) -> None:
    store.replace_many([make(f"o{i}", f"text {i} " * 5, language=["ro", "th"][i % 2]) for i in range(40)])
    everything = store.sample(10_000)
    assert len({name for name, _ in everything}) == len(everything) == store.count_passages()
    drawn = store.sample(50, seed=3)
    assert drawn == store.sample(50, seed=3) != store.sample(50, seed=4)
    assert len({name for name, _ in drawn}) == 50
    seen = {name for seed in range(60) for name, _ in store.sample(20, seed)}
    assert len(seen) > 0.9 * len(everything)
    assert {language for _, language in drawn} == {"ro", "th"}
    store.remove("o0")
    assert len(store.sample(10_000)) == store.count_passages()


def test_everything_is_there_after_a_reopening(engines: Engines) -> None:
    with engines.open(settings={"embedder": "e@1", "scale": 0.9713040944239704}) as store:
        store.replace(*make("a.md", "one page of text"))
        before = store.search({"dense": axis(0)}, {"lexicon": sparse(0)}, 5)
    with engines.open(size=None, settings={"embedder": "e@1", "scale": 0.9713040944239704}) as store:
        assert store.search({"dense": axis(0)}, {"lexicon": sparse(0)}, 5) == before
        assert store.info["settings"]["embedder"] == "e@1"
        store.optimize()
        store.flush()
        assert texts(store) == ["one page o", "f text"]
    store.close()


def test_other_models_are_refused(engines: Engines) -> None:
    engines.open(settings={"embedder": "e@1"}).close()
    with pytest.raises(StoreError, match=r"vector size is 8, not 9; embedder is 'e@1', not 'e@2'.*--rebuild"):
        engines.open(size=9, settings={"embedder": "e@2"})
    with pytest.raises(StoreError, match="lexicon is None, not 'x'"):
        engines.open(settings={"lexicon": "x"})
    with engines.open(size=9, settings={"embedder": "e@2"}, recreate=True) as store:
        assert store.info["size"] == 9


@pytest.mark.parametrize(("form", "mend"), [(99, "Upgrade"), (1, "--rebuild")])
def test_a_store_in_another_form_is_refused(
    engines: Engines, monkeypatch: pytest.MonkeyPatch, form: int, mend: str
) -> None:
    monkeypatch.setattr("polycite.components.stores.store_info.SCHEMA", form)
    engines.open().close()
    monkeypatch.undo()
    with pytest.raises(StoreError, match=rf"form {form};.*{mend}"):
        engines.open()
    engines.open(recreate=True).close()


def test_a_missing_store_is_not_made_by_looking(engines: Engines) -> None:
    with pytest.raises(StoreError, match="no store"):
        engines.open(size=None)


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        (lambda o, p, v: (o, p, [PassageVectors({"dense": np.ones(3, np.float32)})]), StoreError, r"1, 3.*8 numbers"),
        (lambda o, p, v: (o, p, [PassageVectors({"dense": np.ones((0, SIZE))})]), StoreError, r"0, 8.*8 numbers"),
        (lambda o, p, v: (o, p, [PassageVectors({"dense": np.ones((1, 1, SIZE))})]), StoreError, r"1, 1, 8.*8 numbers"),
        (lambda o, p, v: (o, p, [PassageVectors({"dense": np.full(SIZE, np.nan)})]), StoreError, "not finite"),
        (lambda o, p, v: (o, p, [PassageVectors({}, {"lexicon": sparse(2, 1)})]), ValueError, "ascending"),
        (lambda o, p, v: (o, p, [PassageVectors({"lexicon": axis(0)})]), ValueError, "channel"),
        (lambda o, p, v: (o, p, []), ValueError, "1 passages"),
        (lambda o, p, v: (o, [dataclasses.replace(p[0], text="other")], v), EvidenceError, "not the passage's text"),
        (lambda o, p, v: (o, [p[0], p[0]], [v[0], v[0]]), ValueError, "same span"),
        (lambda o, p, v: make("a", "\ud83d half"), StoreError, r"U\+D83D.*offset 0.*UTF-8"),
        (lambda o, p, v: make("a", "text", day={1}), StoreError, "metadata of 'a'"),
        (lambda o, p, v: make("a", "text", n=float("inf")), StoreError, "metadata of 'a'"),
        (lambda o, p, v: make("a", "text", n=2**64), StoreError, "64 bits"),
    ],
)
def test_what_cannot_be_stored_is_refused_and_changes_nothing(
    store: PassageStore, change: Callable[..., Version], error: type[Exception], said: str
) -> None:
    store.replace(*make("a", "before"))
    with pytest.raises(error, match=said):
        store.replace(*change(*make("a", "after")))
    assert texts(store) == ["before"]
    with pytest.raises(ValueError, match="twice"):
        store.replace_many([make("a", "x"), make("a", "y")])


class Dying:
    """An engine that dies at its ``lives``-th write and does nothing any more."""

    def __init__(self, backend: Backend, lives: int) -> None:
        self._backend, self.lives = backend, lives

    def __getattr__(self, name: str) -> Any:
        if name in ("upsert", "delete", "flush"):
            self.lives -= 1
            if self.lives < 0:
                raise StoreError("the process ended")
        return getattr(self._backend, name)


def after_a_crash(
    engines: Engines, before: Sequence[Version], write: Callable[[PassageStore], object]
) -> Iterator[PassageStore]:
    """The store reopened after dying at the first, the second ... write of ``write``, until it lives through."""
    for lives in itertools.count():
        with engines.open(recreate=True) as store:
            store.replace_many(before)
        backend = engines.backend()
        backend.exists()
        dying = Dying(backend, lives)
        store = PassageStore(dying)
        with contextlib.suppress(StoreError):
            write(store)
        backend.close()
        with engines.open() as store:
            yield store
        if dying.lives >= 0:
            return


@pytest.mark.parametrize("engines", ["embedded"], indirect=True)
def test_a_crash_leaves_the_old_version_or_the_new(engines: Engines) -> None:
    old, new = make("a.md", "the old text of this page"), make("a.md", "the new text")
    other = make("b.md", "seen for the first time")
    states = []
    for store in after_a_crash(engines, [old], lambda store: store.replace_many([new, other])):
        held = list(store.passages(store_ids(store)).values())
        found = {name: [p.text for p in held if p.original_id == name] for name in store.sha256s()}
        assert sorted(texts(store)) == sorted(t for name in found for t in found[name])
        state = store.original("a.md").text, tuple(sorted(found["a.md"])), "b.md" in found
        assert state in {
            (old[0].text, tuple(sorted(p.text for p in old[1])), False),
            (new[0].text, tuple(sorted(p.text for p in new[1])), True),
        }
        assert store.count_passages() == (5 if state[2] else 3)
        states.append(state[2])
    assert states[0] is False
    assert states[-1] is True
    assert len(states) > 5


def store_ids(store: PassageStore) -> list[str]:
    return [name for name, _ in store.sample(10_000)]


@pytest.mark.parametrize("engines", ["embedded"], indirect=True)
def test_a_crash_in_a_removal(engines: Engines) -> None:
    for store in after_a_crash(engines, [make("a.md", "some text to go")], lambda store: store.remove("a.md")):
        assert texts(store) == (["some text ", "to go"] if store.count_originals() else [])


@pytest.mark.parametrize("engines", ["embedded"], indirect=True)
def test_a_crash_while_cutting_the_same_text_anew_has_it_indexed_again(engines: Engines) -> None:
    old, new = make("a.md", "the very same text", width=9), make("a.md", "the very same text", width=3)
    new = (new[0], [*new[1], old[1][0]], [*new[2], old[2][0]])
    ends = set()
    for store in after_a_crash(engines, [old], lambda store: store.replace(*new)):
        assert store.original("a.md") == old[0]
        spans = frozenset((p.start, p.end) for p in store.passages(store_ids(store)).values())
        ends.add((spans, bool(store.sha256s())))
        assert spans in {frozenset((p.start, p.end) for p in version[1]) for version in (old, new)}
    assert {done for _, done in ends} == {True, False}


@pytest.mark.parametrize("engines", ["server"], indirect=True)
def test_on_a_server_a_write_that_died_is_invisible_and_mended_when_its_lease_is_over(
    engines: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = make("a.md", "the old text of this page"), make("a.md", "the new text")
    counts = []
    for store in after_a_crash(engines, [old], lambda store: store.replace(*new)):
        assert texts(store) in (["the old te", "xt of this", " page"], ["the new te", "xt"])
        counts.append(store.count_passages())
        monkeypatch.setattr(store_journal, "_LEASE_SECONDS", -1.0)
        with engines.open() as mended:
            assert mended.count_passages() == len(texts(mended))
        monkeypatch.undo()
    assert 5 in counts


def test_searches_never_see_two_versions(engines: Engines) -> None:
    versions = [make("a.md", f"version {n} " * 4, width=5, n=n) for n in range(2)]
    seen: set[tuple[int, ...]] = set()
    stop = threading.Event()
    with engines.open() as store:
        store.replace(*versions[0])

        def read() -> None:
            while not stop.is_set():
                hits = store.search({"dense": axis(0)}, {}, 100)["dense"]
                found = store.passages([name for name, _ in hits])
                seen.add(tuple(sorted({p.metadata["n"] for p in found.values()})))

        readers = [threading.Thread(target=read) for _ in range(2)]
        for reader in readers:
            reader.start()
        for n in range(20):
            store.replace(*versions[n % 2])
        stop.set()
        for reader in readers:
            reader.join()
        assert seen <= {(), (0,), (1,)}
        assert texts(store) == [p.text for p in versions[1][1]]


@pytest.fixture(scope="module")
def kept() -> Iterator[Engines]:
    """A store that goes on from example to example."""
    made = Engines("embedded")
    yield made
    shutil.rmtree(made.folder)


words = st.text(alphabet="aé👩\u200d👧กำนम\n 中", min_size=1, max_size=30)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_every_passage_is_its_span_of_the_stored_original(kept: Engines, data: st.DataObject) -> None:
    with kept.open() as store:
        held = {}
        for name in ("x", "y"):
            text = data.draw(words)
            cuts = sorted({0, len(text), *data.draw(st.lists(st.integers(0, len(text)), max_size=4))})
            spans = list(itertools.pairwise(cuts))
            original = Original(name, text)
            passages = [Passage(name, a, b, text[a:b], sha256=original.sha256) for a, b in spans]
            store.replace(original, passages, [PassageVectors({"dense": axis(n)}) for n in range(len(spans))])
            held[name] = text
        found = store.passages([i for i, _ in store.search({"dense": axis(0)}, {}, 100)["dense"]]).values()
        assert {p.original_id for p in found} == {"x", "y"}
        for passage in found:
            original = store.original(passage.original_id)
            assert original.text == held[passage.original_id]
            assert original.quote(passage.span) == passage.text


@pytest.mark.parametrize("target", ENGINES)
def test_an_export_loses_nothing(store: PassageStore, target: str) -> None:
    rng = np.random.default_rng(1)
    originals = []
    for i in range(45):
        original, passages, _ = make(f"o{i}", f"text number {i} " * (i % 4), language=["ro", None][i % 2], n=i)
        vectors = [
            PassageVectors(
                {"dense": rng.standard_normal(SIZE).astype(np.float32), **({"gloss": axis(n)} if i % 3 else {})},
                {"lexicon": sparse(n, 40), **({"sounds": sparse(5)} if i % 2 else {})},
            )
            for n in range(len(passages))
        ]
        originals.append((original, passages, vectors))
    store.replace_many(originals)
    steps: list[tuple[int, int]] = []
    engines = Engines(target)
    with engines.open() as other:
        counts = store.export_to(other, lambda done, total: steps.append((done, total)))
        assert counts == {"originals": 45, "passages": store.count_passages()}
        assert steps[-1] == (45, 45)
        assert other.count_passages() == store.count_passages()
        assert {o.id: o for o in other.originals()} == {o.id: o for o in store.originals()}
        ids = store_ids(store)
        assert other.passages(ids) == store.passages(ids)
        question = {"dense": axis(1), "gloss": axis(2)}, {"lexicon": sparse(0, 40), "sounds": sparse(5)}
        mine, theirs = store.scores(*question, ids), other.scores(*question, ids)
        for channel in mine:
            assert theirs[channel] == pytest.approx(mine[channel], abs=2e-3, rel=2e-2)
        assert store.export_to(other) == counts
    with engines.open(size=9, recreate=True) as other, pytest.raises(StoreError, match="other models"):
        store.export_to(other)
    shutil.rmtree(engines.folder)


def test_open_store_takes_a_path(kept: Engines) -> None:
    with open_store(str(kept.folder / "a"), size=SIZE) as store:
        store.replace(*make("a", "text"))
    with open_store(kept.folder / "a") as store:
        assert texts(store) == ["text"]
    assert json.dumps(store.info)
