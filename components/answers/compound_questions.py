"""Questions that ask two things at once, taken apart, so that each gets an answer with evidence of its own."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

from polycite.components.text.codes import codes

# Letters (those of East Asian scripts count twice); a shorter part leans on the other: "and what about the C-11?"
_FEW = 18
_MOST = 3

# Conjunctions and interrogatives by language: a question goes on where one follows the other.
_WORDS: dict[str, tuple[str, str]] = {
    "ar": ("و", "ما|كم|متى|أين|كيف|من|أي|لماذا|هل"),
    "cs": ("a", r"kolik\w*|jak\w*|kde|kdy|kdo|co|proč|který|která|které"),
    "da": ("og", r"hvor\w*|hvad|hvem|hvilke\w*|hvornår"),
    "de": ("und", r"wie|was|wo\w*|wann|wer|wen|wem|warum|welche\w*|(?:\w+ )?welche[mnrs]"),
    "el": ("και", r"πόσ\w+|ποι\w+|πού|πότε|πώς|τι|γιατί|(?:σε|από|με) ποι\w+"),
    "en": ("and", r"how|what|which|where|when|who\w*|why|(?:at|in|for|by|to|from) (?:what|which|how)"),
    "es": ("y|e", r"¿?(?:cuánt\w+|qué|cuál\w*|dónde|cuándo|cómo|quién\w*|por qué|(?:a|en|de|con) (?:qué|cuánt\w+))"),
    "fi": ("ja", r"mi\w+|kuinka|miten|missä|milloin|kuka|paljonko"),
    "fr": ("et", r"combien|quels?|quelles?|où|quand|comment|qui|que|pourquoi|(?:à|en|de|par|pour) (?:partir de )?(?:combien|quel\w*)"),  # noqa: E501
    "hi": ("और", r"कितन\w+|क्या|कब|कहाँ|कैसे|कौन\w*"),
    "hu": ("és", r"hány\w*|mennyi\w*|mi\w*|hol|mikor|hogyan|ki|melyik\w*"),
    "id": ("dan", r"berapa|apa\w*|kapan|di mana|bagaimana|siapa"),
    "it": ("e|ed", r"quant\w+|qual\w*|che|cosa|dove|quando|come|chi|perché|(?:a|in|di|con) (?:quant\w+|quale|che)"),
    "nl": ("en", r"hoe\w*|wat|waar|wanneer|wie|welke|waarom|(?:bij|in|voor|op) welke"),
    "pl": ("a|i", r"ile|jak\w*|gdzie|kiedy|kto|co|dlaczego|któr\w+"),
    "pt": ("e", r"quant\w+|qual|quais|que|onde|quando|como|quem|por que|porque|(?:a|em|de|entre|com) (?:que|quant\w+|qual)"),  # noqa: E501
    "ro": ("și|iar", r"cât\w*|ce|care|unde|când|cum|cine|de ce|(?:la|în|din|cu) (?:ce|care|cât\w*)"),
    "ru": ("и|а", r"скольк\w+|как\w*|что|где|когда|кто|почему|(?:в|на|с|за|при) как\w+"),
    "sv": ("och", r"hur|vad|var|när|vem|vilke\w*|varför"),
    "tr": ("ve", r"kaç\w*|ne|nerede|nasıl|kim|hangi\w*|neden"),
    "uk": ("і|й|та|а", r"скільки|як\w*|що|де|коли|хто|чому"),
    "vi": ("và|còn", r"bao nhiêu|mấy|gì|đâu|khi nào|thế nào|ai|nào"),
}  # fmt: skip


def parts(question: str, language: str | None) -> list[str]:
    """The questions that ``question`` is made of, each to be understood alone; itself where it is one.

    A question is taken apart after a question mark, and where a conjunction is followed by an interrogative.
    Names of models that only the first part has are put before the others; a part of a few words is followed by
    the one it leans on. What asks "each" of two things in one clause stays one question.

    Usage::

        parts("How much does the C-7 weigh, and how long is its cable?", "en")
        # ["How much does the C-7 weigh", "C-7: how long is its cable?"]
    """
    text = unicodedata.normalize("NFC", question.strip())
    found = [part.strip() for part in _breaks(language).split(text) if part.strip(" ?？؟;；,，、")]
    asked = [part for part in found if _asks(part, language)]
    if len(asked) < 2 or len(found) > _MOST or len(asked) != len(found):
        return [question]
    first = f"{asked[0]} ({asked[-1]})" if _leans(asked[0]) else asked[0]
    return [first, *(_alone(part, asked[0]) for part in asked[1:])]


def _leans(part: str) -> bool:
    return sum(2 if unicodedata.east_asian_width(c) == "W" else 1 for c in part if c.isalpha()) < _FEW


def _alone(part: str, first: str) -> str:
    missing = [code for code in dict.fromkeys(codes(first)) if code not in codes(part)]
    if _leans(part):
        return f"{part} ({first})"
    shown = [word for word in regex.findall(r"[\p{L}\p{N}‐‑–-]+", first) if codes(word) and codes(word)[0] in missing]
    return f"{', '.join(dict.fromkeys(shown))}: {part}" if shown else part


def _asks(part: str, language: str | None) -> bool:
    """Whether a part asks anything: a sentence of context before a question does not."""
    if part[-1] in "?？؟;；":
        return True
    words = _WORDS.get(language or "")
    return words is None or bool(regex.search(rf"(?:^|\b)(?:{words[1]})\b", part, regex.IGNORECASE))


@lru_cache(maxsize=64)
def _breaks(language: str | None) -> regex.Pattern[str]:
    marks = r"(?<=[?？؟])\s*"
    words = _WORDS.get(language or "")
    if words is None:
        return regex.compile(marks)
    conjunctions, interrogatives = words
    # Arabic writes its "and" together with the word that follows.
    gap = r"\s*" if language == "ar" else r"\s+"
    joint = rf"[,،;]?\s+(?:{conjunctions}){gap}(?=(?:{interrogatives})\b)"
    return regex.compile(rf"{marks}|{joint}", regex.IGNORECASE)
