"""What was added, deployed, rolled back and removed, in order: never rewritten, only added to."""

from __future__ import annotations

from collections.abc import Container
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from polycite.components.networks.deployed import DEPLOYING, HISTORY
from polycite.pipeline.registry.errors import RegistryError
from polycite.pipeline.registry.version import Kind
from polycite.pipeline.whole_files import write_whole

Action = Literal["add", "deploy", "rollback", "remove"]


class Event(BaseModel):
    """One line of the history. Of a rollback ``number`` is the version that was gone back to."""

    model_config = ConfigDict(frozen=True)

    time: datetime = Field(default_factory=lambda: datetime.now(UTC))
    action: Action
    kind: Kind
    number: int
    forced: bool = False


class _Content(BaseModel):
    history: tuple[Event, ...] = ()


class Deployments:
    """The history of a folder of models, in ``deployed.json``.

    Reading needs no lock, because the file is replaced whole; who appends holds the registry's.

    Args:
        folder: the folder of models.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / HISTORY

    @property
    def events(self) -> tuple[Event, ...]:
        """All of it, oldest first.

        Raises:
            RegistryError: the file is damaged or cannot be read.
        """
        try:
            return _Content.model_validate_json(self._file.read_bytes()).history
        except FileNotFoundError:
            return ()
        except ValidationError as error:
            first = error.errors()[0]
            raise RegistryError(
                f"{self._file} is damaged: {'.'.join(map(str, first['loc']))}: {first['msg']}.",
                "Restore it from a backup; or delete it and deploy again: the versions themselves are whole.",
            ) from None
        except OSError as error:
            raise RegistryError(f"{self._file} cannot be read: {error.strerror}.", "Let this user read it.") from error

    def append(self, event: Event) -> None:
        """Add to the end; on disk when it returns."""
        write_whole(self._file, _Content(history=(*self.events, event)).model_dump_json(indent=1))

    def deployed(self, kind: Kind) -> int | None:
        """The number of the deployed version."""
        stack = self._stack(kind)
        return stack[-1] if stack else None

    def before(self, kind: Kind, kept: Container[int]) -> int | None:
        """The version that was deployed before the one that is, among those still ``kept``.

        Going back twice goes back two versions, not to and fro.
        """
        stack = self._stack(kind)
        return next((number for number in reversed(stack[:-1]) if number in kept and number != stack[-1]), None)

    def highest(self, kind: Kind) -> int:
        """The highest number that any version had, removed ones too; 0 for none."""
        return max((event.number for event in self.events if event.kind == kind), default=0)

    def _stack(self, kind: Kind) -> list[int]:
        """Deployed versions, the latest last; a rollback takes off what it went back from."""
        stack: list[int] = []
        for event in self.events:
            if event.kind != kind or event.action not in DEPLOYING:
                continue
            if event.action == "rollback" and event.number in stack:
                while stack[-1] != event.number:
                    stack.pop()
            else:
                stack.append(event.number)
        return stack
