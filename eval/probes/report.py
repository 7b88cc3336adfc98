"""All probes of an embedder on bitext with English: ``polycite eval embedder``."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Collection
from pathlib import Path

import numpy as np

from polycite.components.embedding import TextEmbedder
from polycite.components.models import content
from polycite.eval.datasets.bitext import bitext_files, load_bitext
from polycite.eval.environment import environment
from polycite.eval.probes.alignment import alignment
from polycite.eval.probes.cosines import Vectors
from polycite.eval.probes.hubness import hubness
from polycite.eval.probes.isomorphism import eigenvector_similarity, relational_similarity
from polycite.eval.probes.retrieval import bitext_accuracy
from polycite.eval.probes.same_language_bias import same_language_bias
from polycite.eval.runner import Progress
from polycite.eval.scoring.scoring import Figures, macro
from polycite.eval.tables import Report, Section

_RETRIEVAL = ("texts", "accuracy", "to English", "from English", "hubness", "largest hub")
_SPACE = ("cosine", "random", "gap", "RSIM", "eigenvectors")
_NEIGHBOURS = ("same language", "bias", "translation first")


def probe(source: Vectors, english: Vectors, meanings: Collection[str] | None = None) -> Figures:
    """The figures of all probes for one language; row i of ``source`` translates row i of ``english``.

    "hubness" is of the English texts as queries in that language find them. "same language" and its "bias" are of
    texts of the language in a pool of both languages, where 1 means none.

    Args:
        source: vectors of the language.
        english: vectors of the translations.
        meanings: what each pair says; pairs of the same meaning translate one another. Without it all differ.
    """
    n = len(source)
    same = list(meanings) if meanings is not None else [str(i) for i in range(n)]
    found, aligned, hubs = bitext_accuracy(source, english), alignment(source, english), hubness(source, english)
    pool = same_language_bias(np.concatenate([source, english]), ["source"] * n + ["english"] * n, same * 2)
    bias = pool.get("source")
    return {
        "texts": float(n),
        "accuracy": found.mean,
        "to English": found.forward,
        "from English": found.backward,
        "hubness": hubs.skewness,
        "largest hub": hubs.largest,
        "never found": hubs.never,
        "cosine": aligned.translations,
        "random": aligned.random,
        "gap": aligned.gap,
        "RSIM": relational_similarity(source, english),
        "eigenvectors": eigenvector_similarity(source, english),
        "same language": bias.share if bias else None,
        "bias": bias.bias if bias else None,
        "translation first": bias.translation_first if bias else None,
    }


def report(
    folder: str | Path,
    model: str = "shipped/retriever",
    *,
    dtype: str = "auto",
    languages: Collection[str] | None = None,
    limit: int | None = None,
    progress: Progress | None = None,
) -> Report:
    """The probes of any SentenceTransformer, by language, on a folder of :mod:`polycite.eval.datasets.bitext`.

    Raises:
        LoadingError: the folder holds no such files, or bad rows.
        ModelError: the model cannot be loaded.
    """
    begin = time.perf_counter()
    pairs = load_bitext(folder, languages, limit)
    embedder = TextEmbedder(model, dtype)
    texts = list(dict.fromkeys(t for bitext in pairs.values() for t in (*bitext.texts, *bitext.english)))
    done = 0

    def told(number: int) -> None:
        nonlocal done
        done += number
        if progress:
            progress("encoding", done, len(texts))

    # Both sides as queries: models with two prompts are symmetric under one (E5's own rule for bitext).
    vectors = embedder.encode(texts, "query", told)
    place = {text: number for number, text in enumerate(texts)}
    rows: dict[str, Figures] = {}
    for number, (language, bitext) in enumerate(pairs.items(), start=1):
        one, other = (vectors[[place[text] for text in side]] for side in (bitext.texts, bitext.english))
        rows[language] = probe(one, other, bitext.english)
        if progress:
            progress("probing", number, len(pairs))
    digest = hashlib.sha256()
    for path in bitext_files(folder).values():
        digest.update(path.read_bytes())
    sizes = sorted({len(bitext.texts) for bitext in pairs.values()})
    notes = ["eigenvectors: 0 for isomorphic spaces, no upper bound; bias: 1 for none; see polycite.eval.probes."]
    if len(sizes) > 1:
        notes.append(
            f"From {sizes[0]} to {sizes[-1]} pairs a language: fewer are easier to find; --limit makes them as many."
        )
    return Report(
        name="embedder",
        sections=(
            Section("by_language", "Bitext retrieval with English", rows, macro(rows), _RETRIEVAL, "accuracy"),
            Section("space", "Alignment and isomorphism with English", rows, macro(rows), _SPACE, "gap"),
            Section(
                "neighbours", "Neighbours among both languages", rows, macro(rows), _NEIGHBOURS, "translation first"
            ),
        ),
        environment={
            **environment(),
            "data_sha256": digest.hexdigest(),
            "model": model,
            "model_content": content(model),
        },
        notes=tuple(notes),
        seconds=time.perf_counter() - begin,
    )
