"""Data sets of the Hugging Face hub, by name: their files are fetched, and then read like any others."""

from __future__ import annotations

import re
from pathlib import Path

from polycite.components.errors import LoadingError

_NAME = re.compile(r"(?:hf://datasets/)?([\w-][\w.-]*/[\w-][\w.-]*)(?:@([\w./-]+))?")
_FILES = [f"*.{end}{packed}" for end in ("json", "jsonl", "tsv") for packed in ("", ".gz", ".xz")] + ["*.parquet"]


def fetched(path: str | Path) -> Path:
    """The path itself where there is something; else the folder with the files of the data set of that name.

    A name is ``owner/name``, also ``owner/name@revision`` and ``hf://datasets/owner/name``. Nothing is fetched that
    is in the hub's cache already.

    Raises:
        LoadingError: there is no such path, and it is no name; or the hub cannot be reached or does not have it.
    """
    if Path(path).exists():
        return Path(path)
    name = _NAME.fullmatch(str(path).replace("\\", "/"))
    if name is None or str(path).endswith((".json", ".jsonl", ".xz", ".gz", ".tsv", ".parquet")):
        raise LoadingError(f"{path} does not exist.", "Check the spelling and the folder you are in.")
    try:
        from huggingface_hub import snapshot_download
    except ImportError as error:
        raise LoadingError(
            f"{path} is no file here, and the hub's client is not installed.", "pip install huggingface_hub"
        ) from error
    try:
        return Path(snapshot_download(name[1], repo_type="dataset", revision=name[2], allow_patterns=_FILES))
    except Exception as error:  # the client raises those of three libraries, and none of them is a defect of ours
        said = str(error).strip().split("\n")[0]
        raise LoadingError(
            f"{path} is no file or folder here, and the hub did not give a data set of that name: "
            f"{type(error).__name__}: {said}",
            "Check the spelling; without a network, download the data set and give its folder.",
        ) from error
