"""From what a suite says of a system to the system."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from polycite.components.errors import SettingsError
from polycite.eval.systems.specs import FileSpec, HaystackSpec, HttpSpec, PolyciteSpec, PythonSpec, SystemSpec
from polycite.eval.systems.system import EvaluatedSystem

if TYPE_CHECKING:
    from polycite.pipeline import Settings


def make(
    spec: SystemSpec,
    folder: Path,
    store: Path,
    question_ids: Collection[str] = (),
    pinned: dict[str, str] | None = None,
) -> EvaluatedSystem:
    """The system, in this process.

    Args:
        spec: what the suite says.
        folder: of the suite, from which paths count.
        store: a folder of the system's own.
        question_ids: of all questions of the data set.
        pinned: settings of ours that an earlier process has chosen; see :func:`pinned_settings`.

    Raises:
        PolyciteError: it cannot be made.
    """
    if isinstance(spec, PolyciteSpec):
        from polycite.eval.systems.polycite import EvaluatedPolycite

        settings = settings_of(spec).model_copy(update=pinned or {})
        return EvaluatedPolycite(store, settings, spec.search_k, ask=spec.ask)
    if isinstance(spec, HaystackSpec):
        from polycite.eval.systems.haystack_pipeline import HaystackPipeline

        return HaystackPipeline(spec, folder)
    if isinstance(spec, HttpSpec):
        from polycite.eval.systems.endpoint import Endpoint

        return Endpoint(spec.url, spec.headers_from, spec.body, spec.timeout, spec.retries, spec.backoff)
    if isinstance(spec, FileSpec):
        from polycite.eval.systems.prediction_file import PredictionFile

        return PredictionFile(folder / spec.path, question_ids)
    if isinstance(spec, PythonSpec):
        from polycite.eval.systems.imported import function_of

        system = function_of(spec.make)(**spec.options)
        if not isinstance(system, EvaluatedSystem):
            raise SettingsError(
                f"{spec.make!r} gives {type(system).__name__}, which has not the methods index, predict and close.",
                "See polycite.eval.systems.EvaluatedSystem.",
            )
        return system
    raise TypeError(f"{type(spec).__name__} is no kind of system")


def store_name(spec: SystemSpec, corpus_sha256: str) -> str:
    """The name of the store that a system makes of these documents: another one for other documents or models."""
    made = settings_of(spec).fingerprint() if isinstance(spec, PolyciteSpec) else {"system": spec.name}
    text = json.dumps([corpus_sha256, made], sort_keys=True, default=str)
    return f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.polycite"


def settings_of(spec: PolyciteSpec) -> Settings:
    """The settings of our pipeline: the suite's before those of the environment and of ``polycite.toml``.

    Raises:
        SettingsError: one is unknown or wrong; it says where the value came from.
    """
    from polycite.pipeline.settings import Settings

    origin = f"settings of the system {spec.name!r} in the suite"
    return Settings.load(None, {name: (value, origin) for name, value in spec.settings.items()})


def pinned_settings(spec: SystemSpec) -> dict[str, str]:
    """Settings that are chosen by measuring this machine: chosen once a run, or its processes might differ.

    ``dtype = "auto"`` takes bfloat16 where a trial shows it faster; a trial on a busy machine may say otherwise.
    """
    if not isinstance(spec, PolyciteSpec) or settings_of(spec).dtype != "auto":
        return {}
    from polycite.components.models import fastest_dtype

    return {"dtype": str(fastest_dtype()).removeprefix("torch.")}
