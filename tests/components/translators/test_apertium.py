"""Apertium, real where it is installed, and played by a script where it must fail."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from polycite.components.translators.apertium import ApertiumEngine
from polycite.components.translators.engine import EngineUnavailableError, TranslationError

installed = pytest.mark.skipif(
    ("en", "es") not in ApertiumEngine().pairs(),
    reason="apertium-eng-spa is not installed: apt install apertium-eng-spa",
)

# Shouts what it is given. Dies of "CRASH" like a crashing program of the pipe: silently, with what it had.
PROGRAM = """#!{python}
import sys
for sentence in sys.stdin.read().split(chr(0))[:-1]:
    if "CRASH" in sentence: break
    if "HANG" in sentence: import time; sys.stdout.flush(); time.sleep(600)
    if "FAIL" in sentence: sys.exit("Error: the pair is broken")
    sys.stdout.write({shown} + chr(0))
sys.stdout.write(chr(0) * 3)
"""


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An Apertium with made-up modes; ``bin`` is the only folder where programs are looked for."""
    modes = tmp_path / "share" / "apertium" / "modes"
    modes.mkdir(parents=True)
    names = ["eng-spa", "eng-spa_US", "fra-spa", "fr-es", "eng-hbs", "eng-hbs_HR", "hbs-eng", "spa-cat_valencia"]
    for name in [*names, "nno-nob", "nob-dan", "ind-zlm", "oci-fra", "eng-spa-tagger", "spa-morph", "Cyrl-Latn"]:
        (modes / f"{name}.mode").write_text(f"lt-proc '{modes}/{name}.bin'", "utf-8")
    monkeypatch.delenv("APERTIUM_DATADIR", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    write_program(tmp_path, "sentence.upper()")
    return tmp_path


def write_program(folder: Path, shown: str) -> None:
    program = folder / "bin" / "apertium"
    program.parent.mkdir(exist_ok=True)
    program.write_text(PROGRAM.format(python=sys.executable, shown=shown), "utf-8")
    program.chmod(0o755)


@installed
def test_real_sentences_come_back_translated_in_order_and_apart() -> None:
    engine = ApertiumEngine()
    said = engine.translate_sentences(["La casa es roja.", "Madrid", "El perro come"], "es", "en")
    assert said == ["The house is red.", "Madrid", "The dog eats"]
    assert engine.translate_sentences(["The house is red."], "en", "es") == ["La casa es roja."]
    assert engine.version("es", "en") != engine.version("en", "es")


@installed
def test_unknown_words_and_the_programs_own_signs_come_through_unmarked() -> None:
    (said,) = ApertiumEngine().translate_sentences(
        [r"El Zxcvbn R-310 [1] <b>y</b> {x} a/b C:\d ^$ @uno *dos"], "es", "en"
    )
    for kept in ("Zxcvbn R-310 [1] <b>", "</b> {x}", r"C:\d ^$ @", " *"):
        assert kept in said
    (said,) = ApertiumEngine().translate_sentences(["El Zxcvbn wertyq"], "es", "en")
    assert said == "The Zxcvbn wertyq"


@installed
def test_addresses_code_and_model_names_are_not_translated() -> None:
    kept = ["https://apoyo.example/ayuda?de=casa", "no-reply@casa.example", "TJ-2", "`de_casa()`"]
    (said,) = ApertiumEngine().translate_sentences([f"La casa {', '.join(kept)} y el perro"], "es", "en")
    assert said == f"The house {', '.join(kept)} and the dog"


@pytest.mark.skipif(
    not {("fr", "es"), ("es", "en")} <= ApertiumEngine().pairs(), reason="apertium-fr-es is not installed"
)
def test_french_reaches_english_through_spanish() -> None:
    engine = ApertiumEngine()
    spanish = engine.translate_sentences(["Le chat dort."], "fr", "es")
    assert engine.translate_sentences(spanish, "es", "en") == ["The cat sleeps."]


def test_without_the_program_there_are_no_pairs_and_it_says_why(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    engine = ApertiumEngine()
    assert engine.pairs() == frozenset()
    assert "apt install apertium-eng-spa" in engine.missing()
    with pytest.raises(EngineUnavailableError, match="not installed"):
        engine.translate_sentences(["Hola."], "es", "en")


def test_modes_are_pairs_of_our_languages(fake: Path) -> None:
    assert ApertiumEngine().pairs() == {
        ("en", "es"), ("fr", "es"), ("en", "hr"), ("en", "sr"), ("hr", "en"), ("sr", "en"), ("es", "ca"),
        ("nb", "da"), ("id", "ms"),
    }  # fmt: skip
    shutil.rmtree(fake / "share")
    (fake / "share" / "apertium" / "modes").mkdir(parents=True)
    assert "no language pair" in ApertiumEngine().missing()


def test_a_sentence_the_program_crashes_on_is_empty_and_the_others_are_not(fake: Path) -> None:
    said = ApertiumEngine().translate_sentences(["one", "CRASH", "two", "CRASH", "three"], "en", "es")
    assert said == ["ONE", "", "TWO", "", "THREE"]
    with pytest.raises(EngineUnavailableError, match="crashes on everything"):
        ApertiumEngine().translate_sentences(["CRASH"] * 12, "en", "es")


def test_a_program_that_fails_or_hangs_is_an_error_that_says_so(fake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TranslationError, match="the pair is broken"):
        ApertiumEngine().translate_sentences(["FAIL"], "en", "es")
    monkeypatch.setattr("polycite.components.translators.apertium._SECONDS", 0.5)
    with pytest.raises(TranslationError, match="took more than 1 s"):
        ApertiumEngine().translate_sentences(["HANG"], "en", "es")


def test_marks_of_a_mode_that_cannot_be_told_to_leave_them_are_taken_away(fake: Path) -> None:
    write_program(fake, "'*Zxcvbn #be @in ~it have# <n>x' + sentence[-5:]")
    assert ApertiumEngine().translate_sentences(["a", "b"], "en", "es") == ["Zxcvbn be in it have x"] * 2


def test_a_pair_installed_again_is_another_version(fake: Path) -> None:
    before = ApertiumEngine().version("en", "es")
    (fake / "share" / "apertium" / "modes" / "eng-spa.bin").write_bytes(b"new dictionary")
    assert ApertiumEngine().version("en", "es") != before
