"""The examples of ``polycite adapt``: a team's own, those mixed in, and those by which is seen what was forgotten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cache
from typing import TYPE_CHECKING

from polycite.pipeline.cli.adaptation import Adaptation
from polycite.pipeline.cli.session import Session

if TYPE_CHECKING:
    from polycite.components.evidence import Original
    from polycite.pipeline.training.adaptation.splitting import Split
    from polycite.pipeline.training.reading_examples import Example

_FORGOTTEN = 150  # source examples, by which is seen what was forgotten
_AUGMENTED = 300  # source examples that are translated


def read_all(session: Session, asked: Adaptation) -> tuple[list[Split], list[Example]]:
    """A team's examples divided for each run, and the source examples that ask nothing the team asks."""
    from polycite.pipeline.training.adaptation.examples import read_examples
    from polycite.pipeline.training.adaptation.sources import source_examples
    from polycite.pipeline.training.adaptation.splitting import apart, beside, folds

    def skipped(questions: int) -> None:
        session.say(f"{questions} questions without an answer and without a passage are left out.")

    with session.working("Reading the examples"), ExitStack() as stack:
        documents = _documents(session, asked, stack)
        examples = read_examples(asked.examples, documents, asked.language, skipped=skipped)
        test = read_examples(asked.test, documents, asked.language, skipped=skipped) if asked.test else []
        source = source_examples(asked.source, originals=documents)
    own = {example.question for example in examples}
    runs = 1 if asked.regime == "zero-shot" else asked.seeds  # untrained, all are the same
    parts = [beside(examples, test)] * runs if test else folds(examples, runs)
    counts = Counter(example.language for example in examples)
    listed = ", ".join(f"{language} {count}" for language, count in counts.most_common())
    first, measured = parts[0], len({example for part in parts for example in part.test})
    if left_out := len(examples) - len(first.train) - len(first.dev) if test else 0:
        session.say(f"{left_out} examples share a question or a passage with {asked.test} and are left out.")
    session.say(
        f"{len(examples)} examples ({listed}): {len(first.dev)} to stop by; each run trains on some {len(first.train)} "
        f"and is measured with others, {measured} in all"
    )
    return parts, [example for example in apart(source, test) if example.question not in own]


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


def held_back(source: Sequence[Example], target: set[str]) -> tuple[list[Example], list[Example]]:
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


def augmented(session: Session, source: Sequence[Example], language: str) -> tuple[Example, ...]:
    """English source examples put into ``language``, to train on."""
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
    return tuple(made.examples)
