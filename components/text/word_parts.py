"""The known words that an unknown one is made of."""

from __future__ import annotations

from collections.abc import Callable

import regex

from polycite.components.text.words import UNSPACED

Known = Callable[[str], str | None]  # the key under which a word is known, if it is

_JOINING = {"de": 4, "nl": 4, "sv": 4, "da": 4, "nb": 4, "is": 4, "fi": 4, "et": 4, "hu": 4, "ko": 2}  # least letters
_LINKS = ("s", "es", "n", "en")  # between the parts of a Germanic compound
_HAN = regex.compile(r"\p{Han}+")


def word_parts(word: str, language: str, known: Known) -> tuple[str, ...]:
    """The keys of the words that ``word`` is made of, in order; empty where it is not made of known words alone.

    Two in languages that write compounds as one, the first as long as it can be; as few as there can be in scripts
    without spaces, whose segmenters take 三天 ("three days") for a word. A single letter is a part in Han only, and
    three or more that know nothing of one another are a name.
    """
    if language in UNSPACED:
        return _fewest(word, known)
    least = _JOINING.get(language)
    if least is None:
        return ()
    for cut in range(len(word) - least, least - 1, -1):
        tail = known(word[cut:])
        if tail is None:
            continue
        head = word[:cut]
        links = () if language == "ko" else _LINKS
        for linked in (head, *(head.removesuffix(link) for link in links if head.endswith(link))):
            if len(linked) >= least and (first := known(linked)):
                return (first, tail)
    return ()


def _fewest(word: str, known: Known) -> tuple[str, ...]:
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(end):
            before = best[start]
            if before is None or (end - start == 1 and not _HAN.match(word[start])):
                continue
            if (best[end] is None or len(before) + 1 < len(best[end] or ())) and (key := known(word[start:end])):
                best[end] = (*before, key)
    parts = best[-1] or ()
    return () if 2 < len(parts) == len(word) else parts
