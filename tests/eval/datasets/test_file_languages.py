"""What the name of a file says of its language and split, and what its texts say."""

from __future__ import annotations

from pathlib import Path

import pytest

from polycite.eval.datasets.file_languages import majority, named_languages, split_of


@pytest.mark.parametrize(
    ("name", "languages"),
    [
        ("xquad.th.json", ("th", "th")),
        ("de.jsonl.xz", ("de", "de")),
        ("tydiqa.goldp.ar.dev.json", ("ar", "ar")),
        ("germanquad_de.jsonl", ("de", "de")),
        ("questions-hi.jsonl", ("hi", "hi")),
        ("xquad.zh_tw.json", ("zh-hant", "zh-hant")),
        ("test-context-en-question-de.json", ("en", "de")),
        ("dev-context-zh-question-ar.json", ("zh", "ar")),
        ("xquad.ar/validation-00000-of-00001.parquet", ("ar", "ar")),
        ("mlqa.vi.hi/test-00000-of-00001.parquet", ("vi", "hi")),
        ("de/train.jsonl", ("de", "de")),
        ("dev-v2.0.json", None),
        ("my-questions.jsonl", None),
        ("it/squad.json", None),
        ("train-v1.1.json", None),
        ("no.such.thing.json", None),
    ],
)
def test_the_name_says_the_languages_of_contexts_and_questions(name: str, languages: object) -> None:
    assert named_languages(Path("data") / name) == languages


@pytest.mark.parametrize(
    ("name", "split"),
    [
        ("train-v2.0.json", "train"), ("validation-00000-of-00001.parquet", "dev"), ("xquad.test.json", "test"),
        ("dev-context-de-question-en.json", "dev"), ("xquad.th.json", ""), ("train-test.json", ""),
        ("latest.json", ""),
    ],
)  # fmt: skip
def test_the_name_says_the_split(name: str, split: str) -> None:
    assert split_of(Path(name)) == split


def test_a_file_is_in_the_language_that_nearly_all_of_its_texts_are_in() -> None:
    thai, hindi = "สะพานนี้ยาวสามสิบเมตรและเปิดในปีที่แล้ว", "यह पुल तीस मीटर लंबा है और पिछले साल खुला था"
    assert majority([thai] * 20) == "th"
    assert majority([thai] * 19 + [hindi]) == "th"
    assert majority([thai] * 10 + [hindi] * 10) is None
    assert majority([]) is None
