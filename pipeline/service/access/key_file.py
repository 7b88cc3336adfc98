"""The file that keys are kept in."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import portalocker
from pydantic import BaseModel, ConfigDict, ValidationError

from polycite.components.errors import SettingsError
from polycite.pipeline.service.access.keys import ApiKey
from polycite.pipeline.whole_files import write_whole

logger = logging.getLogger("polycite.service")


class _Content(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: int = 1
    keys: tuple[ApiKey, ...] = ()


class KeyFile:
    """The keys of a service, in ``keys.json`` of its data folder, readable by its owner only.

    Read again whenever the file has changed, so that a key that is made or revoked counts from the next request on.
    A revoked key stays in the file: a service whose last key is revoked stays shut.

    Args:
        folder: the service's data folder; made when the first key is written.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / "keys.json"
        self._seen: tuple[int, ...] | None = None
        self._keys: dict[str, ApiKey] = {}

    @property
    def keys(self) -> dict[str, ApiKey]:
        """All keys by id, the revoked too.

        Raises:
            SettingsError: at the first reading, when the file cannot be used; later what was read last still counts,
                so that neither a slip of an editor nor a full disk opens the service or shuts everyone out.
        """
        try:
            state = os.stat(self.path)
            seen = (state.st_mtime_ns, state.st_size, state.st_ino)
            if seen != self._seen:
                self._keys, self._seen = self._read(state), seen
        except FileNotFoundError:
            pass  # none yet; one that was deleted under a running service does not open it
        except (OSError, SettingsError) as error:
            if self._seen is None:
                raise (
                    error
                    if isinstance(error, SettingsError)
                    else SettingsError(
                        f"{self.path} cannot be read: {error.strerror}.", "Let the service's user read it."
                    )
                ) from None
            logger.error("%s cannot be read; the keys read before still count.", self.path.name)
        return self._keys

    def add(self, key: ApiKey) -> None:
        """Keep a new key."""
        with self._changing() as keys:
            keys[key.id] = key

    def revoke(self, which: str) -> ApiKey | None:
        """Revoke the valid key of that id or name; None when there is none.

        Raises:
            SettingsError: several keys have that name.
        """
        with self._changing() as keys:
            found = [key for key in keys.values() if which in (key.id, key.name) and key.revoked is None]
            if len(found) > 1:
                raise SettingsError(
                    f"{len(found)} keys are named {which!r}.", f"Name one by its id: {', '.join(k.id for k in found)}."
                )
            if not found:
                return None
            keys[found[0].id] = found[0].model_copy(update={"revoked": datetime.now(UTC)})
            return keys[found[0].id]

    def _read(self, state: os.stat_result) -> dict[str, ApiKey]:
        if stat.S_IMODE(state.st_mode) & 0o022:
            raise SettingsError(f"Others than its owner can write to {self.path}.", f"Run `chmod 600 {self.path}`.")
        try:
            content = _Content.model_validate_json(self.path.read_bytes())
        except ValidationError as error:
            raise SettingsError(
                f"{self.path} is damaged: {error.error_count()} of its fields cannot be used.",
                "Restore it from a backup, or delete it and make the keys anew.",
            ) from None
        return {key.id: key for key in content.keys}

    @contextmanager
    def _changing(self) -> Iterator[dict[str, ApiKey]]:
        """The keys, to be changed; written whole when all went well, and by one process at a time."""
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with portalocker.Lock(self.path.with_suffix(".lock"), "a", timeout=10):
                self._seen = None
                keys = dict(self.keys) if self.path.exists() else {}
                before = dict(keys)
                yield keys
                if keys != before:
                    write_whole(self.path, _Content(keys=tuple(keys.values())).model_dump_json(indent=2), 0o600)
        except (OSError, portalocker.LockException) as error:
            raise SettingsError(
                f"{self.path} cannot be written: {getattr(error, 'strerror', None) or error}.",
                "Name a folder that you may write to with --data.",
            ) from None
