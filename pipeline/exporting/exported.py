"""The folders that exported models are kept in, so that each is made once."""

from __future__ import annotations

from pathlib import Path

from polycite.pipeline.exporting.export import Format, export


def exported(model: str, form: Format, folder: Path) -> Path:
    """The model in a format: below ``folder``, made there unless it is there already.

    Raises:
        ModelError: it cannot be loaded or written in this format.
    """
    from polycite.components.models import content

    # By what is in it, so that a model that was trained again is exported again.
    own = folder / f"{model.rstrip('/').rsplit('/', 1)[-1]}-{content(model)[:8] or 'hub'}-{form}"
    return (own if own.is_dir() else export(model, form, own)).resolve()
