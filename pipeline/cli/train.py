"""``polycite train``."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import click

from polycite.pipeline.cli.groups import LazyGroup
from polycite.pipeline.cli.session import Session, language_list, with_session

COMMANDS = {
    "lexicon": "polycite.pipeline.cli.train:lexicon",
    "body": "polycite.pipeline.cli.train_models:body",
    "retriever": "polycite.pipeline.cli.train_models:retriever",
    "contrast": "polycite.pipeline.cli.train_models:contrast",
    "reader": "polycite.pipeline.cli.train_models:reader",
    "average": "polycite.pipeline.cli.train_average:average",
    "translator": "polycite.pipeline.cli.train_translator:translator",
}

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

EPILOG = """\b
Examples:
  polycite train lexicon --parallel corpora/parallel --dictionary corpora/dictionary \\
      --english english.txt --output my_lexicon
  polycite index --set lexicon=my_lexicon manuals/
"""


@click.group(cls=LazyGroup, commands_at=COMMANDS, epilog=EPILOG)
def train() -> None:
    """Make the models that polycite ships, or your own."""
    from polycite.pipeline.training.memory import keep_freed_memory

    keep_freed_memory()


@click.command(epilog=EPILOG, short_help="Learn the lexicon from parallel text.")
@click.option(
    "--parallel",
    required=True,
    metavar="DIR",
    type=_FOLDER,
    help="Folder of <language>.tsv.xz: English, translation, source.",
)
@click.option(
    "--dictionary", required=True, metavar="DIR", type=_FOLDER, help="Folder of dictionaries in the same form."
)
@click.option(
    "--english",
    required=True,
    multiple=True,
    metavar="FILE",
    type=_FILE,
    help="Running English text, plain or .xz; may be repeated.",
)
@click.option(
    "--output",
    required=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the tables.",
)
@click.option(
    "--languages",
    metavar="CODES",
    callback=language_list,
    help="Only these, as de,fr  [default: all there is text for]",
)
@with_session(store=False)
def lexicon(
    session: Session,
    parallel: Path,
    dictionary: Path,
    english: tuple[Path, ...],
    output: Path,
    languages: tuple[str, ...] | None,
) -> None:
    """Learn the lexicon from parallel text and dictionaries, some fifteen seconds a language."""
    from polycite.pipeline.terminal import stage_bars
    from polycite.pipeline.training.corpora import lines
    from polycite.pipeline.training.lexicon import train as learn

    total = len(languages) if languages else len(list(parallel.glob("*.tsv.xz")))
    done: list[str] = []
    with stage_bars(session.err, show=not session.quiet) as progress:

        def told(line: str) -> None:
            done.append(line)
            progress("languages", len(done), total)

        progress("languages", 0, total)
        learn(parallel, dictionary, chain.from_iterable(map(lines, english)), output, languages, progress=told)
    if session.as_json:
        session.emit({"output": str(output), "languages": done})
    else:
        click.echo("\n".join([*done, f"The tables are in {output}."]))
