"""``polycite train translator``."""

from __future__ import annotations

import time
from pathlib import Path

import click

from polycite.pipeline.cli.session import Session, language_list, with_session
from polycite.pipeline.cli.train_options import (
    config_option,
    corpora_option,
    output_option,
    print_done,
    steps_option,
    told_steps,
)

EPILOG = """\b
Examples:
  polycite train translator --base shipped/retriever --corpora corpora --output my_translator
  polycite train translator --base body --corpora corpora --languages de,es --decoder-layers 2 --output small
  polycite eval translation ntrex/ --translator my_translator --limit 200
"""


@click.command(epilog=EPILOG, short_help="Train a translator between all languages.")
@click.option("--base", required=True, metavar="DIR|NAME", help="The encoder to start from, of the BERT family.")
@corpora_option
@click.option(
    "--languages",
    metavar="CODES",
    callback=language_list,
    help="Only these, as de,fr; English is always one  [default: all there is text for]",
)
@click.option(
    "--pairs",
    default=15_000,
    show_default=True,
    type=click.IntRange(1),
    help="Sentences read of a language.",
)
@steps_option(3000)
@click.option("--batch", default=4096, show_default=True, type=click.IntRange(128), help="Tokens a step, both sides.")
@click.option("--learning-rate", default=1e-3, show_default=True, type=float, metavar="R", help="The highest.")
@click.option("--decoder-layers", default=3, show_default=True, type=click.IntRange(1), help="Of the encoder's size.")
@click.option("--seed", default=0, show_default=True, type=int, help="Of every draw.")
@output_option
@config_option
@with_session(store=False)
def translator(
    session: Session,
    base: str,
    corpora: Path,
    languages: tuple[str, ...] | None,
    pairs: int,
    steps: int,
    batch: int,
    learning_rate: float,
    decoder_layers: int,
    seed: int,
    output: Path,
) -> None:
    """Train one translator between all languages on corpora/parallel, in every direction, for the setting translator.

    The encoder is left alone for the first half of the steps. Interrupted, the same command goes on from its last
    saved state, ten minutes old at most. Whether it is of use, polycite eval translation says.
    """
    from polycite.pipeline.training.translator import train
    from polycite.pipeline.training.translator_config import TranslatorConfig
    from polycite.pipeline.training.translator_pairs import PairStream, read_parallel

    config = TranslatorConfig(
        steps=steps, batch=batch, learning_rate=learning_rate, decoder_layers=decoder_layers, seed=seed
    )
    stream = PairStream(read_parallel(corpora / "parallel", pairs, languages), seed)
    begun, seen = time.monotonic(), 0
    with told_steps(session, "steps", steps) as told:

        def stepped(step: int, loss: float, tokens: int) -> None:
            nonlocal begun, seen
            if not seen:
                begun = time.monotonic()  # the first step waits for the model
            seen += tokens
            told(loss)

        train(base, stream, output, config, stepped)
    rate = round(seen / max(1e-9, time.monotonic() - begun))
    print_done(session, output, {"steps": steps, "tokens": seen, "tokens_per_second": rate})
    if not session.as_json:
        click.echo(f"{seen:,} tokens, {rate:,} a second.")
