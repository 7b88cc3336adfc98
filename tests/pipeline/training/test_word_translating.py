from __future__ import annotations

import random

from polycite.pipeline.training.word_translating import WordTranslator


def test_a_question_is_put_into_words_of_another_language() -> None:
    translator = WordTranslator("shipped/lexicon", ["de", "tlh"])
    assert translator.languages == ("de",)
    said = translator.translate("How long is the battery?", "de", random.Random(0)).text
    assert said != "How long is the battery?"
    assert said.endswith("?")
