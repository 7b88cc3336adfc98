"""What a reader learns from: questions over passages, of the public sets and of those that polycite ships."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from polycite.components.errors import LoadingError
from polycite.pipeline.training.corpora import lines


@dataclass(frozen=True, slots=True)
class Original:
    """What the words of an example were before they were put into another language.

    ``context`` is empty where the passage is the same. ``words``: ``(start, end, original_start, original_end)`` of
    each word, half-open, in code points of the example's passage and of ``context``.
    """

    question: str
    context: str = ""
    words: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A question over a passage; the answer is ``context[start:end]``, code points, or -1, -1 for none.

    ``language`` is the passage's, and the question's where ``question_language`` names no other. ``title`` is that
    of the passage's document; examples of one ``id`` are translations of one another. ``original`` is what a teacher
    reads, where this is it in other words.
    """

    language: str
    question: str
    context: str
    start: int
    end: int
    title: str = ""
    id: str = ""
    question_language: str = ""
    original: Original | None = None

    @property
    def asked_in(self) -> str:
        """The question's language."""
        return self.question_language or self.language


def load_examples(folder: Path, languages: Sequence[str], caps: Mapping[str, int], cap: int) -> list[Example]:
    """The answered examples of ``<language>.jsonl[.xz]`` files, at most ``caps[source]`` or ``cap`` of each source.

    Raises:
        LoadingError: the folder holds none of the languages.
    """
    found: list[Example] = []
    for path in sorted(folder.glob("*.jsonl*")):
        language = _CODES.get(path.name.split(".")[0], path.name.split(".")[0])
        if language not in languages:
            continue
        seen: Counter[str] = Counter()
        for row in map(json.loads, lines(path)):
            answer = row["answers"][0] if row["answers"] else None
            source = row.get("source", "")
            if answer is None or not answer["text"].strip() or seen[source] >= caps.get(source, cap):
                continue
            seen[source] += 1
            start = answer["answer_start"]
            end, title = start + len(answer["text"].rstrip()), (row.get("title") or "").replace("_", " ")
            name = row.get("id", "") if source in _TRANSLATED else ""
            found.append(Example(language, row["question"], row["context"], start, end, title, name))
    if not found:
        raise LoadingError(f"{folder} holds no example in {', '.join(languages)}.", "Give <language>.jsonl.xz files.")
    return found


_CODES = {"no": "nb", "zh-Hant": "zh-hant"}
_TRANSLATED = ("squad_dev", "squad_da", "squad_es", "squad_it", "squad_id", "afriqa_pivot", "afriqa_xling")
