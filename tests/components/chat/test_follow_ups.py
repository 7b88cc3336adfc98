from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.chat.follow_up_words import FOLLOW_UP_WORDS
from polycite.components.chat.follow_ups import Asked, rewrite
from polycite.components.chat.leaning import leaning
from polycite.components.entities.mentions import mentions
from polycite.components.languages.language_codes import SUPPORTED

BEFORE = {
    "ar": "كم تدوم بطارية X-100؟",
    "bn": "X-100 এর ব্যাটারি কতক্ষণ চলে?",
    "de": "Wie lange hält der Akku des X-100?",
    "el": "Πόσο κρατάει η μπαταρία του X-100;",
    "en": "How long does the battery of the X-100 last?",
    "es": "¿Cuánto dura la batería del X-100?",
    "fi": "Kuinka kauan X-100:n akku kestää?",
    "fr": "Combien de temps dure la batterie du X-100 ?",
    "he": "כמה זמן מחזיקה הסוללה של X-100?",
    "hi": "X-100 की बैटरी कितनी देर चलती है?",
    "hu": "Meddig bírja az X-100 akkumulátora?",
    "id": "Berapa lama baterai X-100 bertahan?",
    "it": "Quanto dura la batteria dell'X-100?",
    "ja": "X-100のバッテリーはどのくらい持ちますか？",
    "ko": "X-100 배터리는 얼마나 오래 가나요?",
    "pl": "Jak długo działa bateria X-100?",
    "pt": "Quanto tempo dura a bateria do X-100?",
    "ru": "Сколько держит аккумулятор X-100?",
    "sw": "Betri ya X-100 hudumu kwa muda gani?",
    "ta": "X-100 பேட்டரி எவ்வளவு நேரம் நீடிக்கும்?",
    "th": "แบตเตอรี่ของ X-100 ใช้ได้นานแค่ไหน",
    "tr": "X-100'ün pili ne kadar dayanır?",
    "vi": "Pin của X-100 dùng được bao lâu?",
    "zh": "X-100的电池能用多久？",
}


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("ar", "وماذا عن X-200؟"),
        ("ar", "و X-200؟"),
        ("bn", "আর X-200?"),
        ("de", "Und beim X-200?"),
        ("de", "X-200?"),
        ("de", "Und der Akku vom X-200?"),
        ("el", "Και για το X-200;"),
        ("en", "And for the X-200?"),
        ("en", "What about the X-200"),
        ("es", "¿Y para el X-200?"),
        ("fi", "Entä X-200?"),
        ("fr", "Et pour le X-200 ?"),
        ("he", "ומה לגבי X-200?"),
        ("hi", "और X-200 के लिए?"),
        ("hu", "És az X-200?"),
        ("id", "Bagaimana dengan X-200?"),
        ("it", "E per l'X-200?"),
        ("ja", "X-200はどうですか？"),
        ("ko", "X-200은요?"),
        ("pl", "A X-200?"),
        ("pt", "E o X-200?"),
        ("ru", "А как насчёт X-200?"),
        ("sw", "Vipi kuhusu X-200?"),
        ("ta", "X-200 பற்றி என்ன?"),
        ("th", "แล้ว X-200 ล่ะ"),
        ("tr", "Peki ya X-200?"),
        ("vi", "Còn X-200 thì sao?"),
        ("zh", "X-200呢？"),
        ("zh", "那X-200呢？"),
    ],
)
def test_what_is_named_takes_the_place_of_what_was_named(language: str, message: str) -> None:
    found = rewrite(message, [language], Asked(BEFORE[language], language))
    assert (found.kind, found.question) == ("replaced", BEFORE[language].replace("X-100", "X-200"))


@pytest.mark.parametrize(
    ("language", "message", "piece"),
    [
        ("ar", "وفي الشتاء؟", "الشتاء"),
        ("de", "Und im Winter?", "im Winter"),
        ("de", "Und das Kabel?", "das Kabel"),
        ("it", "E la garanzia?", "la garanzia"),
        ("en", "And in winter?", "in winter"),
        ("es", "¿Y en invierno?", "en invierno"),
        ("fi", "Entä talvella?", "talvella"),
        ("fr", "Et en hiver ?", "en hiver"),
        ("hi", "और सर्दियों में?", "सर्दियों में"),
        ("ko", "겨울에는요?", "겨울"),
        ("ru", "А зимой?", "зимой"),
        ("th", "แล้วหน้าหนาวล่ะ", "หน้าหนาว"),
        ("tr", "Kışın?", "Kışın"),
        ("zh", "冬天呢？", "冬天"),
    ],
)
def test_a_piece_is_put_into_the_question_before(language: str, message: str, piece: str) -> None:
    found = rewrite(message, [language], Asked(BEFORE[language], language))
    assert found.kind == "added"
    assert f"({piece})" in found.question
    assert "X-100" in found.question
    assert found.carried == ("X-100",)


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("ar", "كم وزنه؟"),
        ("de", "Wie schwer ist er?"),
        ("de", "Und wie lange ist die Garantie?"),
        ("de", "Kostet das viel?"),
        ("en", "Is it waterproof?"),
        ("en", "And how much does it cost?"),
        ("es", "¿Cuánto pesa?"),
        ("fr", "Combien pèse-t-il ?"),
        ("hi", "इसका वज़न कितना है?"),
        ("it", "Quanto pesa?"),
        ("ja", "それは防水ですか？"),
        ("ru", "Сколько он весит?"),
        ("th", "มันหนักเท่าไหร่"),
        ("tr", "Ağırlığı ne kadar?"),
        ("zh", "它多重？"),
    ],
)
def test_what_a_pronoun_stands_for_is_carried_over(language: str, message: str) -> None:
    found = rewrite(message, [language], Asked(BEFORE[language], language))
    assert (found.kind, found.question, found.carried) == ("carried", f"X-100: {message}", ("X-100",))


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("de", "Wie schwer ist der X-200?"),
        ("de", "Wo finde ich die Seriennummer am Wechselrichter?"),
        ("en", "How do I reset the router?"),
        ("en", "What does error E-16 mean?"),
        ("ja", "ルーターをリセットするにはどうすればいいですか？"),
        ("zh", "怎么重置路由器？"),
        ("ar", "كيف أعيد ضبط الجهاز؟"),
    ],
)
def test_a_question_that_stands_alone_stays_as_it_is(language: str, message: str) -> None:
    found = rewrite(message, [language], Asked(BEFORE[language], language))
    assert (found.kind, found.question, found.carried) == ("standalone", message, ())


def test_the_first_question_stays_as_it_is() -> None:
    assert rewrite("And for the X-200?", ["en"], None).question == "And for the X-200?"


@pytest.mark.parametrize(
    ("message", "before", "expected"),
    [
        (
            "And on the battery?",
            "How long is the warranty on the inverter?",
            "How long is the warranty on the battery?",
        ),
        ("And for Norway?", "How much is shipping to Sweden?", "How much is shipping to Norway?"),
        ("And at 10 °C?", "How long does it last at 5 °C?", "How long does it last at 10 °C?"),
        ("Why?", "Does the X-100 blink?", "Why (Does the X-100 blink)?"),
        ("Is it transferable?", "How long is the warranty?", "Is it transferable (How long is the warranty)?"),
        ("And the X-200 and the X-300?", "What does the X-100 cost?", "What does the X-200 and the X-300 cost?"),
        ("And the X-200 at 10 °C?", "Does the X-100 at 5 °C beat an X-90?", "Does the X-100 at 10 °C beat an X-200?"),
        ("And the A-200?", "Is the A-100 fast, is A-100 loud?", "Is the A-200 fast, is A-200 loud?"),
        ("And E-14?", "What does E-16 mean on the X-100?", "What does E-14 mean on the X-100?"),
    ],
)
def test_other_follow_ups(message: str, before: str, expected: str) -> None:
    assert rewrite(message, ["en"], Asked(before, "en")).question == expected


def test_a_follow_up_in_another_language_keeps_that_of_the_question() -> None:
    found = rewrite("Und beim X-200?", ["de", "en"], Asked(BEFORE["en"], "en"))
    assert (found.question, found.language) == (BEFORE["en"].replace("X-100", "X-200"), "en")


def test_a_chain_of_follow_ups() -> None:
    asked = Asked(BEFORE["de"], "de")
    for message in ("Wie schwer ist er?", "Und der X-200?"):
        found = rewrite(message, ["de"], asked)
        asked = Asked(found.question, found.language)
    assert asked.question == "X-200: Wie schwer ist er?"


def test_every_language_has_its_words() -> None:
    assert set(FOLLOW_UP_WORDS) == set(SUPPORTED)
    for words in FOLLOW_UP_WORDS.values():
        for each in (words.fillers, words.pronouns, words.interrogatives):
            assert each
            assert all(word and word == word.strip() for word in each)


def test_mentions_know_their_place() -> None:
    text = "How long does the X-100 of Tessivolt Home last at 5 °C?"
    found = mentions(text, "en")
    assert [(m.kind, m.text) for m in found] == [("code", "X-100"), ("name", "Tessivolt Home"), ("number", "5 °C")]
    assert all(text[m.start : m.end] == m.text for m in found)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), st.sampled_from(SUPPORTED), st.text(min_size=1, max_size=80))
def test_any_text_can_be_rewritten(message: str, language: str, before: str) -> None:
    found = rewrite(message, [language], Asked(before, language))
    assert found.language == language
    taken = leaning(message, [language])
    assert 0 <= taken.core[0] <= taken.core[1] <= len(message)
