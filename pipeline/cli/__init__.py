"""The command line: ``polycite``.

Commands are imported when they are called or listed, and import what is heavy only when they run,
so that ``polycite --help`` answers at once.
"""

from __future__ import annotations

import click

from polycite.pipeline.cli.groups import LazyGroup

COMMANDS = {
    "index": "polycite.pipeline.cli.index:index",
    "ask": "polycite.pipeline.cli.ask:ask",
    "search": "polycite.pipeline.cli.search:search",
    "translate": "polycite.pipeline.cli.translate:translate",
    "chat": "polycite.pipeline.cli.chat:chat",
    "verify": "polycite.pipeline.cli.verify:verify",
    "inspect": "polycite.pipeline.cli.inspect:inspect",
    "remove": "polycite.pipeline.cli.remove:remove",
    "move": "polycite.pipeline.cli.move:move",
    "keys": "polycite.pipeline.cli.keys:keys",
    "feedback": "polycite.pipeline.cli.feedback:feedback",
    "demo": "polycite.pipeline.cli.demo:demo",
    "train": "polycite.pipeline.cli.train:train",
    "export": "polycite.pipeline.cli.export:export",
    "tune": "polycite.pipeline.cli.tune:tune",
    "adapt": "polycite.pipeline.cli.adapt:adapt",
    "models": "polycite.pipeline.cli.models:models",
    "align": "polycite.pipeline.cli.align:align",
    "serve": "polycite.pipeline.cli.serve:serve",
    "eval": "polycite.pipeline.cli.evaluate:evaluate",
}

EPILOG = """\b
Exit codes:
  0    done
  1    something failed: a file, a lost citation, an unknown id, a model
  2    wrong usage or settings
  3    ask --fail-on-abstain: no answer was given
  4    the store is missing, locked or unreachable
  130  interrupted

\b
Environment:
  POLYCITE_STORE     the store, where --store is not given
  POLYCITE_SETTINGS  the settings file (default: polycite.toml, if there is one)
  POLYCITE_<NAME>    any setting, as POLYCITE_TOP_K=5
  POLYCITE_DEBUG=1   shows the stack trace of an error

\b
Examples:
  polycite index manuals/ faq.jsonl
  polycite ask "Wie lange gilt die Garantie?"
  polycite search --languages el,ro "warranty"
"""


@click.group(
    "polycite",
    cls=LazyGroup,
    commands_at=COMMANDS,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="polycite")
def cli() -> None:
    """Ask in any language over documents in many languages; check every word against the original.

    A store holds the documents: a folder, or a Qdrant server by its URL. Name it with --store,
    else POLYCITE_STORE, else it is kb.polycite in the working folder.
    """


def main() -> None:
    """Run ``polycite`` with the arguments of the process."""
    cli(prog_name="polycite")
