"""What the rows of a run depend on: a run is resumed only where all of it is as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from polycite.components.errors import LoadingError
from polycite.eval.environment import sha256_of_path
from polycite.eval.runs.suite import DatasetSpec, Suite
from polycite.eval.runs.tasks import Corpus
from polycite.eval.systems.imported import is_function
from polycite.eval.systems.specs import FileSpec, HaystackSpec, PolyciteSpec, PythonSpec, SystemSpec

_MODELS = ("embedder", "reader", "gloss_reader", "lexicon", "entailment")
_SHOWN = 8


def fingerprint(suite: Suite, folder: Path, corpora: Sequence[Corpus]) -> dict[str, Any]:
    """The suite without what only decides how fast it runs or what is measured afterwards, and SHA-256 hashes.

    ``processes``, ``metrics`` and ``tokenizer`` may change: answers do not depend on them, rows are scored last.

    Args:
        suite: as loaded.
        folder: from which its paths count.
        corpora: of its data sets.

    Raises:
        LoadingError: a file that it names is not there.
    """
    said = suite.model_dump(mode="json", exclude={"name", "processes", "metrics", "tokenizer"}, exclude_none=True)
    # Wherever a data set lies: its content counts.
    for dataset in said["datasets"]:
        dataset.pop("path")
        dataset.pop("originals", None)
    for table in ("datasets", "systems"):
        said[table] = {one["name"]: one for one in said[table]}
    return {
        "suite": said,
        "data": {dataset.name: _data(dataset, folder, corpora) for dataset in suite.datasets},
        "systems": {system.name: _content(system, folder) for system in suite.systems},
    }


def differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What is not as it was, a phrase each; hashes are named, not shown."""
    old, new = dict(_flat(before)), dict(_flat(now))
    changed = [name for name in dict.fromkeys((*old, *new)) if old.get(name) != new.get(name)]
    said = [
        f"the content of {name}"
        if name.startswith(("data.", "systems.")) and ".settings." not in name
        else f"{name}: {old.get(name, 'nothing')!r} before, {new.get(name, 'nothing')!r} now"
        for name in changed[:_SHOWN]
    ]
    return [*said, f"{len(changed) - _SHOWN} more"] if len(changed) > _SHOWN else said


def _data(dataset: DatasetSpec, folder: Path, corpora: Sequence[Corpus]) -> dict[str, Any]:
    """Hashes of the files, where they are local, and of the documents and questions that they were read as."""
    named = {name: getattr(dataset, name) for name in ("path", "originals") if getattr(dataset, name)}
    return {
        **{name: _hash(folder / value) for name, value in named.items() if (folder / value).exists()},
        "documents": {one.part: one.sha256 for one in corpora if one.dataset == dataset.name},
        "questions": {one.part: one.questions_sha256 for one in corpora if one.dataset == dataset.name},
    }


def _content(system: SystemSpec, folder: Path) -> dict[str, Any]:
    """What a system is made of besides what the suite says of it."""
    if isinstance(system, PolyciteSpec):
        from polycite.components.models import locate
        from polycite.eval.systems.making import settings_of

        settings = settings_of(system)
        named = {name: value for name in _MODELS if (value := getattr(settings, name))}
        named |= {f"reader_adapters.{code}": folder for code, folder in settings.reader_adapters.items()}
        # A name on a hub says nothing of its content; a folder does.
        models = {name: _hash(path) for name, value in named.items() if (path := Path(locate(value))).exists()}
        return {"settings": settings.model_dump(mode="json", exclude={"threads"}), "models": models}
    files: list[str] = []
    if isinstance(system, FileSpec):
        files = [system.path]
    elif isinstance(system, HaystackSpec):
        files = [name for name in (system.pipeline, system.indexing) if name and not is_function(name)]
    modules = [system.make] if isinstance(system, PythonSpec) else []
    if isinstance(system, HaystackSpec):
        modules = [name for name in (system.pipeline, system.indexing) if name and is_function(name)]
    # Of a function the file of its module, where it lies beside the suite; an installed one has a version.
    beside = [f"{name.partition(':')[0].replace('.', '/')}.py" for name in modules]
    return {"files": {name: _hash(folder / name) for name in (*files, *(b for b in beside if (folder / b).is_file()))}}


def _hash(path: Path) -> str:
    try:
        return sha256_of_path(path)
    except OSError as error:
        raise LoadingError(f"{path} cannot be read: {error.strerror}.", "Correct the path in the suite.") from error


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping) and value:
        for key, one in value.items():
            yield from _flat(one, f"{name}.{key}" if name else str(key))
    else:
        yield name, value
