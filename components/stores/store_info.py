"""What a store says of itself: the form it is written in and the models its vectors came from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from polycite.components.errors import StoreError
from polycite.components.stores.store_points import SCHEMA, Backend, Datatype, Point, record_id

REBUILD = "Open it with the settings it was made with, or make it anew: `polycite index --rebuild`."


def info_point(size: int, datatype: Datatype, settings: Mapping[str, Any]) -> Point:
    """The record of a new store."""
    payload = {
        "kind": "info",
        "schema": SCHEMA,
        "polycite": version("polycite"),
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "size": size,
        "datatype": datatype,
        "settings": json.dumps(dict(settings)),  # as text: the engine rounds the last digit of some numbers
    }
    return Point(record_id("info"), payload)


def read_info(backend: Backend, size: int | None, settings: Mapping[str, Any]) -> dict[str, Any]:
    """The record of a store, once it fits ``size`` and every one of ``settings``.

    Raises:
        StoreError: it does not fit, is in the form of another polycite, or is missing.
    """
    points = backend.retrieve("originals", [record_id("info")])
    if not points:
        raise StoreError(f"{backend.place} lacks the record of what it is.", REBUILD)
    info = points[0].payload
    if info["schema"] != SCHEMA:
        raise StoreError(
            f"{backend.place} was written by polycite {info['polycite']}, in form {info['schema']}; "
            f"this version reads form {SCHEMA}.",
            "Upgrade polycite." if info["schema"] > SCHEMA else "Make it anew: `polycite index --rebuild`.",
        )
    info["settings"] = json.loads(info["settings"])
    stored = {"vector size": info["size"], **info["settings"]}
    asked = {**({} if size is None else {"vector size": size}), **json.loads(json.dumps(dict(settings)))}
    differing = [
        f"{key} is {stored.get(key)!r}, not {value!r}" for key, value in asked.items() if stored.get(key) != value
    ]
    if differing:
        raise StoreError(f"{backend.place} was made with other settings: {'; '.join(differing)}.", REBUILD)
    return info
