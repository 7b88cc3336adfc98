"""The inspection of a model: ``polycite inspect model``."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from rich.table import Table
from rich.text import Text

from polycite.components.models import content
from polycite.eval.environment import environment
from polycite.eval.inspection.diagnosis import ADVICE, ENOUGH, THRESHOLDS, Diagnosis, diagnose
from polycite.eval.inspection.encoders import encoder_of
from polycite.eval.inspection.parallel_text import ParallelText
from polycite.eval.probes.cosines import Vectors, unit
from polycite.eval.probes.report import probe
from polycite.eval.runner import Progress
from polycite.eval.scoring.scoring import Figures
from polycite.eval.tables import Section
from polycite.eval.tokens import load_tokenizer, token_efficiency

_COLUMNS = ("texts", "fertility", "unknown", "to English", "from English", "gap", "RSIM", "hubness")
_OF_MANY = ("hubness", "largest hub", "never found", "RSIM", "eigenvectors", "same language", "bias")


@dataclass(frozen=True)
class Inspection:
    """Figures and a diagnosis by language; of a ``decoder`` only tokens are measured. ``pool``: English sentences."""

    model: str
    figures: Mapping[str, Figures]
    diagnoses: Mapping[str, Diagnosis]
    pool: int
    decoder: bool
    seconds: float
    environment: Mapping[str, Any] = field(default_factory=dict)

    @property
    def weak(self) -> list[str]:
        """The languages in which the model is predicted to be weak."""
        return [language for language, found in self.diagnoses.items() if found.level == "weak"]

    @property
    def notes(self) -> tuple[str, ...]:
        """Thresholds, and what the figures cannot say."""
        few = [code for code, row in self.figures.items() if (row["texts"] or 0) < ENOUGH]
        return tuple(filter(None, (
            THRESHOLDS,
            f"To English: among {self.pool} sentences; from English: among the language's own." * (not self.decoder),
            "The model only decodes, so nothing but its tokens is measured." * self.decoder,
            f"Under {ENOUGH} sentences, so that a figure may be off by tens of points: {', '.join(few)}. "
            "Give more with --parallel." if few else "",
        )))  # fmt: skip

    def table(self) -> Table:
        """Figures, then the diagnosis of each language, then what each advice means."""
        section = Section("by_language", self.model, self.figures, None, _COLUMNS, "to English")
        told = Table(title="What to expect, and what to do", title_justify="left", title_style="bold")
        for name in ("", "predicted", "because", "advice"):
            told.add_column(name, overflow="fold")
        for language, found in self.diagnoses.items():
            style = {"weak": "red", "middling": "yellow", "strong": ""}[found.level]
            told.add_row(language, Text(found.level, style), "; ".join(found.reasons), ", ".join(found.advice))
        given = dict.fromkeys(one for found in self.diagnoses.values() for one in found.advice)
        meant = Table.grid(padding=(0, 2, 0, 0))
        for name in given:
            meant.add_row(Text(name, "bold"), ADVICE[name])
        sheet = Table.grid(padding=(0, 0, 1, 0))
        for part in (section.table(), told, meant, *(Text(note, "dim") for note in self.notes)):
            sheet.add_row(part)
        return sheet

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        return {
            "model": self.model,
            "languages": {
                code: {
                    **self.figures[code],
                    "predicted": found.level,
                    "reasons": list(found.reasons),
                    "advice": list(found.advice),
                }
                for code, found in self.diagnoses.items()
            },
            "weak": self.weak,
            "advice": dict(ADVICE),
            "notes": list(self.notes),
            "environment": dict(self.environment),
            "seconds": round(self.seconds, 1),
        }


def inspect_model(
    model: str,
    parallel: ParallelText,
    *,
    layer: int | None = None,
    dtype: str = "auto",
    translations: Collection[tuple[str, str]] = (),
    progress: Progress | None = None,
) -> Inspection:
    """Measure a model on parallel text with English, and say what to expect of it and what to do.

    Args:
        model: a retriever, a reader, a translator or any other model with a fast tokenizer: folder, Hugging Face name
            or ``shipped/<name>``. Where it is or has an encoder, its vectors are probed.
        parallel: the sentences.
        layer: whose states are averaged, from 1; see :func:`polycite.eval.inspection.encoders.encoder_of`.
        dtype: type to compute in.
        translations: pairs of languages between which there is a translator, as ("th", "en").
        progress: told stage, done and total.

    Raises:
        ModelError: the model or its tokenizer cannot be loaded, or has no such layer.
    """
    begin = time.perf_counter()
    tokens = token_efficiency(load_tokenizer(model), parallel.pairs)
    encoder = encoder_of(model, layer, dtype)
    pool = encoder.encode(parallel.english) if encoder else None
    place = {text: k for k, text in enumerate(parallel.english)}
    figures: dict[str, Figures] = {}
    for number, (language, bitext) in enumerate(parallel.pairs.items(), start=1):
        one = tokens[language]
        row: Figures = {"texts": float(one.texts), "fertility": one.fertility, "unknown": one.unknown}
        if encoder is not None and pool is not None:
            row |= _probed(encoder.encode(bitext.texts), pool, [place[text] for text in bitext.english])
        figures[language] = row
        if progress:
            progress("languages", number, len(parallel.pairs))
    diagnoses = {
        language: diagnose(
            row, into_english=(language, "en") in translations, from_english=("en", language) in translations
        )
        for language, row in figures.items()
    }
    return Inspection(
        model,
        figures,
        diagnoses,
        len(parallel.english),
        encoder is None,
        time.perf_counter() - begin,
        {**environment(), "model_content": content(model), "layer": layer},
    )


def _probed(source: Vectors, pool: Vectors, places: list[int]) -> Figures:
    """The probes of one language, whose row i translates row ``places[i]`` of the pool."""
    found = probe(source, pool[places], [str(place) for place in places])
    if len(source) < ENOUGH:
        found |= dict.fromkeys(_OF_MANY)
    nearest = (unit(source) @ unit(pool).T).argmax(1)
    into, out_of = float(np.mean(nearest == np.asarray(places))), found["from English"]
    return {**found, "to English": into, "accuracy": (into + (out_of or 0.0)) / 2}
