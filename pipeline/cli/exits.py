"""Exit codes, and what is said when a command fails."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from typing import Any

import click

from polycite.components.errors import OriginalNotFoundError, PolyciteError, SettingsError, StoreError

OK, FAILED, USAGE, ABSTAINED, STORE, INTERRUPTED = 0, 1, 2, 3, 4, 130


def guarded(run: Callable[[], Any]) -> int:
    """Run a command and return its exit code; what went wrong is said on standard error."""
    try:
        code = run()
        return code if isinstance(code, int) else OK
    except click.Abort:
        click.echo("Interrupted.", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except PolyciteError as error:
        _trace()
        complain(error)
        return code_of(error)
    except Exception as error:
        _trace()
        complain(
            PolyciteError(
                f"Unexpected {type(error).__name__}: {error}",
                "This is a defect of polycite: please report it with what POLYCITE_DEBUG=1 shows.",
            )
        )
        return FAILED


def code_of(error: PolyciteError) -> int:
    """The exit code of an error."""
    if isinstance(error, SettingsError):
        return USAGE
    return STORE if isinstance(error, StoreError) and not isinstance(error, OriginalNotFoundError) else FAILED


def complain(error: PolyciteError) -> None:
    """Say problem and mend on standard error, a line each."""
    from polycite.pipeline.terminal import console, print_error

    print_error(console(sys.stderr), error.problem, error.mend)


def _trace() -> None:
    if os.environ.get("POLYCITE_DEBUG", "0") not in ("", "0"):
        traceback.print_exc()
