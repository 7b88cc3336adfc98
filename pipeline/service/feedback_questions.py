"""Feedback as questions with their gold answers, in polycite's own question format, for measuring and for training.

Only what a person vouches for becomes gold: corrected spans, and the citations of answers with a thumb up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from polycite.components.citations.rechecking import recheck
from polycite.components.citing import Lookup
from polycite.components.evidence import Citation
from polycite.components.sounds import romanise
from polycite.pipeline.service.feedback_store import Feedback

Split = Literal["fit", "test"]


def questions_of(
    given: Iterable[Feedback],
    lookup: Lookup | None = None,
    shown: Callable[[str], str] = str,
    split: Split | None = None,
) -> list[dict[str, Any]]:
    """The questions, oldest first, each once: the newest corrected span counts, else the newest thumb up.

    What was rejected is left out, and so are answers that have got a thumb down since. Which split a question is in
    its words alone decide, so that nothing is measured that was trained on, in this export and every later one.

    Args:
        given: newest first.
        lookup: the present document of an id; answers whose words are gone from it are left out, and those whose
            words moved are found again. None takes them as they were when the feedback came.
        shown: the id that the reader of the questions knows a document or feedback by.
        split: only this one.
    """
    spans: dict[str, Feedback] = {}
    rated: dict[str, Feedback] = {}
    refused: set[tuple[str, str]] = set()
    for one in given:
        if one.state == "rejected" or one.kind == "translation":
            continue
        key = _key(one.content["question"])
        if one.kind == "span":
            spans.setdefault(key, one)
        elif one.content["rating"] == "down":
            refused.add((key, one.content["text"]))
        elif (key, one.content["text"]) not in refused:
            rated.setdefault(key, one)
    chosen = sorted((rated | spans).items(), key=lambda item: item[1].number)
    rows = [_row(one, _split(key), lookup, shown) for key, one in chosen if split in (None, _split(key))]
    return [row for row in rows if row is not None]


def _row(one: Feedback, split: Split, lookup: Lookup | None, shown: Callable[[str], str]) -> dict[str, Any] | None:
    """A question; None where a part of its answer is lost: the parts are all needed together."""
    cited = [Citation.from_dict(c) for c in one.content["citations"]]
    lost = [citation["quote"] for citation in one.content.get("unverified", ())]
    if lookup is not None:
        found = {c: r.citation if r.status == "valid" else r.renewed if r.status == "moved" else None
                 for c, r in zip(cited, recheck(cited, lookup), strict=True)}  # fmt: skip
        lost += [citation.quote for citation, now in found.items() if now is None]
        cited = [now for now in found.values() if now is not None]
    parts: dict[str, list[Citation]] = {}
    for citation in cited:
        if citation.language:
            parts.setdefault(_sound(citation.quote), []).append(citation)
    if not parts or any(_sound(quote) not in parts for quote in lost):
        return None
    return {
        "id": f"feedback-{shown(one.id)}",
        "question": one.content["question"],
        "language": one.content["question_language"] or "und",
        "answerable": True,
        "answers": [_span(golds[0], shown) for golds in parts.values()],
        "alternatives": [
            {**_span(gold, shown), "answer": i} for i, golds in enumerate(parts.values()) for gold in golds[1:]
        ],
        "split": split,
    }


def _span(gold: Citation, shown: Callable[[str], str]) -> dict[str, Any]:
    place = {"original_id": shown(gold.original_id), "start": gold.start, "end": gold.end}
    return {**place, "text": gold.quote, "language": gold.language}


def _key(question: str) -> str:
    return " ".join(question.casefold().split())


def _split(key: str) -> Split:
    splits: Sequence[Split] = ("fit", "test")
    return splits[hashlib.sha256(key.encode()).digest()[0] % 2]


def _sound(text: str) -> str:
    """Quotes in several scripts that sound alike say the same: an answer cites them side by side."""
    return "".join(c for c in romanise(text) if c.isalnum()) or text
