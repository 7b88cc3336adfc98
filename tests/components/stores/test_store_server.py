"""What goes over the wire to a Qdrant server, and what is said when it refuses.

No server is at hand in the tests, so a small HTTP server stands in for one: it checks every request
against qdrant-client's own models of the protocol, records it, and answers from its local engine.
"""

import json
import os
import threading
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter
from qdrant_client import QdrantClient, models

from polycite.components.errors import SettingsError, StoreError
from polycite.components.evidence import Original, Passage
from polycite.components.store import Filter, PassageStore, PassageVectors, SparseVector, open_store

KEY = "s3cret-api-key"


class StandIn(ThreadingHTTPServer):
    """Qdrant's REST protocol over the local engine, as far as a store needs it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.engine = QdrantClient(":memory:")
        self.requests: list[tuple[str, str, Any, str | None]] = []
        self.refuse: tuple[int, str] | None = None
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def bodies(self, method: str, ending: str) -> list[Any]:
        """The bodies of the recorded requests to paths that end so."""
        return [body for how, path, body, _ in self.requests if how == method and path.split("?")[0].endswith(ending)]

    def answer(self, method: str, path: str, query: str, body: Any) -> Any:
        name, *rest = path.removeprefix("/collections/").split("/")
        match (method, *rest):
            case ("GET", "exists"):
                return {"exists": self.engine.collection_exists(name)}
            case ("GET",):
                info = self.engine.get_collection(name)
                return {**info.model_dump(mode="json"), "payload_schema": {}}
            case ("PUT",):
                asked = models.CreateCollection.model_validate(body)
                return self.engine.create_collection(name, asked.vectors, asked.sparse_vectors)
            case ("DELETE",):
                return self.engine.delete_collection(name)
            case ("PUT", "index"):
                models.CreateFieldIndex.model_validate(body)
                return {"operation_id": 1, "status": "completed"}
            case ("PUT", "points"):
                assert query == "wait=true"
                self.engine.upsert(name, models.PointsList.model_validate(body).points)
                return {"operation_id": 1, "status": "completed"}
            case ("POST", "points", "delete"):
                assert query == "wait=true"
                self.engine.delete(name, models.PointIdsList.model_validate(body))
                return {"operation_id": 1, "status": "completed"}
            case ("POST", "points"):
                get = models.PointRequest.model_validate(body)
                return self.engine.retrieve(name, get.ids, get.with_payload or False, get.with_vector or False)
            case ("POST", "points", "scroll"):
                page = models.ScrollRequest.model_validate(body)
                fields, vectors = page.with_payload or False, page.with_vector or False
                points, following = self.engine.scroll(
                    name, page.filter, page.limit or 10, None, page.offset, fields, vectors
                )
                return {"points": points, "next_page_offset": following}
            case ("POST", "points", "count"):
                count = models.CountRequest.model_validate(body)
                return self.engine.count(name, count.filter, exact=bool(count.exact))
            case ("POST", "facet"):
                facet = models.FacetRequest.model_validate(body)
                return self.engine.facet(name, facet.key, facet.filter, facet.limit or 10, bool(facet.exact))
            case ("POST", "points", "query", "batch"):
                return self.engine.query_batch_points(name, models.QueryRequestBatch.model_validate(body).searches)
        raise AssertionError(f"no such request in the protocol: {method} {path}")


class Handler(BaseHTTPRequestHandler):
    server: StandIn

    def _handle(self) -> None:
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = json.loads(data) if data else None
        path, _, query = self.path.partition("?")
        with self.server.lock, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.server.requests.append((self.command, self.path, body, self.headers.get("api-key")))
            if self.server.refuse:
                code, said = self.server.refuse
                reply: Any = {"status": {"error": said}, "time": 0.0}
            else:
                code, reply = (
                    200,
                    {"result": self.server.answer(self.command, path, query, body), "status": "ok", "time": 0.0},
                )
        text = TypeAdapter(Any).dump_json(reply)
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_PUT = do_POST = do_DELETE = _handle  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""


@contextmanager
def serving() -> Iterator[StandIn]:
    with warnings.catch_warnings(), StandIn() as server:
        warnings.simplefilter("ignore", UserWarning)  # an API key over http, on this machine
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def server() -> Iterator[StandIn]:
    with serving() as running:
        yield running


def vector(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


def sparse(*indices: int) -> SparseVector:
    return SparseVector(np.array(indices, np.uint32), np.ones(len(indices), np.float32))


def write(store: PassageStore, name: str, text: str, *parts: tuple[int, int], **metadata: Any) -> Original:
    original = Original(name, text, source=f"file:{name}", language="ro", metadata=metadata)
    passages = [Passage(name, a, b, text[a:b], "ro", original.source, metadata=metadata) for a, b in parts]
    vectors = [PassageVectors({"dense": vector(a, 1)}, {"lexicon": sparse(3, 7)}) for a, _ in parts]
    store.replace(original, passages, vectors)
    return original


def test_a_new_store_has_the_collections_it_needs(server: StandIn) -> None:
    options = {"replication_factor": 2, "write_consistency_factor": 2, "shard_number": 3}
    open_store(server.url, size=2, collection="kb", api_key=KEY, **options).close()  # type: ignore[arg-type]
    created = {path: body for method, path, body, _ in server.requests if method == "PUT" and path.count("/") == 2}
    assert set(created) == {"/collections/kb", "/collections/kb_originals"}
    nearest = {"comparator": "max_sim"}
    dense = {"size": 2, "distance": "Cosine", "datatype": "float16", "multivector_config": nearest}
    assert created["/collections/kb"]["vectors"] == {"dense": dense, "gloss": dense}
    entries = {"index": {"datatype": "float16"}, "modifier": "idf"}
    assert created["/collections/kb"]["sparse_vectors"] == {"lexicon": entries, "sounds": entries}
    assert created["/collections/kb_originals"]["vectors"] == {}
    for body in created.values():
        assert {key: body[key] for key in options} == options
    indexes = [
        (path.split("/")[2], body["field_name"], body["field_schema"])
        for _, path, body, _ in server.requests
        if path.split("?")[0].endswith("/index")
    ]
    assert {("kb", "original_id", "keyword"), ("kb", "language", "keyword"), ("kb", "facts", "keyword")} <= set(indexes)
    assert ("kb_originals", "kind", "keyword") in indexes
    assert {key for *_, key in server.requests} == {KEY}


def test_a_replacement_writes_passages_then_the_record_then_deletes(server: StandIn) -> None:
    with open_store(server.url, size=2, collection="kb") as store:
        write(store, "a.md", "text one", (0, 4), (5, 8))
        server.requests.clear()
        write(store, "a.md", "new text", (0, 3))
    writes = [(path.split("?")[0], body) for _, path, body, _ in server.requests if "wait=true" in path]
    paths = [path.removeprefix("/collections/") for path, _ in writes]
    assert paths == [
        "kb_originals/points",  # the journal
        "kb/points",
        "kb_originals/points",  # the record: the commit point
        "kb/points/delete",
        "kb_originals/points/delete",
    ]
    (point,) = writes[1][1]["points"]
    assert uuid.UUID(point["id"])
    assert point["vector"] == {"dense": [[0.0, 1.0]], "lexicon": {"indices": [3, 7], "values": [1.0, 1.0]}}
    assert point["payload"]["text"] == "new"
    assert len(writes[3][1]["points"]) == 2


def test_a_search_asks_all_channels_at_once_with_the_callers_limit_and_filter(server: StandIn) -> None:
    with open_store(server.url, size=2) as store:
        write(store, "a.md", "text one", (0, 4), (5, 8), year=2024)
        where = Filter(languages=("ro", None), metadata={"year": 2024})
        found = store.search({"dense": vector(0, 1), "gloss": vector(1, 1)}, {"lexicon": sparse(7)}, 137, where)
        assert [len(found[channel]) for channel in ("dense", "gloss", "lexicon")] == [2, 0, 2]
        store.search({"dense": vector(0, 1)}, {}, 5, exact=True)
        store.scores({"dense": vector(0, 1)}, {}, [name for name, _ in found["dense"]])
    first, exact, scores = (body["searches"] for body in server.bodies("POST", "/query/batch"))
    assert [(query["using"], query["limit"]) for query in first] == [("dense", 137), ("gloss", 137), ("lexicon", 137)]
    for query in first:
        assert query["filter"]["must"] == [
            {"key": "language", "match": {"any": ["ro", ""]}},
            {"key": "facts", "match": {"any": ["year=2024"]}},
        ]
    assert first[2]["query"] == {"nearest": {"indices": [7], "values": [1.0]}}
    assert exact[0]["params"]["exact"] is True
    assert sorted(scores[0]["filter"]["must"][0]["has_id"]) == sorted(name for name, _ in found["dense"])


def test_large_writes_are_split(server: StandIn) -> None:
    with open_store(server.url, size=2) as store:
        text = "x" * 450
        write(store, "a.md", text, *((i, i + 1) for i in range(450)))
        assert store.count_passages() == 450
    sizes = [len(body["points"]) for body in server.bodies("PUT", "/polycite/points")]
    assert sizes == [200, 200, 50]


def test_everything_works_over_the_wire(server: StandIn) -> None:
    with open_store(server.url, size=2, settings={"embedder": "e@1"}) as store:
        original = write(store, "a.md", "text one", (0, 4), (5, 8), deep={"k": [1, None, "é"]})
        write(store, "b.md", "👩‍👧 नमस्ते", (0, 3))
    with open_store(server.url, settings={"embedder": "e@1"}) as store:
        assert store.original("a.md") == original
        assert store.languages() == {"ro": 3}
        assert store.languages(Filter(original_ids=("b.md",))) == {"ro": 1}
        assert [record.id for record in store.originals() if record.length == 8] == ["a.md"]
        assert len(store.sample(10)) == 3
        assert store.remove("b.md")
        assert (store.count_originals(), store.count_passages()) == (1, 2)
        found = store.passages([name for name, _ in store.sample(10)])
        assert {p.text for p in found.values()} == {"text", "one"}
    with pytest.raises(StoreError, match="made with other settings"):
        open_store(server.url, settings={"embedder": "e@2"})


def test_a_collection_of_something_else_is_refused_and_left_alone(server: StandIn) -> None:
    server.engine.create_collection("kb", models.VectorParams(size=4, distance=models.Distance.DOT))
    for recreate in (False, True):
        with pytest.raises(StoreError, match=r"taken.*another collection"):
            open_store(server.url, size=2, collection="kb", recreate=recreate)
    assert server.engine.collection_exists("kb")
    assert not server.engine.collection_exists("kb_originals")


def test_a_creation_that_stopped_half_way_goes_on(server: StandIn) -> None:
    open_store(server.url, size=2).close()
    server.engine.delete("polycite_originals", models.Filter())
    with open_store(server.url, size=2) as store:
        write(store, "a.md", "text", (0, 4))
    server.engine.delete_collection("polycite_originals")
    with open_store(server.url, size=2) as store:
        assert store.count_originals() == 0


@pytest.mark.parametrize(
    ("code", "said", "mend"),
    [
        (401, "Must provide an API key", "QDRANT_API_KEY"),
        (403, "Global manage access is required", "QDRANT_API_KEY"),
        (404, "Not found", "prefix"),
        (413, "Payload too large", "max_request_size_mb"),
        (503, "Service is not ready", "try again later"),
        (500, "Service internal error: disk", "server's log"),
    ],
)
def test_a_refusal_is_passed_on_with_a_mend(server: StandIn, code: int, said: str, mend: str) -> None:
    with open_store(server.url, size=2, api_key=KEY) as store:
        server.refuse = code, said
        for act in (
            store.count_passages,
            lambda: write(store, "a", "x", (0, 1)),
            lambda: open_store(server.url, api_key=KEY),
        ):
            with pytest.raises(StoreError) as caught:
                act()
            assert f"answered {code}: {said}" in caught.value.problem
            assert mend in caught.value.mend
            assert KEY not in repr(caught.value)


def test_a_server_that_is_not_there(server: StandIn) -> None:
    store = open_store(server.url, size=2, api_key=KEY)
    server.shutdown()
    server.server_close()
    for act in (store.count_passages, lambda: open_store(server.url, api_key=KEY)):
        with pytest.raises(StoreError, match=r"cannot be reached.*Check that the server runs") as caught:
            act()
        assert KEY not in repr(caught.value)


@pytest.mark.parametrize("url", [f"https://user:{KEY}@host:6333", f"http://host?api-key={KEY}", "http://"])
def test_a_url_with_a_secret_in_it_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(SettingsError, match="api_key") as caught:
        open_store(url, size=2)
    assert KEY not in str(caught.value)


@pytest.mark.server
@pytest.mark.skipif("QDRANT_URL" not in os.environ, reason="set QDRANT_URL to a Qdrant server")
def test_a_live_server() -> None:
    url, key = os.environ["QDRANT_URL"], os.environ.get("QDRANT_API_KEY")
    name = f"polycite_test_{uuid.uuid4().hex}"
    store = open_store(url, size=2, settings={"embedder": "e@1"}, collection=name, api_key=key)
    try:
        write(store, "a.md", "text one", (0, 4), (5, 8), year=2024, public=True)
        original = write(store, "a.md", "new text 👩‍👧", (0, 3), (4, 8), (9, 12), year=2024, public=True)
        write(store, "b.md", "other", (0, 5), year=2023, public=False)
        assert (store.count_originals(), store.count_passages()) == (2, 4)
        assert store.original("a.md") == original
        assert store.languages() == {"ro": 4}
        where = Filter(metadata={"public": True, "year": 2024})
        found = store.search({"dense": vector(0, 1), "gloss": vector(0, 1)}, {"lexicon": sparse(7)}, 10, where)
        assert [len(found[channel]) for channel in ("dense", "gloss", "lexicon")] == [3, 0, 3]
        ids = [name for name, _ in found["dense"]]
        scores = store.scores({"dense": vector(0, 1)}, {"lexicon": sparse(7), "sounds": sparse(7)}, ids)
        assert scores["dense"] == pytest.approx(dict(found["dense"]), abs=2e-3)
        assert scores["sounds"] == dict.fromkeys(ids, 0.0)
        assert {p.text for p in store.passages(ids).values()} == {"new", "text", "👩‍👧"}
        assert sorted(store.sample(10)) == sorted(store.sample(10, seed=5))
        with open_store(url, collection=name, api_key=key) as again:
            assert again.remove("b.md")
            assert again.count_passages() == 3
    finally:
        store._backend.drop()
        store.close()
