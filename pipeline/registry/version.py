"""A version of a model: what it was made from, how, and what it gained."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from polycite.components.languages.language_codes import SUPPORTED

ADAPTER = "reader_adapter_"
"""How the kind of a reader's adapter begins; a language's code ends it, since each language has its own versions."""
_SETTINGS = {
    "reader": "reader",
    "gloss_reader": "gloss_reader",
    "retriever": "embedder",
    "intents": "intents",  # of the service
}
KINDS = (*_SETTINGS, *(f"{ADAPTER}{code}" for code in sorted(SUPPORTED)))


def check_kind(value: str) -> str:
    """``value``, one of :data:`KINDS`; ValueError, which lists them, where it is none."""
    if value not in KINDS:
        raise ValueError(f"there is no kind {value!r}; there are {', '.join(_SETTINGS)} and {ADAPTER}<language>")
    return value


Kind = Annotated[str, AfterValidator(check_kind)]
"""One of :data:`KINDS`."""


def adapter_language(kind: Kind) -> str | None:
    """The language whose passages a version of ``kind`` is for; None for a whole model."""
    return kind.removeprefix(ADAPTER) if kind.startswith(ADAPTER) else None


def setting(kind: Kind) -> str:
    """The line of a settings file by which the deployed version of ``kind`` is used."""
    if language := adapter_language(kind):
        return f'reader_adapters = {{"{language}" = "deployed/{kind}"}}'
    return f'{_SETTINGS[kind]} = "deployed/{kind}"'


class Score(BaseModel):
    """One figure of one language on held-out questions, by the base and by the version.

    Attributes:
        language: code of the language.
        metric: as the harness names it: F1, EM, R@1.
        before: the base's figure, a fraction.
        after: the version's, the mean over seeds.
        low: lower bound of the 95% interval of ``after - before``; None where there are too few questions.
        high: upper bound.
        questions: how many were asked.
        is_target: whether the language is among the examples; else it is measured for what was forgotten.
    """

    model_config = ConfigDict(frozen=True)

    language: str
    metric: str
    before: float
    after: float
    low: float | None = None
    high: float | None = None
    questions: int = Field(ge=0)
    is_target: bool = True

    def __str__(self) -> str:
        """As people read it, in points of a hundred."""
        interval = "" if self.low is None or self.high is None else f", 95% {_points(self.low)} to {_points(self.high)}"
        change = _points(self.after - self.before)
        return (
            f"{self.language} {self.metric} {100 * self.before:.1f} → {100 * self.after:.1f} "
            f"({change}{interval}; {self.questions} questions)"
        )


class Record(BaseModel):
    """What whoever adapts a model knows of the result.

    Attributes:
        name: what people call it.
        base: the model that it was made from: folder, Hugging Face name or ``shipped/<name>``.
        examples_sha256: of the file of examples.
        test_sha256: of the file of examples to measure with; "" where runs were measured with parts of the others.
        examples: number of training examples by language.
        source: what was mixed in so that nothing is forgotten, in words; "" for nothing.
        regime: zero-shot, sequential, joint or multi-stage.
        method: full, lora or adapter.
        seeds: of the runs that were measured, the best first.
        averaged: whether the version is the mean of the runs' weights; else it is the first run.
        steps: batches learnt from, of all runs that are in it.
        seconds: how long it took.
        device: what it ran on, in words.
        scores: figures on held-out questions.
        deployable: whether it may be deployed without force.
        verdict: the reason, in words.
    """

    model_config = ConfigDict(frozen=True)

    name: str = Field(min_length=1)
    base: str = Field(min_length=1)
    examples_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    test_sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    examples: dict[str, int]
    source: str = ""
    regime: str
    method: str
    seeds: tuple[int, ...] = ()
    averaged: bool = False
    steps: int = Field(ge=0)
    seconds: float = Field(default=0.0, ge=0)
    device: str = ""
    scores: tuple[Score, ...] = ()
    deployable: bool
    verdict: str


class Version(Record):
    """A :class:`Record` that a registry keeps beside its model.

    Attributes:
        kind: what it is for.
        number: from 1 up in its kind, never given twice.
        created: when it was added, UTC.
        content: hash of its files (:func:`polycite.components.models.content`).
        base_content: likewise of the base, by which one that was trained again since is told; "" for a name on a hub.
    """

    kind: Kind
    number: int = Field(ge=1)
    created: datetime
    content: str
    base_content: str

    @property
    def label(self) -> str:
        """Kind and number, as commands take them."""
        return f"{self.kind} {self.number}"


def scores_of(gain: Mapping[str, Any]) -> tuple[Score, ...]:
    """The figures in a report of gain, as ``polycite.eval.adaptation.gain.Gain.to_dict`` writes it."""
    return tuple(
        Score(
            language=language,
            metric=metric,
            before=test["theirs"],
            after=test["ours"],
            low=test["low"],
            high=test["high"],
            questions=test["n"],
            is_target=part == "target",
        )
        for part in ("target", "source")
        for metric, comparison in gain[part].items()
        for language, test in comparison["by_language"].items()
    )


def _points(fraction: float) -> str:
    return f"{100 * fraction:+.1f}".replace("-", "−")
