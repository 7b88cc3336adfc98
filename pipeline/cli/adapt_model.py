"""``polycite adapt --kind reader`` and ``--kind retriever``: read, train, measure, keep."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from polycite.pipeline.cli.adapt_examples import augmented, held_back, read_all
from polycite.pipeline.cli.adapt_runs import kept_of, train_all, tuned_runs
from polycite.pipeline.cli.adaptation import Adaptation
from polycite.pipeline.cli.exits import FAILED, OK
from polycite.pipeline.cli.session import Session

if TYPE_CHECKING:
    from polycite.eval.adaptation.gain import Gain
    from polycite.pipeline.registry import Kind, Record, Version
    from polycite.pipeline.training.adaptation.config import Adapted
    from polycite.pipeline.training.adaptation.splitting import Split
    from polycite.pipeline.training.reading_examples import Example


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
    if asked.output and asked.output.exists() and any(asked.output.iterdir()):
        raise SettingsError(f"--output {asked.output} is not empty.", "Name a new folder.")
    settings = session.settings
    base = asked.base or (settings.reader if asked.kind == "reader" else settings.embedder)
    with ExitStack() as stack:
        parts, source = read_all(session, asked)
        kind = _version_kind(asked, parts)
        unseen: list[Example] = []  # what is read without the adapter is not forgotten
        if asked.method != "adapter":
            source, unseen = held_back(source, {e.language for part in parts for e in (*part.train, *part.test)})
        if asked.augment:
            made = augmented(session, source, asked.augment)
            parts = [replace(part, train=(*part.train, *made)) for part in parts]
        tuned = stack.enter_context(tuned_runs(session, asked, base, parts, source))
        told = stack.enter_context(stage_bars(session.err, show=not session.quiet))
        runs = train_all(asked, base, parts, source, tuned, told)
        order = sorted(runs, key=lambda seed: (runs[seed].dev_after or 0.0, seed))
        models = [tuned.path(seed) for seed in order]
        kept = kept_of(asked, models, parts[0], told)
        measured = {str(model): parts[seed].test for model, seed in zip(models, order, strict=True)}
        at_hand = (*parts[0].train, *parts[0].dev)  # passages that a retriever could take for the right one
        if asked.test:  # which none of them has seen, nor has their mean
            measured = {str(kept): parts[0].test}
        found = gain(
            base,
            [*measured],
            [*measured.values()],
            asked.kind,
            kept=str(kept),
            source=unseen,
            pool=at_hand,
            progress=told,
        )
        registry = Registry(Path(settings.models))
        record = _record(asked, base, parts, source, runs, order, kept not in models, found)
        version = registry.add(kind, kept, record)
    if asked.output:
        shutil.copytree(registry.path(kind, version.number), asked.output, dirs_exist_ok=True)
    if asked.deploy and version.deployable:
        registry.deploy(kind, version.number)
    _tell(session, asked, found, version, registry.path(kind, version.number))
    return FAILED if asked.deploy and not version.deployable else OK


def _version_kind(asked: Adaptation, parts: Sequence[Split]) -> Kind:
    """What the version will be: of an adapter the one language it is for decides."""
    if asked.method != "adapter":
        return asked.kind
    from polycite.components.errors import SettingsError
    from polycite.pipeline.registry import ADAPTER, KINDS

    counts = Counter(example.language for example in (*parts[0].train, *parts[0].dev, *parts[0].test))
    if len(counts) > 1:
        listed = ", ".join(f"{language} {count}" for language, count in counts.most_common())
        raise SettingsError(
            f"An adapter is for one language, and the examples in {asked.examples} are of several: {listed}.",
            "Make one adapter a language, each from a file of its examples; or use --method lora.",
        )
    language = next(iter(counts))
    if (kind := f"{ADAPTER}{language}") not in KINDS:
        raise SettingsError(
            f"polycite does not tell passages in {language!r} from others, so no adapter would be used for them.",
            "Use --method full or lora.",
        )
    return kind


def _record(
    asked: Adaptation,
    base: str,
    parts: Sequence[Split],
    source: Sequence[Example],
    runs: dict[int, Adapted],
    order: Sequence[int],
    averaged: bool,
    found: Gain,
) -> Record:
    from polycite.pipeline.registry import Record, scores_of

    by_language = Counter(example.language for example in source)
    within = order if averaged else order[:1]
    learnt = {example for seed in within for example in parts[seed].train}
    return Record(
        name=asked.name or asked.examples.name.partition(".")[0],
        base=base,
        examples_sha256=hashlib.sha256(asked.examples.read_bytes()).hexdigest(),
        test_sha256=hashlib.sha256(asked.test.read_bytes()).hexdigest() if asked.test else "",
        examples=dict(Counter(example.language for example in learnt)),
        source=f"{asked.source or 'the shipped questions'}, {len(source)} examples in {len(by_language)} languages",
        regime=asked.regime,
        method=asked.method,
        seeds=tuple(order),
        averaged=averaged,
        steps=sum(runs[seed].steps for seed in within),
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


def _tell(session: Session, asked: Adaptation, found: Gain, version: Version, folder: Path) -> None:
    if session.as_json:
        deployed = asked.deploy and version.deployable
        session.emit({"version": version.model_dump(mode="json"), "gain": found.to_dict(), "deployed": deployed})
        return
    from polycite.pipeline.registry import setting

    session.out.print(found.report().table())
    if version.averaged:
        if not asked.test:
            click.echo("Each question was asked of a run that had not seen it.")
        click.echo(f"{version.label} is the mean of the {len(version.seeds)} runs, which has seen something of all.")
    click.echo(f"{version.label} is in {folder}.")
    if asked.deploy and version.deployable:
        click.echo(f"Deployed: settings use it by {setting(version.kind)}; restart what runs.")
    elif version.deployable:
        click.echo(f"Deploy it by: polycite models deploy {version.label}")
