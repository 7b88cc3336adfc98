"""Passages keep every offset, fit the embedder and hold together what belongs together."""

from itertools import pairwise
from pathlib import Path

import pytest
import regex
from haystack.core.serialization import component_from_dict, component_to_dict
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import Whitespace

from polycite.components.errors import ModelError, SettingsError
from polycite.components.evidence import Original, Passage
from polycite.components.splitting import PassageSplitter
from polycite.components.text.graphemes import is_boundary
from polycite.components.text.tokens import SHIPPED_TOKENIZER, TokenCounter

PIECES = [
    "Das ist z. B. Nr. 5. ", "Wirklich? ", "中文字符测试，然后继续。", "「はい。」", "น้ำลดแล้วอย่าเพิ่งรีบเปิดไฟ ",
    "यह है। ", "هل هذا؟ ", "שלום, ",
    "\r\n", "\n", "\n\n", "\u2028", " ", "\u00a0", "\u3000", "\n- a\n", "\n| a | b |\n", "\n\n# H\n\n",
    "\n```\n", "\t", ", ", ".",
    "e\u0301\u0327", " \u0301", "\u200b", "\u200d", "\ufeff", "\u0600", "\x1f", "\u0301",
    "👩\u200d👩\u200d👧", "🇷🇴🇸🇪🇷", "İİİ", "\ud800",
    "각", "\u0e33", "ﷺ", "½",
    "word " * 30, "ab" * 200, "e\u0301" * 40, "字" * 90, " " * 50,
]  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.characters()), max_size=30).map("".join)
COUNTER = TokenCounter(SHIPPED_TOKENIZER)


def split(text: str, max_tokens: int = 180, overlap_sentences: int = 1) -> list[Passage]:
    return PassageSplitter(max_tokens, overlap_sentences).run([Original("x", text)])["passages"]


def check(text: str, passages: list[Passage], max_tokens: int) -> None:
    position = 0
    for passage in passages:
        assert passage.text == text[passage.start : passage.end] != ""
        clusters = regex.findall(r"\X", passage.text)
        assert not clusters[0].isspace()
        assert not clusters[-1].isspace()
        assert len(clusters) == 1 or COUNTER.count(passage.text) <= max_tokens
        assert passage.end > position, "a passage says nothing new"
        assert not text[position : passage.start].strip()
        position = passage.end
    assert not text[position:].strip()


@settings(deadline=None)
@given(texts, st.integers(8, 60), st.integers(0, 3))
def test_passages_are_exact_fit_and_leave_nothing_out(text: str, max_tokens: int, overlap: int) -> None:
    passages = split(text, max_tokens=max_tokens, overlap_sentences=overlap)
    check(text, passages, max_tokens)
    for passage in passages:
        assert is_boundary(text, passage.start)
        assert is_boundary(text, passage.end)


@pytest.mark.parametrize(
    "part", ["x", "ab", "e\u0301", "字", "ก", "🇷🇴", "👩\u200d👩\u200d👧", "\u200b", "İ", "م", "𝔞", "བོད", "-", "\u0301"]
)
def test_a_lone_word_of_ten_thousand_characters_is_cut_between_graphemes(part: str) -> None:
    text = f"Vorher. {part * (10_000 // len(part))} Nachher."
    passages = split(text)
    check(text, passages, 180)
    boundaries = {0, *(match.end() for match in regex.finditer(r"\X", text))}
    assert {passage.start for passage in passages} | {passage.end for passage in passages} <= boundaries


def test_a_megabyte_of_chinese_in_one_line() -> None:
    text = "如果松手太早，结果会不一样：不足五秒，两款路由器都只是普通重启。" * 31_000
    passages = split(text)
    check(text, passages, 180)
    assert all(passage.text.endswith("。") for passage in passages)


def test_a_megabyte_without_a_space_or_a_mark() -> None:
    text = "abcdefghijklmnopqrst" * 50_000
    check(text, split(text), 180)


def test_passages_carry_what_the_original_says_of_itself() -> None:
    original = Original("id", "Ja. Nein.", source="faq.md", language="de", metadata={"title": "FAQ"})
    (passage,) = PassageSplitter().split(original)
    assert passage == Passage(
        "id", 0, 9, "Ja. Nein.", language="de", source="faq.md", sha256=original.sha256, metadata={"title": "FAQ"}
    )


def test_nothing_to_read_makes_no_passage() -> None:
    assert split(" \r\n\u3000\t") == []


def sentences(number: int, words: int = 8) -> str:
    return " ".join(f"Sentence number {i} has {'many ' * words}words." for i in range(number))


def test_passages_overlap_by_whole_sentences() -> None:
    text = sentences(30, words=3)
    passages = split(text, max_tokens=80, overlap_sentences=2)
    assert len(passages) > 3
    for before, after in pairwise(passages):
        repeated = text[after.start : before.end]
        assert repeated.count("Sentence number") == 2
        assert repeated.endswith("words.")
        assert before.text.endswith(repeated)


def test_without_overlap_nothing_is_repeated() -> None:
    passages = split(sentences(30), max_tokens=80, overlap_sentences=0)
    assert all(before.end < after.start for before, after in pairwise(passages))


@pytest.mark.parametrize("heading", ["## Reset", "Reset", "Was kann ich tun?", "Reset\n====="])
def test_a_heading_stays_with_what_follows_and_begins_a_passage(heading: str) -> None:
    text = f"{sentences(5)}\n\n{heading}\n\n{sentences(5)}"
    passages = split(text, max_tokens=110)
    assert [passage.text.startswith(heading) for passage in passages] == [False, True]


def test_the_head_of_a_table_stays_with_its_first_row() -> None:
    rows = "\n".join(f"| I-{i} | meaning of the code number {i} |" for i in range(6))
    text = f"{sentences(2, words=20)}\n\n| Code | Meaning |\n|---|---|\n{rows}"
    (first, *others) = split(text, max_tokens=90)
    assert "| Code" not in first.text.splitlines()[-1]
    assert not first.text.endswith("|---|---|")
    assert others


def test_a_paragraph_that_fits_is_not_cut() -> None:
    paragraphs = [sentences(3), sentences(4), sentences(3)]
    passages = split("\n\n".join(paragraphs), max_tokens=100)
    for paragraph in paragraphs:
        assert any(paragraph in passage.text for passage in passages)


def test_a_long_sentence_is_cut_at_clause_marks() -> None:
    text = ", ".join(f"and the clause of number {i} goes on for some more words" for i in range(40))
    passages = split(text, max_tokens=60)
    assert all(passage.text.endswith(("words", ",")) for passage in passages)
    assert all(passage.text.startswith("and the clause") for passage in passages)


def test_chinese_and_thai_are_cut_between_words() -> None:
    for word, text in (("密码", "密码" * 300), ("อุปกรณ์", "อุปกรณ์" * 200)):
        assert all(len(passage.text) % len(word) == 0 for passage in split(text, max_tokens=40))


def test_words_a_tokenizer_does_not_know_make_no_giant_passage(tmp_path: Path) -> None:
    tokenizer = Tokenizer(WordPiece({"[UNK]": 0}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    text = "ab" * 50_000
    passages = PassageSplitter(max_tokens=50, tokenizer=str(tmp_path)).split(Original("x", text))
    assert max(len(passage.text) for passage in passages) <= 50 * 16


def test_impossible_settings_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"max_tokens is 3\. Set it to 8 or more"):
        PassageSplitter(max_tokens=3)
    with pytest.raises(SettingsError, match="overlap_sentences"):
        PassageSplitter(overlap_sentences=-1)
    with pytest.raises(ModelError, match="no shipped model"):
        PassageSplitter(tokenizer="shipped/nothing").warm_up()
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(ModelError, match="is not a tokenizer"):
        PassageSplitter(tokenizer=str(tmp_path)).warm_up()


def test_the_component_survives_serialisation() -> None:
    splitter = PassageSplitter(max_tokens=99, overlap_sentences=2)
    splitter.warm_up()
    again = component_from_dict(PassageSplitter, component_to_dict(splitter, "splitter"), "splitter")
    assert (again.max_tokens, again.overlap_sentences, again.tokenizer) == (99, 2, None)
