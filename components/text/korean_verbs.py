"""The dictionary forms of a Korean verb or adjective: 넘으면, if it exceeds, is a form of 넘다."""

from __future__ import annotations

import unicodedata

import regex

# In letters (jamo): what follows a stem. A bare ㅆ, ㄴ, ㄹ, ㅂ or ㅁ closes the stem's last syllable.
_ENDINGS = (
    "으시면 시면 으십시오 십시오 으세요 세요 으시는 시는 습니다 습니까 ᆸ니다 ᆸ니까 "
    "었습니다 았습니다 였습니다 ᆻ습니다 었다 았다 였다 ᆻ다 었고 았고 ᆻ고 었는데 았는데 ᆻ는데 었지만 았지만 ᆻ지만 "
    "었으며 았으며 ᆻ으며 었던 았던 ᆻ던 었을 았을 ᆻ을 으면서 면서 으려면 려면 으면 면 으며 며 으니 니 으나 "
    "어야 아야 여야 어서 아서 여서 어요 아요 여요 어도 아도 여도 지만 지는 지도 지 는데 은데 ᆫ데 거나 "
    "도록 기도 기는 기를 기 고서 고 게 는지 ᆫ지 을지 ᆯ지 는 은 을 ᆫ ᆯ 음 ᆷ 다가 자 던 어 아 여 야 나요 나 라 ᆫ다 는다"
)
_CONTRACTED = {"ᅢ": "ᅡ", "ᅧ": "ᅵ", "ᅪ": "ᅩ", "ᅯ": "ᅮ", "ᅫ": "ᅬ"}  # 해 is 하여, 셔 시어, 와 오아, 워 우어, 돼 되어
_VOWEL_END = regex.compile(r"[\u1161-\u1175]$")
_SPELLED = sorted((unicodedata.normalize("NFD", ending) for ending in _ENDINGS.split()), key=len, reverse=True)


def dictionary_forms(word: str) -> list[str]:
    """The forms under which a dictionary may have ``word``, those of the longest ending first; some are no words."""
    letters = unicodedata.normalize("NFD", word)
    found: list[str] = []

    def add(stem: str) -> None:
        found.append(unicodedata.normalize("NFC", stem + "다"))

    for ending in _SPELLED:
        if not letters.endswith(ending) or len(ending) >= len(letters):
            continue
        stem = letters[: -len(ending)]
        add(stem)
        if ending.startswith("ᆻ") and stem[-1] in _CONTRACTED:
            add(stem[:-1] + _CONTRACTED[stem[-1]])
        if stem.endswith("ᅮ") and len(stem) > 2:
            add(stem[:-1].rstrip("ᄋ") + "ᆸ")  # 가까운 is of 가깝다
        if _VOWEL_END.search(stem):
            add(stem + "ᆯ")  # 파는 is of 팔다
    if letters[-1] in _CONTRACTED:  # 내려 is 내리어
        add(letters[:-1] + _CONTRACTED[letters[-1]])
    add(letters)  # 만나 is 만나아
    return list(dict.fromkeys(found))
