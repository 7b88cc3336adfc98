"""The groups that a question belongs to, by rules that need no model: what a run is checked for robustness in."""

from __future__ import annotations

from collections import Counter

from polycite.components.text.scripts import LETTER_WEIGHT, script_runs
from polycite.eval.datasets.questions import Question
from polycite.eval.scoring.question_types import UNKNOWN, question_type

WORDINGS = ("code-switched", "misspelt", "colloquial")
"""Kinds of question that are slices too, "yes" or "no" (not marked as such)."""

# ISO 15924. Han is told apart by the language, which alone knows whether it is simplified.
_SCRIPT_CODES = {
    "Latin": "Latn", "Cyrillic": "Cyrl", "Arabic": "Arab", "Devanagari": "Deva", "Kana": "Jpan", "Hangul": "Kore",
    "Greek": "Grek", "Hebrew": "Hebr", "Armenian": "Armn", "Georgian": "Geor", "Bengali": "Beng", "Gurmukhi": "Guru",
    "Gujarati": "Gujr", "Tamil": "Taml", "Telugu": "Telu", "Thai": "Thai", "Lao": "Laoo", "Khmer": "Khmr",
    "Myanmar": "Mymr", "Ethiopic": "Ethi", "Other": "Zzzz",
}  # fmt: skip
_HAN_CODES = {"zh": "Hans", "zh-hant": "Hant", "ja": "Jpan", "ko": "Kore"}
_NO_LETTER = "Zyyy"

FAMILIES: dict[str, str] = {
    code: family
    for family, codes in {
        "Indo-European": "af be bg bn ca cs cy da de el en es fa fr gl gu hi hr hy is it lt lv mk mr nb ne nl pa pl "
        "pt ro ru sk sl sq sr sv uk ur",
        "Afro-Asiatic": "am ar ha he",
        "Atlantic-Congo": "sw yo",
        "Austroasiatic": "km vi",
        "Austronesian": "id ms",
        "Dravidian": "ta te",
        "Japonic": "ja",
        "Kartvelian": "ka",
        "Koreanic": "ko",
        "Sino-Tibetan": "my zh zh-hant",
        "Tai-Kadai": "lo th",
        "Turkic": "az kk tr",
        "Uralic": "et fi hu",
        "isolate": "eu",
    }.items()
    for code in codes.split()
}
"""Language family by language: the top level of Glottolog (Hammarström et al., glottolog.org)."""

RESOURCE_CLASSES: dict[str, int] = {
    code: number
    for number, codes in {
        5: "ar de en es fr ja zh zh-hant",
        4: "ca cs eu fa fi hi hr hu it ko nl pl pt ru sr sv tr vi",
        3: "af be bg bn da el et gl he id ka kk lt lv ms ro sk sl ta th uk ur",
        2: "am ha is lo mr pa sw yo",
        1: "az cy gu hy km mk my nb ne sq te",
    }.items()
    for code in codes.split()
}
"""Joshi et al. 2020, "The State and Fate of Linguistic Diversity and Inclusion in the NLP World": 0 "the left-behinds"
to 5 "the winners", by labelled and unlabelled data (microsoft.github.io/linguisticdiversity, lang2tax.txt; zh is its
"mandarin", nb its "norwegian (bokmål)", pa its "eastern punjabi")."""


def slices_of(question: Question) -> dict[str, str]:
    """Name to value of every slice of a question; those that its file names itself are kept as they are.

    "script" (ISO 15924, of the text and not of the language), "family", "resource" (low, mid, high), "question_type"
    (:func:`polycite.eval.scoring.question_types.question_type`), and "yes" or "no" for each of :data:`WORDINGS`. What
    no table knows is "unknown".
    """
    return {
        "script": script_of(question.question, question.language),
        "family": FAMILIES.get(question.language, UNKNOWN),
        "resource": resource_level(question.language),
        "question_type": question_type(question.question, question.language),
        **{kind: "yes" if kind in question.kinds else "no" for kind in WORDINGS},
        **question.slices,
    }


def script_of(text: str, language: str) -> str:
    """ISO 15924 code of the script that most letters of ``text`` are of, weighted by how much they say.

    Japanese is "Jpan" in any of its scripts, Korean "Kore"; "Hans" or "Hant" for Chinese, as its code says. "Zyyy"
    without a letter, "Zzzz" for a script that no language here is written in.
    """
    weights: Counter[str] = Counter()
    for start, end, name in script_runs(text):
        code = _HAN_CODES.get(language, "Hani") if name == "Han" else _SCRIPT_CODES[name]
        weights[code] += LETTER_WEIGHT.get(name, 1.0) * (end - start)  # type: ignore[assignment]
    return max(weights, key=lambda code: weights[code]) if weights else _NO_LETTER


def resource_level(language: str) -> str:
    """Level "low" for classes 0 to 2 of :data:`RESOURCE_CLASSES`, "mid" for 3, "high" for 4 and 5; bounds of ours."""
    if language not in RESOURCE_CLASSES:
        return UNKNOWN
    number = RESOURCE_CLASSES[language]
    return "low" if number < 3 else "mid" if number == 3 else "high"
