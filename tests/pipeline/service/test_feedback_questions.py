from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from polycite.components.citing import cite
from polycite.components.evidence import Original, Span
from polycite.eval.datasets.questions import check, load_questions
from polycite.pipeline.service.feedback_questions import questions_of
from polycite.pipeline.service.feedback_store import Feedback

AKKU = Original("de/akku", "Der Heimspeicher B-5 wiegt 58 kg. Er darf bei 0 bis 45 °C geladen werden.", language="de")
MANUAL = Original("en/manual", "The B-5 weighs 58 kg. It may be charged at 0 to 45 °C.", language="en")
HELD = {one.id: one for one in (AKKU, MANUAL)}


def cited(original: Original, quote: str) -> dict[str, Any]:
    start = original.text.index(quote)
    return cite(original, Span(start, start + len(quote))).to_dict()


def span(number: int, question: str, original: Original, quote: str) -> Feedback:
    content = {"question": question, "question_language": "en", "citations": [cited(original, quote)]}
    return Feedback(f"f{number}", "", "span", "proposed", content, number=number)


def rating(number: int, question: str, which: str, text: str, *citations: dict[str, Any], **content: Any) -> Feedback:
    said = {"rating": which, "question": question, "question_language": "en", "text": text}
    held = {**said, "citations": list(citations), "unverified": [], **content}
    return Feedback(f"f{number}", "", "answer", "proposed", held, number=number)


def exported(*given: Feedback, **options: Any) -> list[dict[str, Any]]:
    return questions_of(sorted(given, key=lambda one: -one.number), HELD.get, **options)


def test_export_is_a_sound_file_of_questions(tmp_path: Path) -> None:
    rows = exported(
        span(1, "How heavy is the B-5?", AKKU, "58 kg"),
        rating(2, "How warm may it be?", "up", "0 bis 45 °C", cited(AKKU, "0 bis 45 °C")),
        rating(3, "What does it cost?", "down", "58 kg", cited(AKKU, "58 kg")),
    )
    file = tmp_path / "q.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    assert check(file, HELD.values()) == []
    heavy, warm = load_questions(file, HELD.values())
    assert (heavy.question, heavy.kinds) == ("How heavy is the B-5?", ("cross-language",))
    assert heavy.answers[0].text == "58 kg"
    assert (warm.id, warm.answers[0].original_id, warm.answers[0].text) == ("feedback-f2", "de/akku", "0 bis 45 °C")


def test_each_question_stands_once_with_its_newest_correction() -> None:
    (row,) = exported(
        rating(1, "how heavy is  the b-5?", "up", "45", cited(AKKU, "45")),
        span(2, "How heavy is the B-5?", AKKU, "B-5"),
        span(3, "How heavy is the B-5?", AKKU, "58 kg"),
        rating(4, "How heavy is the B-5?", "up", "45", cited(AKKU, "45")),
    )
    assert [answer["text"] for answer in row["answers"]] == ["58 kg"]


def test_what_was_rejected_or_refused_since_is_no_gold() -> None:
    rejected = dataclasses.replace(span(1, "How heavy?", AKKU, "B-5"), state="rejected")
    up = rating(2, "How warm?", "up", "58 kg", cited(AKKU, "58 kg"))
    down = rating(3, "How warm?", "down", "58 kg", cited(AKKU, "58 kg"))
    assert exported(rejected, up, down) == []
    again = rating(4, "How warm?", "up", "58 kg", cited(AKKU, "58 kg"))
    assert len(exported(rejected, up, down, again)) == 1


def test_the_same_words_in_two_documents_may_stand_for_each_other_and_others_are_needed_together() -> None:
    citations = cited(AKKU, "58 kg"), cited(MANUAL, "58 kg"), cited(AKKU, "0 bis 45 °C")
    (row,) = exported(rating(1, "Weight and heat?", "up", "", *citations))
    assert [answer["text"] for answer in row["answers"]] == ["58 kg", "0 bis 45 °C"]
    assert [(other["original_id"], other["answer"]) for other in row["alternatives"]] == [("en/manual", 0)]


@pytest.mark.parametrize("text", ["Achtung! " + AKKU.text, AKKU.text.replace("58 kg", "60 kg"), None])
def test_answers_follow_their_words_or_are_left_out(text: str | None) -> None:
    given = [span(1, "How heavy?", AKKU, "58 kg")]
    now = None if text is None else Original("de/akku", text, language="de")
    rows = questions_of(given, lambda _: now)
    if text and "58 kg" in text:
        answer = rows[0]["answers"][0]
        assert text[answer["start"] : answer["end"]] == "58 kg"
        assert answer["start"] == AKKU.text.index("58 kg") + len("Achtung! ")
    else:
        assert rows == []


def test_an_answer_of_which_a_part_never_held_is_left_out() -> None:
    made_up = {**cited(AKKU, "58 kg"), "quote": "99 kg"}
    assert exported(rating(1, "How heavy?", "up", "", cited(AKKU, "45"), unverified=[made_up])) == []


def test_a_question_stays_in_its_split() -> None:
    many = [span(i, f"How heavy is the B-{i}?", AKKU, "58 kg") for i in range(60)]
    fit, test = (exported(*many, split=split) for split in ("fit", "test"))
    assert {row["split"] for row in fit} == {"fit"}
    assert len(fit) + len(test) == 60
    assert min(len(fit), len(test)) > 10
    assert fit[0]["question"] in {row["question"] for row in exported(*many[:40], split="fit")}
