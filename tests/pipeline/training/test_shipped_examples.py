from __future__ import annotations

from polycite.components.languages.language_codes import SUPPORTED
from polycite.pipeline.training.shipped_examples import shipped_examples


def test_what_models_are_measured_by_is_not_what_they_learned_from() -> None:
    learned, measured = shipped_examples("train"), shipped_examples("test")
    assert not {e.context for e in learned} & {e.context for e in measured}
    assert not {(e.question, e.title) for e in learned} & {(e.question, e.title) for e in measured}
    assert {e.language for e in learned} <= {e.language for e in measured}


def test_questions_are_asked_in_many_languages_and_not_all_have_an_answer() -> None:
    for part in ("train", "test"):
        found = shipped_examples(part)
        assert {e.language for e in found} | {e.asked_in for e in found} <= {"en", *SUPPORTED}
        assert len({e.language for e in found}) > 15
        assert 0.1 < sum(e.start < 0 for e in found) / len(found) < 0.3
        assert 0.2 < sum(e.asked_in != e.language for e in found) / len(found) < 0.6
