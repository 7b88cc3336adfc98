"""Finding and loading models: ours and anybody's by the same lines.

A model is named by a folder, by a Hugging Face name, as ``shipped/<name>`` for one that comes with
polycite, or as ``deployed/<kind>`` for the deployed version of one's own. Computation runs in the
fastest type the processor has.
"""

from __future__ import annotations

import hashlib
import threading
import time
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from polycite.components.errors import ModelError
from polycite.components.networks.deployed import RECORD, deployed_kind, deployed_version

if TYPE_CHECKING:
    import torch

SHIPPED = "shipped/"
_WHOLE, _SAMPLE = 1 << 20, 1 << 16  # bytes


def locate(name: str) -> str:
    """The folder of a shipped or deployed model, or ``name`` itself for a folder or Hugging Face name.

    Raises:
        ModelError: a shipped model of that name does not exist, or no version of that kind is deployed.
    """
    if deployed := deployed_kind(name):
        return str(deployed_version(*deployed))
    if not name.startswith(SHIPPED):
        return name
    root = Path(str(files("polycite.data") / "models"))
    folder = root / name.removeprefix(SHIPPED)
    if not folder.is_dir():
        known = ", ".join(sorted(SHIPPED + p.name for p in root.iterdir() if p.is_dir())) if root.is_dir() else "none"
        raise ModelError(
            f"There is no shipped model {name!r}.", f"Choose one of: {known}; or a folder; or a Hugging Face name."
        )
    return str(folder)


def content(name: str) -> str:
    """A hash of the files of a model, by which one that was trained again is told from its former self.

    Of files over a megabyte the size and three samples count: a hash of all of it would take longer than
    opening a store. Cards and records do not count; a Hugging Face name, which says nothing of its content, gives "".

    Raises:
        ModelError: as :func:`locate`.
    """
    return folder_content(locate(name))


@lru_cache(maxsize=16)
def folder_content(name: str) -> str:
    """As :func:`content`, of a folder; read once a process, because nobody changes a model that is in use."""
    folder, digest = Path(name), hashlib.sha256()
    if not folder.is_dir():
        return ""
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md" and path.name != RECORD)
    for path in sorted(files):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()} {size}\n".encode())
        with path.open("rb") as file:
            for place in (0, size // 2, size - _SAMPLE) if size > _WHOLE else (0,):
                file.seek(place)
                digest.update(file.read(_SAMPLE if size > _WHOLE else size))
    return digest.hexdigest()[:16]


def load(loader: Any, name: str, **options: Any) -> Any:
    """``loader(path or name, **options)`` with a clear error in place of a hub client's trace.

    Raises:
        ModelError: the model is neither here nor reachable, or is of another kind.
    """
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # a bar over 100 weights says nothing; a download has its own
    path = locate(name)
    try:
        return loader(path, **options)
    except (OSError, ValueError, ImportError, KeyError) as error:
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ModelError(
            f"The model {name!r} cannot be loaded: {first}",
            "Give a folder that holds it, or check the name and the network; shipped models need neither.",
        ) from error


_shared: dict[tuple[Any, ...], Any] = {}
_sharing = threading.Lock()


def load_shared(loader: Any, name: str, **options: Any) -> Any:
    """As :func:`load`, but the same model with the same options is loaded once a process.

    Passages and questions are encoded by one model in memory, not by one each.
    """
    name = locate(name)  # another version that is deployed is another model
    key = (loader, name, repr(sorted(options.items(), key=lambda item: item[0])))
    with _sharing:
        if key not in _shared:
            _shared[key] = load(loader, name, **options)
        return _shared[key]


def forget(name: str) -> None:
    """Let go of what :func:`load_shared` holds of a model, so that it is read anew, or its memory freed."""
    name = locate(name)
    with _sharing:
        for key in [key for key in _shared if key[1] == name]:
            del _shared[key]


def load_network(loader: Any, name: str, dtype: str = "auto") -> Any:
    """``loader(path or name, dtype=...)`` once a process, ready to compute in the type that ``dtype`` names.

    Raises:
        ModelError: the model cannot be loaded, or there is no such type.
    """
    return load_shared(loader, name, dtype=choose_dtype(dtype)).eval()


@lru_cache(maxsize=1)
def fastest_dtype() -> torch.dtype:
    """bfloat16 where this processor multiplies it natively faster than float32, else float32.

    Measured once a process on one matrix product of an encoder's size (some 20 ms): the feature
    flags alone do not tell, because an emulated bfloat16 is many times slower.
    """
    import torch

    def seconds(dtype: torch.dtype) -> float:
        a, b = torch.ones(256, 384, dtype=dtype), torch.ones(384, 1536, dtype=dtype)
        best = float("inf")
        for _ in range(4):
            begin = time.perf_counter()
            torch.mm(a, b)
            best = min(best, time.perf_counter() - begin)
        return best

    if torch.cuda.is_available():
        return torch.bfloat16
    return torch.bfloat16 if seconds(torch.bfloat16) < 0.8 * seconds(torch.float32) else torch.float32


def choose_dtype(setting: str) -> torch.dtype:
    """The type named by the ``dtype`` setting: "auto", "float32", "bfloat16" or "float16"."""
    import torch

    if setting == "auto":
        return fastest_dtype()
    dtype = getattr(torch, setting, None)
    if not isinstance(dtype, torch.dtype):
        raise ModelError(f"Unknown dtype {setting!r}.", 'Use "auto", "float32", "bfloat16" or "float16".')
    return dtype
