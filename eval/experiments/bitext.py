"""Bitext retrieval by every channel of the retriever, as Tatoeba is measured: ``polycite eval bitext``."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from polycite.components.errors import SettingsError
from polycite.components.languages.language_codes import SUPPORTED, normalise_code
from polycite.components.models import content
from polycite.eval.datasets.bitext import bitext_files, load_bitext
from polycite.eval.environment import environment
from polycite.eval.experiments.bitext_channels import CHANNELS, BitextChannels, accuracy, fuse
from polycite.eval.runner import Progress
from polycite.eval.scoring.scoring import Figures, macro
from polycite.eval.tables import Report, Section

if TYPE_CHECKING:
    from polycite.pipeline import Settings

FUSED = "fused"
_SHOWN = ("dense", "gloss", "lexicon", FUSED)
_BY_CHANNEL = ("texts", *_SHOWN)
_BY_WAY = tuple(f"{channel} {way}" for channel in ("dense", FUSED) for way in ("xx>en", "en>xx"))


def report(
    folder: str | Path,
    settings: Settings | None = None,
    *,
    languages: Collection[str] | None = None,
    limit: int | None = None,
    dense_only: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Accuracy both ways by nearest neighbour (Artetxe and Schwenk 2019) of each channel, and of all fused.

    A language's sentences are sought among the English ones of its file, and these among its own; what a channel finds
    is their mean. The overall figures are averages over the languages that polycite supports, each weighing the same;
    the other languages of the folder are in a table of their own.

    Args:
        folder: ``<language>.tsv[.xz]`` files (:mod:`polycite.eval.datasets.bitext`).
        settings: of the pipeline: the embedder, the lexicon and the weights of the channels.
        languages: only these files.
        limit: sentences a language, an even sample; fewer are easier to find.
        dense_only: leave the other channels out.
        progress: told stage, done and total.

    Raises:
        LoadingError: the folder holds no such files, or bad rows.
        ModelError: the embedder cannot be loaded.
    """
    from polycite.pipeline import Settings
    from polycite.pipeline.querying import channel_weights

    begin = time.perf_counter()
    settings = settings or Settings()
    weights = channel_weights(settings)
    pairs = load_bitext(folder, languages, limit)
    channels = BitextChannels(settings.embedder, settings.lexicon, settings.dtype, dense_only)
    rows: dict[str, Figures] = {}
    for number, (language, bitext) in enumerate(pairs.items(), start=1):
        scores = channels.scores(bitext.texts, bitext.english, _table_of(language))
        row: Figures = {"texts": float(len(bitext.texts))}
        ways = {channel: (accuracy(forward), accuracy(backward.T)) for channel, (forward, backward) in scores.items()}
        if not dense_only:
            ways[FUSED] = (
                accuracy(fuse({channel: forward for channel, (forward, _) in scores.items()}, weights)),
                accuracy(fuse({channel: backward.T for channel, (_, backward) in scores.items()}, weights)),
            )
        for channel, (into, out_of) in ways.items():
            row |= {channel: (into + out_of) / 2, f"{channel} xx>en": into, f"{channel} en>xx": out_of}
        rows[language] = row
        if progress:
            progress("languages", number, len(pairs))
    digest = hashlib.sha256()
    for language, path in bitext_files(folder).items():
        if language in pairs:
            digest.update(path.read_bytes())
    main = "dense" if dense_only else FUSED
    supported = {code: row for code, row in rows.items() if code in SUPPORTED}
    others = {code: row for code, row in rows.items() if code not in SUPPORTED}
    mean = macro(supported) if supported else None
    sections = [
        Section(
            "by_language", "Translations found, both ways, supported languages", supported, mean, _BY_CHANNEL, main
        ),
        Section("by_way", "Each way, supported languages", supported, mean, _BY_WAY, f"{main} xx>en"),
    ]
    if others:
        title = "Translations found, languages that polycite does not support"
        sections.append(Section("others", title, others, macro(others), _BY_CHANNEL, main))
    return Report(
        name="bitext",
        sections=tuple(sections),
        environment={
            **environment(settings),
            "data_sha256": digest.hexdigest(),
            "embedder": settings.embedder,
            "embedder_content": content(settings.embedder),
            "weights": {channel: weights[channel] for channel in CHANNELS},
            "limit": limit,
        },
        notes=("A channel's figure is the mean of both ways; xx>en: sentences of the language sought in English.",),
        seconds=time.perf_counter() - begin,
    )


def _table_of(language: str) -> str | None:
    """The code under which polycite would treat the language; None for one it does not know."""
    try:
        return normalise_code(language)
    except SettingsError:
        return None
