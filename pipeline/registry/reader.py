"""A folder of models' versions: what there is, what is deployed, what happened."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from polycite.components.networks.deployed import RECORD
from polycite.pipeline.registry.deployments import Deployments, Event
from polycite.pipeline.registry.errors import RegistryError
from polycite.pipeline.registry.version import Kind, Version


class RegistryReader:
    """Versions of a team's own models, in ``<folder>/<kind>/<number>/``, to look at.

    Args:
        folder: the folder of models; made when first added to.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder).absolute()
        self._deployments = Deployments(self.folder)

    @property
    def history(self) -> tuple[Event, ...]:
        """What was added, deployed, rolled back and removed, oldest first.

        Raises:
            RegistryError: it is damaged.
        """
        return self._deployments.events

    def numbers(self, kind: Kind) -> list[int]:
        """The numbers of the versions that there are, lowest first."""
        folder = self.folder / kind
        found = folder.iterdir() if folder.is_dir() else ()
        return sorted(int(path.name) for path in found if path.name.isdecimal())

    def versions(self, kind: Kind) -> list[Version]:
        """The versions that there are, oldest first.

        Raises:
            RegistryError: one is damaged.
        """
        return [self.version(kind, number) for number in self.numbers(kind)]

    def version(self, kind: Kind, number: int) -> Version:
        """That version.

        Raises:
            RegistryError: there is none of that number, or it is damaged.
        """
        file = self.path(kind, number) / RECORD
        try:
            return Version.model_validate_json(file.read_bytes())
        except FileNotFoundError:
            known = ", ".join(map(str, self.numbers(kind))) or "none"
            raise RegistryError(
                f"There is no {kind} {number} in {self.folder}.",
                f"There are: {known}; the setting models (POLYCITE_MODELS) names the folder.",
            ) from None
        except (ValidationError, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) else _first(error)
            raise RegistryError(
                f"{file} cannot be used: {reason}.",
                f"Restore it from a backup, or remove the version: `polycite models remove {kind} {number}`.",
            ) from None

    def path(self, kind: Kind, number: int) -> Path:
        """The folder of a version, whether or not it exists."""
        return self.folder / kind / str(number)

    def deployed(self, kind: Kind) -> Version | None:
        """The version that ``deployed/<kind>`` means now; None where none is.

        Raises:
            RegistryError: it is missing or damaged.
        """
        number = self._deployments.deployed(kind)
        return None if number is None else self.version(kind, number)


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    field = ".".join(map(str, first["loc"]))
    return f"{field}: {first['msg']}" if field else str(first["msg"])
