"""``polycite move``."""

from __future__ import annotations

import click

from polycite.pipeline.cli.session import Session, with_session

EPILOG = """\b
Examples:
  polycite move https://qdrant.example:6333
  POLYCITE_API_KEY=... polycite move --store support.polycite --set collection=support https://qdrant.example
  polycite move --set replication_factor=2 --set shard_number=3 http://node1:6333
"""


@click.command(epilog=EPILOG, short_help="Copy the store to a Qdrant server; nothing is lost.")
@click.argument("target", metavar="URL")
@with_session()
def move(session: Session, target: str) -> None:
    """Copy the whole store to a Qdrant server (or another folder): originals, passages and vectors.

    Nothing is computed anew and nothing is lost; the store here stays until you delete it. After an
    interruption run the same command again.
    """
    from polycite.components.store import open_store
    from polycite.pipeline.terminal import stage_bars

    options = session.store_options()
    session.silence()
    with (
        open_store(session.store, **options) as here,
        open_store(
            target,
            **{
                **options,
                "size": here.info["size"],
                "settings": here.info["settings"],
                "datatype": here.info["datatype"],
            },
        ) as there,
        stage_bars(session.err, show=not session.quiet) as progress,
    ):
        copied = here.export_to(there, lambda done, total: progress("originals", done, total))
    if session.as_json:
        session.emit({"store": target, **copied})
    else:
        click.echo(f"{copied['originals']} originals and {copied['passages']} passages are in {target}")
        session.say(f"Use it with --store {target}; the store {session.store} is still there.")
