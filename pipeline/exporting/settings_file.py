"""Settings written into a TOML file that people write too."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from polycite.components.errors import SettingsError
from polycite.pipeline.whole_files import write_whole


def write_settings(file: Path, values: Mapping[str, str]) -> None:
    """Set ``values`` in ``file``; its other lines and its comments stay as they are.

    Raises:
        SettingsError: the file is not valid TOML, or states one of them in a way that cannot be edited.
    """
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    before = _parsed(file, text)
    for name, value in values.items():
        line = f"{name} = {json.dumps(value, ensure_ascii=False)}"
        top = re.search(r"(?m)^\s*\[", text)
        head, tables = (text[: top.start()], text[top.start() :]) if top else (text, "")
        pattern = re.compile(rf"(?m)^[ \t]*{re.escape(name)}[ \t]*=[^\n]*$")
        if pattern.search(head):
            head = pattern.sub(lambda _, line=line: line, head)  # type: ignore[misc]
        else:
            head = f"{head.rstrip()}\n{line}\n".lstrip("\n") + ("\n" if tables else "")
        text = head + tables
    if _parsed(file, text) != {**before, **values}:
        raise SettingsError(f"{file} cannot be edited.", f"Write into it: {dict(values)}.")
    write_whole(file, text)


def _parsed(file: Path, text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file} is not valid TOML: {error}.", "Correct it, or name another file.") from None
