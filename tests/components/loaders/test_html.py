"""The readable text of HTML, exactly, and its way back; lexbor is the judge of what is text."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from polycite.components.evidence import OffsetMap, Span
from polycite.components.loaders.html import read_html

Check = Callable[[str, OffsetMap, str], None]

CASES = {
    "blocks": ("<h1>A</h1><p>b<p>c<div>d</div>e<hr>f", "A\n\nb\n\nc\n\nd\n\ne\n\nf"),
    "white space": ("<p> a \n\t b<b> c</b> <i> d</i>&#32;e </p>", "a b c d e"),
    "no space where the script sets none": ("<p>日本語の\n文章。\n한국어\n문장</p>", "日本語の文章。 한국어 문장"),
    "line breaks": ("a<br>b<br/>\nc<wbr>d", "a\nb\ncd"),
    "entities": ("&lt;b&gt; &amp &copy; &#1071;&#x42F;&nbsp;&nosuch; AT&T &#0;", "<b> & © ЯЯ\xa0&nosuch; AT&T \ufffd"),
    "left out": (
        "<html><head><title>T</title><style>p{}</style></head><nav>menu <a>x</a></nav><script>a<b</script>"
        "<p>text<!-- not > this --></p><svg><title>n</title><text>n</text></svg>"
        "<template>n</template><noscript>n</noscript>",
        "text",
    ),
    "lists": ("<p>Intro</p><ul><li>a<ul><li>b</ul><li>c</ul><ol><li>d</ol>e", "Intro\n\na\nb\nc\n\nd\n\ne"),
    "table": (
        "<table><caption>Cap</caption><tr><th>a</th><th></th><th>c</th></tr>\n "
        "<tr><td></td><td><p>d</p><p>e</p></td> <td>f<br>g\n</table>h",
        "Cap\na |  | c\n| d e | f g\n\nh",
    ),
    "layout table": ("<table><tr><td>a<table><tr><td>b<td>c<tr><td>d</table>e<td>f</table>", "a\n\nb | c\nd\n\ne | f"),
    "pre": ("<pre>\n\n a\n  <b>b</b>\n<i>c &lt;\td</i>\n\n</pre>e", " a\n  b\nc <\td\n\ne"),
    "images": (
        "see <img src='a' alt=\"the &quot;red&quot;\n light\"><img alt=x><img alt=''><img>.",
        'see the "red" lightx.',
    ),
    "attributes": ('<a title=\'x>y\' data-a="</a>" href=it\'s>z</a><p =">w<b c="d>e', "z\n\nwe"),
    "not markup": ("3 < 4 <5 a<", "3 < 4 <5 a<"),
    "comments": ("a<!-->b<!--->c<!-- - -- > --!>d<?php x?>e</ x>f<!x>g", "abcdefg"),
    "text-only elements": ("<textarea><b>x</b></textarea><script></scripts></script>y", "<b>x</b>y"),
    "drawing without an end tag of its own": ("<svg/>a<svg>n</svg>b", "ab"),
    "unclosed navigation keeps the page": ("<nav>a<p>b", "a\n\nb"),
    "cut off": ("a<b", "a"),
}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("name", CASES)
def test_text(name: str, newline: str, check_map: Check) -> None:
    raw, expected = CASES[name]
    raw = raw.replace("\n", newline)
    extract = read_html(raw)
    assert extract.text == expected
    check_map(extract.text, extract.raw_map, raw)


def test_title_goes_to_the_metadata() -> None:
    assert read_html("<title> A &amp;\n B</title><title>no</title>x").metadata == {"title": "A & B"}
    assert read_html("x").metadata == {}


def test_an_entity_and_collapsed_space_map_as_a_whole() -> None:
    extract = read_html("<p>a &amp;  b</p>")
    assert extract.text == "a & b"
    assert extract.raw_map.to_raw(Span(2, 3)) == Span(5, 10)
    assert extract.raw_map.to_raw(Span(3, 4)) == Span(10, 12)
    assert extract.raw_map.to_raw(Span(0, 5)) == Span(3, 13)


def test_hostile_repetition_ends() -> None:
    for unit in (
        "<!--",
        "<a ",
        "<",
        "</a",
        "<a href='",
        "<![",
        "<?",
        "&",
        "<nav>",
        "<script>",
        "<img alt=",
        "<svg><b>",
        "<a b=\"'>",
    ):
        read_html(unit * 20_000)


BITS = [
    *("<p>", "</p>", "<b>", "</b>", "<div class='a>b'>", "</div>", "<br/>", "<ul>", "<li>", "</ul>", "<pre>", "</pre>"),
    *(
        "\n",
        "\r\n",
        "\r",
        " ",
        "  ",
        "\t",
        "&amp;",
        "&amp",
        "&copy;",
        "&#x41;",
        "&#65",
        "&nosuch;",
        "&notit;",
        "&lt;b&gt;",
    ),
    *(
        "<",
        "< ",
        "</",
        "</>",
        "</1>",
        "<!-- <p>x --> ",
        "<!-->",
        "<!--->",
        "<!-- x --!>",
        "<!doctype html>",
        "<?php x?>",
    ),
    *(
        "<![CDATA[y]]>",
        "<script>a<b</script>",
        "<style>p{}</style>",
        "<title>t&amp;u</title>",
        "<textarea>",
        "</textarea>",
    ),
    *(
        "a",
        "b c",
        "é",
        "日本",
        "語。",
        "हिन्दी",
        "ไทย",
        "한국",
        "שלום",
        "👩\u200d👧",
        "\xa0",
        "&nbsp;",
        "&",
        '"',
        "'",
        "=",
        ">",
    ),
    *("<a href=\"x>y\" title='q'>", "</a>", "<a b=c>", "<h1>", "</h1>"),
]
OTHERS = [
    "<table>",
    "<tr>",
    "<td>",
    "<th>",
    "</td>",
    "</table>",
    "<nav>",
    "</nav>",
    "<svg>",
    "</svg>",
    "<img alt='p &lt; q'>",
]


@given(st.lists(st.sampled_from(BITS + OTHERS), max_size=30).map("".join))
def test_any_document_maps_back(check_map: Check, raw: str) -> None:
    extract = read_html(raw)
    check_map(extract.text, extract.raw_map, raw)


@given(st.lists(st.sampled_from(BITS), max_size=30).map("".join))
def test_the_text_is_that_of_lexbor(raw: str) -> None:
    tree = LexborHTMLParser("<!doctype html><html><head></head><body>" + raw)
    for node in tree.css("script, style, title"):
        node.decompose()
    assert tree.root is not None
    assert squeeze(read_html(raw).text) == squeeze(tree.root.text(deep=True))


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)
