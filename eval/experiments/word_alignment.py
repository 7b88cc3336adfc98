"""Word alignments against the hand-made ones we ship: ``polycite eval alignment``."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from polycite.components.alignment.aligning import LIKELY, Signals, WordAligner
from polycite.components.alignment.word_links import (
    Links,
    Matrix,
    itermax,
    mutual_argmax,
    softmax_links,
    transport_links,
)
from polycite.eval.datasets.alignments import AlignedPair, load_alignments
from polycite.eval.environment import environment
from polycite.eval.metrics.alignment import AlignmentCounts, count_links
from polycite.eval.runner import Progress
from polycite.eval.scoring.scoring import Figures
from polycite.eval.tables import Report, Section

DEFAULT = "combined softmax"
LEAST = 0.05  # the probability of a link, under which a mutual maximum means nothing
COLUMNS = ("precision", "recall", "F1", "AER")
SIGNALS: tuple[Signals, ...] = ("lexicon", "embeddings", "combined")

# Of the pairs that are also ours, as their authors report them. Other sentences, most of them harder: news and
# parliament, aligned by others.
PUBLISHED: Mapping[str, Figures] = {
    "en-de SimAlign": {"F1": 0.81},
    "en-de awesome-align": {"AER": 0.152},
    "en-fr SimAlign": {"F1": 0.94},
    "en-fr awesome-align": {"AER": 0.041},
    "en-hi SimAlign": {"F1": 0.55},
    "en-ro SimAlign": {"F1": 0.65},
    "en-ro awesome-align": {"AER": 0.226},
    "en-ja awesome-align": {"AER": 0.374},
    "en-zh awesome-align": {"AER": 0.134},
}


def report(
    split: str | None = "test",
    encoder: str = "shipped/retriever",
    layer: int | None = None,
    progress: Progress | None = None,
    pairs: Sequence[AlignedPair] | None = None,
) -> Report:
    """Precision, recall, F1 and AER of every method, over all pairs and by pair of languages.

    Args:
        split: "fit" or "test"; None for both.
        encoder: any multilingual encoder.
        layer: of the encoder.
        progress: told stage, done and total.
        pairs: instead of the shipped ones.
    """
    begin = time.perf_counter()
    pairs = load_alignments(split=split) if pairs is None else pairs
    counts: dict[str, dict[str, AlignmentCounts]] = {}
    for done, signals in enumerate(SIGNALS, start=1):
        aligner = WordAligner(encoder=encoder, layer=layer, signals=signals)
        for pair in pairs:
            for method, links in link(aligner, pair).items():
                of_method = counts.setdefault(f"{signals} {method}", {})
                found = count_links([(int(i), int(j)) for i, j in np.argwhere(links)], pair.sure, pair.possible)
                of_method[pair.languages] = of_method.get(pair.languages, AlignmentCounts()) + found
        if progress:
            progress("methods", done, len(SIGNALS))
    methods = {name: _figures(sum(rows.values(), AlignmentCounts())) for name, rows in counts.items()}
    ours = {name: _figures(one) for name, one in counts[DEFAULT].items()}
    where = "both splits" if split is None else f"split {split}"
    return Report(
        name="alignment",
        sections=(
            Section("methods", f"Word alignment, {len(pairs)} sentence pairs ({where})", methods, None, COLUMNS, "F1"),
            Section("by_pair", f"By pair, {DEFAULT}", ours, methods[DEFAULT], COLUMNS, "F1"),
            Section("published", "What others report on sentences of their own", PUBLISHED, None, COLUMNS, "F1"),
        ),
        environment={**environment(), "encoder": encoder, "layer": layer},
        notes=("AER: lower is better.",),
        seconds=time.perf_counter() - begin,
    )


def link(aligner: WordAligner, pair: AlignedPair) -> dict[str, Links]:
    """The links of one sentence pair by each way of reading them off the similarities."""
    source = aligner.view(pair.source, pair.source_language, pair.source_words)
    target = aligner.view(pair.target, pair.target_language, pair.target_words)
    similar = aligner.similarity(source, target)
    forward, backward = aligner.directions(similar)
    strength = np.sqrt(forward * backward)
    methods: dict[str, Callable[[Matrix], Links]] = {
        "argmax": mutual_argmax,
        "itermax": itermax,
        "transport": transport_links,
    }
    found = {name: method(strength) & (strength > LEAST) for name, method in methods.items()}
    return {**found, "softmax": softmax_links(forward, backward, LIKELY)}


def _figures(counts: AlignmentCounts) -> Figures:
    return {"precision": counts.precision, "recall": counts.recall, "F1": counts.f1, "AER": counts.aer}
