"""``polycite align``."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import click

from polycite.pipeline.cli.session import Session, one_language, with_session

if TYPE_CHECKING:
    from polycite.components.alignment.aligning import Alignment
    from polycite.components.evidence import Method
    from polycite.components.projecting import Projection

EPILOG = """\b
Examples:
  polycite align "Der Akku hält zehn Stunden." "The battery lasts ten hours."
  polycite align --span 14:26 "Der Akku hält zehn Stunden." "The battery lasts ten hours."
  polycite align --from th --to zh --json "$(cat th.txt)" "$(cat zh.txt)"
"""


def _span(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[int, int] | None:
    """Reads ``14:26``."""
    if value is None:
        return None
    start, colon, end = value.partition(":")
    if not (colon and start.strip().isdecimal() and end.strip().isdecimal()):
        raise click.BadParameter("Write it as START:END in characters from 0, for example 14:26.")
    return int(start), int(end)


@click.command(epilog=EPILOG, short_help="Link the words of a text and its translation.")
@click.argument("source")
@click.argument("target")
@click.option("--from", "source_language", metavar="CODE", callback=one_language, help="Of SOURCE  [default: detected]")
@click.option("--to", "target_language", metavar="CODE", callback=one_language, help="Of TARGET  [default: detected]")
@click.option("--span", metavar="START:END", callback=_span, help="Carry these characters of SOURCE over to TARGET.")
@click.option(
    "--encoder", metavar="NAME", default="shipped/retriever", show_default=True,
    help="Any multilingual encoder: a folder or a Hugging Face name.",
)  # fmt: skip
@with_session(store=False)
def align(
    session: Session,
    source: str,
    target: str,
    source_language: str | None,
    target_language: str | None,
    span: tuple[int, int] | None,
    encoder: str,
) -> None:
    """Show which words of SOURCE and TARGET say the same, or where TARGET says what a span of SOURCE says.

    Offsets are half-open and count Unicode code points.
    """
    session.silence()
    if span is None:
        from polycite.components.alignment.aligning import WordAligner

        with session.working("Aligning"):
            alignment = WordAligner(encoder=encoder).align(source, target, source_language, target_language)
        _show_links(session, alignment)
        return
    from polycite.components.projecting import SpanProjector

    with session.working("Aligning"):
        try:
            found = SpanProjector(encoder=encoder).project(source, target, *span, source_language, target_language)
        except ValueError as error:
            raise click.UsageError(str(error)) from error
    _show_projection(session, found, (source, source_language), (target, target_language), span)


def _show_links(session: Session, alignment: Alignment) -> None:
    source, target = alignment.source, alignment.target
    rows = [(source.words[i], target.words[j], float(alignment.probabilities[i, j])) for i, j in alignment.links]
    if session.as_json:
        session.emit(
            {
                "source_language": source.language,
                "target_language": target.language,
                "links": [{"source": [*a], "target": [*b], "probability": round(p, 4)} for a, b, p in rows],
            }
        )
        return
    from rich.table import Table

    from polycite.pipeline.terminal import name_of
    from polycite.pipeline.terminal_text import harmless, isolate

    shown = isolate if session.out.is_terminal else str
    table = Table(box=None, pad_edge=False)
    for heading in (name_of(source.language), name_of(target.language)):
        table.add_column(heading)
    table.add_column("probability", justify="right")
    for word in source.words:
        linked = [(b, p) for a, b, p in rows if a == word]
        theirs = " ".join(harmless(target.text[slice(*b)]) for b, _ in linked)
        chance = f"{max(p for _, p in linked):.2f}" if linked else ""
        table.add_row(shown(harmless(source.text[slice(*word)])), shown(theirs) if linked else "–", chance)
    session.out.print(table)


def _show_projection(
    session: Session,
    found: Projection,
    source: tuple[str, str | None],
    target: tuple[str, str | None],
    span: tuple[int, int],
) -> None:
    if session.as_json:
        session.emit({**dataclasses.asdict(found), "text": target[0][found.start : found.end]})
        return
    from polycite.components.evidence import Citation, Passage, sha256_of
    from polycite.components.languages.language_identification import LanguageIdentifier
    from polycite.pipeline.terminal import print_citation

    sides: tuple[tuple[str, tuple[str, str | None], tuple[int, int], Method, float], ...] = (
        ("source", source, span, "verbatim", 1.0),
        ("target", target, (found.start, found.end), found.method, found.confidence),
    )
    for name, (text, given), (start, end), method, confidence in sides:
        sha, language = sha256_of(text), given or LanguageIdentifier().detect(text).language
        passage = Passage(name, 0, len(text), text, language, sha256=sha)
        citation = Citation(name, start, end, text[start:end], sha, "", language, method=method, confidence=confidence)
        print_citation(session.out, citation, [passage], "")
