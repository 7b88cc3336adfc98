"""Everything that stands between the network and the endpoints, in its order."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI

from polycite.pipeline.service.access.authentication import Authenticator
from polycite.pipeline.service.access.bodies import Bodies
from polycite.pipeline.service.access.cors import Cors
from polycite.pipeline.service.access.failures import Failures
from polycite.pipeline.service.access.gate import Gate
from polycite.pipeline.service.access.hosts import Hosts
from polycite.pipeline.service.access.key_file import KeyFile
from polycite.pipeline.service.access.logs import RequestLog
from polycite.pipeline.service.access.quotas import DailyQuota
from polycite.pipeline.service.access.rates import RateLimit
from polycite.pipeline.service.access.response_headers import ResponseHeaders
from polycite.pipeline.service.settings import ServiceSettings


def install(app: FastAPI, settings: ServiceSettings, folder: Path) -> None:
    """Guard ``app``: log, hosts, origins, keys, limits.

    Args:
        app: the application; routes may be added before and after.
        settings: of the service.
        folder: its data folder, with the keys.

    Raises:
        SettingsError: it would listen for others without any key, or the file of keys cannot be used.
    """
    keys = KeyFile(folder)
    authenticator = Authenticator(settings, keys)
    # The last added sees a request first.
    app.add_middleware(Failures)
    app.add_middleware(Bodies, settings=settings)
    app.add_middleware(
        Gate, settings=settings, authenticator=authenticator, rates=RateLimit(), quotas=DailyQuota(folder)
    )
    app.add_middleware(Cors, settings=settings, keys=keys)
    app.add_middleware(Hosts, hosts=settings.hosts, local=settings.is_local)
    app.add_middleware(ResponseHeaders)
    app.add_middleware(RequestLog, questions=settings.log_questions)
