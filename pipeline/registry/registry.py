"""A folder of models' versions: added whole, deployed by name, rolled back."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from polycite.components.models import content, folder_content
from polycite.components.networks.adapters import is_adapter
from polycite.components.networks.deployed import EXAMPLES, RECORD
from polycite.pipeline.registry.card import card
from polycite.pipeline.registry.deployments import Event
from polycite.pipeline.registry.errors import RegistryError
from polycite.pipeline.registry.files import changing, copy_synced, draft_of, remove_whole
from polycite.pipeline.registry.reader import RegistryReader
from polycite.pipeline.registry.version import ADAPTER, Kind, Record, Version, adapter_language
from polycite.pipeline.whole_files import write_whole


class Registry(RegistryReader):
    """Versions of a team's own models, in ``<folder>/<kind>/<number>/``, each an ordinary checkpoint.

    An adapter of a reader is of a kind of its own for each language, so it never takes the place of a whole reader, and
    that of one language never another's.

    Any number of processes may read and change it at once, on one machine. A process that is killed leaves
    every version whole or absent. Deploying decides what ``deployed/<kind>`` means from then on; settings that were
    read before keep the version they found, so a service that runs is started again.

    Usage::

        registry = Registry(Settings().models)
        version = registry.add("reader", Path("my_reader"), record)
        registry.deploy("reader", version.number)
        Settings(reader="deployed/reader")
        registry.rollback("reader")

    Args:
        folder: the folder of models; made when first added to.
    """

    def add(self, kind: Kind, checkpoint: Path, record: Record) -> Version:
        """Copy a model in as the next version. It is not deployed by that.

        Args:
            kind: what it is for.
            checkpoint: its folder; of intents the JSON Lines file of examples.
            record: what is known of it.

        Raises:
            RegistryError: there is no such checkpoint, or it cannot be copied; nothing was added.
            ModelError: the record's base is neither here nor a name on a hub.
        """
        _check(kind, checkpoint)
        base_content = content(record.base)
        with changing(self.folder):
            number = max(self._deployments.highest(kind), *self.numbers(kind), 0) + 1
            with draft_of(self.path(kind, number)) as draft:
                if kind == "intents":
                    copy_synced(checkpoint, draft / EXAMPLES)
                else:
                    shutil.copytree(checkpoint, draft, copy_function=copy_synced, dirs_exist_ok=True)
                version = Version(
                    **record.model_dump(include=set(Record.model_fields)),
                    kind=kind,
                    number=number,
                    created=datetime.now(UTC),
                    content=folder_content(str(draft)),
                    base_content=base_content,
                )
                write_whole(draft / RECORD, version.model_dump_json(indent=1))
                write_whole(draft / "README.md", card(version))
            self._deployments.append(Event(action="add", kind=kind, number=number))
        return version

    def deploy(self, kind: Kind, number: int, force: bool = False) -> Version:
        """Let ``deployed/<kind>`` mean this version.

        Args:
            kind: what it is for.
            number: which.
            force: though it be worse than its base.

        Raises:
            RegistryError: it is worse (with the figures), missing, or its files are not those that were added.
        """
        with changing(self.folder):
            version = self.version(kind, number)
            if not version.deployable and not force:
                figures = "".join(f"\n  {score}" for score in version.scores)
                raise RegistryError(
                    f"{version.label} was found unfit to deploy. {version.verdict}{figures}",
                    "Adapt with more examples or another regime; --force deploys it all the same.",
                )
            # Read anew, not from memory: the files may have changed since.
            if folder_content.__wrapped__(str(self.path(kind, number))) != version.content:
                raise RegistryError(
                    f"The files in {self.path(kind, number)} are not those that were added.",
                    "Restore them from a backup, or add the model again.",
                )
            if self._deployments.deployed(kind) != number:
                forced = not version.deployable
                self._deployments.append(Event(action="deploy", kind=kind, number=number, forced=forced))
        return version

    def rollback(self, kind: Kind) -> Version:
        """Go back to the version that was deployed before this one; a second time, to the one before that.

        Raises:
            RegistryError: there is none to go back to.
        """
        with changing(self.folder):
            number = self._deployments.before(kind, self.numbers(kind))
            if number is None:
                raise RegistryError(
                    f"There is no {kind} to go back to: none was deployed before.",
                    "To go back to the shipped model, take the setting that says deployed/ out.",
                )
            version = self.version(kind, number)
            self._deployments.append(Event(action="rollback", kind=kind, number=number))
        return version

    def remove(self, kind: Kind, number: int) -> None:
        """Delete a version for good; its number is not given again.

        Raises:
            RegistryError: it is the deployed one, or there is none.
        """
        with changing(self.folder):
            if number not in self.numbers(kind):
                self.version(kind, number)  # which says what there is
            if number == self._deployments.deployed(kind):
                raise RegistryError(
                    f"{kind} {number} is deployed.",
                    f"Deploy another first, or go back to the one before: `polycite models rollback {kind}`.",
                )
            self._deployments.append(Event(action="remove", kind=kind, number=number))
            remove_whole(self.path(kind, number))

    def prune(self, kind: Kind, keep: int) -> list[int]:
        """Delete all but the newest ``keep``, the deployed one and the one before it; the numbers of those deleted.

        Raises:
            RegistryError: one cannot be deleted.
        """
        numbers = self.numbers(kind)
        safe = {self._deployments.deployed(kind), self._deployments.before(kind, numbers)}
        old = [number for number in numbers[: max(0, len(numbers) - keep)] if number not in safe]
        for number in old:
            self.remove(kind, number)
        return old


def _check(kind: Kind, checkpoint: Path) -> None:
    if kind == "intents":
        if not checkpoint.is_file():
            raise RegistryError(f"There is no file {checkpoint}.", "Give the JSON Lines file of examples.")
    elif adapter_language(kind):
        if not is_adapter(str(checkpoint)):
            raise RegistryError(
                f"There is no adapter in {checkpoint}: it has no adapter_config.json.",
                "Give the folder that `polycite adapt --method adapter` wrote; a whole model is of the kind reader.",
            )
    elif is_adapter(str(checkpoint)):
        raise RegistryError(
            f"{checkpoint} holds an adapter, which is no {kind} by itself.", f"Add it as {ADAPTER}<language>."
        )
    elif not any((checkpoint / name).is_file() for name in ("config.json", "modules.json")):
        raise RegistryError(
            f"There is no model in {checkpoint}: it has neither a config.json nor a modules.json.",
            "Give the folder that save_pretrained wrote.",
        )
