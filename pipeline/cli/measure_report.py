"""``polycite eval report``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from polycite.pipeline.cli.session import Session, with_session

if TYPE_CHECKING:
    from polycite.eval.report.contents import Contents

EPILOG = """\b
The page is one file that loads nothing: mail it, keep it beside the run, or print it.
A run of several systems shows them side by side.

\b
Examples:
  polycite eval report runs/nightly
  polycite eval report runs/nightly --output nightly.html --open
  polycite eval report runs/nightly --markdown comment.md
  polycite eval report runs/nightly --json > nightly.json
"""
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(epilog=EPILOG, short_help="A run as a page, as Markdown and as JSON.")
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--output", type=_FILE, metavar="FILE.html", help="The page  [default: report.html in the run's folder]")
@click.option("--markdown", "markdown_at", type=_FILE, metavar="FILE.md", help="Write Markdown for a pull request.")
@click.option("--open", "opened", is_flag=True, help="Show the page in the browser.")
@with_session(store=False)
def report(session: Session, run: Path, output: Path | None, markdown_at: Path | None, opened: bool) -> None:
    """Report on RUN, the folder that `polycite eval run` wrote or its rows.parquet.

    With --json or --markdown the page is written only where --output or --open ask for it.
    """
    session.silence()
    with session.working("Reading the run"):
        contents = _contents(run)
    if output or opened or not (session.as_json or markdown_at):
        from polycite.eval.report.page import page
        from polycite.eval.scoring.failures import RULES

        output = output or (run if run.is_dir() else run.parent) / "report.html"
        with session.working("Drawing the page"):
            _write(output, page(contents, dict(RULES)))
        session.say(f"Wrote {output}.")
    if markdown_at:
        from polycite.eval.report.markdown import markdown

        _write(markdown_at, markdown(contents))
        session.say(f"Wrote {markdown_at}.")
    if session.as_json:
        from polycite.eval.report.machine import machine_readable

        session.emit(machine_readable(contents))
    if opened and output:
        click.launch(output.resolve().as_uri())


def _contents(run: Path) -> Contents:
    from polycite.eval.metrics.catalogue import parse_metrics
    from polycite.eval.report.contents import Contents
    from polycite.eval.runs.storage import load_run

    stored = load_run(run)
    title = str(stored.manifest.get("name") or run.resolve().stem)
    return Contents.of(stored.rows, parse_metrics(stored.metrics), stored.originals, stored.manifest, title)


def _write(path: Path, text: str) -> None:
    from polycite.components.errors import LoadingError

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        raise LoadingError(f"{path} cannot be written: {error.strerror or error}.", "Name another file.") from error
