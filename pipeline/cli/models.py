"""``polycite models``: versions of your own models, deployed and rolled back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from polycite.pipeline.cli.session import Session, with_session

if TYPE_CHECKING:
    from polycite.pipeline.registry import Kind, Registry, Version

_EPILOG = """\b
A setting means the deployed version by the name deployed/<kind>:
  reader = "deployed/reader"               in polycite.toml
  gloss_reader = "deployed/gloss_reader"
  embedder = "deployed/retriever"          stores made before: index --rebuild
  intents = "deployed/intents"             in its table [service]
  [reader_adapters]                        beside their base, the reader
  ko = "deployed/reader_adapter_ko"

What runs keeps the version it started with: restart a service after deploy or rollback.

\b
Examples:
"""


def _epilog(*examples: str) -> str:
    return _EPILOG + "".join(f"  polycite models {example}\n" for example in examples)


class _KindType(click.ParamType[str]):
    name = "kind"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from polycite.pipeline.registry.version import check_kind

        try:
            return check_kind(value)
        except ValueError as error:
            self.fail(f"{error}.")


_kind = click.argument("kind", metavar="KIND", type=_KindType())
_folder = click.option(
    "--models", "folder", metavar="DIR", help="Folder of the versions  [default: the setting models: polycite.models]"
)


@click.group(
    epilog=_epilog("list", "show reader", "deploy reader 2", "rollback reader", "remove reader 1")
    + '  polycite ask --set reader=deployed/reader "Wie lange gilt die Garantie?"\n',
    short_help="Versions of your own models: list, deploy, roll back.",
)
def models() -> None:
    """Versions of your own models, as `polycite adapt` makes them, each with its card and its figures.

    They are numbered by kind: reader, gloss_reader, retriever, intents, and reader_adapter_ko for what is added to the
    reader for Korean (polycite adapt --method adapter). Deploying one decides what the name deployed/<kind> means from
    then on; nothing else need be changed to go forward or back.
    """


@models.command("list", epilog=_epilog("list", "list reader", "list --json"))
@click.argument("kind", metavar="[KIND]", type=_KindType(), required=False)
@_folder
@with_session(store=False)
def list_(session: Session, kind: Kind | None, folder: str | None) -> None:
    """List the versions, of one KIND or of all, oldest first."""
    registry = _registry(session, folder)
    rows = [_row(registry, version) for one in ([kind] if kind else _kinds()) for version in registry.versions(one)]
    if session.as_json:
        session.emit(rows)
    elif rows:
        from rich.table import Table

        table = Table("kind", "number", "name", "created", "examples", "regime", "method", "state", box=None)
        for row in rows:
            examples = ", ".join(f"{code} {count}" for code, count in row["examples"].items())
            made = (row["created"][:10], examples, row["regime"], row["method"])
            table.add_row(row["kind"], str(row["number"]), row["name"], *made, row["state"])
        session.out.print(table)
    else:
        session.say(f"There are none in {registry.folder}; `polycite adapt` makes them.")


@models.command(epilog=_epilog("show reader", "show reader 2", "show reader 2 --json"))
@_kind
@click.argument("number", type=click.IntRange(1), required=False)
@_folder
@with_session(store=False)
def show(session: Session, kind: Kind, number: int | None, folder: str | None) -> None:
    """Show a version's card: data, recipe, figures by language, known weaknesses.

    Without a NUMBER the deployed one. --json has all that is recorded, and the history of its kind.
    """
    from polycite.pipeline.registry import RegistryError, card

    registry = _registry(session, folder)
    version = registry.version(kind, number) if number else registry.deployed(kind)
    if version is None:
        raise RegistryError(
            f"No {kind} is deployed in {registry.folder}.", f"Name one of `polycite models list {kind}`."
        )
    if session.as_json:
        history = [event.model_dump(mode="json") for event in registry.history if event.kind == kind]
        session.emit({**_row(registry, version), "history": history})
        return
    click.echo(card(version).split("---\n", 2)[2].rstrip())
    session.say(f"\n{version.label} is {_state(registry, version)}, in {registry.path(kind, version.number)}")


@models.command(epilog=_epilog("deploy reader 2", "deploy reader 2 --force"))
@_kind
@click.argument("number", type=click.IntRange(1))
@click.option("--force", is_flag=True, help="Though it was found worse than what it was made from.")
@_folder
@with_session(store=False)
def deploy(session: Session, kind: Kind, number: int, force: bool, folder: str | None) -> None:
    """Let the name deployed/KIND mean version NUMBER.

    One that was measured as worse than its base is refused, with the figures.
    """
    _changed(session, folder, lambda registry: registry.deploy(kind, number, force))


@models.command(epilog=_epilog("rollback reader"))
@_kind
@_folder
@with_session(store=False)
def rollback(session: Session, kind: Kind, folder: str | None) -> None:
    """Go back to the version of KIND that was deployed before; again, to the one before that."""
    _changed(session, folder, lambda registry: registry.rollback(kind))


@models.command(epilog=_epilog("remove reader 1", "remove reader --keep 3"))
@_kind
@click.argument("number", type=click.IntRange(1), required=False)
@click.option("--keep", metavar="N", type=click.IntRange(0), help="Instead of a NUMBER: all but the newest N.")
@_folder
@with_session(store=False)
def remove(session: Session, kind: Kind, number: int | None, keep: int | None, folder: str | None) -> None:
    """Delete a version for good, never the deployed one; restart services that still use it first.

    With --keep the one before the deployed stays too, for a rollback.
    """
    if (number is None) == (keep is None):
        raise click.UsageError("Give a NUMBER, or --keep N.")
    registry = _registry(session, folder)
    if number is not None:
        registry.remove(kind, number)
    removed = [number] if number is not None else registry.prune(kind, keep or 0)
    if session.as_json:
        session.emit({"kind": kind, "removed": removed})
    else:
        click.echo(f"Removed {kind} {', '.join(map(str, removed))}." if removed else "There was nothing to remove.")


def _changed(session: Session, folder: str | None, change: Callable[[Registry], Version]) -> None:
    from polycite.pipeline.registry import setting

    registry = _registry(session, folder)
    version = change(registry)
    if session.as_json:
        session.emit(_row(registry, version))
        return
    click.echo(f"{version.label} ({version.name}) is deployed.")
    session.say(f"It is used where {setting(version.kind)} is set. Restart services that run: they keep theirs.")
    if version.kind == "retriever":
        session.say("Stores made with another retriever must be made anew: `polycite index --rebuild`.")


def _registry(session: Session, folder: str | None) -> Registry:
    from polycite.pipeline.registry import Registry

    session.override("models", folder, "--models")
    return Registry(session.settings.models)


def _kinds() -> tuple[Kind, ...]:
    from polycite.pipeline.registry import KINDS

    return KINDS


def _row(registry: Registry, version: Version) -> dict[str, Any]:
    return {**version.model_dump(mode="json"), "state": _state(registry, version)}


def _state(registry: Registry, version: Version) -> str:
    """deployed, or whether it may be."""
    deployed = registry.deployed(version.kind)
    if deployed and deployed.number == version.number:
        return "deployed"
    return "ready" if version.deployable else "unfit"
