"""Models that were tuned, on the disk until a version is made of them: an adaptation that was interrupted goes on."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import TracebackType

import portalocker

from polycite.components.errors import SettingsError
from polycite.pipeline.registry.files import changing
from polycite.pipeline.training.adaptation.config import Adapted
from polycite.pipeline.whole_files import write_whole

_TUNED = ".tuned"


class TunedRuns:
    """The runs of one adaptation, each a model in a folder of its own.

    Usage::

        with TunedRuns(models, base, config, examples) as runs:
            for seed in range(4):
                adapted = runs.tune(seed, lambda folder: adapt_reader(base, ..., folder))
            ...

    When all went well they are deleted at the end. Whatever else ends it, finished runs stay, and whoever asks for the
    same finds them done.

    Args:
        models: the folder of models, in which they are kept.
        asked: all that decides what comes of a run; told apart by ``repr``.

    Raises:
        SettingsError: another process runs the same adaptation.
        RegistryError: the folder of models cannot be written.
    """

    def __init__(self, models: Path, *asked: object) -> None:
        self.folder = models.absolute() / _TUNED / hashlib.sha256(repr(asked).encode()).hexdigest()[:16]
        self._models = models
        self._lock = portalocker.Lock(self.folder.with_suffix(".lock"), "a", timeout=0)

    def __enter__(self) -> TunedRuns:
        with changing(self._models):
            self.folder.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire()
        except portalocker.LockException:
            raise SettingsError(
                "The same adaptation runs in another process.", "Wait until it has ended, or end it."
            ) from None
        return self

    @property
    def finished(self) -> int:
        """How many are done."""
        return len(list(self.folder.glob("*.json")))

    def path(self, seed: int) -> Path:
        """The folder of the model of that run."""
        return self.folder / str(seed)

    def tune(self, seed: int, tune: Callable[[Path], Adapted]) -> Adapted:
        """What ``tune`` did, now or in a process before this; it writes the model to the folder that it is given."""
        done = self.folder / f"{seed}.json"
        if done.exists():
            return Adapted(**json.loads(done.read_text()))
        shutil.rmtree(self.path(seed), ignore_errors=True)  # of a process that was killed while it wrote
        adapted = tune(self.path(seed))
        write_whole(done, json.dumps(asdict(adapted)))
        return adapted

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None or not self.finished:
            shutil.rmtree(self.folder)
        self._lock.release()
        with suppress(OSError):
            self.folder.with_suffix(".lock").unlink()
            self.folder.parent.rmdir()  # unless runs are there
