"""The readable text of Markdown, exactly, and its way back."""

import re
from collections.abc import Callable, Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from polycite.components.errors import LoadingError
from polycite.components.evidence import OffsetMap, Span
from polycite.components.loaders.markdown import read_markdown
from polycite.components.loaders.markdown_view import Lines, block_view

Check = Callable[[str, OffsetMap, str], None]

CASES = {
    "headings": (
        "# One #\n## *Two* words\nThree\n=====\n####### seven\n# # x\n",
        "One\n\nTwo words\n\nThree\n\n####### seven\n\n# x",
    ),
    "soft and hard breaks": ("one\ntwo  \nthree\\\nfour", "one two\nthree\nfour"),
    "no space where the script sets none": ("日本語の\n文章。\nend\n한국어\n문장", "日本語の文章。 end 한국어 문장"),
    "emphasis inside words": (
        "un**believ**able *a*b~~c~~ snake_case_name 2*3*4 **",
        "unbelievable abc snake_case_name 234 **",
    ),
    "nested lists": (
        "Intro:\n\n- a\n  continued\n  1. b\n     - c\n  2. d\n- e\n\nEnd",
        "Intro:\n\na continued\nb\nc\nd\ne\n\nEnd",
    ),
    "loose list": ("1. a\n\n   second\n\n2. b\n", "a\n\nsecond\n\nb"),
    "quote": ("> said\n> he\nlazily\n>\n> - x\n", "said he lazily\n\nx"),
    "links and images": (
        'See [the *guide*](http://x.y/a?b=the+guide "the guide"), [ref][r], ![a **red** light](l.png) <http://z.y/%20>.'
        "\n\n[r]: /u 'ref'\n",
        "See the guide, ref, a red light http://z.y/%20.",
    ),
    "image without a description": ("a ![](u) b", "a  b"),
    "code": (
        "Call `a  &amp; \\*` and `` ` ``:\n\n```py\nif x:\n\n\treturn '&amp;'\n```\n\n    two\n      three\n",
        "Call a  &amp; \\* and `:\n\nif x:\n\n\treturn '&amp;'\n\ntwo\n  three",
    ),
    "code in a list": ("- a\n  ```\n    b\n  c\n  ```\n", "a\n\n  b\nc"),
    "table": (
        "| Model | Power |\n|:--|--:|\n| B-5 | `2.5` **kW** |\n| a\\|b `c\\|d` | |\n|  | x<br>y |\n",
        "Model | Power\nB-5 | 2.5 kW\na|b c|d\n| x y",
    ),
    "table in a list": (
        "1. x\n\n   1 | b\n   --|--\n   1 | 2\n\n> - | >\n> -|-\n> \\> | -",
        "x\n\n1 | b\n1 | 2\n\n- | >\n> | -",
    ),
    "entities and escapes": ("&lt;b&gt; &amp; &copy; &#1071; \\* \\a &nosuch; AT&T", "<b> & © Я * \\a &nosuch; AT&T"),
    "inline html": ("a<b>c</b><!-- no --> d<br/>e <img src=x alt='f &amp; g'>", "ac d\ne f & g"),
    "block html": ("<div>\n<p>a\nb</p><script>no()</script></div>\n\nend <3", "a b\n\nend <3"),
    "rule": ("a\n\n---\n\nb", "a\n\nb"),
    "ideographic indent": ("\u3000\u3000第一段\n\n\u3000\n\u3000第二段", "第一段\n\n第二段"),
    "front matter": ("---\ntitle: x\nb:\n  - 1\n---\n# A\n", "A"),
    "no front matter": ("---\nx\n---\n", "x"),
    "no front matter but a rule": ("---\nNote: x\n\ny\n\n---\n", "Note: x\n\ny"),
}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("name", CASES)
def test_text(name: str, newline: str, check_map: Check) -> None:
    raw, expected = CASES[name]
    raw = raw.replace("\n", newline)
    extract = read_markdown(raw)
    assert extract.text == expected
    check_map(extract.text, extract.raw_map, raw)


def test_places_are_those_of_the_occurrence() -> None:
    raw = "[same](same 'same') same\n\n> same | same\n"
    extract = read_markdown(raw)
    assert extract.text == "same same\n\nsame | same"
    found = [extract.raw_map.to_raw(Span(m.start(), m.end())) for m in re.finditer("same", extract.text)]
    assert [(s.start, s.end) for s in found] == [(1, 5), (20, 24), (28, 32), (35, 39)]


def test_an_entity_maps_as_a_whole() -> None:
    extract = read_markdown("a &amp; b \\* c")
    assert extract.raw_map.to_raw(Span(2, 3)) == Span(2, 7)
    assert extract.raw_map.to_raw(Span(6, 7)) == Span(10, 12)


def test_plain_paragraphs_are_one_run() -> None:
    raw = "One.\n\nTwo.\n\nThree."
    assert read_markdown(raw).raw_map == OffsetMap.identity(len(raw))


def test_title_is_the_first_heading_of_level_1() -> None:
    assert read_markdown("## no\n\n# The *big*\\! one\n\n# two").metadata == {"title": "The big! one"}
    assert read_markdown("## no").metadata == {}


def test_front_matter_is_kept_beside_the_text() -> None:
    assert read_markdown("---\ntitle: x\n---\n# A").metadata == {"title": "A", "front_matter": "title: x\n"}


def test_too_deep_nesting_is_said_and_not_lost() -> None:
    assert read_markdown("> " * 90 + "deep").text == "deep"
    with pytest.raises(LoadingError, match="100 levels"):
        read_markdown("> " * 101 + "too deep")


def test_hostile_repetition_ends() -> None:
    for unit in ("[", "![", "*a ", "`", "<a ", "a|", "<!--"):
        read_markdown(unit * 1000)


BITS = [
    *(
        "# ",
        "## ",
        "- ",
        "* ",
        "1. ",
        "> ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "  \n",
        "\\\n",
        " #\n",
        "---\n",
        "===\n",
    ),
    *("`", "``", "```\n", "~~~\n", "*", "**", "_", "~~", "[", "](u)", '](u "t")', "![", "[r]: u\n", "[r]"),
    *("|", "\\|", "\n|-|-|\n", "| a | b |\n|---|---|\n|", "|\n", "&amp;", "&copy;", "&#x41;", "&no;", "\\*", "\\a"),
    *("<b>", "</b>", "<br>", "<!-- c -->", "<http://a.b/c%20d>", "<div>", "</div>", "<pre>", "</pre>", "<td>", "<"),
    *(
        "a",
        "b c",
        "é",
        "e\u0301",
        "日本",
        "語。",
        "हिन्दी",
        "ไทย",
        "한국",
        "שלום",
        "👩\u200d👧",
        "\u3000",
        "\xa0",
        "\u2028",
        "\x0b",
    ),
    *(" ", "  ", "1", "&", '"', "'", "#"),
]
documents = st.lists(st.sampled_from(BITS), max_size=30).map("".join)


@given(documents)
def test_any_document_maps_back(check_map: Check, raw: str) -> None:
    extract = read_markdown(raw)
    check_map(extract.text, extract.raw_map, raw)


@given(documents.filter(lambda raw: "<" not in raw and not raw.startswith("---")))
def test_the_text_is_that_of_the_parser(raw: str) -> None:
    parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])
    assert squeeze(read_markdown(raw).text) == squeeze("".join(words(parser.parse(raw))))


def words(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("inline", "image"):
            yield from words(token.children or [])
        elif token.type in ("text", "code_inline", "code_block", "fence"):
            yield token.content


def squeeze(text: str) -> str:
    return re.sub(r"[\s|]", "", text)


def test_a_block_the_parser_misplaces_maps_to_its_lines() -> None:
    token = Token("paragraph", "", 0, map=[0, 1], content="not there", meta={"columns": [0]})
    view = block_view(token, Lines("something else\n", 0))
    assert view.raw_span(4, 6) == (0, 14)
