"""Two questions in one are answered apart; one question is never taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polycite.components.answers.compound_questions import parts
from polycite.components.languages.language_codes import SUPPORTED


@pytest.mark.parametrize(
    ("language", "question", "expected"),
    [
        ("en", "How much does the C-7 weigh, and how long is its charging cable?",
         ["How much does the C-7 weigh", "C-7: how long is its charging cable?"]),
        ("en", "How much does the C-7 weigh, and what about the C-11?",
         ["How much does the C-7 weigh", "what about the C-11? (How much does the C-7 weigh)"]),
        ("fr", "Combien de temps dure la batterie et combien coûte un accumulateur de rechange ?",
         ["Combien de temps dure la batterie", "combien coûte un accumulateur de rechange ?"]),
        ("ar", "كم تبلغ مدة الضمان على جهاز التوجيه، وكيف يمكنني إعادة ضبطه إلى الإعدادات؟",
         ["كم تبلغ مدة الضمان على جهاز التوجيه", "كيف يمكنني إعادة ضبطه إلى الإعدادات؟"]),
        ("zh", "R-310 的保修期是多长时间？怎样才能恢复出厂设置呢？",
         ["R-310 的保修期是多长时间？", "R-310: 怎样才能恢复出厂设置呢？"]),
        ("en", "How hot, and how heavy is the C-7?",
         ["How hot (how heavy is the C-7?)", "how heavy is the C-7? (How hot)"]),
    ],
)  # fmt: skip
def test_each_part_is_a_question_of_its_own(language: str, question: str, expected: list[str]) -> None:
    assert parts(question, language) == expected


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "How long is the warranty on batteries and inverters?"),
        ("en", "The light is red and blinking. What does it mean?"),
        ("de", "Wie lange gilt die Garantie auf Akku und Ladegerät?"),
        ("vi", "Bộ sạc và pin được bảo hành bao lâu?"),
    ],
)
def test_one_question_stays_one(language: str, question: str) -> None:
    assert parts(question, language) == [question]


@given(st.text(max_size=80), st.sampled_from([*SUPPORTED, None]))
def test_any_text_has_parts(question: str, language: str | None) -> None:
    found = parts(question, language)
    assert found
    assert len(found) <= 3
