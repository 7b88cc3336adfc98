"""API keys: random tokens, of which the service keeps only a hash."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from datetime import UTC, datetime
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

Scope = Literal["ask", "manage", "metrics"]
"""What a key is for: asking and searching; changing documents; reading the figures of the service."""
SCOPES: tuple[Scope, ...] = ("ask", "manage", "metrics")
TENANT_NAME = r"^[a-z0-9][a-z0-9_-]{0,62}$"
"""Without the colon that ends a tenant's name in ids, and without the equals sign that ends a field's in filters."""
_TOKEN = re.compile(r"pck_([0-9a-f]{12})_([A-Za-z0-9_-]{43})", re.ASCII)


def origin_of(value: str) -> str:
    """``value`` as browsers write an origin: scheme, host and a port that is not the scheme's own.

    Raises:
        ValueError: it is no http or https origin, or has a path, or is a pattern.
    """
    parts = urlsplit(value.strip().lower())
    if parts.scheme not in ("http", "https") or not parts.hostname or "*" in value or parts.username is not None:
        raise ValueError(f"{value!r} is no origin: write it as https://shop.example")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError(f"{value!r} is more than an origin: leave out what follows the host")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = parts.port
    own = port is None or port == {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" if own else f"{parts.scheme}://{host}:{port}"


Origin = Annotated[str, AfterValidator(origin_of)]


class ApiKey(BaseModel):
    """What is kept of a key; its token cannot be had back from it.

    The token has 256 random bits, so a fast hash is enough: there is nothing to guess that a slow one (bcrypt,
    Argon2) would protect, and a slow hash at every request would hand strangers a way to keep the service busy.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[0-9a-f]{12}$", description="Stands in the token, in logs and in figures.")
    name: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    digest: str = Field(pattern=r"^[0-9a-f]{64}$", repr=False, description="SHA-256 of the token.")
    scopes: frozenset[Scope] = Field(min_length=1)
    tenant: str | None = Field(default=None, pattern=TENANT_NAME, description="None: all documents.")
    origins: frozenset[Origin] = Field(default=frozenset(), description="Web sites that may use it in a browser.")
    per_minute: int | None = Field(default=None, ge=1, description="Requests a minute; none: the service's setting.")
    per_day: int | None = Field(default=None, ge=1, description="Requests a UTC day; none: the service's setting.")
    created: datetime
    expires: datetime | None = None
    revoked: datetime | None = None

    @classmethod
    def issue(cls, **fields: object) -> tuple[Self, str]:
        """A new key and its token, which is nowhere kept.

        Args:
            fields: those of the class but ``id``, ``digest`` and ``created``.

        Raises:
            ValidationError: a field is not as it should be.
        """
        name = secrets.token_hex(6)
        token = f"pck_{name}_{secrets.token_urlsafe(32)}"
        given = {"id": name, "digest": _digest(token), "created": datetime.now(UTC), **fields}
        return cls.model_validate(given), token

    def is_valid(self, now: datetime) -> bool:
        """Whether it opens anything at ``now``."""
        return self.revoked is None and (self.expires is None or now < self.expires)

    def matches(self, token: str) -> bool:
        """Whether ``token`` is this key's, in a time that does not depend on how much of it is right."""
        return hmac.compare_digest(self.digest.encode(), _digest(token).encode())


def key_id(token: str) -> str | None:
    """The id that ``token`` names; None when it is no token of ours."""
    found = _TOKEN.fullmatch(token)
    return found and found[1]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
