"""``polycite keys``: the API keys of the service."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from polycite.components.errors import PolyciteError, SettingsError
from polycite.pipeline.cli.session import Session, with_session

if TYPE_CHECKING:
    from polycite.pipeline.service.access.key_file import KeyFile
    from polycite.pipeline.service.access.keys import ApiKey

EPILOG = """\b
Examples:
  polycite keys create chatbot --scope ask
  polycite keys create widget --scope ask --origin https://shop.example --per-minute 60
  polycite keys create import --scope manage --tenant acme --expires 90
  polycite keys list
  polycite keys revoke widget
"""
data_option = click.option(
    "--data",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The service's data folder  [default: beside the store]",
)


@click.group(epilog=EPILOG, short_help="API keys of the service: create, list, revoke.")
def keys() -> None:
    """Make, list and revoke the API keys of the service; a running service knows at once."""


@keys.command(epilog=EPILOG)
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, required=True, type=click.Choice(["ask", "manage", "metrics"]),
              help="What it is for; may be repeated.")  # fmt: skip
@click.option("--tenant", metavar="NAME", help="Sees and changes this tenant's documents only.")
@click.option("--all-tenants", is_flag=True, help="Sees all documents although there are tenants.")
@click.option("--origin", "origins", metavar="URL", multiple=True, help="A web site that may use it; may be repeated.")
@click.option("--per-minute", type=click.IntRange(1), help="Requests a minute  [default: the service's setting]")
@click.option("--per-day", type=click.IntRange(1), help="Requests a UTC day  [default: the service's setting]")
@click.option(
    "--expires", metavar="DAYS|TIME", help="Days from now, or a time as 2027-01-31 or 2027-01-31T12:00+01:00."
)
@data_option
@with_session()
def create(
    session: Session, name: str, expires: str | None, all_tenants: bool, data: Path | None, **given: Any
) -> None:
    """Make a key and show it, this once: only a hash of it is kept."""
    from pydantic import ValidationError

    from polycite.pipeline.service.access.keys import ApiKey

    file = _file(session, data)
    if given["tenant"] is None and not all_tenants and any(key.tenant for key in file.keys.values()):
        raise SettingsError(
            "There are keys of tenants; one without a tenant would see the documents of all.",
            "Give --tenant NAME, or --all-tenants if that is meant.",
        )
    try:
        key, token = ApiKey.issue(name=name, expires=_time(expires), **given)
    except ValidationError as error:
        wrong = error.errors()[0]
        option = str(wrong["loc"][0]).removesuffix("s").replace("_", "-")
        raise SettingsError(f"--{option}: {wrong['msg']}.", "See `polycite keys create --help`.") from None
    file.add(key)
    if key.tenant:
        wide = [one.name for one in file.keys.values() if one.tenant is None and one.is_valid(key.created)]
        if wide:
            session.say(f"Keys that see all tenants: {', '.join(sorted(wide))}")
    if session.as_json:
        session.emit({**_row(key), "key": token})
        return
    session.say(f"Keep it now, it is shown this once ({key.id}, {', '.join(sorted(key.scopes))}):")
    click.echo(token)


@keys.command("list", epilog=EPILOG)
@data_option
@with_session()
def list_(session: Session, data: Path | None) -> None:
    """List the keys, those revoked and expired too."""
    rows = [_row(key) for key in sorted(_file(session, data).keys.values(), key=lambda key: key.created)]
    if session.as_json:
        session.emit(rows)
        return
    from rich.table import Table

    table = Table("id", "name", "scopes", "tenant", "sites", "a minute", "a day", "state", box=None)
    for row in rows:
        limits = (str(row[name] or "") for name in ("per_minute", "per_day"))
        table.add_row(
            row["id"],
            row["name"],
            ", ".join(row["scopes"]),
            row["tenant"],
            ", ".join(row["origins"]),
            *limits,
            row["state"],
        )
    session.out.print(table) if rows else session.say("There are no keys; `polycite keys create` makes them.")


@keys.command(epilog=EPILOG)
@click.argument("which", metavar="ID|NAME")
@data_option
@with_session()
def revoke(session: Session, which: str, data: Path | None) -> None:
    """Revoke a key: from the next request on it opens nothing."""
    key = _file(session, data).revoke(which)
    if key is None:
        raise PolyciteError(f"There is no valid key {which!r}.", "`polycite keys list` shows those there are.")
    session.emit(_row(key)) if session.as_json else session.say(f"Revoked {key.id} ({key.name}).")


def _file(session: Session, data: Path | None) -> KeyFile:
    from polycite.pipeline.service.access.key_file import KeyFile
    from polycite.pipeline.service.settings import ServiceSettings

    overrides = {} if data is None else {"data": (data, "--data")}
    return KeyFile(ServiceSettings.load(session.settings_file, overrides).folder(session.store))


def _row(key: ApiKey) -> dict[str, Any]:
    row: dict[str, Any] = key.model_dump(mode="json", exclude={"digest"})
    now = datetime.now(UTC)
    state = "revoked" if key.revoked else "valid" if key.is_valid(now) else "expired"
    return {**row, "scopes": sorted(key.scopes), "origins": sorted(key.origins), "state": state}


def _time(given: str | None) -> datetime | None:
    """When a key ends, with its zone."""
    if given is None:
        return None
    try:
        if given.isdigit():
            return datetime.now(UTC) + timedelta(days=int(given))
        time = datetime.fromisoformat(given)
        time = time if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise SettingsError(
            f"--expires {given}: this is no time.", "Write days as 90, or a date as 2027-01-31."
        ) from None
    if time <= datetime.now(UTC):
        raise SettingsError(f"--expires {given}: this is past.", "Name a time to come.")
    return time
