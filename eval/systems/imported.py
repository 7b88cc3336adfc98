"""Functions that a suite names as ``module:function``."""

from __future__ import annotations

import importlib
from typing import Any

from polycite.components.errors import SettingsError


def function_of(name: str) -> Any:
    """The function.

    Raises:
        SettingsError: there is no such module, or it has no such function.
    """
    module, _, attribute = name.partition(":")
    try:
        found = getattr(importlib.import_module(module), attribute)
    except ModuleNotFoundError as error:
        # A module missing inside the named one is another mistake, and must be named itself.
        if error.name is None or not f"{module}.".startswith(f"{error.name}."):
            mend = f"Install what {module!r} needs."
        else:
            mend = "Put the module beside the suite file, or install its package."
        raise SettingsError(f"{name!r} cannot be imported: {error}.", mend) from error
    except AttributeError:
        raise SettingsError(
            f"The module {module!r} has no {attribute!r}.", "Correct the name after the colon."
        ) from None
    if not callable(found):
        raise SettingsError(f"{name!r} is no function.", "Name a function that makes the system.")
    return found


def is_function(name: str) -> bool:
    """Whether it is ``module:function`` and no file."""
    module, colon, attribute = name.partition(":")
    return bool(colon) and attribute.isidentifier() and all(part.isidentifier() for part in module.split("."))
