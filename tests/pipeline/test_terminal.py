"""Answers, passages and reports as people see them."""

from dataclasses import replace
from io import StringIO

import regex
from rich.console import Console

from polycite.components.evidence import Answer, Citation, Passage, QuoteTranslation, Segment, sha256_of
from polycite.components.loading import Failure
from polycite.pipeline.terminal import (
    console,
    print_answer,
    print_error,
    print_failures,
    print_passages,
    stage_bars,
)

TEXT = "Ο δρομολογητής είναι νέος. Η εγγύηση του R-330 διαρκεί 36 μήνες από την αγορά. Τέλος."
QUOTE = "36 μήνες"


def plain() -> Console:
    return console(StringIO(), width=80)


def terminal() -> Console:
    return console(StringIO(), width=80, force_terminal=True, color_system="standard", _environ={})


def shown(out: Console) -> str:
    assert isinstance(out.file, StringIO)
    return out.file.getvalue()


def passage_of(text: str = TEXT, language: str = "el", source: str = "el/warranty.md") -> Passage:
    return Passage(
        "el/warranty.md",
        100,
        100 + len(text),
        text,
        language,
        source,
        sha256_of(text),
        score=1.25,
        channels={"dense": 0.5},
    )


def citation_of(quote: str = QUOTE, text: str = TEXT) -> Citation:
    start = 100 + text.index(quote)
    sha = sha256_of(text)
    return Citation("el/warranty.md", start, start + len(quote), quote, sha, "el/warranty.md", "el", confidence=0.9)


def answer_of(citation: Citation, passage: Passage, text: str = QUOTE) -> Answer:
    segments = (Segment(0, len(text), (citation,)),)
    return Answer("?", text, "el", "de", segments, confidence=0.87, passages=(passage,), timings={"total": 0.214})


ABSTENTION = Answer(
    "?",
    "Dazu habe ich nichts gefunden.",
    "de",
    "de",
    abstained=True,
    reason="low confidence",
    passages=(passage_of(),) * 5,
)


def translated(text: str) -> QuoteTranslation:
    return QuoteTranslation(text, "en", text, 0, len(text), 0, 9, "engine", ("el", "en"))


def test_an_answer_shows_its_text_language_confidence_and_numbered_citations() -> None:
    out = plain()
    print_answer(out, answer_of(citation_of(), passage_of()))
    lines = shown(out).splitlines()
    assert lines[0] == "36 μήνες [1]"
    assert lines[1] == "Greek · confidence 87% · auto · 0.21 s"
    start = 100 + TEXT.index(QUOTE)
    assert lines[3] == f"[1] el/warranty.md · Greek · characters {start}–{start + 8} · verbatim · 90%"


def test_the_cited_span_is_marked_by_style_on_a_terminal_and_by_brackets_elsewhere() -> None:
    out, colours = plain(), terminal()
    print_answer(out, answer_of(citation_of(), passage_of()))
    print_answer(colours, answer_of(citation_of(), passage_of()))
    assert "    Η εγγύηση του R-330 διαρκεί ⟦36 μήνες⟧ από την αγορά." in shown(out).splitlines()
    assert "\x1b" not in shown(out)
    assert regex.search(r"διαρκεί \x1b\[1;7m36 μήνες\x1b\[0m από", shown(colours))


def test_a_span_longer_than_a_line_is_marked_on_every_line() -> None:
    quote = " ".join(f"word{n}" for n in range(40))
    text = f"Before {quote} after."
    out = terminal()
    print_answer(out, answer_of(citation_of(quote, text), passage_of(text)))
    marked = "".join(regex.findall(r"\x1b\[1;7m(.*?)\x1b\[0m", shown(out)))
    assert marked.replace(" ", "") == quote.replace(" ", "")


def test_nothing_is_wider_than_the_terminal() -> None:
    text = "漢字かな交じり文は長い。" * 30 + QUOTE
    for out in (plain(), terminal()):
        print_answer(out, answer_of(citation_of(text=text), passage_of(text, source="a/" * 60)))
        print_passages(out, [passage_of(text)])
        lines = regex.sub(r"\x1b\[[0-9;]*m", "", shown(out)).splitlines()
        assert max(plain().measure(line).maximum for line in lines) <= 80


def test_arabic_is_isolated_on_a_terminal_only() -> None:
    text = "جهاز التوجيه جديد. مدة الضمان 36 شهرًا من تاريخ الشراء."
    quote = "36 شهرًا"
    for out, isolated in ((terminal(), True), (plain(), False)):
        print_answer(out, answer_of(citation_of(quote, text), passage_of(text, "ar"), quote))
        assert ("\u2068" in shown(out)) is isolated
        assert shown(out).count("\u2068") == shown(out).count("\u2069")


def test_a_document_cannot_drive_the_terminal_or_use_markup() -> None:
    text = "a \x1b[2J\x1b]0;owned\x07 [red]b[/red] :smile: \u202e 36 μήνες \x9b31m"
    hostile = replace(passage_of(text), source="\x1b[35mx\n", translations=("\x1b[1m",))
    answer = replace(
        answer_of(
            replace(citation_of(text=text), source="\x1b[35m", translation=translated("\x1b[1m")), hostile, "\x1b[2J36"
        ),
        notes=("\x1b",),
    )
    for out in (plain(), terminal()):
        print_answer(out, answer)
        print_passages(out, [hostile])
        print_failures(out, [Failure("\x1b[2J", "\x1b", "\x1b")])
        print_error(out, "\x1b[2J", "\x1b]0;")
        unstyled = regex.sub(r"\x1b\[[0-9;]*m", "", shown(out))
        assert not regex.search(r"[\p{Cc}--\n\u202e]", unstyled, regex.V1)
        assert "\x1b[35m" not in shown(out)
        assert "[red]b[/red] :smile:" in unstyled


def test_an_abstention_is_shown_as_one_with_the_nearest_passages() -> None:
    out = plain()
    print_answer(out, ABSTENTION)
    lines = shown(out).splitlines()
    assert lines[0] == "Dazu habe ich nichts gefunden."
    assert lines[1].startswith("no answer · low confidence")
    assert sum(line.endswith("score 1.25") for line in lines) == 3


def test_the_translation_of_a_quote_and_the_translations_of_a_passage_are_told() -> None:
    out = plain()
    print_answer(out, answer_of(replace(citation_of(), translation=translated("36 months")), passage_of()))
    print_passages(out, [replace(passage_of(), translations=("en/warranty.md",))])
    assert "    = 36 months" in shown(out)
    assert "also in: en/warranty.md" in shown(out)


def test_errors_are_one_line_each_however_long() -> None:
    out = plain()
    print_error(out, "problem " * 60, "mend " * 60)
    assert len(shown(out).splitlines()) == 2
    assert shown(out).startswith("Error: problem problem")


def test_of_several_problems_each_has_its_line() -> None:
    out = plain()
    print_error(out, "2 bad rows:\na.jsonl:3: \x1b[31mred\nb.jsonl:4: late\n", "Mend them.")
    lines = shown(out).splitlines()
    assert (len(lines), lines[0], lines[2], lines[3]) == (4, "Error: 2 bad rows:", "b.jsonl:4: late", "Mend them.")
    assert "\x1b" not in shown(out)


def test_progress_is_shown_on_a_terminal_and_silent_elsewhere() -> None:
    for out, show, visible in ((terminal(), True, True), (terminal(), False, False), (plain(), True, False)):
        with stage_bars(out, show=show) as progress:
            progress("loading", 0, 3)
            progress("loading", 3, 3)
            progress("writing", 1, 1)
        assert ("loading" in shown(out)) is visible
