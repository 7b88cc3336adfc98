from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.embedding import TextEmbedder
from polycite.components.errors import LoadingError
from polycite.pipeline.training.adaptation.config import AdaptConfig
from polycite.pipeline.training.adaptation.retrieval_pairs import contrast, pairs
from polycite.pipeline.training.adaptation.retriever import adapt_retriever
from polycite.pipeline.training.checkpoints import save_retriever
from polycite.pipeline.training.reading_examples import Example

THINGS = ("battery", "inverter", "router", "kettle", "window", "ladder", "bicycle", "camera")
TRAIN = [
    Example(code, f"{asked} {thing}?", f"The {thing} is kept in {place}.", 4, 4 + len(thing), "Store")
    for thing, place in zip(THINGS, ["Rome", "Oslo", "Lima", "Kyiv", "Bonn", "Cairo", "Seoul", "Hanoi"], strict=True)
    for code, asked in (("en", "Where is the"), ("de", "Wo steht"))
]
FAST = AdaptConfig(batch=8, epochs=6, learning_rate=3e-3, longest=32, patience=9)


@pytest.fixture(scope="session")
def base(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small retriever with a projection, as the shipped one has."""
    folder = tmp_path_factory.mktemp("retriever")
    turned = np.linalg.qr(np.random.default_rng(0).normal(size=(32, 32)))[0].astype(np.float32)
    save_retriever(tiny, folder, 64, {"query": "query: ", "document": "passage: "}, (turned, np.zeros(32, np.float32)))
    return folder


def _vectors(folder: Path) -> np.ndarray:
    return TextEmbedder(str(folder), "float32").encode([example.question for example in TRAIN], "query")


def test_questions_come_closer_to_their_passages(base: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    done = adapt_retriever(
        str(base), TRAIN, TRAIN[:8], (), tmp_path, FAST, lambda step, steps, loss: told.append((step, steps))
    )
    assert done.dev_before is not None
    assert done.dev_after is not None
    assert done.dev_after < done.dev_before
    assert 0 < done.best_step <= done.steps
    assert told == [(step, told[0][1]) for step in range(1, done.steps + 1)]


@pytest.mark.parametrize("method", ["full", "lora"])
def test_what_comes_out_is_an_ordinary_retriever(base: Path, tmp_path: Path, method: str) -> None:
    from sentence_transformers import SentenceTransformer

    config = AdaptConfig(method=method, max_steps=3, learning_rate=3e-3, longest=32)  # type: ignore[arg-type]
    adapt_retriever(str(base), TRAIN, (), TRAIN, tmp_path, config)
    was, now = SentenceTransformer(str(base)), SentenceTransformer(str(tmp_path))
    assert now.prompts == was.prompts
    assert now.max_seq_length == was.max_seq_length == 64
    assert [type(module) for module in now] == [type(module) for module in was]
    assert np.array_equal(now[3].linear.weight.detach(), was[3].linear.weight.detach())
    assert not list(tmp_path.glob("**/adapter*"))
    assert np.abs(_vectors(tmp_path) - _vectors(base)).max() > 1e-3


def test_where_nothing_is_better_the_base_stays(base: Path, tmp_path: Path) -> None:
    done = adapt_retriever(str(base), TRAIN[:8], TRAIN[8:], (), tmp_path, AdaptConfig(learning_rate=1e3, longest=32))
    assert done.best_step == 0
    assert done.dev_after == done.dev_before
    assert np.allclose(_vectors(tmp_path), _vectors(base), atol=1e-3)


def test_the_seed_decides(base: Path, tmp_path: Path) -> None:
    config = AdaptConfig(max_steps=2, longest=32, regime="multi-stage", languages=("de",))
    for name in ("one", "other"):
        adapt_retriever(str(base), TRAIN[:8], (), TRAIN[8:], tmp_path / name, config)
    assert np.array_equal(_vectors(tmp_path / "one"), _vectors(tmp_path / "other"))


def test_no_step_is_done_without_examples_of_the_target(base: Path, tmp_path: Path) -> None:
    done = adapt_retriever(str(base), TRAIN, (), (), tmp_path, AdaptConfig("zero-shot"))
    assert (done.steps, done.best_step, done.dev_before) == (0, 0, None)
    assert np.allclose(_vectors(tmp_path), _vectors(base), atol=1e-3)


def test_what_cannot_be_done_is_said(base: Path, tmp_path: Path) -> None:
    unanswered = [Example("en", "Why?", "The sky is blue.", -1, -1)] * 3
    with pytest.raises(LoadingError, match="None of the 3 training examples"):
        adapt_retriever(str(base), unanswered, (), (), tmp_path)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_what_answers_a_question_is_never_its_negative(rows: list[tuple[str, int, int]]) -> None:
    examples = [
        Example("en", f"Where is {topic}{n}?", f"It says {topic}{n} is at {topic}{m}.", 8, 10, "T")
        for topic, n, m in rows
    ]
    found = pairs(examples)
    assert {(pair.question, pair.passage) for pair in found} == {(e.question, f"T\n{e.context}") for e in examples}
    for pair in found:
        assert pair.passage in pair.positives
        assert not any(pair.answered_by(negative) for negative in pair.negatives)
    batch = contrast(found, [negative for pair in found for negative in pair.negatives])
    for i, pair in enumerate(found):
        assert not batch.masked[i, i]
        for passage, masked in zip(batch.passages, batch.masked[i], strict=True):
            assert masked or passage == pair.passage or not pair.answered_by(passage)
