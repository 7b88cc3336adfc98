import pytest
from hypothesis import given
from hypothesis import strategies as st

from polycite.components.languages.language_codes import SUPPORTED
from polycite.eval.scoring.question_types import LANGUAGES, TYPES, question_type


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("Who wrote it?", "en", "who"),
        ("In which year did it begin?", "en", "when"),
        ("How many panels fit?", "en", "how many"),
        ("How does it work?", "en", "how"),
        ("Does it work?", "en", "yes-no"),
        ("Name three panels.", "en", "other"),
        ("Wie viele Module passen?", "de", "how many"),
        ("Wie funktioniert das?", "de", "how"),
        ("Warum blinkt die Lampe?", "de", "why"),
        ("¿Por qué parpadea?", "es", "why"),
        ("¿Qué parpadea?", "es", "what"),
        ("Est-ce que ça marche ?", "fr", "yes-no"),
        ("Qu'est-ce que c'est ?", "fr", "what"),
        ("Dov’è il router?", "it", "where"),
        ("متى تأسست الشركة؟", "ar", "when"),
        ("كم عدد الألواح؟", "ar", "how many"),
        ("هل يعمل؟", "ar", "yes-no"),
        ("क्या यह चलता है?", "hi", "yes-no"),
        ("यह क्या है?", "hi", "what"),
        ("यहाँ कितने पैनल हैं?", "hi", "how many"),
        ("ใครเขียนหนังสือเล่มนี้", "th", "who"),
        ("มีแผงกี่แผง", "th", "how many"),
        ("ใช้ได้ไหม", "th", "yes-no"),
        ("这是什么时候开始的？", "zh", "when"),
        ("为什么灯在闪", "zh", "why"),
        ("這台有多重？", "zh-hant", "how many"),
        ("几乎都能用吗", "zh", "yes-no"),
        ("どうして光りますか", "ja", "why"),
        ("どのくらいかかりますか", "ja", "how many"),
        ("몇 년에 시작했나요?", "ko", "when"),
        ("몇 개인가요?", "ko", "how many"),
        ("Πόσα πάνελ χωράνε;", "el", "how many"),
        ("ποσα πανελ χωρανε", "el", "how many"),
        ("cuanto cuesta el panel", "es", "how many"),
        ("day dai bao nhieu met", "vi", "how many"),
    ],
)
def test_the_first_interrogative_tells(text: str, language: str, kind: str) -> None:
    assert question_type(text, language) == kind


def test_a_language_without_a_list_is_unknown_rather_than_guessed() -> None:
    assert question_type("ቤቱ የት ነው?", "am") == "unknown"
    assert set(LANGUAGES) < set(SUPPORTED)


@given(st.text(), st.sampled_from(LANGUAGES))
def test_any_text_has_a_type(text: str, language: str) -> None:
    assert question_type(text, language) in TYPES
