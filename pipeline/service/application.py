"""The FastAPI application."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI

from polycite.pipeline.qa import CrossLingualQA
from polycite.pipeline.service import problems
from polycite.pipeline.service.access.install import install as install_access
from polycite.pipeline.service.admission import Admission
from polycite.pipeline.service.expiring import OFTEN, expiring
from polycite.pipeline.service.jobs.jobs import Jobs
from polycite.pipeline.service.operations import describe
from polycite.pipeline.service.routes import ROUTERS
from polycite.pipeline.service.settings import ServiceSettings
from polycite.pipeline.service.state import Service

DESCRIPTION = """\
Ask in any language over documents in many languages; every word of an answer can be checked against the exact
characters of the original document. All offsets are half-open and count Unicode code points of the stored original.
"""


def create_app(qa: CrossLingualQA, settings: ServiceSettings | None = None) -> FastAPI:
    """The service over an open store.

    Usage::

        app = create_app(CrossLingualQA.open("kb.polycite"))
        uvicorn.run(app)

    Args:
        qa: answers; it stays open as long as the application runs and is not closed by it.
        settings: of the service.

    Raises:
        SettingsError: it would listen for others without an API key.
    """
    settings = settings or ServiceSettings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        jobs = Jobs(qa, settings, settings.folder(qa.location))
        service = Service(qa, settings, Admission(settings.workers, settings.waiting, settings.timeout), jobs)
        app.state.service = service
        await service.admission.run(service.answers.warm_up, timeout=600)
        await service.admission.run(service.conversation.warm_up, timeout=600)
        await service.admission.run(service.prefer_reviewed)
        jobs.start()
        service.warm = True
        hours, days = settings.conversation_hours, settings.feedback_days
        timer = asyncio.create_task(expiring(service.expire, max(1.0, min(OFTEN, hours * 3600, days * 86_400))))
        yield
        timer.cancel()
        service.draining = True
        await service.admission.drain(settings.grace)
        await jobs.close(settings.grace)

    app = FastAPI(
        title="polycite",
        version=version("polycite"),
        description=DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,  # its page loads scripts from another host
        redoc_url=None,
        openapi_url="/v1/openapi.json",
        generate_unique_id_function=lambda route: route.name,
        redirect_slashes=False,  # such a redirect would go where the Host header says
    )
    problems.install(app)
    install_access(app, settings, settings.folder(qa.location))
    for router in ROUTERS:
        app.include_router(router)
    describe(app)
    return app
