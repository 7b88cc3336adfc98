"""Names of deployed versions: ``deployed/<kind>`` is the version of a team's own models that is deployed now.

Only the layout of the folder is known here: ``<models>/deployed.json`` tells which version of
each kind is deployed, ``<models>/<kind>/<number>/`` holds it. :mod:`polycite.pipeline.registry` writes both.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from polycite.components.errors import ModelError

DEPLOYED = "deployed/"
RECORD = "version.json"
"""The registry's own note in the folder of a version: no part of the model."""
HISTORY = "deployed.json"
EXAMPLES = "examples.jsonl"
"""A version of intents is a file of examples: a classifier is fitted when it is loaded."""
DEPLOYING = frozenset({"deploy", "rollback"})
_DEFAULT = "polycite.models"


def qualified(name: str, models: str) -> str:
    """``name`` with the folder of models before it where it is ``deployed/<kind>``, else as it is."""
    return f"{models}/{name}" if name.startswith(DEPLOYED) else name


def deployed_kind(name: str) -> tuple[str, str] | None:
    """The folder of models and the kind that ``deployed/<kind>`` or ``<models>/deployed/<kind>`` names.

    The short form means the folder that the environment variable POLYCITE_MODELS names, else ``polycite.models``
    in the working folder. A folder that exists under the long name is an ordinary one: None, as for all other names.
    """
    place, found, kind = name.rpartition(DEPLOYED)
    if not found or not kind or "/" in kind or (place and (not place.endswith("/") or Path(name).is_dir())):
        return None
    return place.removesuffix("/") or os.environ.get("POLYCITE_MODELS") or _DEFAULT, kind


def deployed_version(models: str | Path, kind: str) -> Path:
    """Where the deployed version of ``kind`` is, absolute: its folder, of intents its file.

    A version never changes, so who keeps the path keeps the model, whatever is deployed afterwards.

    Raises:
        ModelError: none is deployed, it is missing, or the history of deployments is damaged.
    """
    folder = Path(models).absolute()
    file = folder / HISTORY
    numbers: list[int] = []
    try:
        events = json.loads(file.read_text("utf-8"))["history"]
        numbers = [int(e["number"]) for e in events if e["kind"] == kind and e["action"] in DEPLOYING]
    except FileNotFoundError:
        pass
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{file} cannot be read: {error}.", "Restore it from a backup.") from error
    if not numbers:
        raise ModelError(
            f"No {kind} is deployed in {folder}.",
            f"`polycite models list` shows what there is and `polycite models deploy {kind} NUMBER` deploys it; "
            "the setting models (POLYCITE_MODELS) names the folder.",
        )
    version = folder / kind / str(numbers[-1])
    version = version / EXAMPLES if kind == "intents" else version
    if not version.exists():
        raise ModelError(
            f"The deployed {kind} {numbers[-1]} is missing: there is no {version}.",
            f"Restore it, or go back to the one before: `polycite models rollback {kind}`.",
        )
    return version
