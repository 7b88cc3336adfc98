"""Technical material in a text: it belongs to no language and is no evidence for one."""

from __future__ import annotations

import regex

# Word boundaries are those of ASCII: in "R-310の" and "USBを" the word ends before the kana.
_BEFORE, _AFTER = r"(?<![\p{Latin}\d_])", r"(?![\p{Latin}\d_])"
_EXTENSION = (
    "com|org|net|io|exe|zip|pdf|txt|json|ya?ml|csv|py|js|html?|docx?|xlsx?|png|jpe?g|md|log|bin|conf|local|dll|apk|iso"
)
_CODE = (
    r"```.*?```|`[^`\n]+`"
    r"|(?:https?|ftp|ssh|file)://[^\s<>\"'）」』、。]+|(?<!\w)www\.[^\s<>\"'）」』、。]+"
    rf"|{_BEFORE}[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|(?<![\p{L}\p{N}/])(?:~|\.{1,2})?(?:/[A-Za-z0-9_.-]+){2,}/?|(?<!\w)[A-Za-z]:\\[^\s\"']+"
    r"|(?<!\S)(?:--[A-Za-z][\w-]*(?:=\S+)?|-[A-Za-z](?!\S))"
    r"|</?[A-Za-z][^<>]{0,80}>|&[A-Za-z]{2,8};|\{[^{}\n]{0,40}\}|\$[A-Z_]+"
    rf"|{_BEFORE}(?:[A-Za-z][A-Za-z0-9_.]*\(\)|[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+"
    rf"|[a-z]+[A-Z][A-Za-z0-9]*|[A-Z][a-z]+(?:[A-Z][a-z]+)+|[A-Za-z0-9][A-Za-z0-9_.-]*\.(?:{_EXTENSION})){_AFTER}"
)
# Model names, error codes and quantities: "R-310", "802.11ax", "USB-C", "10 kWh".
_UNIT = r"[kMGT]?(?:Wh|W|Hz|bit/s|bps|B|b|V)|m?Ah?|[mck]?m[²2]?|kg|g|s|ms|min|h|dBm?|°?[CF]|EUR|USD|VA"
_MODEL = (
    rf"{_BEFORE}(?:[A-Z]{{1,5}}-\d[A-Za-z0-9-]*|[A-Z]{{2,5}}-[A-Z]"
    r"|(?=[A-Za-z.-]*\d)(?=[\d.-]*[A-Za-z])[A-Za-z\d]+(?:[-.][A-Za-z\d]+)*"
    rf"|\d[\d.,:]*\s?(?:{_UNIT})){_AFTER}"
)
# An all-capitals word inside ordinary writing is an acronym; in a text all in capitals it is not.
_ACRONYM = r"(?<![\p{L}\d])\p{Lu}{2,6}s?(?![\p{Latin}\p{Cyrillic}\p{Greek}\d])"
_TECHNICAL = regex.compile(f"(?P<code>{_CODE})|(?P<model>{_MODEL})|(?P<acronym>{_ACRONYM})", regex.S)
_WORD = regex.compile(r"\p{L}{2,}")


def technical_spans(text: str) -> list[tuple[int, int, str]]:
    """URLs, addresses, code, model names, quantities and acronyms in ``text``, in order.

    Returns:
        Half-open offsets (code points) and the kind: "code", "model" or "acronym".
    """
    words = _WORD.findall(text)
    shouted = 2 * sum(word.isupper() for word in words) > len(words) > 1
    spans = []
    for match in _TECHNICAL.finditer(text):
        kind = str(match.lastgroup)
        if not (kind == "acronym" and shouted):
            spans.append((match.start(), match.end(), kind))
    return spans


def mask(text: str, spans: list[tuple[int, int, str]]) -> str:
    """``text`` with spaces in place of ``spans``; every other character keeps its offset."""
    pieces, position = [], 0
    for start, end, _ in spans:
        pieces += [text[position:start], " " * (end - start)]
        position = end
    return "".join(pieces) + text[position:]
