"""Versions of a team's own models: kept whole, measured, deployed and rolled back."""

from polycite.pipeline.registry.card import card
from polycite.pipeline.registry.errors import RegistryError
from polycite.pipeline.registry.registry import Registry
from polycite.pipeline.registry.version import ADAPTER, KINDS, Kind, Record, Score, Version, scores_of, setting

__all__ = [
    "ADAPTER",
    "KINDS",
    "Kind",
    "Record",
    "Registry",
    "RegistryError",
    "Score",
    "Version",
    "card",
    "scores_of",
    "setting",
]
