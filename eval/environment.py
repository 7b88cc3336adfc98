"""What a figure depends on besides the questions: versions, machine, settings, the content of models and data."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from polycite.pipeline import Settings

LIBRARIES = (
    "polycite",
    "torch",
    "transformers",
    "sentence-transformers",
    "tokenizers",
    "qdrant-edge-py",
    "haystack-ai",
    "numpy",
    "ir-measures",
    "sacrebleu",
    "pyarrow",
)
_BLOCK = 1 << 20


def environment(settings: Settings | None = None, data: Path | None = None) -> dict[str, Any]:
    """Versions, machine, settings other than the default, and the SHA-256 of a data file or of a folder's files."""
    digest = hashlib.sha256()
    for path in sorted(data.glob("*.jsonl*")) if data and data.is_dir() else filter(None, [data]):
        digest.update(path.read_bytes())
    return {
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs",
        **{name: _version(name) for name in LIBRARIES},
        "settings": settings.model_dump(mode="json", exclude_defaults=True, exclude={"api_key"}) if settings else {},
        "data_sha256": digest.hexdigest() if data else None,
    }


def machine() -> dict[str, Any]:
    """Processor, cores that this process may use, memory in bytes, and the commit of the code where git knows it."""
    return {
        "processor": _processor(),
        "cores": cores(),
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else None,
        "git_commit": git_commit(Path(__file__).parent),
    }


def cores() -> int:
    """Cores that this process may use, which in a container may be fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def git_commit(folder: Path) -> str | None:
    """The commit checked out in ``folder``, with "+changes" where tracked files differ; None without git."""
    try:
        said = subprocess.run(
            ["git", "-C", str(folder), "describe", "--always", "--abbrev=40", "--exclude=*", "--dirty=+changes"],
            capture_output=True, text=True, check=True, timeout=10,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return said.stdout.strip() or None


def sha256_of_path(path: Path) -> str:
    """SHA-256 of a file's bytes; of a folder, of the names and contents of all files in it, but hidden ones.

    Raises:
        OSError: it is not there or cannot be read.
    """
    if path.is_file():
        return _sha256(path)
    digest = hashlib.sha256()
    for file in sorted(file for file in path.rglob("*") if file.is_file()):
        name = file.relative_to(path).as_posix()
        if not any(part.startswith(".") or part == "__pycache__" for part in name.split("/")):
            digest.update(f"{name}\0{_sha256(file)}\n".encode())
    path.stat()
    return digest.hexdigest()


def _sha256(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while block := opened.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
