from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
import torch
from transformers import AutoModelForQuestionAnswering

from polycite.components.errors import ModelError
from polycite.pipeline.training.adaptation.config import AdaptConfig
from polycite.pipeline.training.adaptation.reader import adapt_reader
from polycite.pipeline.training.reading_examples import Example


def examples(language: str, things: str) -> list[Example]:
    """Questions after the colour of one of two things."""
    found = []
    for one, other in product(things.split(), ("red", "blue", "green")):
        context = f"The {one} is {other}. The wall is grey."
        start = context.index(other)
        found.append(Example(language, f"What colour is the {one}?", context, start, start + len(other)))
    return found


TARGET, HELD, SOURCE = examples("da", "lamp door roof"), examples("da", "chair table"), examples("en", "car boat")
QUICK = AdaptConfig(epochs=12, batch=6, learning_rate=1e-2, longest=64)


@pytest.fixture(scope="module")
def base(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A reader of one layer, which knows nothing."""
    from transformers import AutoTokenizer

    folder = tmp_path_factory.mktemp("base")
    torch.manual_seed(0)
    AutoModelForQuestionAnswering.from_pretrained(tiny).save_pretrained(folder)
    AutoTokenizer.from_pretrained(tiny).save_pretrained(folder)
    return str(folder)


def weights(folder: Path | str) -> dict[str, torch.Tensor]:
    found: dict[str, torch.Tensor] = AutoModelForQuestionAnswering.from_pretrained(folder).state_dict()
    return found


@pytest.mark.parametrize("method", ["full", "lora"])
def test_held_out_examples_are_read_better_afterwards(base: str, tmp_path: Path, method: str) -> None:
    steps: list[tuple[int, int]] = []
    config = replace(QUICK, method=method)
    done = adapt_reader(base, TARGET, HELD, SOURCE, tmp_path, config, lambda step, of, loss: steps.append((step, of)))
    assert done.dev_before is not None
    assert done.dev_after is not None
    assert done.dev_after < 0.8 * done.dev_before
    assert 0 < done.best_step <= done.steps == len(steps) == steps[-1][0]
    was, now = weights(base), weights(tmp_path)
    assert was.keys() == now.keys()  # an ordinary checkpoint, whatever the method
    words = "bert.embeddings.word_embeddings.weight"
    torch.testing.assert_close(was.pop(words), now.pop(words))
    assert any(not torch.equal(value, now[name]) for name, value in was.items())


def test_an_adapter_reads_held_out_examples_better_on_the_base_as_it_is(base: str, tmp_path: Path) -> None:
    from polycite.components.networks.adapters import adapted

    done = adapt_reader(base, TARGET, HELD, SOURCE, tmp_path, replace(QUICK, method="adapter"))
    assert done.dev_before is not None
    assert done.dev_after is not None
    assert done.dev_after < 0.8 * done.dev_before
    assert {file.name for file in tmp_path.iterdir()} == {"adapter_config.json", "adapter_model.safetensors"}
    network = AutoModelForQuestionAnswering.from_pretrained(base).eval()
    whole = {name: value.clone() for name, value in network.state_dict().items()}
    adapted(network, base, str(tmp_path))
    assert all(torch.equal(value, whole[name]) for name, value in network.state_dict().items())


def test_the_same_seed_gives_the_same_weights(base: str, tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        adapt_reader(base, TARGET, (), SOURCE, tmp_path / name, replace(QUICK, max_steps=3, seed=seed))
    one, again, other = (weights(tmp_path / name) for name in ("one", "again", "other"))
    assert all(torch.equal(value, again[name]) for name, value in one.items())
    assert not all(torch.equal(value, other[name]) for name, value in one.items())


def test_the_base_is_kept_where_nothing_is_better(base: str, tmp_path: Path) -> None:
    wrong = [replace(e, start=e.context.index("grey"), end=e.context.index("grey") + 4) for e in TARGET]
    adapt_reader(base, TARGET, HELD, (), tmp_path / "good", QUICK)
    done = adapt_reader(str(tmp_path / "good"), wrong, HELD, (), tmp_path / "kept", replace(QUICK, patience=1))
    assert (done.best_step, done.dev_after) == (0, done.dev_before)
    good = weights(tmp_path / "good")
    assert all(torch.equal(value, good[name]) for name, value in weights(tmp_path / "kept").items())


def test_zero_shot_changes_nothing(base: str, tmp_path: Path) -> None:
    done = adapt_reader(base, TARGET, HELD, SOURCE, tmp_path, AdaptConfig(regime="zero-shot", longest=64))
    assert (done.steps, done.best_step) == (0, 0)
    assert all(torch.equal(value, weights(base)[name]) for name, value in weights(tmp_path).items())


@pytest.mark.parametrize("regime", ["sequential", "multi-stage"])
def test_other_regimes_and_no_source_at_all_train_too(base: str, tmp_path: Path, regime: str) -> None:
    config = replace(QUICK, regime=regime, epochs=2, languages=("da",))
    assert adapt_reader(base, TARGET, (), SOURCE, tmp_path / "mixed", config).steps == 6
    assert adapt_reader(base, TARGET, (), (), tmp_path / "alone", config).steps == 3


def test_a_small_change_of_a_model_stored_in_8_bits_is_not_rounded_away(base: str, tmp_path: Path) -> None:
    from transformers import AutoTokenizer

    from polycite.pipeline.training.checkpoints import save_small, save_tokenizer

    save_small(AutoModelForQuestionAnswering.from_pretrained(base), tmp_path / "small")
    save_tokenizer(AutoTokenizer.from_pretrained(base), tmp_path / "small")
    adapt_reader(str(tmp_path / "small"), TARGET, (), (), tmp_path / "adapted", replace(QUICK, learning_rate=1e-5))
    name = "bert.encoder.layer.0.output.dense.weight"
    was, now = weights(tmp_path / "small")[name], weights(tmp_path / "adapted")[name]
    assert (was != now).float().mean() > 0.5
    torch.testing.assert_close(was, now, atol=1e-3, rtol=1e-2)


def test_a_base_that_does_not_exist_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="nowhere"):
        adapt_reader(str(tmp_path / "nowhere"), TARGET, (), (), tmp_path)
