"""Settings: where they come from, what they refuse, and what they say about it."""

import json
import os
import pickle
from pathlib import Path
from typing import Any

import pytest

from polycite.components.errors import SettingsError
from polycite.pipeline.settings import Settings


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder without a settings file, and an environment without settings."""
    for name in [name for name in os.environ if name.upper().startswith("POLYCITE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made(**keywords: Any) -> Settings:
    """Settings of values as people write them, whatever the declared type."""
    return Settings(**keywords)


def mistake(**keywords: Any) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        Settings(**keywords)
    return caught.value


def test_keyword_beats_environment_beats_file_beats_default(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bare / "polycite.toml").write_text("top_k = 3\nthreads = 3\nmax_tokens = 33\n")
    monkeypatch.setenv("POLYCITE_TOP_K", "4")
    monkeypatch.setenv("POLYCITE_THREADS", "4")
    settings = Settings(top_k=5)
    assert (settings.top_k, settings.threads, settings.max_tokens, settings.strategy) == (5, 4, 33, "auto")


def test_the_file_may_be_named_by_the_environment_or_the_caller(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bare / "polycite.toml").write_text("top_k = 3\n")
    (bare / "a.toml").write_text("top_k = 4\n")
    (bare / "b.toml").write_text("top_k = 5\n")
    monkeypatch.setenv("POLYCITE_SETTINGS", "a.toml")
    assert Settings().top_k == 4
    assert Settings.load("b.toml").top_k == 5


def test_a_file_with_a_byte_order_mark_is_read(bare: Path) -> None:
    (bare / "polycite.toml").write_bytes(b"\xef\xbb\xbftop_k = 3\n")
    assert Settings().top_k == 3


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"top_k = \n", "not TOML"), (b'reader = "\xff"\n', "not in UTF-8"), (None, "cannot be read")],
)
def test_a_file_that_cannot_be_read_is_named(bare: Path, content: bytes | None, said: str) -> None:
    if content is not None:
        (bare / "my.toml").write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        Settings.load("my.toml")
    assert "my.toml" in caught.value.problem
    assert said in caught.value.problem
    assert caught.value.mend


def test_the_message_names_field_origin_value_limit_and_mend(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "keyword" in mistake(top_k=0).problem
    assert mistake(top_k=0).mend == "top_k must be a whole number from 1 to 100."
    monkeypatch.setenv("POLYCITE_TOP_K", "many")
    assert "environment variable POLYCITE_TOP_K" in mistake().problem
    assert "'many'" in mistake().problem
    monkeypatch.delenv("POLYCITE_TOP_K")
    (bare / "polycite.toml").write_text("abstain_below = 2\n")
    assert "in polycite.toml" in mistake().problem
    assert "from 0 to 1 or none" in mistake().mend
    with pytest.raises(SettingsError, match=r"--top-k.* is 0"):
        Settings.load(overrides={"top_k": (0, "--top-k"), "abstain_below": ("none", "--set")})


def test_every_mistake_is_said_at_once() -> None:
    problem = mistake(top_k=0, dtype="float8", encoding="utf9").problem
    assert all(name in problem for name in ("top_k", "dtype", "encoding"))


def test_unknown_keys_are_refused_wherever_they_stand(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "top_k" in mistake(topk=3).mend
    (bare / "polycite.toml").write_text("abstain_bellow = 0.5\n")
    assert "abstain_below" in mistake().mend
    (bare / "polycite.toml").unlink()
    monkeypatch.setenv("POLYCITE_TOPK", "3")
    assert mistake().mend == "Did you mean POLYCITE_TOP_K?"


def test_variables_of_the_command_line_are_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLYCITE_STORE", "x")
    monkeypatch.setenv("POLYCITE_DEBUG", "1")
    assert Settings().top_k == 8


def test_near_names_are_suggested_for_values() -> None:
    assert "'bfloat16'" in mistake(dtype="bfloat").mend
    assert "'gloss'" in mistake(strategy="glos").mend


@pytest.mark.parametrize("written", ["de,pt-BR, zh_TW", ["de", "pt", "zh-hant"], ("de", "de", "pt", "zh-hant")])
def test_languages_are_read_as_people_write_them(written: object) -> None:
    assert made(candidate_languages=written).candidate_languages == ("de", "pt", "zh-hant")


def test_languages_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLYCITE_CANDIDATE_LANGUAGES", "de,fr")
    assert Settings().candidate_languages == ("de", "fr")


@pytest.mark.parametrize("written", ["qq", [], 3, [3]])
def test_languages_that_are_none_are_refused(written: object) -> None:
    assert "candidate_languages" in mistake(candidate_languages=written).problem


def test_none_can_be_written_where_it_has_a_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    assert made(abstain_below="none", encoding="none").abstain_below is None
    assert "top_k" in mistake(top_k="none").problem
    monkeypatch.setenv("POLYCITE_WEIGHT_DENSE", "None")
    assert Settings().weight_dense is None


@pytest.mark.parametrize("name", ["api_key", "generator_key"])
def test_a_key_is_never_shown(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(f"POLYCITE_{name.upper()}", "s3cret")
    settings = Settings()
    assert getattr(settings, name).get_secret_value() == "s3cret"
    assert "s3cret" not in repr(settings) + str(settings) + repr(settings.model_dump())
    # A masked one would be sent to the server as it is by whoever reads the dump back.
    assert name not in json.loads(settings.model_dump_json())
    assert "12345" not in mistake(**{name: 12345, "top_k": 0}).problem
    assert getattr(pickle.loads(pickle.dumps(settings)), name) == getattr(settings, name)


def test_the_certificate_is_checked_by_a_file_that_exists(bare: Path) -> None:
    (bare / "ca.pem").touch()
    assert made(tls_verify="no").tls_verify is False
    assert Settings(tls_verify="ca.pem").tls_verify == "ca.pem"
    assert "cb.pem" in mistake(tls_verify="cb.pem").problem


def test_settings_that_contradict_each_other_are_refused() -> None:
    assert "channel_limit" in mistake(top_k=50, channel_limit=20).problem
    assert "weight" in mistake(weight_dense=0, weight_gloss=0, weight_lexicon=0, weight_sounds=0).problem
    assert "weight_dense" in mistake(weight_dense=float("nan")).problem


def test_settings_are_frozen_and_survive_copying() -> None:
    settings = made(top_k=5, candidate_languages="de,fr")
    with pytest.raises(ValueError):
        settings.top_k = 6
    plain = json.loads(settings.model_dump_json())
    assert Settings(**plain) == settings
    assert pickle.loads(pickle.dumps(settings)) == settings
    assert hash(settings) == hash(Settings(**plain))


def test_the_fingerprint_changes_with_what_vectors_depend_on_and_with_nothing_else() -> None:
    fingerprint = Settings().fingerprint()
    assert json.loads(json.dumps(fingerprint)) == fingerprint
    assert made(top_k=3, threads=2, api_key="x", collection="other").fingerprint() == fingerprint
    for change in ({"embedder": "a"}, {"lexicon": "a"}, {"max_tokens": 100}, {"overlap_sentences": 0}):
        assert made(**change).fingerprint() != fingerprint


def test_every_setting_says_what_it_is() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
