"""``polycite eval metrics``."""

from __future__ import annotations

import click

from polycite.pipeline.cli.session import Session, with_session

EPILOG = """\b
Examples:
  polycite eval metrics
  polycite eval metrics "language bias"
  polycite eval metrics nDCG@10 --json
"""


@click.command(epilog=EPILOG, short_help="All metrics and their definitions.")
@click.argument("name", required=False)
@with_session(store=False)
def metrics(session: Session, name: str | None) -> None:
    """List the metrics that --metric takes, or define the one of that NAME, with its source.

    A metric is measured by default when it is marked with *; what follows an @ is its parameter.
    """
    from polycite.eval.metrics.definitions import definition_of, definitions

    if name:
        one = definition_of(name)
        if session.as_json:
            session.emit(one.to_dict())
            return
        parameters = ", ".join(f"{key} = {value!r}" for key, value in one.parameters.items())
        default = ", ".join(one.measured) or "no"
        facts = {"as in": one.example, "family": one.family, "better": one.better, "unit": one.unit}
        facts |= {"parameters": parameters, "measured by default": default}
        session.out.print(one.name, style="bold")
        for title, fact in facts.items():
            if fact:
                session.out.print(f"  {title}: {fact}")
        for paragraph in one.paragraphs:
            session.out.print(f"\n{paragraph}")
        return
    listed = definitions()
    if session.as_json:
        session.emit([one.to_dict() for one in listed])
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="cyan")
    table.add_column("")
    table.add_column("metric", no_wrap=True)
    for title in ("family", "better", "definition"):
        table.add_column(title)
    for one in listed:
        table.add_row("*" if one.measured else "", one.example, one.family, one.better, one.paragraphs[0])
    session.out.print(table)
