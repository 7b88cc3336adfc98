"""What every command shares: its store, its settings and the two streams it writes to."""

from __future__ import annotations

import io
import json
import math
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console

    from polycite.pipeline.qa import CrossLingualQA
    from polycite.pipeline.settings import Settings

DEFAULT_STORE = "kb.polycite"
_NOISY = (
    "haystack",
    "transformers",
    "sentence_transformers",
    "huggingface_hub",
    "httpx",
    "qdrant_client",
    "pypdf",
    "torch",
)


@dataclass
class Session:
    """One run of a command.

    Results go to standard output, everything else to standard error, so that with ``as_json``
    standard output is JSON and nothing but JSON.
    """

    store: str = DEFAULT_STORE
    settings_file: Path | None = None
    overrides: dict[str, tuple[Any, str]] = field(default_factory=dict)
    as_json: bool = False
    quiet: bool = False
    verbose: bool = False

    @cached_property
    def settings(self) -> Settings:
        """The settings, read on first use."""
        from polycite.pipeline.settings import Settings

        return Settings.load(self.settings_file, self.overrides)

    @cached_property
    def out(self) -> Console:
        """Standard output."""
        from polycite.pipeline.terminal import console

        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")  # a terminal that cannot show a script still shows the rest
        return console(sys.stdout)

    @cached_property
    def err(self) -> Console:
        """Standard error."""
        from polycite.pipeline.terminal import console

        return console(sys.stderr)

    def override(self, name: str, value: Any, origin: str) -> None:
        """Set a setting from an option of its own, unless the option was not given."""
        if value is not None:
            self.overrides[name] = (value, origin)

    def open(self, *, create: bool = False) -> CrossLingualQA:
        """The store, ready to be asked."""
        settings = self.settings
        self.silence()
        with self.working("Opening the store"):
            from polycite.pipeline.qa import CrossLingualQA

            return CrossLingualQA.open(self.store, settings, create=create)

    def store_options(self) -> dict[str, Any]:
        """The settings that say how a store is reached and made, as arguments of ``open_store``."""
        settings = self.settings
        cluster = {"replication_factor", "write_consistency_factor", "shard_number"}
        return {
            "collection": settings.collection,
            "api_key": settings.api_key.get_secret_value() if settings.api_key else None,
            "verify": settings.tls_verify,
            "timeout": math.ceil(settings.timeout),
            **settings.model_dump(include=cluster),
        }

    def rebuild(self) -> None:
        """Make the store anew, for the models of the settings; what it held is deleted."""
        self.silence()
        with self.working("Making the store anew"):
            from polycite.components.embedding import TextEmbedder
            from polycite.components.store import open_store

            settings = self.settings
            size = TextEmbedder(settings.embedder, settings.dtype).size
            options = {"size": size, "settings": settings.fingerprint(), "recreate": True, **self.store_options()}
            open_store(self.store, **options).close()

    def silence(self) -> None:
        """Keep the warnings, logs and progress bars of libraries to ourselves, unless ``verbose``."""
        import logging
        import warnings

        if self.verbose:
            logging.basicConfig(level=logging.INFO, stream=sys.stderr)
            return
        warnings.simplefilter("ignore")
        os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
        os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
        for name in _NOISY:
            logging.getLogger(name).setLevel(logging.ERROR)

    def working(self, what: str) -> AbstractContextManager[Any]:
        """A sign of life on a terminal while something takes its time."""
        return nullcontext() if self.quiet or not self.err.is_terminal else self.err.status(what)

    def say(self, text: str) -> None:
        """A remark for people, on standard error."""
        if not self.quiet:
            click.echo(text, err=True)

    def emit(self, data: Any, *, one_line: bool = False) -> None:
        """JSON on standard output."""
        text = json.dumps(data, ensure_ascii=False, indent=None if one_line else 2)
        try:
            text.encode(sys.stdout.encoding or "utf-8")
        except UnicodeEncodeError:
            text = json.dumps(data, indent=None if one_line else 2)
        click.echo(text)


def with_session(*, store: bool = True, settings: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command the shared options, and a :class:`Session` made of them as its first argument.

    Args:
        store: whether the command works on a store, and so with settings.
        settings: whether it works with settings without a store.
    """

    def decorate(run: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(run)
        def with_options(**given: Any) -> Any:
            session = Session(
                store=given.pop("store_at", DEFAULT_STORE),
                settings_file=given.pop("settings_file", None),
                overrides=_assignments(given.pop("assignments", ())),
                as_json=given.pop("as_json"),
                quiet=given.pop("quiet"),
                verbose=given.pop("verbose"),
            )
            return run(session, **given)

        options = [
            click.option(
                "--json", "as_json", is_flag=True, help="JSON on standard output, all else on standard error."
            ),
            click.option("-q", "--quiet", is_flag=True, help="No progress and no remarks."),
            click.option("-v", "--verbose", is_flag=True, help="Show warnings and logs of libraries."),
        ]
        if store or settings:
            options = [
                click.option("--settings", "settings_file", metavar="FILE", type=click.Path(path_type=Path),
                             help="A TOML file in place of polycite.toml."),
                click.option("--set", "assignments", metavar="KEY=VALUE", multiple=True,
                             help="One setting; may be repeated."),
                *options,
            ]  # fmt: skip
        if store:
            options = [
                click.option("--store", "store_at", metavar="DIR|URL", envvar="POLYCITE_STORE", default=DEFAULT_STORE,
                             show_default=True, show_envvar=True, help="The store: a folder, or a Qdrant server."),
                *options,
            ]  # fmt: skip
        for option in reversed(options):
            with_options = option(with_options)
        return with_options

    return decorate


def _assignments(given: tuple[str, ...]) -> dict[str, tuple[Any, str]]:
    overrides: dict[str, tuple[Any, str]] = {}
    for assignment in given:
        name, equals, value = assignment.partition("=")
        if not equals:
            raise click.UsageError(f"--set {assignment}: write it as KEY=VALUE, for example --set top_k=5.")
        overrides[name.strip().replace("-", "_")] = (value, "--set")
    return overrides


def language_list(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    """Reads ``de,fr`` as language codes."""
    from polycite.components.languages.language_codes import normalise_code

    codes = [code for code in (value or "").split(",") if code.strip()]
    return tuple(dict.fromkeys(normalise_code(code) for code in codes)) or None


def one_language(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Reads one language code."""
    from polycite.components.languages.language_codes import normalise_code

    return normalise_code(value) if value else None


def any_language(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Reads the code of a language, also of one that polycite does not know: models may learn it."""
    from polycite.components.question_files.language_tags import language_code
    from polycite.components.question_files.rows import RowError

    try:
        return language_code(value) if value else None
    except RowError as error:
        raise click.BadParameter(f"{error} {error.mend}") from None


languages_option = click.option(
    "--languages", metavar="CODES", callback=language_list, help="Only documents in these languages, as de,fr."
)
question_language_option = click.option(
    "--question-language", metavar="CODE", callback=one_language, help="Language of the question  [default: detected]"
)
answer_language_option = click.option(
    "--answer-language", metavar="CODE", callback=one_language, help="Language of the answer  [default: the question's]"
)
strategy_option = click.option(
    "--strategy",
    metavar="NAME",
    help="How passages are read: auto, direct, gloss, translate-test, translate-query or generate.",
)
