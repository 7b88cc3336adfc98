from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.errors import SettingsError
from polycite.components.projecting import SpanProjector
from polycite.components.translating import Translator
from polycite.components.translators.engine import Pair
from polycite.pipeline.training.adaptation.augmentation import gloss_train, translate_train
from polycite.pipeline.training.reading_examples import Example

GERMAN = {
    "How long does the battery last?": "Wie lange hält der Akku?",
    "The battery lasts ten hours.": "Der Akku hält zehn Stunden.",
    "The device weighs 480 grams.": "Das Gerät wiegt 480 Gramm.",
    "How heavy is it?": "Wie schwer ist es?",
    "Battery": "Akku",
}
ENGLISH = "The device weighs 480 grams. The battery lasts ten hours."


class Dictionary:
    """An engine that knows some sentences."""

    name = "dictionary"

    def __init__(self, known: dict[str, str]) -> None:
        self._known = known

    def pairs(self) -> frozenset[Pair]:
        return frozenset({("en", "de")})

    def missing(self) -> str:
        return ""

    def version(self, source: str, target: str) -> str:
        return "1"

    def translate_sentences(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        return [self._known.get(sentence, "") for sentence in sentences]


def example(question: str, answer: str, language: str = "en") -> Example:
    start = ENGLISH.index(answer) if answer else -1
    return Example(language, question, ENGLISH, start, start + len(answer) if answer else -1, "Battery", "q1")


def translator(known: dict[str, str] = GERMAN) -> Translator:
    return Translator([Dictionary(known)], cache=None)


LONG, HEAVY = example("How long does the battery last?", "ten hours"), example("How heavy is it?", "480 grams")
PROJECTOR = SpanProjector(encoder=None)


def test_an_example_is_translated_and_its_answer_found_again() -> None:
    none = example("How heavy is it?", "")
    made = translate_train([LONG, none, example("Wie?", "480", "de")], "de-AT", translator(), PROJECTOR)
    long, absent = made.examples
    assert made.left_out == 0
    assert (long.language, long.question, long.title, long.id) == ("de", "Wie lange hält der Akku?", "Akku", "q1")
    assert long.context == "Das Gerät wiegt 480 Gramm. Der Akku hält zehn Stunden."
    assert long.context[long.start : long.end].startswith("zehn Stunden")
    assert (absent.start, absent.end, absent.context) == (-1, -1, long.context)


def test_what_stays_untranslated_or_cannot_be_found_again_is_left_out() -> None:
    partly = translator({key: value for key, value in GERMAN.items() if "hours" not in key})
    made = translate_train([LONG, example("How heavy is it?", "480"), example("What?", "480")], "de", partly, PROJECTOR)
    assert [e.context[e.start : e.end] for e in made.examples] == ["480"]
    assert made.left_out == 2
    unlike = translator({**GERMAN, "The battery lasts ten hours.": "Er ist blau und sehr schön."})
    assert translate_train([LONG], "de", unlike, PROJECTOR).examples == ()


def test_no_translator_for_the_pair_is_said() -> None:
    with pytest.raises(SettingsError, match=r"'fr'.*dictionary: no chain"):
        translate_train([LONG], "fr", translator(), PROJECTOR)
    with pytest.raises(SettingsError, match="klingonisch"):
        translate_train([LONG], "klingonisch", translator(), PROJECTOR)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_span_lies_inside_its_translation(draw: st.DataObject) -> None:
    start = draw.draw(st.integers(0, len(ENGLISH) - 1))
    end = draw.draw(st.integers(start + 1, len(ENGLISH)))
    given = Example("en", LONG.question, ENGLISH, start, end)
    for made in translate_train([given], "de", translator(), PROJECTOR).examples:
        assert 0 <= made.start < made.end <= len(made.context)
        assert made.context[made.start : made.end].strip()


def test_an_english_example_is_put_over_word_for_word() -> None:
    made = gloss_train([HEAVY, LONG, example("Wie?", "480", "de")], "de")
    heavy, long = made.examples
    assert made.left_out == 1
    assert heavy.context[heavy.start : heavy.end].startswith("480 ")
    assert "480" in heavy.context
    assert long.language == "de"
    assert long.question != LONG.question
    assert long.context[long.start : long.end].split()[-1].startswith("stunde")
    assert not long.context[long.end :].strip(".")
    assert made == gloss_train([HEAVY, LONG, example("Wie?", "480", "de")], "de")


@pytest.mark.parametrize("language", ["th", "ar", "ko"])
def test_the_answer_of_every_word_is_its_own_word(language: str) -> None:
    draw = random.Random(0)
    words = [f"R-{n}" for n in draw.sample(range(100, 999), 8)]
    context = " ".join(f"The device {word} is here." for word in words)
    at = [context.index(word) for word in words]
    given = [Example("en", "Which?", context, a, a + len(word)) for a, word in zip(at, words, strict=True)]
    for made, word in zip(gloss_train(given, language).examples, words, strict=True):
        assert made.context[made.start : made.end].endswith(word.removeprefix("R-"))


def test_a_language_without_words_is_said() -> None:
    with pytest.raises(SettingsError, match="no words of 'en'"):
        gloss_train([LONG], "en")
