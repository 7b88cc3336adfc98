"""How many words of a gloss are the right ones: ``polycite eval lexicon``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from polycite.components.evidence import Original
from polycite.components.glossing import Glosser
from polycite.components.languages.function_words import FUNCTION_WORDS
from polycite.components.lexicon import Lexicon
from polycite.components.text.stems import stem
from polycite.components.text.words import normalise, word_spans
from polycite.eval.scoring.scoring import Figures


def content_words(text: str) -> Counter[str]:
    """English words of ``text`` that carry no grammar, by their stems, counted."""
    words = (normalise(text[start:end]) for start, end in word_spans(text, "en"))
    return Counter(stem(word, "en") for word in words if word not in FUNCTION_WORDS["en"])


def gloss_figures(pairs: Iterable[tuple[Original, Original]], lexicon: str = "shipped/lexicon") -> dict[str, Figures]:
    """Glosses against the English of the same text, language by language.

    "precision": share of the gloss's content words that the English text has too, each as often as
    there; "recall": the share the other way; "F1"; "known": share of the words the lexicon knows in
    some form. A right word that the translator chose otherwise counts as wrong, so the best possible is
    well below 1.

    Args:
        pairs: a text and its English parallel.
        lexicon: folder of the tables.
    """
    glosser, tables = Glosser(lexicon), Lexicon(lexicon)
    counts: dict[str, Counter[str]] = {}
    for original, english in pairs:
        language = original.language or ""
        if not glosser.covers(language):
            continue
        said, meant = content_words(glosser.gloss(original.text, language).text), content_words(english.text)
        row = counts.setdefault(language, Counter())
        row.update(texts=1, said=said.total(), meant=meant.total(), right=(said & meant).total())
        row["known per mille"] += round(1000 * tables.known_share(original.text, language))
    return {language: _figures(row) for language, row in sorted(counts.items())}


def _figures(row: Counter[str]) -> Figures:
    precision = row["right"] / row["said"] if row["said"] else None
    recall = row["right"] / row["meant"] if row["meant"] else None
    f1 = 2 * precision * recall / (precision + recall) if precision and recall else None
    known = row["known per mille"] / 1000 / row["texts"]
    return {"questions": row["texts"], "precision": precision, "recall": recall, "F1": f1, "known": known}
