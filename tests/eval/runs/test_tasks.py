from collections.abc import Callable
from pathlib import Path

import pytest

from polycite.components.errors import SettingsError
from polycite.eval.datasets.questions import GoldSpan, Question
from polycite.eval.runs.parallel_answers import with_parallel_answers
from polycite.eval.runs.suite_files import load_suite
from polycite.eval.runs.tasks import Corpus, load_corpora, sample

Suites = Callable[..., Path]


def corpora(path: Path) -> list[Corpus]:
    return load_corpora(load_suite(path), path.parent)


def question(name: str, language: str, text: str = "58") -> Question:
    gold = GoldSpan(f"{language}/doc", 3, 3 + len(text), text, language)
    return Question(name, "?", language, ("same-language",), answers=(gold,))


def test_a_sample_holds_the_same_parallel_questions_in_every_language(suite: Suites) -> None:
    drawn = set()
    for seed in range(5):
        [corpus] = corpora(suite(top=f"seed = {seed}", dataset="limit = 3"))
        ids = [one.id for one in corpus.questions]
        bare = {code: [name[3:] for name in ids if name.startswith(code)] for code in ("ar", "hi", "th", "zh")}
        assert len(ids) == 12
        assert len({tuple(names) for names in bare.values()}) == 1
        drawn.add(tuple(bare["th"]))
    assert len(drawn) > 1


def test_a_sample_keeps_the_order_and_takes_all_there_is() -> None:
    questions = [question(str(number), "th") for number in range(4)]
    assert sample(questions, 9, 0) == sample(questions, None, 0) == questions
    chosen = sample(questions, 2, 0)
    assert chosen == [one for one in questions if one in chosen]
    assert len(chosen) == 2


def test_languages_are_those_of_the_questions_the_documents_stay(suite: Suites) -> None:
    [corpus] = corpora(suite(dataset='languages = ["hi"]'))
    assert {one.language for one in corpus.questions} == {"hi"}
    assert len(corpus.originals) == 40
    with pytest.raises(SettingsError, match="no question in fr") as caught:
        corpora(suite(dataset='languages = ["fr"]'))
    assert "ar, hi, th, zh" in caught.value.mend


def test_parallel_answers_are_right_for_each_other(suite: Suites) -> None:
    [corpus] = corpora(suite(dataset="parallel = true"))
    thai = next(one for one in corpus.questions if one.id == "th/q101")
    assert [gold.language for gold in thai.golds[0]] == ["th", "ar", "hi", "zh"]
    by_id = {original.id: original for original in corpus.originals}
    for one in corpus.questions:
        for gold in one.golds[0]:
            assert by_id[gold.original_id].text[gold.start : gold.end] == gold.text


def test_questions_that_are_not_parallel_are_not_mixed() -> None:
    questions = [question("de/a", "de"), question("th/b", "th"), question("set/zh/a", "zh"), question("de/de", "de")]
    assert [len(one.alternatives) for one in with_parallel_answers(questions)] == [0, 0, 0, 0]
    pair = with_parallel_answers([question("mlqa/ar/7", "ar"), question("mlqa/hi/7", "hi", "९ किलो")])
    assert [one.alternatives[0].text for one in pair] == ["९ किलो", "58"]


def test_parallel_without_parallels_is_a_mistake(suite: Suites, data: Path) -> None:
    for code in ("ar", "hi", "zh"):
        (data / f"{code}.jsonl").unlink()
    with pytest.raises(SettingsError, match="no parallel questions"):
        corpora(suite(dataset="parallel = true"))
