"""Adapters change what is read in their languages, and nothing else, over one network."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import AutoModelForQuestionAnswering, AutoTokenizer

from polycite.components.errors import ModelError
from polycite.components.networks.adapters import adapted, base_of, is_adapter
from polycite.components.networks.coalescing import caller
from polycite.components.networks.span_model import SpanModel, Window
from polycite.pipeline.training.adaptation.methods import prepare, save_adapter

CONTEXTS = {
    "de": "Die Garantie beträgt 24 Monate.",
    "ko": "보증 기간은 24개월입니다.",
    "en": "The warranty is 24 months. It covers parts, labour and shipping within the country.",
}
QUESTION = "How long is the warranty?"
Save = Callable[..., None]


def save(base: str, folder: Path, seed: int, named: str | None = None) -> str:
    """An adapter with random additions."""
    model = prepare(AutoModelForQuestionAnswering.from_pretrained(base), "adapter")
    torch.manual_seed(seed)
    for value in model.parameters():
        if value.requires_grad:
            value.data.normal_(0, 0.3)
    save_adapter(model, named or base, folder)
    return str(folder)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, save_tiny: Save) -> str:
    folder = tmp_path_factory.mktemp("base")
    save_tiny(folder, "BertForQuestionAnswering")
    return str(folder)


@pytest.fixture(scope="module")
def adapters(base: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("adapters")
    return {code: save(base, folder / code, seed) for seed, code in enumerate(("de", "ko"))}


def read(model: SpanModel, codes: Sequence[str | None]) -> list[Window]:
    """The windows of a context in each language, in their order."""
    windows = model.windows([(QUESTION, CONTEXTS[code or "en"]) for code in codes], codes)
    return sorted(windows, key=lambda window: window.pair)


def same(one: Window, other: Window) -> bool:
    return bool(np.array_equal(one.starts, other.starts) and np.array_equal(one.ends, other.ends))


def test_a_language_is_read_with_its_adapter_and_all_others_as_without(base: str, adapters: dict[str, str]) -> None:
    plain, with_both = SpanModel(base), SpanModel(base, adapters=adapters)
    for code in ("en", None):
        assert same(read(with_both, [code])[0], read(plain, [code])[0])
    for code, other in (("de", "ko"), ("ko", "de")):
        with_one = SpanModel(base, adapters={code: adapters[code]})
        assert not same(read(with_both, [code])[0], read(plain, [code])[0])
        assert same(read(with_both, [code])[0], read(with_one, [code])[0])
        assert same(read(with_one, [other])[0], read(plain, [other])[0])
    assert same(*(next(model.windows([(QUESTION, CONTEXTS["de"])])) for model in (plain, with_both)))


@pytest.fixture(scope="module")
def both(base: str, adapters: dict[str, str]) -> tuple[SpanModel, dict[str, Window]]:
    """A model with two adapters, and what it says of each language alone."""
    model = SpanModel(base, dtype="float32", adapters=adapters)
    return model, {code: read(model, [code])[0] for code in CONTEXTS}


@settings(max_examples=8)
@given(codes=st.lists(st.sampled_from(["de", "ko", "en", None]), max_size=6))
def test_passages_of_many_languages_are_each_read_once_and_as_alone(
    both: tuple[SpanModel, dict[str, Window]], codes: list[str | None]
) -> None:
    model, alone = both
    found = read(model, codes)
    assert [window.pair for window in found] == list(range(len(codes)))
    for window, code in zip(found, codes, strict=True):
        np.testing.assert_allclose(window.starts, alone[code or "en"].starts, atol=1e-5)
        np.testing.assert_array_equal(window.tokens, alone[code or "en"].tokens)  # half-open code points


def test_threads_that_read_at_once_get_what_they_would_alone(both: tuple[SpanModel, dict[str, Window]]) -> None:
    model, alone = both

    def ask(code: str) -> Window:
        with caller():
            return read(model, [code])[0]

    codes = ["de", "ko", "en"] * 4
    with ThreadPoolExecutor(6) as pool:
        for code, window in zip(codes, pool.map(ask, codes), strict=True):
            np.testing.assert_allclose(window.starts, alone[code].starts, atol=1e-5)


def test_the_weights_of_the_base_are_in_memory_once(base: str, adapters: dict[str, str]) -> None:
    network = AutoModelForQuestionAnswering.from_pretrained(base)
    before = {name: value.data_ptr() for name, value in network.named_parameters()}
    both = [adapted(network, base, adapter) for adapter in adapters.values()]
    assert {name: value.data_ptr() for name, value in network.named_parameters()} == before
    for one in both:
        assert set(before.values()) <= {value.data_ptr() for value in one.parameters()}


def test_other_code_reads_the_folder_with_peft_alone(base: str, adapters: dict[str, str]) -> None:
    from peft import PeftModel

    inputs = AutoTokenizer.from_pretrained(base)(QUESTION, CONTEXTS["ko"], return_tensors="pt")
    theirs = PeftModel.from_pretrained(AutoModelForQuestionAnswering.from_pretrained(base), adapters["ko"])
    ours = adapted(AutoModelForQuestionAnswering.from_pretrained(base).eval(), base, adapters["ko"])
    with torch.inference_mode():
        torch.testing.assert_close(ours(**inputs).start_logits, theirs.eval()(**inputs).start_logits)
    assert base_of(adapters["ko"]) == base
    assert is_adapter(adapters["ko"])
    assert not is_adapter(base)


def test_half_precision_computes_all_of_it_in_one_type(base: str, adapters: dict[str, str]) -> None:
    assert read(SpanModel(base, dtype="bfloat16", adapters=adapters), ["ko"])[0].starts.sum() > 0


def test_an_adapter_of_another_base_is_refused_by_content_else_by_shape(
    base: str, tmp_path: Path, save_tiny: Save
) -> None:
    for name, sizes in (("wide", {"hidden_size": 64}), ("deep", {"num_hidden_layers": 2}), ("alike", {})):
        save_tiny(tmp_path / name, "BertForQuestionAnswering", **sizes)
    (tmp_path / "alike" / "config.json").write_text((tmp_path / "alike" / "config.json").read_text() + " ")
    known = save(str(tmp_path / "alike"), tmp_path / "known", 0)
    with pytest.raises(ModelError, match=r"alike.*whose weights are others"):
        SpanModel(base, adapters={"ko": known}).warm_up()
    for other, reason in (("wide", "do not fit"), ("deep", "another number of layers")):
        adapter = save(str(tmp_path / other), tmp_path / f"{other}-adapter", 0, named="somebody/unreachable")
        with pytest.raises(ModelError, match=f"does not belong to the reader.*{reason}"):
            SpanModel(base, adapters={"ko": adapter}).warm_up()
    shallow = save(base, tmp_path / "shallow", 0, named="somebody/unreachable")
    with pytest.raises(ModelError, match="another number of layers"):
        SpanModel(str(tmp_path / "deep"), adapters={"ko": shallow}).warm_up()


def test_a_version_remembers_a_base_that_was_trained_again_since(base: str, tmp_path: Path) -> None:
    adapter = save(base, tmp_path / "adapter", 0)
    (tmp_path / "adapter" / "version.json").write_text(json.dumps({"base_content": "0" * 16}))
    with pytest.raises(ModelError, match="whose weights are others"):
        SpanModel(base, adapters={"ko": adapter}).warm_up()


def test_forms_that_take_no_adapter_say_so(base: str, adapters: dict[str, str], tmp_path: Path) -> None:
    from polycite.components.networks.quantization import MARK

    shutil.copytree(base, tmp_path / "int8")
    (tmp_path / "int8" / MARK).write_text('{"format": "int8"}')
    with pytest.raises(ModelError, match=r"in 8 bits.*exported from"):
        SpanModel(str(tmp_path / "int8"), adapters=adapters).warm_up()
    (tmp_path / "int8" / "model.onnx").touch()
    with pytest.raises(ModelError, match="by ONNX Runtime"):
        adapted(torch.nn.Identity(), str(tmp_path / "int8"), adapters["ko"])


def test_an_adapter_is_no_reader_and_a_reader_no_adapter(base: str, adapters: dict[str, str]) -> None:
    with pytest.raises(ModelError, match=r"no reader by itself.*reader_adapters"):
        SpanModel(adapters["ko"]).warm_up()
    with pytest.raises(ModelError, match="cannot be loaded"):
        SpanModel(base, adapters={"ko": base}).warm_up()


def test_where_peft_is_not_installed_it_is_said_how(
    base: str, adapters: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    SpanModel(base).warm_up()
    monkeypatch.setitem(sys.modules, "peft", None)
    with pytest.raises(ModelError, match=r"pip install 'polycite\[train\]'"):
        SpanModel(base, adapters=adapters).warm_up()
