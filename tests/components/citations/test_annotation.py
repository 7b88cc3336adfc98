"""Exports say exactly what the citation says, in every script."""

import json
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polycite.components.citations.annotation import from_web_annotation, to_text_fragment, to_web_annotation
from polycite.components.citing import cite
from polycite.components.errors import EvidenceError, LoadingError
from polycite.components.evidence import Citation, Original, QuoteTranslation, Span

words = st.text(
    st.one_of(st.sampled_from("aé-,&#%:~ \n中文กำหนดمرحباשलीİ👩\u200d👧"), st.characters(exclude_categories=["Cs"])),
    max_size=30,
)
translations = st.builds(
    QuoteTranslation,
    text=words,
    language=st.sampled_from(["de", "zh-hant"]),
    sentence=words,
    start=st.integers(0, 9),
    end=st.integers(0, 9),
    source_start=st.integers(0, 9),
    source_end=st.integers(0, 9),
    engine=words,
    route=st.tuples(words, words),
    confidence=st.floats(0, 1),
    violations=st.tuples(words),
)
citations = st.builds(
    Citation,
    original_id=words,
    start=st.integers(0, 10**9),
    end=st.integers(10**9 + 1, 10**10),
    quote=words,
    sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    source=words,
    language=st.none() | st.sampled_from(["de", "zh-hant"]),
    prefix=words,
    suffix=words,
    method=st.sampled_from(["verbatim", "glossed", "projected", "sentence"]),
    confidence=st.floats(0, 1),
    translation=st.none() | translations,
)


@given(citations, st.none() | st.just("https://example.org/originals/"))
def test_a_web_annotation_reads_back_as_the_same_citation(citation: Citation, base: str | None) -> None:
    written = json.dumps(to_web_annotation(citation, base))
    assert from_web_annotation(json.loads(written)) == citation


def test_a_web_annotation_has_the_shape_of_the_standard() -> None:
    original = Original("faq/ä.md", "Antwort: Ja, zehn Sekunden.", source="https://example.org/faq")
    annotation = to_web_annotation(cite(original, Span(9, 26)))
    assert annotation["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert annotation["type"] == "Annotation"
    target = annotation["target"]
    assert target["source"] == "https://example.org/faq"
    assert target["selector"] == [
        {"type": "TextPositionSelector", "start": 9, "end": 26},
        {"type": "TextQuoteSelector", "exact": "Ja, zehn Sekunden", "prefix": "Antwort: ", "suffix": "."},
    ]
    assert target["state"]["polycite:sha256"] == original.sha256
    based = to_web_annotation(cite(original, Span(9, 26)), "https://example.org/o/")
    assert based["target"]["source"] == "https://example.org/o/faq/%C3%A4.md"


def test_annotations_of_others_are_read() -> None:
    annotation = {
        "type": "Annotation",
        "target": [
            {
                "source": {"id": "http://a.example/page"},
                "selector": [
                    {"type": "TextQuoteSelector", "exact": "ten"},
                    {"type": "TextPositionSelector", "start": 4, "end": 7},
                ],
            }
        ],
    }
    assert from_web_annotation(annotation) == Citation(
        "http://a.example/page", 4, 7, "ten", "", "http://a.example/page"
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"target": "http://a.example"}, "'target'"),
        (
            {"target": {"source": "a", "selector": {"type": "TextPositionSelector", "start": 0, "end": 1}}},
            "TextQuoteSelector",
        ),
        ({"polycite:confidence": "high"}, "'confidence'"),
        ({"polycite:method": "guess"}, "'method'"),
    ],
)
def test_a_broken_annotation_names_the_field(change: dict[str, Any], message: str) -> None:
    annotation = to_web_annotation(cite(Original("x", "ten"), Span(0, 3)))
    with pytest.raises(LoadingError, match=message):
        from_web_annotation({**annotation, **change})


def test_a_text_fragment_quotes_with_its_surroundings() -> None:
    original = Original("x", "Press the button (RESET) for 5-10 seconds, a & b, then let go of it again now.")
    citation = cite(original, Span(29, 41))
    link = to_text_fragment("https://a.example/page", citation)
    assert (
        link
        == "https://a.example/page#:~:text=button%20%28RESET%29%20for-,5%2D10%20seconds,-%2C%20a%20%26%20b%2C%20then"
    )
    assert to_text_fragment("https://a.example/page#top", citation).startswith("https://a.example/page#top:~:text=")
    assert to_text_fragment(link, citation).count(":~:") == 1


def test_a_long_quote_is_named_by_its_first_and_last_words() -> None:
    words_ = [f"word{i}" for i in range(60)]
    original = Original("x", " ".join(words_))
    link = to_text_fragment("https://a.example/", cite(original, Span(0, len(original.text))))
    assert (
        link
        == "https://a.example/#:~:text=word0%20word1%20word2%20word3%20word4%20word5,word54%20word55%20word56%20word57%20word58%20word59"
    )
    lines = Original("x", "first line\nlast line")
    assert to_text_fragment("u", cite(lines, Span(0, 20))) == "u#:~:text=first%20line,last%20line"


def test_a_long_chinese_quote_is_cut_between_words() -> None:
    original = Original("x", "如果松手太早，结果会不一样：不足五秒，两款路由器都只是普通重启。" * 5, language="zh")
    start, end = (
        to_text_fragment("u", cite(original, Span(0, len(original.text)))).removeprefix("u#:~:text=").split(",")
    )
    assert original.text.startswith(unquote(start))
    assert original.text.endswith(unquote(end))
    assert 4 < len(unquote(start)) < 30


@given(citations)
def test_a_text_fragment_never_breaks_its_own_syntax(citation: Citation) -> None:
    if not citation.quote.strip():
        with pytest.raises(EvidenceError):
            to_text_fragment("u", citation)
        return
    parts = to_text_fragment("u", citation).removeprefix("u#:~:text=").split(",")
    if parts[0].endswith("-"):
        prefix = unquote(parts.pop(0).removesuffix("-"))
        assert citation.prefix.rstrip().endswith(prefix)
    if parts[-1].startswith("-"):
        suffix = unquote(parts.pop().removeprefix("-"))
        assert citation.suffix.lstrip().startswith(suffix)
    assert not {"&", "-", "#"} & set("".join(parts))
    assert 1 <= len(parts) <= 2
    quote = citation.quote.strip()
    assert quote.startswith(unquote(parts[0]))
    assert quote.endswith(unquote(parts[-1]))


def test_surrogates_do_not_break_a_link() -> None:
    citation = replace(cite(Original("x", "ten"), Span(0, 3)), quote="a\ud800")
    assert to_text_fragment("u", citation) == "u#:~:text=a%3F"
