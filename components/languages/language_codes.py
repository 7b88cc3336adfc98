"""The languages polycite knows by code, and the reading of codes as people write them."""

from __future__ import annotations

import difflib
import re

from polycite.components.errors import SettingsError

NAMES: dict[str, str] = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian",
    "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "eu": "Basque",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "gl": "Galician", "gu": "Gujarati", "ha": "Hausa",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian",
    "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "km": "Khmer",
    "ko": "Korean", "lo": "Lao", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "mr": "Marathi",
    "ms": "Malay", "my": "Burmese", "nb": "Norwegian", "ne": "Nepali", "nl": "Dutch", "pa": "Punjabi",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian",
    "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu",
    "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "yo": "Yoruba",
    "zh": "Chinese (simplified)", "zh-hant": "Chinese (traditional)",
}  # fmt: skip
SUPPORTED: tuple[str, ...] = tuple(NAMES)

_ALIASES = {
    "no": "nb", "nn": "nb", "iw": "he", "in": "id", "mo": "ro", "cmn": "zh", "yue": "zh-hant", "prs": "fa",
    "arb": "ar", "ekk": "et", "lvs": "lv", "zsm": "ms", "swh": "sw",
}  # fmt: skip
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
_TAG = re.compile(r"[a-z]{2,8}(?:-[a-z0-9]{1,8})*")


def normalise_code(code: str) -> str:
    """The code in :data:`SUPPORTED` that ``code`` means.

    Regions, capitals and underscores are accepted: "pt-BR" is "pt", "zh_TW" and "zh-Hant" are
    "zh-hant", "no" and "nn" are "nb".

    Raises:
        SettingsError: the code is not one of a supported language; the mend names near ones.
    """
    tag = code.strip().lower().replace("_", "-")
    if _TAG.fullmatch(tag):
        language, *rest = tag.split("-")
        language = _ALIASES.get(language, language)
        if language == "zh" and _TRADITIONAL.intersection(rest) and "hans" not in rest:
            return "zh-hant"
        if language in NAMES:
            return language
    near = _near(tag)
    hint = f"Did you mean {' or '.join(near)}?" if near else ""
    raise SettingsError(
        f"{code!r} is not the code of a language polycite knows.",
        f"{hint} Use one of: {', '.join(SUPPORTED)}.".strip(),
    )


def _near(tag: str) -> list[str]:
    """Up to three codes, with their names, that the writer of ``tag`` may have meant."""
    by_name = {name.lower(): code for code, name in NAMES.items()}
    hits = [code for name, code in by_name.items() if len(tag) > 2 and name.startswith(tag)]
    hits += [by_name[name] for name in difflib.get_close_matches(tag, by_name, n=3, cutoff=0.75)]
    hits += difflib.get_close_matches(tag.split("-")[0], SUPPORTED, n=3, cutoff=0.6)
    return [f"{code!r} ({NAMES[code]})" for code in dict.fromkeys(hits)][:3]
