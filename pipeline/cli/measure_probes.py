"""``polycite eval embedder | tokens``: the models by themselves, on parallel text."""

from __future__ import annotations

from pathlib import Path

import click

from polycite.pipeline.cli.session import Session, with_session

_FOLDER = click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))


@click.command(
    epilog="\b\nExamples:\n  polycite eval embedder tatoeba/ --limit 500\n"
    "  polycite eval embedder ntrex/ --model BAAI/bge-m3 --languages de,th,sw --json",
    short_help="What the space of an embedder is like.",
)
@_FOLDER
@click.option("--model", metavar="NAME", help="Any SentenceTransformer: a folder or a name  [default: the settings']")
@click.option("--languages", metavar="CODES", help="Only these files, as de,th,sw  [default: all]")
@click.option("--limit", type=click.IntRange(min=2), metavar="N", help="Pairs a language, an even sample.")
@with_session(store=False)
def embedder(session: Session, folder: Path, model: str | None, languages: str | None, limit: int | None) -> None:
    """Bitext retrieval, alignment, isomorphism, hubness and same-language bias, each language against English.

    FOLDER holds a <language>.tsv[.xz] a language, of English<TAB>text lines.
    """
    from polycite.eval.probes.report import report
    from polycite.pipeline.terminal import stage_bars

    session.silence()
    wanted = [code.strip() for code in languages.split(",") if code.strip()] if languages else None
    with stage_bars(session.err, show=not session.quiet) as bars:
        measured = report(
            folder,
            model or session.settings.embedder,
            dtype=session.settings.dtype,
            languages=wanted,
            limit=limit,
            progress=bars,
        )
    if session.as_json:
        session.emit(measured.to_dict())
    else:
        session.out.print(measured.table())


@click.command(
    epilog="\b\nExamples:\n  polycite eval tokens ntrex/\n  polycite eval tokens xquad/ --tokenizer xlm-roberta-base",
    short_help="Tokens a language costs, beside English.",
)
@_FOLDER
@click.option("--tokenizer", metavar="NAME", help="Any fast tokenizer: a folder or a name  [default: the embedder's]")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Pairs a language, an even sample.")
@with_session(store=False)
def tokens(session: Session, folder: Path, tokenizer: str | None, limit: int | None) -> None:
    """Fertility against parallel English, unknown tokens and characters a token, by language.

    FOLDER holds <language>.tsv[.xz] files of English<TAB>text lines, or <language>.jsonl[.xz] files like XQuAD's.
    """
    from polycite.eval.tokens import report

    session.silence()
    with session.working("Measuring"):
        measured = report(folder, tokenizer or session.settings.embedder, limit=limit)
    if session.as_json:
        session.emit(measured.to_dict())
    else:
        session.out.print(measured.table())
