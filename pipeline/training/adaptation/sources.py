"""What a model has learned before: examples mixed in with a team's own, so that it forgets nothing."""

from __future__ import annotations

import lzma
from collections.abc import Collection
from importlib.resources import files
from pathlib import Path

from polycite.components.errors import LoadingError
from polycite.components.evidence import Original
from polycite.components.languages.language_codes import SUPPORTED
from polycite.components.loaders.files import FileLoader
from polycite.pipeline.training.adaptation.examples import read_examples
from polycite.pipeline.training.adaptation.row_examples import Originals
from polycite.pipeline.training.reading_examples import Example, load_examples
from polycite.pipeline.training.recipe import SOURCE_CAP, SOURCE_CAPS


def source_examples(
    path: Path | None = None, languages: Collection[str] | None = None, originals: Originals | None = None
) -> list[Example]:
    """The source examples.

    Args:
        path: None for the questions that polycite ships over its own knowledge base, those of the split "fit";
            a folder of ``<language>.jsonl[.xz]`` files, read up to the recipe's caps of each source; or a file, as
            :func:`polycite.pipeline.training.adaptation.examples.read_examples` reads it.
        languages: of the contexts; None for all. Rows of a file that name none are in the only one given here.
        originals: the document of an id, for a file of questions over documents.

    Raises:
        LoadingError: the file or folder cannot be read, or holds no example in these languages.
    """
    if path is None:
        found = _shipped()
    elif path.is_dir():
        return _of_folder(path, [*SUPPORTED] if languages is None else [*languages])
    else:
        only = next(iter(languages)) if languages is not None and len(languages) == 1 else None
        found = read_examples(path, originals, only)
    found = [example for example in found if languages is None or example.language in languages]
    if not found:
        name, wanted = path or "The shipped questions", ", ".join(languages or ())
        raise LoadingError(f"{name}: there is no example in {wanted}.", "Name other languages, or none for all.")
    return found


def _shipped() -> list[Example]:
    data = Path(str(files("polycite.data")))
    loaded = FileLoader().load([data / "knowledge_base"])
    originals = {original.id: original for original in loaded if isinstance(original, Original)}
    return read_examples(data / "questions" / "support.jsonl", originals.get, split="fit")


def _of_folder(folder: Path, languages: list[str]) -> list[Example]:
    try:
        return load_examples(folder, languages, SOURCE_CAPS, SOURCE_CAP)
    except (OSError, EOFError, lzma.LZMAError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise LoadingError(
            f"{folder} cannot be read: {type(error).__name__}: {error}.",
            'Give <language>.jsonl[.xz] files of rows with "question", "context" and "answers".',
        ) from error
