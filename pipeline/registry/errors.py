"""What a registry refuses."""

from __future__ import annotations

from polycite.components.errors import PolyciteError


class RegistryError(PolyciteError):
    """A version is missing, damaged, worse than what it was made from, or cannot be kept."""
