"""``polycite eval alignment | projection``: word alignments and the spans they carry over."""

from __future__ import annotations

import json
from pathlib import Path

import click

from polycite.pipeline.cli.session import Session, with_session

_ENCODER = click.option(
    "--encoder", metavar="NAME", default="shipped/retriever", show_default=True,
    help="Any multilingual encoder: a folder or a Hugging Face name.",
)  # fmt: skip
_LAYER = click.option("--layer", type=click.IntRange(min=1), metavar="N", help="Its layer whose vectors are compared.")


@click.command(
    epilog="\b\nExamples:\n  polycite eval alignment\n  polycite eval alignment --encoder bert-base-multilingual-cased",
    short_help="Word alignments against hand-made ones.",
)
@click.option("--split", type=click.Choice(["fit", "test", "both"]), default="test", show_default=True)
@_ENCODER
@_LAYER
@with_session(store=False)
def alignment(session: Session, split: str, encoder: str, layer: int | None) -> None:
    """Align the shipped sentence pairs by each method; precision, recall, F1 and alignment error rate."""
    from polycite.eval.experiments.word_alignment import report
    from polycite.pipeline.terminal import stage_bars

    session.silence()
    with stage_bars(session.err, show=not session.quiet) as bars:
        measured = report(None if split == "both" else split, encoder, layer, bars)
    if session.as_json:
        session.emit(measured.to_dict())
    else:
        session.out.print(measured.table())


@click.command(
    epilog="\b\nExamples:\n  polycite eval projection xquad/\n  polycite eval projection xquad/ --pairs de-ru,th-zh",
    short_help="Answer spans carried between languages.",
)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--limit", type=click.IntRange(min=1), default=30, show_default=True, help="Questions a language.")
@click.option("--pairs", metavar="PAIRS", help="Only these, as de-ru,en-th  [default: all]")
@click.option("--rows", type=click.Path(path_type=Path), metavar="FILE", help="Write a line a span here.")
@_ENCODER
@_LAYER
@with_session(store=False)
def projection(
    session: Session, folder: Path, limit: int, pairs: str | None, rows: Path | None, encoder: str, layer: int | None
) -> None:
    """Carry the gold spans of FOLDER's <language>.jsonl[.xz] files to their parallels in the other languages."""
    from polycite.components.projecting import SpanProjector
    from polycite.eval.experiments.projection import report
    from polycite.pipeline.terminal import stage_bars

    session.silence()
    wanted = [_pair(one) for one in pairs.split(",")] if pairs else None
    with stage_bars(session.err, show=not session.quiet) as bars:
        projector = SpanProjector(encoder=encoder, layer=layer)
        measured, carried = report(folder, limit=limit, pairs=wanted, projector=projector, progress=bars)
    if rows:
        rows.write_text("".join(json.dumps(row.to_dict(), ensure_ascii=False) + "\n" for row in carried), "utf8")
    if session.as_json:
        session.emit(measured.to_dict())
    else:
        session.out.print(measured.table())


def _pair(text: str) -> str:
    from polycite.components.languages.language_codes import normalise_code

    codes = text.strip().split(">" if ">" in text else "-")
    if len(codes) != 2 or not all(codes):
        raise click.UsageError(f"--pairs {text}: write pairs as de-ru,en-th; or as zh-hant>de where a code has a dash.")
    return ">".join(map(normalise_code, codes))
