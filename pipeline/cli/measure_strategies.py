"""``polycite eval strategies``."""

from __future__ import annotations

import click

from polycite.pipeline.cli.session import Session, with_session

EPILOG = """\b
Examples:
  polycite eval strategies --limit 10
  polycite eval strategies --strategy direct,translate-test --json
"""


@click.command(epilog=EPILOG, short_help="Every strategy in every constellation of languages.")
@click.option("--strategy", "names", metavar="NAMES", help="As direct,translate-test  [default: all]")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="Questions of a constellation.")
@with_session(store=False, settings=True)
def strategies(session: Session, names: str | None, limit: int) -> None:
    """Ask the shipped questions by each strategy, with question, passage and answer in one, two or many languages.

    Shows whether every citation is exact, how it was found, and whether the answer is in the language wanted or,
    where no translator knows the pair, marked as a quote of the original.
    """
    from polycite.eval.experiments import strategies as measuring
    from polycite.pipeline.terminal import stage_bars

    session.silence()
    chosen = [name.strip() for name in names.split(",")] if names else []
    with stage_bars(session.err, show=not session.quiet) as bars:
        report = measuring.strategies(session.settings, chosen, limit=limit, progress=bars)
    if session.as_json:
        session.emit(report.to_dict())
    else:
        session.out.print(report.table())
