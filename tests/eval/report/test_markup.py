import json

import pytest
from selectolax.lexbor import LexborHTMLParser

from polycite.eval.report.markup import data, element, escaped, joined

HOSTILE = '</script><img src=x onerror="alert(1)"><!-- <script> \u2028 &amp; \'"'


def test_text_and_attributes_are_escaped_and_markup_is_not_escaped_twice() -> None:
    made = element("p", HOSTILE, element("b", "&"), title=HOSTILE)
    parsed = LexborHTMLParser(made)
    assert parsed.css_first("img") is None
    assert parsed.css_first("p").attributes["title"] == HOSTILE
    assert parsed.css_first("p").text() == HOSTILE + "&"


def test_attributes_that_are_absent_or_without_value() -> None:
    assert element("td", 3, class_=None, hidden=True, data_value=0.5) == '<td hidden data-value="0.5">3</td>'
    assert element("input", type="search") == '<input type="search">'


def test_an_element_of_svg_ends_where_it_ends() -> None:
    made = element("svg", element("line", x1=0), element("rect", x=1))
    assert len(LexborHTMLParser(made).css("svg > *")) == 2


def test_json_in_the_page_comes_back_and_cannot_end_its_element() -> None:
    made = data("failures", [HOSTILE, {"<!--": "مرحبا 🔋"}])
    parsed = LexborHTMLParser(joined(made, element("i", "after")))
    assert json.loads(parsed.css_first("script").text()) == [HOSTILE, {"<!--": "مرحبا 🔋"}]
    assert parsed.css_first("img") is None
    assert parsed.css_first("i") is not None


def test_what_is_no_character_of_html_is_replaced() -> None:
    assert escaped("a\0b\ud800c") == "a\ufffdb\ufffdc"
    assert json.loads(LexborHTMLParser(data("x", "\ud800\0")).css_first("script").text()) == "\ufffd\0"
    joined(escaped("\udfff")).encode("utf-8")


def test_a_figure_that_is_no_number_of_json_is_refused() -> None:
    with pytest.raises(ValueError):
        data("x", float("nan"))
