"""Examples divided into those to train on, to stop by and to test with, so that nothing leaks from one to another."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from polycite.components.errors import SettingsError
from polycite.pipeline.training.reading_examples import Example

FEWEST = 8  # examples of a language, of which then some five are trained on
_LARGEST_DOCUMENT = 0.5  # of a language's examples: a larger one leaves too little for the other parts
_FEWEST_DOCUMENTS = 3

_Part = Literal["train", "test", "dev"]
_PARTS: tuple[_Part, ...] = ("train", "test", "dev")  # in this order where there is not enough for all


@dataclass(frozen=True, slots=True)
class Split:
    """The parts, each in the order the examples were given in; no context and no question is in two of them."""

    train: tuple[Example, ...]
    dev: tuple[Example, ...]
    test: tuple[Example, ...]


def split(examples: Sequence[Example], seed: int = 0, dev: float = 0.15, test: float = 0.25) -> Split:
    """Divide ``examples`` language by language, the same for the same seed.

    What shares a context, a question or an id (translations of one another) stays together, and so does what shares
    a document, known by its title, unless that leaves too few groups to divide. Every part gets something where there
    is something to divide; examples that all hang together are trained on.

    Args:
        examples: at least eight of each language.
        seed: of the draw.
        dev: share of each language to stop by, in [0, 1).
        test: share of each language to test with, in [0, 1).

    Raises:
        SettingsError: there are too few of a language, or the shares leave nothing to train on.
    """
    if min(dev, test) < 0 or dev + test >= 1:
        raise SettingsError(f"dev={dev} and test={test} are no shares.", "Use numbers from 0, together below 1.")
    _check_counts(examples)
    shares: dict[_Part, float] = {"train": 1 - dev - test, "test": test, "dev": dev}
    shares = {part: share for part, share in shares.items() if share}
    part_of = _dealt(examples, _groups(examples), shares, random.Random(seed))
    found = {part: tuple(e for i, e in enumerate(examples) if part_of[i] == part) for part in _PARTS}
    return Split(found["train"], found["dev"], found["test"])


def _check_counts(examples: Sequence[Example]) -> None:
    counts = Counter(example.language for example in examples)
    few = {language: count for language, count in sorted(counts.items()) if count < FEWEST}
    if few or not counts:
        listed = ", ".join(f"{language} has {count}" for language, count in few.items()) or "there is none"
        more = ", ".join(f"{FEWEST - count} more of {language}" for language, count in few.items()) or f"{FEWEST}"
        raise SettingsError(
            f"{FEWEST} examples of a language are needed to train on some and test with others; {listed}.",
            f"Give {more}, or leave such languages out.",
        )


def _groups(examples: Sequence[Example]) -> list[list[int]]:
    """Indices that must stay together: those of a document, else of what a context or a question holds together."""
    asked = [" ".join(e.question.casefold().split()) for e in examples]
    texts = [
        [("context", e.context), ("question", question), *([("id", e.id)] if e.id else [])]
        for e, question in zip(examples, asked, strict=True)
    ]
    titles = [[("title", e.language, e.title)] if e.title else [] for e in examples]
    documents = _connected([[*text, *title] for text, title in zip(texts, titles, strict=True)])
    whole: list[list[int]] = []
    by_language: defaultdict[str, list[list[int]]] = defaultdict(list)
    for group in documents:
        by_language[Counter(examples[i].language for i in group).most_common(1)[0][0]].append(group)
    for groups in by_language.values():
        limit = _LARGEST_DOCUMENT * sum(map(len, groups))
        whole += [group for group in groups if len(groups) >= _FEWEST_DOCUMENTS and len(group) <= limit]
    rest = sorted({*range(len(examples))} - {i for group in whole for i in group})
    apart = [[rest[k] for k in group] for group in _connected([texts[i] for i in rest])]
    return whole + apart


def _connected(keys: Sequence[Sequence[Hashable]]) -> list[list[int]]:
    """Indices grouped so that those with a key in common, directly or through others, are in one group."""
    leader = list(range(len(keys)))

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    first: dict[Hashable, int] = {}
    for i, own in enumerate(keys):
        for key in own:
            leader[find(i)] = find(first.setdefault(key, i))
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for i in range(len(keys)):
        groups[find(i)].append(i)
    return list(groups.values())


def _dealt(
    examples: Sequence[Example], groups: Sequence[list[int]], shares: Mapping[_Part, float], draw: random.Random
) -> dict[int, _Part]:
    """The part of each index: the largest groups first, each to the part that lacks most of its languages."""
    counts = [Counter(examples[i].language for i in group) for group in groups]
    total = Counter(example.language for example in examples)
    lacking = {part: {code: share * size for code, size in total.items()} for part, share in shares.items()}
    empty = {code: [part for part in _PARTS if part in shares] for code in total}
    left = Counter(code for held in counts for code in held)  # groups still to be dealt
    found: dict[int, _Part] = {}
    for k in sorted(draw.sample(range(len(groups)), len(groups)), key=lambda k: -len(groups[k])):
        held = counts[k]
        scarce = [code for code in sorted(held, key=lambda code: left[code]) if left[code] <= len(empty[code])]
        need = {part: sum(n * lacking[part][c] / total[c] for c, n in held.items()) for part in shares}
        part = empty[scarce[0]][0] if scarce else max(need, key=lambda part: need[part])
        for code, count in held.items():
            lacking[part][code] -= count
            left[code] -= 1
            empty[code] = [other for other in empty[code] if other != part]
        found |= dict.fromkeys(groups[k], part)
    return found
