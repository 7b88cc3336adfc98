"""Passages that look as if they answered a question and do not: the null examples a reader learns most from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import numpy as np

from polycite.components.text.words import word_spans

_COMMON = 0.1  # a word in more than this share of the passages says nothing of any
_ROWS = 2048  # questions scored at once


def hard_negatives(
    questions: Mapping[str, Sequence[str]], contexts: Mapping[str, Sequence[str]], keep: int, workers: int = 1
) -> dict[str, list[tuple[int, ...]]]:
    """For each question the passages of its language that share most of its words, rare words counting more.

    Args:
        questions: those of each language.
        contexts: the passages of each language, none twice.
        keep: passages for each question.
        workers: processes, a language each at a time.

    Returns:
        by language and question, indices into the language's contexts, the likest first; fewer than ``keep``
        where few share a word. Those that hold the answer are among them: the caller knows the answer.
    """
    largest_first = sorted(questions, key=lambda code: -len(contexts[code]))
    found = partial(_of_language, keep=keep)
    arguments = ([questions[c] for c in largest_first], [contexts[c] for c in largest_first], largest_first)
    if workers == 1:
        return dict(zip(largest_first, map(found, *arguments), strict=True))
    with ProcessPoolExecutor(workers) as pool:
        return dict(zip(largest_first, pool.map(found, *arguments), strict=True))


def _of_language(questions: Sequence[str], contexts: Sequence[str], language: str, keep: int) -> list[tuple[int, ...]]:
    from scipy.sparse import csr_matrix

    numbers: dict[str, int] = {}
    asked = [dict.fromkeys(_words(q, language)) for q in questions]
    for words in asked:
        for word in words:
            numbers.setdefault(word, len(numbers))

    def matrix(texts: Sequence[dict[str, None]]) -> csr_matrix:
        rows = [[numbers[w] for w in words if w in numbers] for words in texts]
        bounds = np.cumsum([0, *map(len, rows)])
        columns = np.array([n for row in rows for n in row], dtype=np.int32)
        return csr_matrix((np.ones(len(columns), dtype=np.float32), columns, bounds), (len(texts), len(numbers)))

    held = matrix([dict.fromkeys(_words(c, language)) for c in contexts])
    share = np.maximum(1, np.asarray(held.sum(axis=0)).ravel()) / len(contexts)
    rarity = np.where(share > _COMMON, 0.0, -np.log(share)).astype(np.float32)
    length = np.sqrt(np.maximum(20, np.asarray(held.getnnz(axis=1)).ravel())).astype(np.float32)
    weighted, transposed = matrix(asked).multiply(rarity).tocsr(), held.multiply(1 / length[:, None]).T.tocsr()
    found: list[tuple[int, ...]] = []
    for first in range(0, len(questions), _ROWS):
        scores = (weighted[first : first + _ROWS] @ transposed).tocsr()
        for row in range(scores.shape[0]):
            at, score = (part[scores.indptr[row] : scores.indptr[row + 1]] for part in (scores.indices, scores.data))
            found.append(tuple(int(i) for i in at[np.argsort(-score, kind="stable")[:keep]]))
    return found


def _words(text: str, language: str) -> list[str]:
    return [text[a:b].casefold() for a, b in word_spans(text, language)]
