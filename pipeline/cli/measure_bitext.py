"""``polycite eval bitext``: whether the nearest sentence of the other language is the translation."""

from __future__ import annotations

from pathlib import Path

import click

from polycite.pipeline.cli.session import Session, with_session


@click.command(
    epilog="\b\nExamples:\n  polycite eval bitext tatoeba/ --limit 300\n"
    "  polycite eval bitext tatoeba/ --embedder intfloat/multilingual-e5-small --dense-only --json",
    short_help="Translations found among sentences, by channel.",
)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--embedder", metavar="NAME", help="Any SentenceTransformer: a folder or a name  [default: the settings']"
)
@click.option("--languages", metavar="CODES", help="Only these files, as de,th,sw  [default: all]")
@click.option("--limit", type=click.IntRange(min=2), metavar="N", help="Sentences a language, an even sample.")
@click.option("--dense-only", is_flag=True, help="Leave out glosses, lexicon and sounds.")
@with_session(store=False, settings=True)
def bitext(
    session: Session, folder: Path, embedder: str | None, languages: str | None, limit: int | None, dense_only: bool
) -> None:
    """Tatoeba's accuracy: each sentence's nearest in the other language is its translation, or not.

    FOLDER holds a <language>.tsv[.xz] a language, of English<TAB>text lines. Both ways are measured, of the dense
    channel, the dense channel over glosses, the lexicon, and all of them fused as the retriever does; averages are
    over the languages that polycite supports.
    """
    from polycite.eval.experiments.bitext import report
    from polycite.pipeline.terminal import stage_bars

    session.silence()
    session.override("embedder", embedder, "--embedder")
    wanted = [code.strip() for code in languages.split(",") if code.strip()] if languages else None
    with stage_bars(session.err, show=not session.quiet) as bars:
        measured = report(folder, session.settings, languages=wanted, limit=limit, dense_only=dense_only, progress=bars)
    if session.as_json:
        session.emit(measured.to_dict())
    else:
        session.out.print(measured.table())
