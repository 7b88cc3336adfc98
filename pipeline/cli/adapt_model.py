"""``polycite adapt --kind reader`` and ``--kind retriever``: read, train, measure, keep."""

from __future__ import annotations

import hashlib
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from polycite.pipeline.cli.exits import FAILED, OK
from polycite.pipeline.cli.session import Session

if TYPE_CHECKING:
    from polycite.components.evidence import Original
    from polycite.eval.adaptation.gain import Gain
    from polycite.pipeline.registry import Kind, Record, Version
    from polycite.pipeline.training.adaptation.config import Adapted
    from polycite.pipeline.training.adaptation.methods import Method
    from polycite.pipeline.training.adaptation.regimes import Regime
    from polycite.pipeline.training.adaptation.splitting import Split
    from polycite.pipeline.training.reading_examples import Example

_FORGOTTEN = 150  # source examples, by which is seen what was forgotten
_AUGMENTED = 300  # source examples that are translated


@dataclass(frozen=True)
class Adaptation:
    """What was asked for; the options of ``polycite adapt``."""

    kind: Literal["reader", "retriever"]
    examples: Path
    originals: Path | None
    language: str | None
    base: str | None
    regime: Regime
    method: Method
    source: Path | None
    target: tuple[str, ...] | None
    augment: str | None
    seeds: int
    name: str | None
    deploy: bool
    output: Path | None


def adapt_model(session: Session, asked: Adaptation) -> int:
    """Run it; exit code 1 where it was to be deployed and is worse.

    Raises:
        PolyciteError: the examples cannot be read or are too few, or a model cannot be loaded.
    """
    from polycite.components.errors import SettingsError
    from polycite.eval.adaptation.gain import gain
    from polycite.pipeline.registry import Registry
    from polycite.pipeline.terminal import stage_bars

    if asked.method == "adapter" and asked.kind != "reader":
        raise SettingsError(
            f"--method adapter: an adapter is added to a reader, and --kind is {asked.kind}.", "Use --method lora."
        )
    settings = session.settings
    base = asked.base or (settings.reader if asked.kind == "reader" else settings.embedder)
    with ExitStack() as stack:
        parts, source = _examples(session, asked)
        kind = _version_kind(asked, parts)
        unseen: list[Example] = []  # what is read without the adapter is not forgotten
        if asked.method != "adapter":
            source, unseen = _held_back(source, {example.language for example in parts.test})
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="polycite-adapt-")))
        told = stack.enter_context(stage_bars(session.err, show=not session.quiet))
        if asked.augment:
            parts = _augmented(session, parts, source, asked.augment)
        runs = _train(asked, base, parts, source, folder, told)
        best = min(runs, key=lambda seed: (runs[seed].dev_after or 0.0, seed))
        order = [best, *(seed for seed in runs if seed != best)]
        found = gain(
            base, [str(folder / str(seed)) for seed in order], parts.test, asked.kind, source=unseen, progress=told
        )
        registry = Registry(Path(settings.models))
        version = registry.add(kind, folder / str(best), _record(asked, base, parts, source, runs, order, found))
        if asked.output:
            _copy(registry.path(kind, version.number), asked.output)
    if asked.deploy and version.deployable:
        registry.deploy(kind, version.number)
    _tell(session, asked, found, version, registry.path(kind, version.number))
    return FAILED if asked.deploy and not version.deployable else OK


def _examples(session: Session, asked: Adaptation) -> tuple[Split, list[Example]]:
    from polycite.pipeline.training.adaptation.examples import read_examples
    from polycite.pipeline.training.adaptation.sources import source_examples
    from polycite.pipeline.training.adaptation.splitting import split

    def skipped(questions: int) -> None:
        session.say(f"{questions} questions without an answer and without a passage are left out.")

    with session.working("Reading the examples"), ExitStack() as stack:
        documents = _documents(session, asked, stack)
        examples = read_examples(asked.examples, documents, asked.language, skipped=skipped)
        source = source_examples(asked.source, originals=documents)
    own = {example.question for example in examples}
    parts = split(examples)
    counts = Counter(example.language for example in examples)
    listed = ", ".join(f"{language} {count}" for language, count in counts.most_common())
    session.say(
        f"{len(examples)} examples ({listed}): {len(parts.train)} to train on, {len(parts.dev)} to stop by, "
        f"{len(parts.test)} to measure with"
    )
    return parts, [example for example in source if example.question not in own]


def _version_kind(asked: Adaptation, parts: Split) -> Kind:
    """What the version will be: of an adapter the one language it is for decides."""
    if asked.method != "adapter":
        return asked.kind
    from polycite.components.errors import SettingsError
    from polycite.pipeline.registry import ADAPTER

    counts = Counter(example.language for example in (*parts.train, *parts.dev, *parts.test))
    if len(counts) > 1:
        listed = ", ".join(f"{language} {count}" for language, count in counts.most_common())
        raise SettingsError(
            f"An adapter is for one language, and the examples in {asked.examples} are of several: {listed}.",
            "Make one adapter a language, each from a file of its examples; or use --method lora.",
        )
    return f"{ADAPTER}{next(iter(counts))}"


def _documents(session: Session, asked: Adaptation, stack: ExitStack) -> Callable[[str], Original | None]:
    """Finds the document of an id, in ``--originals`` or else the store, which is opened when one is looked for."""

    @cache
    def opened() -> Callable[[str], Original | None]:
        if asked.originals is not None:
            from polycite.eval.datasets.originals import load_originals

            return {original.id: original for original in load_originals(asked.originals)}.get
        from polycite.components.errors import OriginalNotFoundError

        qa = stack.enter_context(session.open())

        def find(name: str) -> Original | None:
            try:
                return qa.original(name)
            except OriginalNotFoundError:
                return None

        return find

    return lambda name: opened()(name)


def _held_back(source: Sequence[Example], target: set[str]) -> tuple[list[Example], list[Example]]:
    """Source examples to mix in, and answered ones of other languages to measure with; by whole contexts."""
    import random

    contexts = sorted({e.context for e in source if e.start >= 0 and e.language not in target})
    random.Random(0).shuffle(contexts)
    kept: set[str] = set()
    held: list[Example] = []
    by_context: dict[str, list[Example]] = {}
    for example in source:
        by_context.setdefault(example.context, []).append(example)
    for context in contexts:
        if len(held) >= min(_FORGOTTEN, len(source) // 4):
            break
        kept.add(context)
        held += [example for example in by_context[context] if example.start >= 0]
    asked = {example.question for example in held}
    return [e for e in source if e.context not in kept and e.question not in asked], held


def _augmented(session: Session, parts: Split, source: Sequence[Example], language: str) -> Split:
    from dataclasses import replace

    from polycite.components.projecting import SpanProjector
    from polycite.pipeline.training.adaptation.augmentation import gloss_train, translate_train
    from polycite.pipeline.translating import translator_of

    english = [example for example in source if example.language == "en"][:_AUGMENTED]
    translator = translator_of(session.settings)
    if translator.route("en", language):
        made = translate_train(english, language, translator, SpanProjector(session.settings.lexicon))
    else:
        made = gloss_train(english, language, session.settings.lexicon)
    session.say(f"{len(made.examples)} source examples put into {language}, {made.left_out} left out")
    return replace(parts, train=(*parts.train, *made.examples))


def _train(
    asked: Adaptation,
    base: str,
    parts: Split,
    source: Sequence[Example],
    folder: Path,
    told: Callable[[str, int, int], None],
) -> dict[int, Adapted]:
    from polycite.pipeline.training.adaptation.config import AdaptConfig
    from polycite.pipeline.training.adaptation.reader import adapt_reader
    from polycite.pipeline.training.adaptation.retriever import adapt_retriever

    train = adapt_reader if asked.kind == "reader" else adapt_retriever
    runs: dict[int, Adapted] = {}
    for seed in range(1 if asked.regime == "zero-shot" else asked.seeds):  # where nothing is trained all are the same
        config = AdaptConfig(asked.regime, asked.method, seed=seed, languages=asked.target or ())
        name = f"seed {seed + 1}/{asked.seeds}"
        runs[seed] = train(
            base,
            parts.train,
            parts.dev,
            source,
            folder / str(seed),
            config,
            lambda step, steps, loss, name=name: told(name, step, steps),  # type: ignore[misc]
        )
    return runs


def _record(
    asked: Adaptation,
    base: str,
    parts: Split,
    source: Sequence[Example],
    runs: dict[int, Adapted],
    order: Sequence[int],
    found: Gain,
) -> Record:
    from polycite.pipeline.registry import Record, scores_of

    by_language = Counter(example.language for example in source)
    return Record(
        name=asked.name or asked.examples.name.partition(".")[0],
        base=base,
        examples_sha256=hashlib.sha256(asked.examples.read_bytes()).hexdigest(),
        examples=dict(Counter(example.language for example in parts.train)),
        source=f"{asked.source or 'the shipped questions'}, {len(source)} examples in {len(by_language)} languages",
        regime=asked.regime,
        method=asked.method,
        seeds=tuple(order),
        steps=runs[order[0]].steps,
        seconds=sum(run.seconds for run in runs.values()),
        device=_device(),
        scores=scores_of(found.to_dict()),
        deployable=found.verdict.deploy,
        verdict=found.verdict.reason,
    )


def _device() -> str:
    import os

    import torch

    return torch.cuda.get_device_name() if torch.cuda.is_available() else f"{os.cpu_count()} CPU cores"


def _copy(model: Path, output: Path) -> None:
    import shutil

    from polycite.components.errors import SettingsError

    if output.exists() and any(output.iterdir()):
        raise SettingsError(f"--output {output} is not empty.", "Name a new folder.")
    shutil.copytree(model, output, dirs_exist_ok=True)


def _tell(session: Session, asked: Adaptation, found: Gain, version: Version, folder: Path) -> None:
    if session.as_json:
        deployed = asked.deploy and version.deployable
        session.emit({"version": version.model_dump(mode="json"), "gain": found.to_dict(), "deployed": deployed})
        return
    from polycite.pipeline.registry import setting

    session.out.print(found.report().table())
    click.echo(f"{version.label} is in {folder}.")
    if asked.deploy and version.deployable:
        click.echo(f"Deployed: settings use it by {setting(version.kind)}; restart what runs.")
    elif version.deployable:
        click.echo(f"Deploy it by: polycite models deploy {version.label}")
