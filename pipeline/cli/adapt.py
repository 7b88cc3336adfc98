"""``polycite adapt``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from polycite.pipeline.cli.session import Session, any_language, language_list, one_language, with_session

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_PATH = click.Path(exists=True, path_type=Path)

EPILOG = """\b
Examples are questions with their answers, a line of JSON each, in one of two forms:
  {"question": ..., "language": "de", "answers": [{"original_id": ..., "start": 4, "end": 10, "text": ...}]}
      what `polycite feedback export` writes; the documents are those of --originals, else of the store
  {"question": ..., "language": "de", "context": ..., "answers": [{"text": ..., "answer_start": 8}]}
      what SQuAD and its likes hold
and for --kind intents {"intent": "greeting", "text": "Moin!"}.

\b
How many are needed:
  8 of a language at least; a seventh is kept to stop in time, and each run holds out another part of the rest, a
  quarter or less, to measure the gain, unless --test names others for that

\b
Examples:
  polycite adapt --examples my.jsonl --originals docs/
  polycite adapt --examples swahili.jsonl --language sw --deploy
  polycite adapt --examples my.jsonl --test held_out.jsonl --seeds 2
  polycite adapt --examples korean.jsonl --language ko --method adapter --deploy
  polycite adapt --kind retriever --examples my.jsonl --seeds 5
  polycite adapt --kind intents --examples intents.jsonl
  polycite feedback export > feedback.jsonl && polycite adapt --examples feedback.jsonl
"""


@click.command(epilog=EPILOG, short_help="Tune a model on your examples.")
@click.option("--examples", required=True, metavar="FILE", type=_FILE, help="Your examples, see below.")
@click.option(
    "--test",
    metavar="FILE",
    type=_FILE,
    help="Examples to measure with and never train on, in the same forms  [default: parts of --examples in turn]",
)
@click.option("--originals", metavar="FILE|DIR", type=_PATH, help="The documents  [default: those of the store]")
@click.option("--language", metavar="CODE", callback=any_language, help="Of examples that do not state theirs.")
@click.option(
    "--kind",
    type=click.Choice(["reader", "retriever", "intents"]),
    default="reader",
    show_default=True,
    help="What is tuned.",
)
@click.option("--base", metavar="DIR|NAME", help="The model to start from  [default: that of the settings]")
@click.option(
    "--regime",
    type=click.Choice(["joint", "sequential", "multi-stage", "zero-shot"]),
    default="joint",
    show_default=True,
    help="joint: yours and source examples in each batch. sequential: source first, then yours. multi-stage: all "
    "languages jointly, then --target. zero-shot: nothing is trained, the base is measured.",
)
@click.option(
    "--method",
    type=click.Choice(["full", "lora", "adapter"]),
    default="full",
    show_default=True,
    help="full: all weights but word embeddings. lora: low-rank additions, merged at the end. adapter: the same, kept "
    "apart in some MB: the reader stays as it is, and reads passages in the examples' one language with them.",
)
@click.option(
    "--source",
    metavar="FILE|DIR",
    type=_PATH,
    help="Examples mixed in so that nothing is forgotten  [default: the shipped questions]",
)
@click.option("--target", metavar="CODES", callback=language_list, help="Languages of the last stage of multi-stage.")
@click.option(
    "--augment",
    metavar="CODE",
    callback=one_language,
    help="Translate source examples into this language and train on them too (translate-train); word for word where "
    "there is no translator.",
)
@click.option(
    "--seeds",
    default=4,
    show_default=True,
    type=click.IntRange(1, 20),
    help="Models that are tuned; their mean is kept, of adapters the best.",
)
@click.option("--name", help="What the version is called  [default: the name of the file of examples]")
@click.option("--deploy", is_flag=True, help="Deploy it as deployed/<kind>, if it is better.")
@click.option("--output", metavar="DIR", type=click.Path(path_type=Path), help="Write a copy of the model here.")
@with_session()
def adapt(session: Session, kind: str, **given: Any) -> int:
    """Tune the reader, the retriever or the intent classifier on a few examples of yours, and say what it gained.

    Several models are tuned, each without another part of your examples, and compared with the one they were made from
    on that part, language by language. The mean of their weights, which knows something of all your examples, becomes a
    version in the folder of models (see polycite models), once it is seen on source examples in other languages what
    it forgot. Where they are worse it is kept, but cannot be deployed without force. With --test all are tuned on all
    examples, and their mean is compared on those of that file.

    Fifty examples take some minutes on two cores, of a retriever longer than of a reader. After an interruption the
    same command goes on from the models it has tuned.
    """
    session.silence()
    from polycite.pipeline.training.memory import keep_freed_memory

    keep_freed_memory()
    if kind == "intents":
        from polycite.pipeline.cli.adapt_intents import adapt_intents

        return adapt_intents(session, given)
    from polycite.pipeline.cli.adapt_model import adapt_model
    from polycite.pipeline.cli.adaptation import Adaptation

    return adapt_model(session, Adaptation(kind=kind, **given))  # type: ignore[arg-type]
