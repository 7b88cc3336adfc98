"""Examples divided into those to train on, to stop by and to test with, so that nothing leaks from one to another."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from polycite.components.errors import SettingsError
from polycite.pipeline.training.reading_examples import Example

FEWEST = 8  # examples of a language, of which then some five are trained on
_LARGEST_DOCUMENT = 0.5  # of a language's examples: a larger one leaves too little for the other parts
_FEWEST_DOCUMENTS = 3
_DEV = 0.15  # share to stop by
_FEWEST_FOLDS = 4  # so that enough is left to train on


@dataclass(frozen=True, slots=True)
class Split:
    """The parts, each in the order the examples were given in; no context and no question is in two of them."""

    train: tuple[Example, ...]
    dev: tuple[Example, ...]
    test: tuple[Example, ...]


def folds(examples: Sequence[Example], n: int) -> list[Split]:
    """``examples`` divided ``n`` times, each time with another part to test with: cross-validation.

    A seventh, the same each time, is kept to stop by. The rest is dealt, language by language, into ``n`` parts, at
    least four, of which one is tested with and the others are trained on. Few examples tell little: the error of a
    gain measured with all of them in turn is half of that with a quarter.

    What shares a context, a question or an id (translations of one another) stays together, and so does what shares
    a document, known by its title, unless that leaves too few groups to divide. Where there are fewer groups than
    parts, a division comes more than once; examples that all hang together are trained on.

    Args:
        examples: at least eight of each language.
        n: how many divisions.

    Raises:
        SettingsError: there are too few of a language.
    """
    _check_counts(examples)
    parts = [str(number) for number in range(max(n, _FEWEST_FOLDS))]
    shares = {part: (1 - _DEV) / len(parts) for part in parts} | {"dev": _DEV}
    part_of = _dealt(examples, _groups(examples), shares, random.Random(0))
    dev = tuple(e for i, e in enumerate(examples) if part_of[i] == "dev")
    found: list[Split] = []
    for part in parts:
        train = tuple(e for i, e in enumerate(examples) if part_of[i] not in (part, "dev"))
        learnt = {example.language for example in train}
        test = tuple(e for i, e in enumerate(examples) if part_of[i] == part and e.language in learnt)
        found.append(Split(train, dev, test))
    usable = [one for one in found if one.test] or [one for one in found if one.train][:1]
    return [usable[number % len(usable)] for number in range(n)]


def beside(examples: Sequence[Example], test: Sequence[Example]) -> Split:
    """``examples`` to train on and, a seventh, to stop by, where those to test with are others, given apart.

    What shares a context or a question with one of ``test`` is left out.

    Args:
        examples: at least eight of each language that share nothing with ``test``.
        test: what is tested with.

    Raises:
        SettingsError: there are too few of a language.
    """
    others = apart(examples, test)
    shared = len(examples) - len(others)
    _check_counts(others, f"{shared} of {len(examples)} share a question or a passage with those to test with; ")
    part_of = _dealt(others, _groups(others), {"train": 1 - _DEV, "dev": _DEV}, random.Random(0))
    train, dev = (tuple(e for i, e in enumerate(others) if part_of[i] == part) for part in ("train", "dev"))
    return Split(train, dev, tuple(test))


def apart(examples: Sequence[Example], test: Sequence[Example]) -> list[Example]:
    """Those of ``examples`` that share no context and no question, in whatever capitals, with one of ``test``."""
    contexts, asked = {example.context for example in test}, {_asked(example) for example in test}
    return [e for e in examples if e.context not in contexts and _asked(e) not in asked]


def _asked(example: Example) -> str:
    return " ".join(example.question.casefold().split())


def _check_counts(examples: Sequence[Example], because: str = "") -> None:
    counts = Counter(example.language for example in examples)
    few = {language: count for language, count in sorted(counts.items()) if count < FEWEST}
    if few or not counts:
        listed = ", ".join(f"{language} has {count}" for language, count in few.items()) or "there is none"
        more = ", ".join(f"{FEWEST - count} more of {language}" for language, count in few.items()) or f"{FEWEST}"
        raise SettingsError(
            f"{FEWEST} examples of a language are needed to train on some and test with others; {because}{listed}.",
            f"Give {more}, or leave such languages out.",
        )


def _groups(examples: Sequence[Example]) -> list[list[int]]:
    """Indices that must stay together: those of a document, else of what a context or a question holds together."""
    texts = [[("context", e.context), ("question", _asked(e)), *([("id", e.id)] if e.id else [])] for e in examples]
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
    examples: Sequence[Example], groups: Sequence[list[int]], shares: Mapping[str, float], draw: random.Random
) -> dict[int, str]:
    """The part of each index: the largest groups first, each to the part that lacks most of its languages.

    The parts get something in the order of ``shares`` where there is not enough for all.
    """
    counts = [Counter(examples[i].language for i in group) for group in groups]
    total = Counter(example.language for example in examples)
    lacking = {part: {code: share * size for code, size in total.items()} for part, share in shares.items()}
    empty = {code: list(shares) for code in total}
    left = Counter(code for held in counts for code in held)  # groups still to be dealt
    found: dict[int, str] = {}
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
