"""``polycite serve``."""

from __future__ import annotations

from importlib.util import find_spec

import click

from polycite.components.errors import SettingsError
from polycite.pipeline.cli.session import Session, with_session

EPILOG = """\b
Every setting of the service: the table [service] of polycite.toml, or POLYCITE_SERVICE_<NAME>.

\b
Examples:
  polycite serve --store kb.polycite
  polycite keys create website --scope ask
  polycite serve --store http://qdrant:6333 --host 0.0.0.0 --port 80
"""


@click.command(epilog=EPILOG, short_help="The REST service and its page.")
@click.option("--host", metavar="ADDRESS", help="Any but loopback needs API keys.  [default: 127.0.0.1]")
@click.option("--port", metavar="N", help="0: any free one.  [default: 8000]")
@click.option("--data", metavar="DIR", help="Keys, jobs, conversations, feedback.  [default: beside the store]")
@with_session()
def serve(session: Session, host: str | None, port: str | None, data: str | None) -> None:
    """Serve the store: cited answers over HTTP, and a page to try them on.

    The page is at /, the OpenAPI document at /v1/openapi.json.
    """
    if find_spec("fastapi") is None or find_spec("uvicorn") is None:
        raise SettingsError("The service is not installed.", "Run: pip install 'polycite[serve]'")
    from polycite.pipeline.service.access.authentication import Authenticator
    from polycite.pipeline.service.access.key_file import KeyFile
    from polycite.pipeline.service.serving import run
    from polycite.pipeline.service.settings import ServiceSettings

    given = {"host": host, "port": port, "data": data}
    overrides = {name: (value, f"--{name}") for name, value in given.items() if value is not None}
    settings = ServiceSettings.load(session.settings_file, overrides)
    # A refusal for want of a key comes before the models are loaded, not after.
    Authenticator(settings, KeyFile(settings.folder(session.store)))
    with session.open(create=True) as qa:
        run(qa, settings, session.say)
