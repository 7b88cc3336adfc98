"""``GET /``: the page, what it is made of, and the widget for other sites."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Response

from polycite.pipeline.service.access.key_file import KeyFile
from polycite.pipeline.service.problems import ProblemError, responses
from polycite.pipeline.service.state import Service, service_of

router = APIRouter(tags=["page"], include_in_schema=False)
ServiceOf = Annotated[Service, Depends(service_of)]
IfNoneMatch = Annotated[str | None, Header()]
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
# Only our own files run; nothing may be made of a string that a document could have written.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors "
)
_PAGE = {"Cross-Origin-Opener-Policy": "same-origin", "Permissions-Policy": "camera=(), geolocation=(), microphone=()"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the page."""

    content: bytes
    media_type: str
    etag: str


@cache
def assets() -> Mapping[str, Asset]:
    """Every file by its path; only what is listed here can be asked for."""
    return {
        name: Asset(content, _TYPES[name[name.rindex(".") :]], f'"{hashlib.sha256(content).hexdigest()[:32]}"')
        for name, content in _read(files("polycite.pipeline.service") / "page", "")
    }


@router.get("/")
async def page(if_none_match: IfNoneMatch = None) -> Response:
    """The chat."""
    return _sent("index.html", if_none_match, {**_PAGE, "Content-Security-Policy": f"{_POLICY}'none'"})


@router.get("/widget")
async def widget_page(service: ServiceOf, if_none_match: IfNoneMatch = None) -> Response:
    """The chat in a frame of one of the sites that are listed for it."""
    keys = KeyFile(service.settings.folder(service.qa.location)).keys.values()
    sites = {*service.settings.origins, *(site for key in keys if key.revoked is None for site in key.origins)}
    policy = _POLICY + " ".join(["'self'", *sorted(sites)])
    return _sent("index.html", if_none_match, {"Content-Security-Policy": policy})


@router.get("/widget.js")
async def widget(if_none_match: IfNoneMatch = None) -> Response:
    """The script that a site loads to have the widget."""
    return _sent("widget.js", if_none_match, {"Cross-Origin-Resource-Policy": "cross-origin"})


@router.get("/assets/{name:path}", responses=responses(404))
async def asset(name: Annotated[str, Path(max_length=100)], if_none_match: IfNoneMatch = None) -> Response:
    """A part of the page."""
    return _sent(name, if_none_match, {"Cross-Origin-Resource-Policy": "same-origin"})


def _sent(name: str, if_none_match: str | None, headers: Mapping[str, str]) -> Response:
    found = assets().get(name)
    if found is None:
        raise ProblemError(404, "not-found", "There is no such page.")
    headers = {**headers, "ETag": found.etag, "Cache-Control": "no-cache"}
    if found.etag in (if_none_match or ""):
        return Response(status_code=304, headers=headers)
    return Response(found.content, media_type=found.media_type, headers=headers)


def _read(folder: Traversable, before: str) -> Iterator[tuple[str, bytes]]:
    for one in folder.iterdir():
        if one.is_dir():
            yield from _read(one, f"{before}{one.name}/")
        elif one.name[one.name.rfind(".") :] in _TYPES:
            yield before + one.name, one.read_bytes()
