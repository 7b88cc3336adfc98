"""``polycite translate``."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from polycite.components.errors import PolyciteError
from polycite.pipeline.cli.session import Session, one_language, with_session

if TYPE_CHECKING:
    from polycite.components.translating import Translator
    from polycite.components.translation.translation import Translation

EPILOG = """\b
Translators:
  auto                Apertium where it is installed, else nothing
  apertium            the installed pairs of Apertium: apt install apertium-eng-spa
  FOLDER or NAME      a seq2seq model, as facebook/nllb-200-distilled-600M
  FOLDER#de-en        the one pair of a model that does not say it itself
  ctranslate2:FOLDER  a converted model
  chat:URL#MODEL      an OpenAI-compatible endpoint, key in TRANSLATOR_API_KEY
Several, separated by commas, are asked for a pair in their order.

\b
Examples:
  polycite translate --pairs
  polycite translate --to en "La garantía dura 36 meses."
  polycite translate --from fr --to en --pivots es - < lettre.txt
  polycite translate --to vi --translator facebook/nllb-200-distilled-600M --json "Hello."
"""


@click.command(epilog=EPILOG, short_help="Translate a text, sentence by sentence.")
@click.argument("text", required=False)
@click.option("--to", "target", metavar="CODE", callback=one_language, help="The language wanted.")
@click.option("--from", "source", metavar="CODE", callback=one_language, help="The text's  [default: detected]")
@click.option("--translator", metavar="NAME", default="auto", show_default=True, help="What translates; see below.")
@click.option(
    "--pivots",
    metavar="CODES",
    default="en",
    show_default=True,
    help="Languages to go through where a pair is missing.",
)
@click.option("--pairs", is_flag=True, help="List the pairs that are translated directly, and end.")
@with_session(store=False)
def translate(
    session: Session,
    text: str | None,
    target: str | None,
    source: str | None,
    translator: str,
    pivots: str,
    pairs: bool,
) -> None:
    """Translate TEXT, or standard input for -, and say through which languages.

    A sentence that could not be translated stays as it is. Translations are kept in the cache folder of
    this platform, so that none is made twice. Exit code 1 when no translator leads to the language.
    """
    if not pairs and (text is None or target is None):
        raise click.UsageError('Give a text and its new language, as in: polycite translate --to en "Hola."')
    session.silence()
    from polycite.components.translating import Translator

    chosen = Translator(translator, pivots=[code for code in pivots.split(",") if code.strip()])
    if text is None or target is None:
        _list_pairs(session, chosen)
        return
    given = sys.stdin.read() if text == "-" else text
    with session.working("Translating"):
        (translation,) = chosen.translate([given], source, target)
    chosen.close()
    if translation is None:
        from polycite.components.language import LanguageDetector

        found = source or LanguageDetector().detect(given).language
        raise PolyciteError(chosen.why(found, target), "See what there is: polycite translate --pairs.")
    _show(session, translation)


def _show(session: Session, translation: Translation) -> None:
    if session.as_json:
        session.emit(dataclasses.asdict(translation))
        return
    click.echo(translation.text)
    session.say(f"{' > '.join(translation.route)} · {translation.engine or 'nothing to translate'}")
    if translation.untranslated:
        session.say(
            f"{len(translation.untranslated)} of {len(translation.sentences)} sentences could not be translated "
            "and stay as they were."
        )
    for violation in translation.violations:
        session.say(f"Check the {violation.kind}: {violation.text or 'nothing'} > {violation.found or 'nothing'}")


def _list_pairs(session: Session, translator: Translator) -> None:
    from polycite.components.languages.language_codes import NAMES

    pairs: Mapping[tuple[str, str], str] = translator.pairs()
    if session.as_json:
        session.emit([{"from": s, "to": t, "engine": engine} for (s, t), engine in pairs.items()])
        return
    for source in dict.fromkeys(source for source, _ in pairs):
        targets = " ".join(target for start, target in pairs if start == source)
        click.echo(f"{source} ({NAMES[source]}) > {targets}")
    if not pairs:
        session.say(translator.why("es", "en"))
