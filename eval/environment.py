"""What a figure depends on besides the code."""

from __future__ import annotations

import hashlib
import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from polycite.pipeline import Settings


def environment(settings: Settings | None = None, data: Path | None = None) -> dict[str, Any]:
    """Versions, machine, settings other than the default, and the SHA-256 of a data file or of a folder's files."""
    digest = hashlib.sha256()
    for path in sorted(data.glob("*.jsonl*")) if data and data.is_dir() else filter(None, [data]):
        digest.update(path.read_bytes())
    return {
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs",
        **{
            name: _version(name)
            for name in ("polycite", "torch", "transformers", "sentence-transformers", "qdrant-edge-py")
        },
        "settings": settings.model_dump(mode="json", exclude_defaults=True, exclude={"api_key"}) if settings else {},
        "data_sha256": digest.hexdigest() if data else None,
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
