import pytest

from polycite.components.languages.language_codes import SUPPORTED
from polycite.eval.datasets.questions import Question
from polycite.eval.scoring.slices import FAMILIES, RESOURCE_CLASSES, script_of, slices_of


@pytest.mark.parametrize(
    ("text", "language", "script"),
    [
        ("متى تأسست الشركة؟", "ar", "Arab"),
        ("यह कब शुरू हुआ?", "hi", "Deva"),
        ("ใครเป็นคนเขียน", "th", "Thai"),
        ("这是什么？", "zh", "Hans"),
        ("這是什麼？", "zh-hant", "Hant"),
        ("設定はどこですか", "ja", "Jpan"),
        ("東京都", "ja", "Jpan"),
        ("어디에 있나요?", "ko", "Kore"),
        # Of the text, not of its language: Hindi typed in Latin letters.
        ("app kab milega?", "hi", "Latn"),
        # A Han character says as much as three letters.
        ("我家逆变器老报 I-204 Fehler", "zh", "Hans"),
        ("42 %?", "de", "Zyyy"),
    ],
)
def test_script_is_that_of_most_of_the_text(text: str, language: str, script: str) -> None:
    assert script_of(text, language) == script


def test_every_language_polycite_knows_has_a_family_and_a_resource_class() -> None:
    assert set(FAMILIES) == set(RESOURCE_CLASSES) == set(SUPPORTED)


def test_slices_of_a_question() -> None:
    question = Question(
        "q", "Betri inachaji kwa muda gani?", "sw", ("unanswerable", "misspelt"), False, slices={"domain": "battery"}
    )
    assert slices_of(question) == {
        "script": "Latn",
        "family": "Atlantic-Congo",
        "resource": "low",
        "question_type": "how many",
        "code-switched": "no",
        "misspelt": "yes",
        "colloquial": "no",
        "domain": "battery",
    }


def test_a_file_that_names_a_slice_itself_is_believed() -> None:
    assert slices_of(Question("q", "Who?", "en", slices={"question_type": "bridge"}))["question_type"] == "bridge"


def test_a_language_that_no_table_knows_is_unknown() -> None:
    found = slices_of(Question("q", "Ngubani?", "xh"))
    assert (found["family"], found["resource"], found["question_type"]) == ("unknown", "unknown", "unknown")
