"""``polycite adapt --kind intents``."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from polycite.pipeline.cli.exits import FAILED, OK
from polycite.pipeline.cli.session import Session

if TYPE_CHECKING:
    from polycite.pipeline.registry import Version
    from polycite.pipeline.training.adaptation.intent_report import AdaptedIntents

_NOT_FOR_INTENTS = ("test", "originals", "language", "source", "target", "augment", "output")


def adapt_intents(session: Session, given: Mapping[str, Any]) -> int:
    """Weigh the team's messages beside the shipped ones; exit code 1 where it was to be deployed and is worse.

    Raises:
        SettingsError: an option has no meaning here.
        PolyciteError: the examples cannot be used.
    """
    from polycite.components.chat.intent_examples import read_rows
    from polycite.components.errors import SettingsError
    from polycite.pipeline.registry import Record, Registry, Score
    from polycite.pipeline.terminal import stage_bars
    from polycite.pipeline.training.adaptation.intent_report import ALL
    from polycite.pipeline.training.adaptation.intents import adapt_intents as adapt

    if useless := [f"--{name}" for name in _NOT_FOR_INTENTS if given[name]]:
        raise SettingsError(f"{', '.join(useless)}: not for intents.", "Leave it out; messages are all there is.")
    if given["method"] == "adapter":
        raise SettingsError(
            "--method adapter: an adapter is added to a reader; intents have none.", "Leave --method out."
        )
    settings, examples = session.settings, Path(given["examples"])
    base = given["base"] or settings.embedder
    rows = read_rows(examples)
    with tempfile.TemporaryDirectory(prefix="polycite-adapt-") as folder:
        file = Path(folder) / "examples.jsonl"
        with stage_bars(session.err, show=not session.quiet) as told:
            found = adapt(
                rows,
                file,
                model=base,
                lexicon=settings.lexicon,
                dtype=settings.dtype,
                progress=lambda done, messages: told("messages", done, messages),
            )
        own = found.own[ALL]
        verdict = (
            f"{own.before:.0%} of your messages were told right, {own.after:.0%} are; "
            f"of others {found.kept.before:.0%} were, {found.kept.after:.0%} are."
        )
        registry = Registry(Path(settings.models))
        version = registry.add(
            "intents",
            file,
            Record(
                name=given["name"] or examples.name.partition(".")[0],
                base=base,
                examples_sha256=hashlib.sha256(examples.read_bytes()).hexdigest(),
                examples=dict(Counter(row.language or "unstated" for row in rows)),
                source="the shipped messages",
                regime="joint",
                method=f"each message counted {found.weight} times",
                steps=0,
                seconds=found.seconds,
                device=f"{os.cpu_count()} CPU cores",
                scores=tuple(
                    Score(language=code, metric="accuracy", before=a.before, after=a.after, questions=a.messages)
                    for code, a in found.own.items()
                    if code != ALL
                ),
                deployable=found.better,
                verdict=verdict,
            ),
        )
    if given["deploy"] and version.deployable:
        registry.deploy("intents", version.number)
    _tell(session, found, version, registry.path("intents", version.number), given["deploy"])
    return FAILED if given["deploy"] and not version.deployable else OK


def _tell(session: Session, found: AdaptedIntents, version: Version, folder: Path, deploy: bool) -> None:
    if session.as_json:
        deployed = deploy and version.deployable
        session.emit({"version": version.model_dump(mode="json"), "report": asdict(found), "deployed": deployed})
        return
    for score in version.scores:
        click.echo(str(score))
    for doubt in found.doubtful:
        click.echo(
            f"Perhaps a mistake: {doubt.example.text!r} as {doubt.example.intent}, which looks like {doubt.found}"
        )
    click.echo(version.verdict)
    click.echo(f"{version.label} is in {folder}.")
    if not version.deployable:
        click.echo("It is not better, and cannot be deployed without force.")
    elif deploy:
        click.echo('Deployed: the service uses it by intents = "deployed/intents" in [service]; restart it.')
    else:
        click.echo(f"Deploy it by: polycite models deploy {version.label}")
