"""``polycite inspect model``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from polycite.pipeline.cli.session import Session, with_session

if TYPE_CHECKING:
    from polycite.eval.inspection.parallel_text import ParallelText

EPILOG = """\b
What to do, by what a language has:
  no labels         zero-shot, where the model is strong
  a few labels      joint few-shot: polycite adapt --regime joint
  good translation  translate-test or translate-train
  little of it      collect text, and look at the tokeniser

\b
Examples:
  polycite inspect model shipped/retriever --languages de,th,sw
  polycite inspect model shipped/reader --languages ko --layer 8
  polycite inspect model xlm-roberta-base --parallel ntrex/ --limit 300 --json
"""


@click.command(epilog=EPILOG, short_help="What a model knows of each language, and what to do about it.")
@click.argument("model", metavar="NAME")
@click.option("--languages", metavar="CODES", help="As de,th,sw  [default: all of --parallel]")
@click.option(
    "--parallel",
    type=click.Path(exists=True, path_type=Path),
    metavar="FILE",
    help="Your sentences, English<TAB>text: a <language>.tsv[.xz] or a folder of them  [default: ours]",
)
@click.option("--limit", type=click.IntRange(min=2), metavar="N", help="Sentences a language, an even sample.")
@click.option(
    "--layer", type=click.IntRange(min=1), metavar="N", help="Average the states of this layer, not the last."
)
@with_session(store=False)
def inspect_model(
    session: Session, model: str, languages: str | None, parallel: Path | None, limit: int | None, layer: int | None
) -> None:
    """Predict, without labels, in which languages a model will be weak, and say what to do.

    NAME is a folder, a Hugging Face name or shipped/<name>: a retriever, a reader, a translator, any encoder.
    Measured against English, on parallel sentences: tokens (fertility) and unknown ones; how many translations are
    the nearest sentence, both ways; whether the spaces have the same shape (RSIM), how much nearer translations are
    than other texts (gap), and whether some texts are near to everything (hubness). What was not trained to embed is
    averaged over its tokens.
    """
    from polycite.eval.inspection.inspection import inspect_model as measure
    from polycite.pipeline.terminal import stage_bars
    from polycite.pipeline.translating import translator_of

    session.silence()
    wanted = [code.strip() for code in languages.split(",") if code.strip()] if languages else None
    text = _parallel(wanted, parallel, limit)
    with stage_bars(session.err, show=not session.quiet) as bars:
        translator = translator_of(session.settings)
        codes = text.pairs
        pairs = [(a, b) for code in codes for a, b in ((code, "en"), ("en", code)) if translator.route(a, b)]
        found = measure(model, text, layer=layer, dtype=session.settings.dtype, translations=pairs, progress=bars)
    if session.as_json:
        session.emit(found.to_dict())
        return
    session.out.print(found.table())
    session.out.print(f"Predicted weak: {', '.join(found.weak) or 'none'}")


def _parallel(languages: list[str] | None, path: Path | None, limit: int | None) -> ParallelText:
    from polycite.eval.inspection.parallel_text import own_parallel_text, shipped_parallel_text

    if path:
        return own_parallel_text(path, languages, limit)
    if not languages:
        raise click.UsageError("Name languages, as --languages de,th,sw, or give your sentences with --parallel.")
    return shipped_parallel_text(languages, limit)
