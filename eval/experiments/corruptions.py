"""Whether the entity guard finds what a translation lost, and keeps quiet otherwise: ``polycite eval entities``."""

from __future__ import annotations

import json
import lzma
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import regex

from polycite.components.entities.entities import EntityGuard, Violation
from polycite.components.entities.entity_kinds import entities
from polycite.components.errors import LoadingError
from polycite.components.languages.language_codes import SUPPORTED
from polycite.eval.datasets.corruptions import Corruption, shipped_corruptions
from polycite.eval.datasets.questions import SPLITS
from polycite.eval.environment import environment
from polycite.eval.scoring.scoring import Figures
from polycite.eval.tables import Report, Section

if TYPE_CHECKING:
    from polycite.eval.runner import Progress

_QUANTITIES = frozenset({"number", "decimal", "unit", "date", "time"})
_VERBATIM = frozenset({"url", "email", "code", "snippet", "path", "placeholder"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the guard said of a row: of the corrupted translation, and of the right one."""

    row: Corruption
    found: tuple[Violation, ...]
    alarms: tuple[Violation, ...]

    @property
    def named(self) -> bool:
        """Whether a violation of the planted kind, or of one that shades into it, is among those found."""
        family = next((kinds for kinds in (_QUANTITIES, _VERBATIM) if self.row.kind in kinds), {self.row.kind})
        return any(violation.kind in family for violation in self.found)


def measure(rows: Iterable[Corruption]) -> list[Outcome]:
    """The guard on each row, both ways."""
    outcomes = []
    for row in rows:
        guard = EntityGuard(row.glossary)
        languages = row.source_language, row.target_language
        found = guard.violations(row.source, row.corrupted, *languages)
        outcomes.append(Outcome(row, found, guard.violations(row.source, row.translation, *languages)))
    return outcomes


def report(outcomes: Sequence[Outcome], folder: Path | None = None, progress: Progress | None = None) -> Report:
    """Figures of ``outcomes`` by language and by kind; and of human translations, when there is a folder of them.

    "recall": share of the corrupted translations in which anything is found; "precision": share of those among
    all translations with a violation, the right ones included; "named": share of the corrupted ones where the kind
    is told too.

    Args:
        outcomes: those of :func:`measure`.
        folder: ``<language>.tsv[.xz]`` files, ``english<TAB>translation`` a line, of which the first
            :data:`SENTENCES` are read. Of each language: "alarms %", sentences in which the guard finds a
            violation though people translated them, names aside, "name alarms %" those with names; "digits found",
            the share of sentences in which it notices one digit of the translation changed.
        progress: told stage, done and total.
    """
    begin = time.perf_counter()
    languages = sorted({code for outcome in outcomes for code in outcome.row.languages})
    kinds = dict.fromkeys(outcome.row.kind for outcome in outcomes)
    by_language = {code: figures([o for o in outcomes if code in o.row.languages]) for code in languages}
    by_kind = {kind: figures([o for o in outcomes if o.row.kind == kind]) for kind in kinds}
    by_split: dict[str, Figures] = {split: figures([o for o in outcomes if o.row.split == split]) for split in SPLITS}
    columns = ("precision", "recall", "F1", "named")
    overall = figures(outcomes)
    sections = [
        Section("by_language", f"Planted corruptions, {len(outcomes)}", by_language, overall, columns, "F1"),
        Section("by_kind", "By kind", by_kind, overall, columns, "F1"),
        Section("by_split", "By split: mended on, and written afterwards", by_split, overall, columns, "F1"),
    ]
    if folder:
        counts = _alarms(folder, progress)
        total = {name: sum(row[name] for row in counts.values()) for name in _COUNTED}
        shown = {language: _shares(row) for language, row in counts.items()}
        title = f"Human translations, the first {SENTENCES} a language"
        shares = ("digits found", "alarms %", "name alarms %")
        sections.append(Section("parallel", title, shown, _shares(total), shares, "digits found"))
    return Report("entities", tuple(sections), environment=environment(), seconds=time.perf_counter() - begin)


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """Precision, recall, their harmonic mean, and the share whose kind is told."""
    hits = sum(bool(outcome.found) for outcome in outcomes)
    alarms = sum(bool(outcome.alarms) for outcome in outcomes)
    return {
        "pairs": len(outcomes),
        "precision": hits / (hits + alarms) if hits + alarms else None,
        "recall": hits / len(outcomes) if outcomes else None,
        "F1": 2 * hits / (hits + alarms + len(outcomes)) if outcomes else None,
        "named": sum(outcome.named for outcome in outcomes) / len(outcomes) if outcomes else None,
    }


def write_rows(path: Path, outcomes: Sequence[Outcome]) -> None:
    """Each row with what was found in it, JSON Lines; an existing file is replaced."""
    with path.open("w", encoding="utf-8") as file:
        for outcome in outcomes:
            violations = {name: [asdict(v) for v in getattr(outcome, name)] for name in ("found", "alarms")}
            file.write(json.dumps({**asdict(outcome.row), **violations}, ensure_ascii=False) + "\n")


def entities_report(folder: Path | None = None, rows: Path | None = None, progress: Progress | None = None) -> Report:
    """The guard on the shipped corruptions: :func:`report`; their rows are written to ``rows``."""
    outcomes = measure(shipped_corruptions())
    if rows:
        write_rows(rows, outcomes)
    return report(outcomes, folder, progress)


SENTENCES = 300
_COUNTED = ("sentences", "alarms", "name alarms", "changed", "noticed")


def _alarms(folder: Path, progress: Progress | None) -> dict[str, dict[str, int]]:
    guard = EntityGuard()
    files = sorted(path for path in folder.glob("*.tsv*") if path.name.split(".")[0] in SUPPORTED)
    if not files:
        raise LoadingError(f"{folder} holds no <language>.tsv or .tsv.xz file.", "Give a folder of parallel texts.")
    found: dict[str, dict[str, int]] = {}
    for done, path in enumerate(files):
        if progress:
            progress("reading translations", done, len(files))
        language = path.name.split(".")[0]
        counts = dict.fromkeys(_COUNTED, 0)
        for english, translation in _sentences(path):
            kinds = {violation.kind for violation in guard.violations(english, translation, "en", language)}
            counts["sentences"] += 1
            counts["alarms"] += bool(kinds - {"name"})
            counts["name alarms"] += "name" in kinds
            changed = None if kinds - {"name"} else digit_changed(translation, language)
            if changed:
                counts["changed"] += 1
                counts["noticed"] += any(
                    violation.kind != "name" for violation in guard.violations(english, changed, "en", language)
                )
        found[language] = counts
    return found


def _shares(counts: Mapping[str, int]) -> Figures:
    sentences, changed = counts["sentences"], counts["changed"]
    return {
        **counts,
        "alarms %": 100 * counts["alarms"] / sentences if sentences else None,
        "name alarms %": 100 * counts["name alarms"] / sentences if sentences else None,
        "digits found": counts["noticed"] / changed if changed else None,
    }


def digit_changed(text: str, language: str) -> str | None:
    """``text`` with the last digit of its first number one higher (a 9 lower); None when it has no number."""
    for entity in entities(text, language):
        if entity.measure and (digits := regex.search(r"\d(?!.*\d)", entity.text)):
            place = entity.start + digits.start()
            return text[:place] + chr(ord(text[place]) + (-1 if digits.group() in "9٩९" else 1)) + text[place + 1 :]
    return None


def _sentences(path: Path) -> Iterator[tuple[str, str]]:
    """The first pairs of a file; machine translations, which name their source so, are left out."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
        count = 0
        for line in file:
            english, *rest = line.rstrip("\n").split("\t")
            if rest and not rest[-1].endswith("-mt"):
                yield english, rest[0]
                count += 1
            if count == SENTENCES:
                return
