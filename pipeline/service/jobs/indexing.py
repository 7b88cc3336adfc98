"""Changes to the store, document by document, with what became of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from polycite.components.evidence import Original
from polycite.pipeline.qa import CrossLingualQA
from polycite.pipeline.service.jobs.job import DocumentFailure
from polycite.pipeline.service.jobs.job_queue import Outcome


def index_originals(qa: CrossLingualQA, originals: Sequence[Original]) -> Outcome:
    """Index ``originals``; durable when this returns.

    Raises:
        StoreError: the store cannot be written at all; some of them may be in it.
    """
    # index_texts takes rows, and rows have no way back to the pages and paragraphs of an uploaded file.
    report = qa.index_originals(originals)
    settled = {*report.indexed, *report.unchanged}
    failed = [original.id for original in originals if original.id not in settled]
    if report.failed:
        check_store(qa)
    return Outcome(
        len(report.indexed),
        len(report.unchanged),
        failures=[
            DocumentFailure(document=name, problem=_hidden(qa, failure.problem), mend=failure.mend)
            for name, failure in zip(failed, report.failed, strict=True)
        ],
    )


def remove_originals(qa: CrossLingualQA, names: Sequence[str]) -> Outcome:
    """Remove documents; one that is not there counts as unchanged.

    Raises:
        StoreError: the store cannot be written.
    """
    removed = sum(qa.remove(name) for name in names)
    return Outcome(removed=removed, unchanged=len(names) - removed)


def check_store(qa: CrossLingualQA) -> None:
    """Tell a store that cannot be used from a document that cannot be stored.

    Raises:
        StoreError: it cannot be reached, or its disk is full.
    """
    next(iter(qa.originals()), None)
    if not qa.location.startswith(("http://", "https://")):
        from polycite.components.stores.store_embedded import require_space

        require_space(Path(qa.location), 0)


def _hidden(qa: CrossLingualQA, problem: str) -> str:
    """``problem`` without the place of the store, which is nothing a caller needs to know."""
    return re.sub(re.escape(qa.location), "the store", problem)
