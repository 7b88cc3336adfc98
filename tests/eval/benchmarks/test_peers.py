"""The peers' benchmark, without the peers: those that are not installed here are stood in for."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console

from polycite.components.evidence import Original
from polycite.eval.benchmarks.peers import PEERS, PeerMissingError, Reply, haystack_stock, make, need, txtai_peer
from polycite.eval.benchmarks.peers.inputs import sample
from polycite.eval.benchmarks.peers.llama_index_peer import LlamaIndexPeer
from polycite.eval.benchmarks.peers.measuring import Measured, put
from polycite.eval.benchmarks.peers.places import at, is_lost, place_of, searched
from polycite.eval.benchmarks.peers.run import main
from polycite.eval.benchmarks.peers.table import Scored, scored, table
from polycite.eval.datasets.questions import Question
from polycite.eval.predictions.prediction_files import load_predictions
from polycite.eval.predictions.prediction_parts import Cited, Place

ROOT = Path(__file__).parents[3]
ORIGINAL = Original("d", "Es wiegt 58 kg. Der Karton wiegt 58 kg zu viel. ไทย 58 kg", language="de")


def holds(cited: Cited, original: Original = ORIGINAL) -> bool:
    return 0 <= cited.start < cited.end and original.text[cited.start : cited.end] == cited.quote


def test_an_offset_in_a_chunk_becomes_one_in_the_original() -> None:
    start = ORIGINAL.text.index("Der Karton")
    cited = at("d", start, len("Der Karton wiegt "), "58 kg")
    assert holds(cited)
    assert cited.start == ORIGINAL.text.index("58 kg", start)


def test_words_without_a_place_are_cited_where_they_stand_first_or_nowhere() -> None:
    assert holds(searched("58 kg", ORIGINAL))
    assert searched("58 kg", ORIGINAL).start == 9
    lost = searched("59 kg", ORIGINAL)
    assert not holds(lost)
    assert lost.quote == "59 kg"


def test_a_chunk_that_stands_nowhere_keeps_its_rank_and_covers_nothing() -> None:
    assert place_of("Der Karton", ORIGINAL) == Place("d", 16, 26)
    assert is_lost(place_of("Der  Karton", ORIGINAL))
    assert place_of("", ORIGINAL).end == 1


def test_places_of_haystack_chunks_hold_their_text() -> None:
    long = Original("long", " ".join(f"слово{i} 東京\n" for i in range(450)), language="ru")
    chunks = haystack_stock.split([long, ORIGINAL])
    assert len(chunks) > 3
    texts = {one.id: one.text for one in (long, ORIGINAL)}
    for chunk in chunks:
        place = haystack_stock.place(chunk)
        assert texts[place.original_id][place.start : place.end] == chunk.content


def test_the_sample_is_even_the_same_each_time_and_in_order() -> None:
    questions = [
        Question(f"{code}{i}", f"{code}{i}?", code, answerable=False) for i in range(9) for code in ("de", "th")
    ]
    questions.append(Question("el0", "?", "el", answerable=False))
    chosen = [question.id for question in sample(questions, 3)]
    assert chosen == ["de0", "th0", "de3", "th3", "de6", "th6", "el0"]
    assert sample(questions, None) == questions
    assert sample(questions, 99) == questions


def test_a_missing_library_is_named_with_the_mend() -> None:
    with pytest.raises(PeerMissingError, match=r"'no_such_library' is not installed here\. Run `make bench`"):
        need("no_such_library.core")
    with pytest.raises(PeerMissingError, match=r"There is no peer 'langchain'\. Use one of: polycite, haystack"):
        make("langchain")


def test_a_library_that_is_itself_broken_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken_peer.py").write_text("import no_such_dependency\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="no_such_dependency"):
        need("broken_peer")


@pytest.mark.skipif(importlib.util.find_spec("txtai") is not None, reason="txtai is installed")
def test_the_command_says_what_to_do_about_a_missing_peer(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text("The battery weighs 58 kg.")
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"id": "q", "question": "Weight?", "language": "en", "answerable": false}\n')
    with pytest.raises(SystemExit) as stopped:
        main(["--peer", "txtai", "--questions", str(questions), "--documents", str(folder), "--output", str(tmp_path)])
    assert stopped.value.code == 1
    assert "make bench" in capfd.readouterr().err


class Shifted:
    """A peer that finds whole documents and cites one character too far; it may keep its answer to itself."""

    distribution = "polycite"

    def __init__(self, reads: bool = True, shift: int = 1) -> None:
        self.reads, self.shift = reads, shift
        self.notes = ["cites one character too far"]

    def index(self, originals: Sequence[Original]) -> int:
        self.originals = originals
        return len(originals)

    def search(self, question: str, top_k: int) -> list[Place]:
        return [Place(original.id, 0, len(original.text)) for original in self.originals][:top_k]

    def ask(self, question: str) -> Reply:
        cited = Cited("en/router", 34 + self.shift, 38 + self.shift, "10 s")
        return Reply("10 s" if self.reads else None, citations=(cited,))

    def close(self) -> None: ...


@pytest.fixture
def figures(tmp_path: Path, originals: Sequence[Original], questions: Sequence[Question]) -> Callable[[Any], Scored]:
    def of(peer: Any) -> Scored:
        measured = put(peer, "shifted", originals, questions, tmp_path, lambda *_: None)
        predictions = load_predictions(tmp_path / "shifted.jsonl", [question.id for question in questions])
        return scored(measured, questions, predictions, {original.id: original for original in originals})

    return of


def test_a_span_that_is_off_by_one_shows_in_the_table(figures: Callable[[Any], Scored]) -> None:
    exact, shifted = figures(Shifted(shift=0)), figures(Shifted())
    assert exact.overall["quote fidelity"] == 1.0
    assert shifted.overall["quote fidelity"] == 0.0
    assert (exact.overall["span F1"] or 0) > (shifted.overall["span F1"] or 0) > 0
    assert shifted.overall["hallucination"] == 1.0
    assert shifted.overall["error"] == 0.0
    assert shifted.measured.notes == ("cites one character too far",)


def test_a_peer_that_only_cites_has_no_measures_of_answers(figures: Callable[[Any], Scored]) -> None:
    citing = figures(Shifted(reads=False, shift=0))
    assert citing.overall["quote fidelity"] == 1.0
    assert citing.overall["span F1"] is not None
    assert not {"F1", "EM", "hallucination", "error"} & set(citing.overall)
    assert citing.weakest("F1") is None


def test_the_table_is_markdown_with_a_column_for_each_peer_and_names_the_weakest_language(
    figures: Callable[[Any], Scored],
) -> None:
    console = Console(file=StringIO(), width=200)
    console.print(table([figures(Shifted()), figures(Shifted(reads=False))], "6 questions"))
    lines = [line.strip() for line in console.file.getvalue().splitlines()]  # type: ignore[attr-defined]
    rows = {
        line.split("|")[1].strip(): [cell.strip() for cell in line.split("|")[2:4]] for line in lines if "|" in line
    }
    assert rows["answer F1"][1] == "–"
    assert rows["quote fidelity"] == ["0.000", "0.000"]
    assert rows["weakest language, F1"] == ["0.00 cs", "–"]
    assert rows["R@1 / 5 / 20, same-language"][0] == "1.00 / 1.00 / 1.00"
    assert rows["passages"] == ["3", "3"]


def test_fidelity_is_never_rounded_up() -> None:
    overall = {"quote fidelity": 0.9996, "p50 ms": 3.26, "p95 ms": None}
    measured = Measured("a", "1", True, 4, 2.0, 100)
    groups: dict[str, dict[str, float | None]] = {"cross-language": {}, "same-language": {}}
    console = Console(file=StringIO(), width=200)
    console.print(table([Scored(measured, overall, groups, {})], ""))
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    assert "0.999 " in text
    assert "3.3 / –" in text


def test_txtai_raising_on_no_answer_is_an_abstention(monkeypatch: pytest.MonkeyPatch) -> None:
    def rag(queue: list[dict[str, str]]) -> list[dict[str, str]]:
        if "who" in queue[0]["question"]:
            raise TypeError("'NoneType' object cannot be interpreted as an integer")
        return [{"name": "q", "answer": " 58 kg", "reference": "d"}]

    fakes = {
        "txtai": SimpleNamespace(
            Embeddings=lambda **_: SimpleNamespace(index=lambda rows: None), RAG=lambda *_, **__: rag
        ),
        "txtai.pipeline": SimpleNamespace(Segmentation=lambda **_: lambda text: text.split(". ")),
    }
    monkeypatch.setattr(txtai_peer, "need", fakes.__getitem__)
    peer = txtai_peer.TxtaiPeer()
    assert peer.index([ORIGINAL]) == 3
    reply = peer.ask("how heavy?")
    assert holds(reply.citations[0])
    assert reply.citations[0].start == 9
    assert peer.ask("who?") == Reply("", abstained=True)
    assert "TypeError on 1 questions" in peer.notes[0]


def test_sources_of_llama_index_are_cited_without_their_numbers() -> None:
    peer = object.__new__(LlamaIndexPeer)
    peer._originals = {"d": ORIGINAL}
    nodes = [SimpleNamespace(text=f"Source 12:\n{ORIGINAL.text[16:40]}\n", ref_doc_id="d")]
    response = SimpleNamespace(source_nodes=[SimpleNamespace(node=node) for node in nodes])
    peer._engine = SimpleNamespace(query=lambda question: response)
    reply = peer.ask("?")
    assert reply.answer is None
    assert holds(reply.citations[0])


def test_bm25_finds_the_chunk_and_nothing_where_no_word_is_shared(originals: Sequence[Original]) -> None:
    pytest.importorskip("bm25s")
    peer = make("bm25s")
    assert peer.index(originals) == 3
    assert peer.search("Leistung", 20)[0].original_id == "de/speicher"
    assert peer.search("Какая мощность?", 20) == []


def test_haystack_cites_exactly(originals: Sequence[Original]) -> None:
    for module in (
        "haystack_integrations.components.readers.transformers",
        "haystack_integrations.document_stores.qdrant",
    ):
        pytest.importorskip(module)
    peer = make("haystack")
    peer.index(originals)
    cited = peer.ask("What does the Router need as power supply?").citations
    assert all(holds(one, next(o for o in originals if o.id == one.original_id)) for one in cited)


def test_every_peer_has_a_module() -> None:
    for place in PEERS.values():
        assert (ROOT / "eval" / "benchmarks" / "peers" / f"{place.split(':')[0]}.py").is_file()


def test_the_peers_run_on_the_releases_that_polycite_pins() -> None:
    ours, theirs = (
        dict(line.lower().replace("_", "-").split("==") for line in (ROOT / name).read_text().split() if "==" in line)
        for name in ("constraints.txt", "constraints-bench.txt")
    )
    assert {
        name: (ours[name], theirs[name]) for name in ours.keys() & theirs.keys() if ours[name] != theirs[name]
    } == {}
