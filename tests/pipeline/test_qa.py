"""What a person who calls polycite sees: answers whose every citation resolves to the original's characters."""

from __future__ import annotations

from pathlib import Path

import pytest
from haystack import Pipeline

from polycite.components.errors import OriginalNotFoundError, SettingsError
from polycite.components.evidence import Answer
from polycite.pipeline import CrossLingualQA, Settings
from polycite.pipeline.querying import query_inputs

QUESTIONS = {
    "How much does the home battery B-5 weigh?": ("de/akku", "58"),
    "¿Cuántos dispositivos admite el router R-310?": ("en/router", "64"),
    "How many days does shipping take?": ("es/envio", "2 a 5"),
    "Wie lange gilt die Garantie auf den R-330?": ("ru/garantija", "36"),
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("strategy", ["auto", "direct", "gloss", "translate-test", "translate-query"])
def test_every_citation_is_the_originals_own_characters(qa: CrossLingualQA, question: str, strategy: str) -> None:
    answer = qa.ask(question, strategy=strategy)
    assert answer.citations
    for citation in answer.citations:
        original = qa.original(citation.original_id)
        assert original.text[citation.start : citation.end] == citation.quote
        assert original.sha256 == citation.sha256
    assert answer.strategy == strategy


@pytest.mark.parametrize(("question", "expected"), QUESTIONS.items())
def test_questions_cross_languages(qa: CrossLingualQA, question: str, expected: tuple[str, str]) -> None:
    assert qa.search(question)[0].original_id == expected[0]


def test_an_answer_in_another_language_says_so(qa: CrossLingualQA) -> None:
    answer = qa.ask("How many months is the warranty on the R-330?", languages=["ru"], answer_language="vi")
    assert answer.question_language == "en"
    assert answer.language == answer.citations[0].language == "ru"
    assert answer.text == answer.citations[0].quote
    assert any("original language (ru): no translator to vi" in note for note in answer.notes)


def test_an_answer_survives_json(qa: CrossLingualQA) -> None:
    answer = qa.ask("How many days does shipping take?")
    assert Answer.from_dict(answer.to_dict()) == answer


def test_without_evidence_it_abstains_in_the_askers_language(tmp_path: Path) -> None:
    with CrossLingualQA.open(tmp_path / "empty.polycite") as qa:
        answer = qa.ask("Wie hoch ist der Eiffelturm?")
    assert answer.abstained
    assert answer.language == "de"
    assert not answer.citations
    assert answer.reason


def test_filters_narrow_the_search(qa: CrossLingualQA) -> None:
    found = qa.search("R-310", languages=["ru"])
    assert {passage.language for passage in found} == {"ru"}


def test_indexing_again_changes_nothing_and_a_change_replaces(tmp_path: Path) -> None:
    file = tmp_path / "manual.txt"
    file.write_text("The lamp is green.")
    with CrossLingualQA.open(tmp_path / "kb.polycite") as qa:
        assert qa.index([file]).indexed == ("manual.txt",)
        assert qa.index([file]).unchanged == ("manual.txt",)
        file.write_text("The lamp is red.")
        assert qa.index([file]).indexed == ("manual.txt",)
        assert [p.text for p in qa.search("Which colour is the lamp?")] == ["The lamp is red."]
        assert qa.original("manual.txt").text == "The lamp is red."
        assert qa.remove("manual.txt")
        assert qa.search("Which colour is the lamp?") == []


def test_a_bad_row_is_named_and_the_others_are_indexed(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": "Fine."}, {"id": "b", "text": " "}, {"id": "a", "text": "Twice."}, {"text": "No id."}]
    with CrossLingualQA.open(tmp_path / "kb.polycite") as qa:
        report = qa.index_texts(rows)
    assert report.indexed == ("a",)
    assert [failure.source for failure in report.failed] == ["row 2 (b)", "row 3 (a)", "row 4"]
    assert all(failure.mend for failure in report.failed)


@pytest.mark.parametrize(
    "mistake",
    [{"question": " "}, {"question": "x" * 3000}, {"question": "Why?", "answer_language": "klingon"},
     {"question": "Why?", "strategy": "magic"}, {"question": "Why?", "languages": ["qq"]}],
)  # fmt: skip
def test_mistakes_are_explained(qa: CrossLingualQA, mistake: dict[str, str]) -> None:
    with pytest.raises(SettingsError) as error:
        qa.ask(**mistake)  # type: ignore[arg-type]
    assert error.value.problem
    assert error.value.mend


def test_an_unknown_original_is_an_error_of_its_own(qa: CrossLingualQA) -> None:
    with pytest.raises(OriginalNotFoundError, match="en/router"):
        qa.original("en/routr")


def test_the_query_pipeline_survives_yaml(qa: CrossLingualQA) -> None:
    yaml = qa.pipeline("query").dumps()
    assert "api_key" not in yaml
    again = Pipeline.loads(yaml, allowed_modules=["polycite"])
    assert again.to_dict()["components"] == qa.pipeline("query").to_dict()["components"]
    question = "How many days does shipping take?"
    inputs = query_inputs(question, None, None, "auto", 8, None)
    assert again.run(inputs)["answer_translator"]["answer"].citations == qa.ask(question).citations


async def test_the_async_twins_answer_the_same(qa: CrossLingualQA) -> None:
    question = "How many days does shipping take?"
    answer = await qa.ask_async(question)
    assert answer.text == qa.ask(question).text
    assert (await qa.search_async(question))[0] == qa.search(question)[0]


def test_verify_finds_what_has_moved(tmp_path: Path) -> None:
    with CrossLingualQA.open(tmp_path / "kb.polycite", Settings(abstain_below=0.0)) as qa:
        qa.index_texts([{"id": "a", "text": "The lamp is green. It weighs 2 kg."}])
        citations = qa.ask("How much does it weigh?").citations
        assert [found.status for found in qa.verify(citations)] == ["valid"]
        qa.index_texts([{"id": "a", "text": "A note. The lamp is green. It weighs 2 kg."}])
        found = qa.verify(citations)[0]
        assert found.status == "moved"


def test_inspect_counts_languages(qa: CrossLingualQA) -> None:
    report = qa.inspect()
    assert report.originals == 4
    assert {row.language for row in report.languages} == {"de", "en", "es", "ru"}
    assert all(row.tokens > 0 and 0 <= row.lexicon_coverage <= 1 for row in report.languages)
