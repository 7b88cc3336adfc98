"""Candidate answers of one passage, from what the views of it say of its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import geometric_mean

import numpy as np

from polycite.components.answers.read_spans import ReadSpan, best_spans, with_marks
from polycite.components.answers.reading_views import Reading, View
from polycite.components.evidence import Method, Passage
from polycite.components.text.cells import cells

_TINY = 1e-6
_LEAST_NULL = 1e-4


def mixed_candidates(
    passage: Passage, readings: Sequence[Reading], shares: Mapping[View, float], max_words: int, n_best: int
) -> list[ReadSpan]:
    """The ``n_best`` likeliest spans of ``passage``, in code points of its original; none goes across cells of a table.

    Where an answer starts and ends is mixed by ``shares`` (a linear pool of opinions): a view that sees it is enough.
    "No answer" is the geometric mean (a logarithmic pool; Genest and Zidek 1986): one view that is sure of an answer
    is heard over one that sees none, which tells the right one of several passages more often.

    Args:
        passage: what was read.
        readings: the views of it, with their beliefs; none gives no candidates.
        shares: of each view, 0 to 1; one of share 0 counts as unread.
        max_words: longest answer.
        n_best: candidates kept.
    """
    if not readings:
        return []
    heard = {reading.view: reading.beliefs for reading in readings if shares[reading.view] > 0}
    starts = np.sum([shares[view] * beliefs.starts for view, beliefs in heard.items()], axis=0) + _TINY
    ends = np.sum([shares[view] * beliefs.ends for view, beliefs in heard.items()], axis=0) + _TINY
    null = _null([beliefs.null for beliefs in heard.values()])
    words = readings[0].words.spans
    found: list[ReadSpan] = []
    for first, last in best_spans(starts, ends, max_words, n_best, cells(passage.text, words)):
        said = {view: float(beliefs.starts[first] * beliefs.ends[last]) for view, beliefs in heard.items()}
        carried = max(said, key=lambda view: shares[view] * said[view])
        method: Method = "glossed" if carried == "gloss" and passage.language != "en" else "verbatim"
        start, end = with_marks(passage.text, words[first][0], words[last][1])
        score = float(starts[first] * ends[last])
        found.append(
            ReadSpan(passage, passage.start + start, passage.start + end, score, null, method, min(said.values()))
        )
    return found


def _null(said: Sequence[float]) -> float:
    return min(1.0, geometric_mean([null + _LEAST_NULL for null in said]))
