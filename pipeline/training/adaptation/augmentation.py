"""Examples of a language that has few, made from another's: translated, or put over word for word.

Translate-train (Lewis et al. 2020, MLQA): the passage is translated, the answer's span carried over by word
alignment, and an example whose answer cannot be found again is left out.
Offsets are half-open and count Unicode code points.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from polycite.components.errors import SettingsError
from polycite.components.evidence import Span
from polycite.components.languages.language_codes import SUPPORTED, normalise_code
from polycite.pipeline.training.reading_examples import Example
from polycite.pipeline.training.word_translating import WordTranslator

if TYPE_CHECKING:
    from polycite.components.projecting import SpanProjector
    from polycite.components.translating import Translator
    from polycite.components.translation.translation import Translation

CONFIDENCE = 0.5  # of a projection: below it the span is more often wrong than right


@dataclass(frozen=True, slots=True)
class Augmented:
    """The examples made, and how many of the given ones were left out because no safe example came of them."""

    examples: tuple[Example, ...]
    left_out: int


def translate_train(
    examples: Sequence[Example], language: str, translator: Translator, projector: SpanProjector
) -> Augmented:
    """``examples`` in ``language``: question, title and passage translated, the answer found again.

    Left out are those whose answer is projected as a whole sentence or with a confidence below one half, and those of
    which the question, or what is said of the answer, stayed untranslated. Those already in ``language`` are passed
    over. The id stays: examples of one id are translations of one another.

    Args:
        examples: to translate, of any languages.
        language: the target's code.
        translator: its translations know their sentences.
        projector: carries the answers over.

    Raises:
        SettingsError: ``language`` is unknown, or there is no translator for any of the pairs.
        ModelError: a model cannot be loaded.
    """
    language = normalise_code(language)
    given = [example for example in examples if example.language != language]
    sources = sorted({example.language for example in given} & {*SUPPORTED})
    if given and not any(translator.route(source, language) for source in sources):
        why = " ".join(dict.fromkeys(translator.why(source, language) for source in sources))
        raise SettingsError(f"No example can be translated into {language!r}. {why}".strip(), "Set a translator.")
    known = [example for example in given if example.language in sources]
    texts = [text for e in known for text in (e.question, e.context, e.title)]
    said = translator.translate(texts, [e.language for e in known for _ in range(3)], language)
    made = [
        _translated(example, language, said[3 * i], said[3 * i + 1], said[3 * i + 2], projector)
        for i, example in enumerate(known)
    ]
    found = tuple(example for example in made if example is not None)
    return Augmented(found, len(given) - len(found))


def _translated(
    example: Example,
    language: str,
    question: Translation | None,
    context: Translation | None,
    title: Translation | None,
    projector: SpanProjector,
) -> Example | None:
    if question is None or context is None or question.untranslated or not context.text.strip():
        return None
    name = title.text if title is not None else example.title
    made = _in(language, example, question.text, context.text, name)
    if example.start < 0:
        return None if context.untranslated else made
    kept = [context.sentences[i] for i in context.untranslated]
    if any(pair.start < example.end and pair.end > example.start for pair in kept):
        return None
    found = projector.project(
        example.context, context.text, example.start, example.end, example.language, language, context.sentences
    )
    if found.method == "sentence" or found.confidence < CONFIDENCE:
        return None
    return replace(made, start=found.start, end=found.end)


def gloss_train(
    examples: Sequence[Example], language: str, lexicon: str = "shipped/lexicon", seed: int = 0
) -> Augmented:
    """English ``examples`` with every known word as a word of ``language``, in English order.

    No text that anybody would write: it teaches a model the language's words and is to be trained on only. Examples
    in other languages than English, and those of whose answer nothing is left, are left out.

    Args:
        examples: to put over.
        language: the target's code.
        lexicon: the tables.
        seed: of the draw among a word's translations.

    Raises:
        SettingsError: ``language`` is unknown, or the lexicon has no table of it.
    """
    language = normalise_code(language)
    translator, draw = WordTranslator(lexicon, [language]), random.Random(seed)
    if language not in translator.languages:
        raise SettingsError(
            f"The lexicon {lexicon!r} has no words of {language!r}.", "Use translate-train with a translator instead."
        )
    made = [_glossed(example, language, translator, draw) for example in examples if example.language == "en"]
    found = tuple(example for example in made if example is not None)
    return Augmented(found, len(examples) - len(found))


def _glossed(example: Example, language: str, translator: WordTranslator, draw: random.Random) -> Example | None:
    question, context, title = (
        translator.translate(text, language, draw) for text in (example.question, example.context, example.title)
    )
    made = _in(language, example, question.text, context.text, title.text)
    if example.start < 0:
        return made
    span = context.from_original(Span(example.start, example.end))
    return replace(made, start=span.start, end=span.end) if span and len(span) else None


def _in(language: str, example: Example, question: str, context: str, title: str) -> Example:
    return replace(example, language=language, question_language="", question=question, context=context, title=title)
