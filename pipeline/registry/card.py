"""The model card of a version (Mitchell et al. 2019), as Hugging Face writes them."""

from __future__ import annotations

from polycite.components.languages.language_codes import NAMES
from polycite.pipeline.registry.version import Score, Version, adapter_language, setting

_FEW_EXAMPLES = 32
_FEW_QUESTIONS = 50
_FOR_THE_MEAN = (
    " Every question was asked of a run that had not seen it. The mean has seen something of all, so in languages with "
    "examples the figures are those of single runs."
)
_TASKS = {
    "reader": "question-answering",
    "gloss_reader": "question-answering",
    "retriever": "sentence-similarity",
    "intents": "text-classification",
}


def card(version: Version) -> str:
    """What it is, what it was made from and how, what it gained in each language, and where it is weak. Markdown."""
    languages, language = sorted(version.examples), adapter_language(version.kind)
    front = [
        "---",
        "language:",
        *(f"- {code}" for code in languages),
        f"pipeline_tag: {_TASKS['reader' if language else version.kind]}",
        *([f"base_model: {version.base}", "library_name: peft"] if language else ()),
        "tags:",
        "- polycite",
        "---",
    ]
    parts = [
        f"# {version.name} ({version.label})",
        f"Made from `{version.base}` by `polycite adapt` on {version.created:%Y-%m-%d}. "
        f"Used where the settings say `{setting(version.kind)}` while it is deployed."
        + (f" It is an adapter, read together with its base, for passages in {_name(language)}." if language else ""),
        "## Data",
        _table(("Language", "Examples"), [(_name(code), f"{version.examples[code]:,}") for code in languages]),
        f"The examples are those of whoever adapted it, under their licence (SHA-256 of the file: "
        f"`{version.examples_sha256}`). Mixed in: {version.source or 'nothing'}. The licence of the base holds too.",
        "## Recipe",
        _recipe(version),
        "## Figures",
        "On held-out questions, in points of a hundred; the interval is of the difference." + _measured_with(version),
        _table(
            ("Language", "Metric", "Base", "This", "Difference", "95% interval", "Questions"),
            [_row(score) for score in version.scores],
        )
        if version.scores
        else "Not measured.",
        f"{'May be deployed' if version.deployable else 'Not to be deployed'}: {version.verdict}",
        "## Known weaknesses",
        "\n".join(f"- {weakness}" for weakness in _weaknesses(version)),
    ]
    return "\n".join(front) + "\n" + "\n\n".join(parts) + "\n"


def _recipe(version: Version) -> str:
    seeds = ", ".join(map(str, version.seeds)) or "none"
    where = f" on {version.device}" if version.device else ""
    which = "; the mean of their weights" if version.averaged else "; the first of them" if version.seeds[1:] else ""
    return (
        f"Regime {version.regime}, method {version.method}, {version.steps} steps, seeds {seeds}{which}; "
        f"{version.seconds / 60:.1f} minutes{where}. Content of the base `{version.base_content or 'unknown'}`, "
        f"of this `{version.content}`."
    )


def _measured_with(version: Version) -> str:
    if version.test_sha256:
        return f" They are those of a file that nothing was trained on (SHA-256: `{version.test_sha256}`)."
    return _FOR_THE_MEAN if version.averaged else ""


def _weaknesses(version: Version) -> list[str]:
    found = []
    if worse := [f"{score.language} ({score.metric})" for score in version.scores if score.after < score.before]:
        found.append(f"Worse than its base in {', '.join(worse)}.")
    if few := [code for code in sorted(version.examples) if version.examples[code] < _FEW_EXAMPLES]:
        found.append(f"Fewer than {_FEW_EXAMPLES} examples: {', '.join(few)}.")
    if unsure := sorted({score.language for score in version.scores if score.questions < _FEW_QUESTIONS}):
        found.append(f"Measured on fewer than {_FEW_QUESTIONS} questions, which says little: {', '.join(unsure)}.")
    measured = {score.language for score in version.scores}
    if unmeasured := sorted(set(version.examples) - measured):
        found.append(f"Not measured: {', '.join(unmeasured)}.")
    if adapter_language(version.kind):
        found.append("It is of use with its base alone; passages in other languages are read as without it.")
    else:
        found.append("Languages that are not in the tables may have become worse; nothing here says.")
    return found


def _row(score: Score) -> tuple[str, ...]:
    change = 100 * (score.after - score.before)
    interval = "" if score.low is None or score.high is None else f"{100 * score.low:+.1f} to {100 * score.high:+.1f}"
    name = _name(score.language) + ("" if score.is_target else " (no examples)")
    figures = (f"{100 * score.before:.1f}", f"{100 * score.after:.1f}", f"{change:+.1f}", interval)
    return name, score.metric, *figures, str(score.questions)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows))


def _name(code: str) -> str:
    return f"{NAMES[code]} ({code})" if code in NAMES else code
