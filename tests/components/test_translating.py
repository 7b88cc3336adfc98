"""The translator as people use it, over engines that do as they are told, and over Apertium where it is installed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from haystack import Pipeline
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.errors import ModelError, SettingsError
from polycite.components.evidence import Span
from polycite.components.translating import Translator
from polycite.components.translators.apertium import ApertiumEngine
from polycite.components.translators.engine import EngineUnavailableError, Pair, TranslationError

installed = pytest.mark.skipif(
    not {("es", "en"), ("fr", "es")} <= ApertiumEngine().pairs(),
    reason="apertium-eng-spa and apertium-fr-es are not installed",
)
WORDS = {"uno.": "one.", "dos.": "two.", "tres.": "three.", "cuatro.": "four."}


class Scripted:
    """An engine that looks sentences up in :data:`WORDS`, or does what ``act`` says with them."""

    name = "scripted"

    def __init__(self, pairs: set[Pair] | None = None, act: Callable[[Sequence[str]], list[str]] | None = None) -> None:
        self._pairs = frozenset({("es", "en")} if pairs is None else pairs)
        self._act = act
        self.asked: list[list[str]] = []

    def pairs(self) -> frozenset[Pair]:
        return self._pairs

    def missing(self) -> str:
        return "" if self._pairs else "The scripted engine has no pairs."

    def version(self, source: str, target: str) -> str:
        return "1"

    def translate_sentences(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        self.asked.append(list(sentences))
        if self._act:
            return self._act(sentences)
        return [f"{target}:{WORDS.get(sentence.lower(), sentence)}" for sentence in sentences]


def translator(engine: Scripted, **options: object) -> Translator:
    return Translator([engine], cache=None, **options)  # type: ignore[arg-type]


@installed
def test_a_text_is_translated_and_knows_where_each_sentence_came_from() -> None:
    text = "La casa es roja. El perro come.\n\n- Madrid es grande."
    (found,) = Translator(cache=None).translate([text], None, "en-GB")
    assert found is not None
    assert found.text == "The house is red. The dog eats.\n\n- Madrid is big."
    assert (found.engine, found.route, found.source_language, found.target_language) == (
        "apertium", ("es", "en"), "es", "en",
    )  # fmt: skip
    pair = found.sentences[1]
    assert text[pair.start : pair.end] == "El perro come."
    assert found.text[pair.target_start : pair.target_end] == "The dog eats."
    start = found.text.index("dog")
    span = found.to_source(Span(start, start + 3))
    assert span is not None
    assert span.of(text) == "El perro come."


@installed
def test_french_reaches_english_through_spanish_and_says_so() -> None:
    (found,) = Translator("apertium", pivots=["es"], cache=None).translate(["Le chat dort."], "fr", "en")
    assert found is not None
    assert (found.text, found.route) == ("The cat sleeps.", ("fr", "es", "en"))


def test_sentences_of_all_texts_go_together_each_once_and_in_one_batch() -> None:
    engine = Scripted()
    found = translator(engine).translate(["Uno. Dos.", "Dos. Tres.", "One.", "R-310"], ["es", "es", "en", "es"], "en")
    assert engine.asked == [["Uno.", "Dos.", "Tres."]]
    assert [one and one.text for one in found] == ["en:one. en:two.", "en:two. en:three.", "One.", "R-310"]
    assert found[2] is not None
    assert (found[2].route, found[2].engine) == (("en",), "")


def test_what_was_translated_once_is_not_asked_for_again(tmp_path: Path) -> None:
    cache = str(tmp_path / "cache.sqlite")
    Translator([Scripted()], cache=cache).translate(["Uno. Dos."], "es", "en")
    again = Scripted()
    (found,) = Translator([again], cache=cache).translate(["Dos. Tres."], "es", "en")
    assert found is not None
    assert found.text == "en:two. en:three."
    assert again.asked == [["Tres."]]


def test_a_missing_pair_is_a_state_with_a_reason_and_not_an_error() -> None:
    none = translator(Scripted())
    found = none.translate(["Uno.", "Hallo.", "42"], ["es", "de", None], "en")
    assert [one is None for one in found] == [False, True, True]
    assert none.route("de", "en") is None
    assert none.why("de", "en") == "scripted: no chain of up to 3 pairs leads from German to English."
    assert none.why("es", "en") == ""
    assert "could not be told" in none.why(None, "en")
    assert translator(Scripted(set())).why("es", "en") == "The scripted engine has no pairs."
    assert Translator("none").translate(["Uno."], "es", "en") == [None]
    assert Translator("none").why("es", "en") == "No translator is set."


def test_a_pivot_of_ones_own_is_gone_through_and_the_first_engine_with_a_pair_is_asked() -> None:
    first, second = Scripted({("gl", "pt")}), Scripted({("pt", "es"), ("gl", "pt"), ("gl", "en"), ("en", "es")})
    both = Translator([first, second], pivots=["pt"], cache=None)
    (found,) = both.translate(["Uno."], "gl", "es")
    assert found is not None
    assert (found.route, found.text) == (("gl", "pt", "es"), "es:pt:one.")
    assert (len(first.asked), len(second.asked)) == (1, 1)


def failing(bad: str, error: Exception) -> Callable[[Sequence[str]], list[str]]:
    def act(sentences: Sequence[str]) -> list[str]:
        if any(bad in sentence for sentence in sentences):
            raise error
        return [WORDS[sentence.lower()] for sentence in sentences]

    return act


@pytest.mark.parametrize("error", [TranslationError("no"), RuntimeError("out of memory"), IndexError("?")])
def test_a_sentence_that_breaks_the_engine_stays_and_the_others_do_not(error: Exception) -> None:
    (found,) = translator(Scripted(act=failing("Tres", error))).translate(["Uno. Dos. Tres. Cuatro."], "es", "en")
    assert found is not None
    assert (found.text, found.untranslated) == ("one. two. Tres. four.", (2,))


def test_what_was_done_before_the_engine_went_away_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("polycite.components.translation.sentence_translating._CHUNK", 2)
    cache = str(tmp_path / "cache.sqlite")
    dying = Scripted(act=failing("Tres", EngineUnavailableError("the server is gone")))
    (found,) = Translator([dying], cache=cache).translate(["Uno. Dos. Tres. Cuatro."], "es", "en")
    assert found is not None
    assert (found.text, found.untranslated) == ("one. two. Tres. Cuatro.", (2, 3))
    assert len(dying.asked) == 2
    well = Scripted()
    (found,) = Translator([well], cache=cache).translate(["Uno. Dos. Tres. Cuatro."], "es", "en")
    assert well.asked == [["Tres.", "Cuatro."]]
    assert found is not None
    assert found.untranslated == ()


def test_an_engine_that_always_fails_is_left_alone_after_a_few_tries() -> None:
    engine = Scripted(act=failing("", RuntimeError("broken")))
    text = " ".join(f"Número {word} es malo." for word in "abcdefghijklmnopqrstuvwxyz")
    (found,) = translator(engine).translate([text], "es", "en")
    assert found is not None
    assert found.text == text
    assert len(found.untranslated) == len(found.sentences)
    assert len(engine.asked) < 12


@pytest.mark.parametrize(
    "act",
    [
        lambda sentences: [WORDS[s.lower()] for s in sentences if s != "Dos." or len(sentences) == 1],
        lambda sentences: [WORDS[s.lower()] for s in sentences] + ["five."] * (len(sentences) > 1),
    ],
    ids=["too few", "too many"],
)
def test_a_wrong_number_of_sentences_is_asked_for_in_smaller_parts(act: Callable[[Sequence[str]], list[str]]) -> None:
    (found,) = translator(Scripted(act=act)).translate(["Uno. Dos. Tres."], "es", "en")
    assert found is not None
    assert (found.text, found.untranslated) == ("one. two. three.", ())


SPANISH = "La garantía de la batería dura diez años desde el primer día."


@pytest.mark.parametrize(
    "bad",
    ["", "  ", SPANISH, "Die Garantie auf die Batterie gilt zehn Jahre ab dem ersten Tag."],
    ids=["empty", "blank", "a copy", "another language"],
)
def test_an_output_that_is_no_translation_is_refused_marked_and_not_cached(bad: str) -> None:
    engine = Scripted(act=lambda sentences: [bad if s == SPANISH else WORDS[s.lower()] for s in sentences])
    one = translator(engine)
    (found,) = one.translate([f"Uno. {SPANISH} Dos."], "es", "en")
    assert found is not None
    assert (found.text, found.untranslated) == (f"one. {SPANISH} two.", (1,))
    one.translate([SPANISH], "es", "en")
    assert engine.asked[-1] == [SPANISH]


def test_addresses_and_terms_go_masked_and_come_back_as_they_must() -> None:
    engine = Scripted(
        act=lambda sentences: [s.upper().replace("VISITE", "VISIT").replace("EL", "THE") for s in sentences]
    )
    one = translator(engine, glossary={"cargador": "wallbox"})
    (found,) = one.translate(["Visite https://tessivolt.example/ayuda el cargador."], "es", "en")
    assert found is not None
    assert "tessivolt" not in engine.asked[0][0]
    assert found.text == "VISIT https://tessivolt.example/ayuda THE wallbox."
    assert found.violations == ()


def test_a_sentence_that_lost_a_mask_goes_again_as_it_is() -> None:
    def act(sentences: Sequence[str]) -> list[str]:
        return ["Visit it." if "tessivolt" not in s else "Visit https://tessivolt.example today." for s in sentences]

    (found,) = translator(Scripted(act=act)).translate(["Visite https://tessivolt.example hoy."], "es", "en")
    assert found is not None
    assert found.text == "Visit https://tessivolt.example today."


def test_what_a_translation_lost_or_changed_is_listed_unless_nobody_guards_it() -> None:
    def act(sentences: Sequence[str]) -> list[str]:
        return ["The warranty lasts 63 months." for _ in sentences]

    (found,) = translator(Scripted(act=act)).translate(["La garantía dura 36 meses."], "es", "en")
    assert found is not None
    (violation,) = found.violations
    assert found.source[violation.start : violation.end] == violation.text
    assert "36" in violation.text
    assert violation.found
    assert "63" in violation.found
    (found,) = translator(Scripted(act=act), guard=False).translate(["La garantía dura 36 meses."], "es", "en")
    assert found is not None
    assert found.violations == ()


def test_mistakes_of_the_caller_are_errors() -> None:
    one = translator(Scripted())
    with pytest.raises(SettingsError, match="'xx' is not the code"):
        one.translate(["Uno."], "xx", "en")
    with pytest.raises(SettingsError, match="'klingon' is not the code"):
        one.translate(["Uno."], "es", "klingon")
    with pytest.raises(SettingsError, match="2 languages for 1 texts"):
        one.translate(["Uno."], ["es", "en"], "en")
    with pytest.raises(SettingsError, match="'xx' is not the code"):
        Translator("none", pivots=["xx"])
    with pytest.raises(ModelError, match="cannot be loaded"):
        Translator("no/such-model", cache=None).translate(["Uno."], "es", "en")


@pytest.mark.parametrize("text", ["", " \n ", "42", "\x00", "\ud800"])
def test_a_text_with_nothing_to_translate_is_its_own_translation(text: str) -> None:
    (found,) = translator(Scripted()).translate([text], "es", "en")
    assert found is not None
    assert (found.text, found.untranslated) == (text, ())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(["Uno.", "Dos. ", "\n\n", "- Tres.", "R-310, ", "保修。", "| a | Bien |\n", "x"]),
            max_size=8,
        ).map("".join),
        max_size=4,
    )
)
def test_sentence_pairs_are_exact_in_both_texts(texts: list[str]) -> None:
    for text, found in zip(texts, translator(Scripted()).translate(texts, "es", "en"), strict=True):
        assert found is not None
        assert found.source == text
        outside, target_outside, end, target_end = "", "", 0, 0
        for pair in found.sentences:
            assert end <= pair.start < pair.end <= len(text)
            assert target_end <= pair.target_start < pair.target_end <= len(found.text)
            outside += text[end : pair.start]
            target_outside += found.text[target_end : pair.target_start]
            end, target_end = pair.end, pair.target_end
        assert (outside + text[end:]).split() == (target_outside + found.text[target_end:]).split() == []
        assert all(a.end <= b.start for a, b in pairwise(found.sentences))


async def test_it_runs_in_a_pipeline_from_yaml_and_at_once() -> None:
    pipeline = Pipeline()
    pipeline.add_component("translator", Translator("none", pivots=["en", "es"], cache=None, glossary={"a": "b"}))
    loaded = Pipeline.loads(pipeline.dumps(), allowed_modules=["polycite"])
    inputs = {
        "translator": {"texts": ["Hello there.", "Hola."], "target_language": "en", "source_languages": ["en", "es"]}
    }
    for result in (loaded.run(inputs), await loaded.run_async(inputs)):
        first, second = result["translator"]["translations"]
        assert first.text == "Hello there."
        assert second is None
    again = loaded.get_component("translator")
    assert (again.pivots, again.glossary, again.cache) == (["en", "es"], {"a": "b"}, None)
    with pytest.raises(SettingsError, match="by its name"):
        translator(Scripted()).to_dict()
