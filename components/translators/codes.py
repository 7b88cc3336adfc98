"""Our language codes as translation models and programs write them."""

from __future__ import annotations

import re

from polycite.components.errors import SettingsError
from polycite.components.languages.language_codes import normalise_code

# FLORES-200 (NLLB Team 2022): ISO 639-3 and script.
FLORES: dict[str, str] = {
    "af": "afr_Latn", "am": "amh_Ethi", "ar": "arb_Arab", "az": "azj_Latn", "be": "bel_Cyrl", "bg": "bul_Cyrl",
    "bn": "ben_Beng", "ca": "cat_Latn", "cs": "ces_Latn", "cy": "cym_Latn", "da": "dan_Latn", "de": "deu_Latn",
    "el": "ell_Grek", "en": "eng_Latn", "es": "spa_Latn", "et": "est_Latn", "eu": "eus_Latn", "fa": "pes_Arab",
    "fi": "fin_Latn", "fr": "fra_Latn", "gl": "glg_Latn", "gu": "guj_Gujr", "ha": "hau_Latn", "he": "heb_Hebr",
    "hi": "hin_Deva", "hr": "hrv_Latn", "hu": "hun_Latn", "hy": "hye_Armn", "id": "ind_Latn", "is": "isl_Latn",
    "it": "ita_Latn", "ja": "jpn_Jpan", "ka": "kat_Geor", "kk": "kaz_Cyrl", "km": "khm_Khmr", "ko": "kor_Hang",
    "lo": "lao_Laoo", "lt": "lit_Latn", "lv": "lvs_Latn", "mk": "mkd_Cyrl", "mr": "mar_Deva", "ms": "zsm_Latn",
    "my": "mya_Mymr", "nb": "nob_Latn", "ne": "npi_Deva", "nl": "nld_Latn", "pa": "pan_Guru", "pl": "pol_Latn",
    "pt": "por_Latn", "ro": "ron_Latn", "ru": "rus_Cyrl", "sk": "slk_Latn", "sl": "slv_Latn", "sq": "als_Latn",
    "sr": "srp_Cyrl", "sv": "swe_Latn", "sw": "swh_Latn", "ta": "tam_Taml", "te": "tel_Telu", "th": "tha_Thai",
    "tr": "tur_Latn", "uk": "ukr_Cyrl", "ur": "urd_Arab", "vi": "vie_Latn", "yo": "yor_Latn", "zh": "zho_Hans",
    "zh-hant": "zho_Hant",
}  # fmt: skip

_ISO_639_3 = {
    **{tag[:3]: code for code, tag in FLORES.items() if code != "zh-hant"},
    "ara": "ar", "aze": "az", "cmn": "zh", "fas": "fa", "lav": "lv", "msa": "ms", "zlm": "ms", "nep": "ne", "sqi": "sq",
    "swa": "sw", "nor": "nb",
}  # fmt: skip
# Written Nynorsk is no Bokmål: who asks for "nb" must not get it.
_OTHERS = frozenset({"nn", "nno"})
_SEPARATOR = re.compile("[-_]")


def language_of(tag: str) -> str | None:
    """Our code for a language as others write it, None for a language polycite does not know.

    Example:
        >>> [language_of(tag) for tag in ("spa", "zho_Hant", "pt_XX", "no", "oci")]
        ['es', 'zh-hant', 'pt', 'nb', None]
    """
    language, *rest = _SEPARATOR.split(tag)
    if language.lower() in _OTHERS:
        return None
    try:
        return normalise_code("-".join([_ISO_639_3.get(language.lower(), language), *rest]))
    except SettingsError:
        return None
