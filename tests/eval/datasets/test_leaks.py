from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from polycite.eval.datasets.leaks import Located, leaks
from polycite.eval.datasets.near_duplicates import near_duplicates, normalised
from polycite.eval.datasets.questions import GoldSpan, Question


def asked(name: str, text: str, language: str, start: int = 0, original: str = "o") -> Located:
    gold = GoldSpan(original, start, start + 3, "30米", "zh")
    return Located("f", int(name[1:]), Question(name, text, language, (), answers=(gold,)))


def test_what_gives_a_test_question_away() -> None:
    fit = [
        asked("q1", "ما هو طول الجسر الجديد في المدينة؟", "ar", 0),
        asked("q2", "नए पुल की लंबाई कितनी है, कृपया बताइए", "hi", 5),
        asked("q3", "สะพานใหม่แห่งนี้มีความยาวเท่าไรกันแน่", "th", 9),
        asked("q4", "这座新建的大桥到底有多长呢", "zh", 20),
    ]
    test = [
        asked("q5", "ما هو طول الجسر الجديد في المدينة", "ar", 30, "other"),
        asked("q6", "नए पुल की लंबाई कितनी है, कृपया बताइये", "hi", 5),
        asked("q7", "สะพานใหม่แห่งนี้มีความยาวเท่าไรกันแน่นะ", "th", 40, "other"),
        asked("q8", "How long is the bridge?", "en", 20),
        asked("q9", "完全不同的问题", "zh", 50),
    ]
    found = leaks(fit, test)
    assert [(problem.line, problem.problem.split(" (")[0]) for problem in found.problems] == [
        (5, "q5: the same question as 'q1'"),
        (6, "q6: nearly the question 'q2'"),
    ]
    assert [(problem.line, problem.problem.split(" (")[0]) for problem in found.warnings] == [
        (7, "q7: nearly the question 'q3'"),
        (8, "q8: its right span is that of 'q4'"),
    ]
    assert found.shared == {"o"}
    assert leaks(fit, []).problems == leaks([], test).problems == ()


TEXTS = st.lists(st.text(st.sampled_from("ab ไทก่หि漢字?"), max_size=12), max_size=12)


@given(TEXTS, TEXTS, st.sampled_from([0.3, 0.5, 0.85, 1.0]))
def test_the_filter_finds_what_comparing_all_pairs_finds(left: list[str], right: list[str], threshold: float) -> None:
    def grams(text: str) -> set[str]:
        text = normalised(text)
        return {text[i : i + 3] for i in range(max(1, len(text) - 2))}

    expected = {
        (i, j)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
        if len(grams(one) & grams(other)) / len(grams(one) | grams(other)) >= threshold
    }
    assert {(i, j) for i, j, _ in near_duplicates(left, right, threshold)} == expected


def test_only_letters_marks_and_digits_count() -> None:
    assert normalised("  ＲＯＵＴＥＲ-310: how long？ ") == "router 310 how long"
    assert normalised("हिन्दी, में!") == "हिन्दी में"
