"""How well languages are told: ours and the libraries', on data/questions/language.jsonl."""

from __future__ import annotations

import dataclasses
import importlib
import importlib.util
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from rich.table import Table

from polycite.components.errors import LoadingError, SettingsError
from polycite.components.languages.code_switching import LanguageSpan
from polycite.components.languages.language_codes import SUPPORTED, normalise_code
from polycite.components.languages.language_evidence import EVIDENCE, gather
from polycite.components.languages.language_identification import WEIGHTS, LanguageIdentifier, probabilities
from polycite.eval.experiments.language_weights import cross_validated
from polycite.eval.metrics.reliability import calibration_error

OURS = "polycite"
Guess = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text whose language is known; ``spans`` are its stretches in other languages.

    Offsets are half-open, in code points of ``text``. Weights are fitted on the split "fit";
    "test" was written after the word lists, and no weight is fitted on it.
    """

    id: str
    text: str
    language: str
    kinds: tuple[str, ...]
    split: str
    spans: tuple[LanguageSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """Share of the texts of a group whose language each system tells; None where it is not installed."""

    group: str
    texts: int
    accuracy: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class SpanFigures:
    """Characters found to be in another language against those that are; the language counts too."""

    group: str
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class LanguageReport:
    """The outcome: accuracy by group and by language, spans, and how far confidence can be believed.

    ``calibration_error`` is the expected calibration error of our confidence over ten bins.
    """

    groups: tuple[LanguageRow, ...]
    languages: tuple[LanguageRow, ...]
    spans: tuple[SpanFigures, ...]
    calibration_error: float

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        return dataclasses.asdict(self)

    def table(self) -> Table:
        """Groups first, then languages, those we tell worst on top; spans and calibration in the caption."""
        systems = list(self.groups[0].accuracy)
        caption = [f"calibration error of our confidence {self.calibration_error:.3f}"]
        caption += [
            f"foreign spans, {row.group}: precision {row.precision:.3f}, recall {row.recall:.3f}, F1 {row.f1:.3f}"
            for row in self.spans
        ]
        table = Table(title="Language identification, accuracy", title_justify="left", caption="\n".join(caption))
        table.add_column("")
        for name in ("texts", *systems):
            table.add_column(name, justify="right")
        for rows in (self.groups, sorted(self.languages, key=lambda row: row.accuracy[OURS] or 0.0)):
            for row in rows:
                cells = [row.accuracy[name] for name in systems]
                table.add_row(row.group, str(row.texts), *("" if cell is None else f"{cell:.3f}" for cell in cells))
            table.add_section()
        return table


def load_texts(path: Path | None = None) -> list[LabelledText]:
    """The labelled texts of ``path``, by default those polycite ships.

    Raises:
        LoadingError: a row is no JSON, lacks a field or has a span outside its text.
    """
    path = path or Path(str(files("polycite.data") / "questions" / "language.jsonl"))
    texts = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            spans = tuple(LanguageSpan(start, end, language) for start, end, language in row["spans"])
            text = LabelledText(
                row["id"], row["text"], row["language"], tuple(row["kinds"]), row.get("split", "test"), spans
            )
        except (ValueError, KeyError, TypeError) as error:
            raise LoadingError(
                f"{path}, line {number}: {error!r}.", "Give id, text, language, kinds and spans [start, end, language]."
            ) from error
        if not all(0 <= span.start < span.end <= len(text.text) for span in spans):
            raise LoadingError(f"{path}, line {number}: a span lies outside the text.", "Count code points from 0.")
        texts.append(text)
    return texts


def report(texts: Sequence[LabelledText] | None = None) -> LanguageReport:
    """Measures polycite, py3langid, seeded langdetect and, where it is installed, lingua.

    Our figures on the split "fit" are cross-validated: each text is judged with weights fitted
    without its fold (the word lists were written with those texts in sight, so that the split
    "test" is the sterner one). The libraries choose among the languages we support that they know
    and are given "zh" for "zh-hant", which most of them do not tell apart.
    """
    texts = load_texts() if texts is None else list(texts)
    guesses, confidences = _ours(texts)
    right: dict[str, list[bool] | None] = {
        OURS: [guess == text.language for guess, text in zip(guesses, texts, strict=True)]
    }
    for name, make in {"py3langid": _py3langid, "langdetect": _langdetect, "lingua": _lingua}.items():
        guess = make()
        right[name] = None if guess is None else [_is_right(guess(text.text), text.language) for text in texts]
    kinds = list(dict.fromkeys(kind for text in texts for kind in text.kinds))
    groups = {"overall": [True] * len(texts)}
    groups |= {f"split {split}": [text.split == split for text in texts] for split in ("fit", "test")}
    groups |= {kind: [kind in text.kinds for text in texts] for kind in kinds}
    languages = {code: [text.language == code for text in texts] for code in sorted({text.language for text in texts})}
    identifier = LanguageIdentifier()
    found = [identifier.detect(text.text).spans for text in texts]
    return LanguageReport(
        groups=tuple(_row(name, members, right) for name, members in groups.items() if any(members)),
        languages=tuple(_row(name, members, right) for name, members in languages.items()),
        spans=tuple(
            _span_figures(
                split, [(text, spans) for text, spans in zip(texts, found, strict=True) if text.split == split]
            )
            for split in ("fit", "test")
        ),
        calibration_error=calibration_error(confidences, right[OURS] or []) or 0.0,
    )


def _ours(texts: Sequence[LabelledText]) -> tuple[list[str | None], list[float]]:
    """Our guess for each text and how sure it is, with weights that were not fitted on it."""
    evidence = [gather(text.text, SUPPORTED) for text in texts]
    weights = [np.array([WEIGHTS[name] for name in EVIDENCE])] * len(texts)
    fit = [i for i, text in enumerate(texts) if text.split == "fit"]
    for i, fitted in zip(
        fit, cross_validated([evidence[i] for i in fit], [texts[i].language for i in fit]), strict=True
    ):
        weights[i] = fitted
    guesses: list[str | None] = []
    confidences = []
    for (codes, rows), vector in zip(evidence, weights, strict=True):
        chances = probabilities(rows, vector) if codes else np.zeros(1)
        guesses.append(codes[int(chances.argmax())] if codes else None)
        confidences.append(float(chances.max()))
    return guesses, confidences


def _is_right(guess: str | None, language: str) -> bool:
    return guess == language or (guess, language) == ("zh", "zh-hant")


def _row(group: str, members: Sequence[bool], right: dict[str, list[bool] | None]) -> LanguageRow:
    texts = sum(members)
    shares = {
        name: None if hits is None else sum(h for h, m in zip(hits, members, strict=True) if m) / texts
        for name, hits in right.items()
    }
    return LanguageRow(group, texts, shares)


def _span_figures(group: str, found: Iterable[tuple[LabelledText, tuple[LanguageSpan, ...]]]) -> SpanFigures:
    hits = wanted = given = 0
    for text, spans in found:
        gold, ours = _characters(text.spans), _characters(spans)
        hits, wanted, given = hits + len(gold & ours), wanted + len(gold), given + len(ours)
    return SpanFigures(group, hits / max(1, given), hits / max(1, wanted), 2 * hits / max(1, given + wanted))


def _characters(spans: Iterable[LanguageSpan]) -> set[tuple[int, str]]:
    return {(offset, span.language) for span in spans for offset in range(span.start, span.end)}


def _code(label: str) -> str | None:
    """Our code for a library's label, None for a language we do not support."""
    try:
        return normalise_code(label)
    except SettingsError:
        return None


def _py3langid() -> Guess:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages([label for label in identifier.labels if _code(label)])
    return lambda text: _code(identifier.classify(text)[0])


def _langdetect() -> Guess:
    import langdetect
    from langdetect.detector_factory import DetectorFactory
    from langdetect.lang_detect_exception import LangDetectException

    factory = DetectorFactory()
    factory.load_profile(str(Path(langdetect.__file__).parent / "profiles"))
    factory.set_seed(0)
    allowed = {label: 1.0 for label in factory.get_lang_list() if _code(label)}

    def guess(text: str) -> str | None:
        detector = factory.create()
        detector.set_prior_map(allowed)
        detector.append(text)
        try:
            return _code(detector.detect())
        except LangDetectException:
            return None

    return guess


def _lingua() -> Guess | None:
    """Lingua's guess, None where it is not installed: polycite does not depend on it."""
    if importlib.util.find_spec("lingua") is None:
        return None
    lingua = importlib.import_module("lingua")
    allowed = [language for language in lingua.Language.all() if _code(language.iso_code_639_1.name)]
    detector = lingua.LanguageDetectorBuilder.from_languages(*allowed).build()

    def guess(text: str) -> str | None:
        language = detector.detect_language_of(text)
        return None if language is None else _code(language.iso_code_639_1.name)

    return guess
