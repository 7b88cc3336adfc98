"""What no translation changes: placeholders, code, addresses, file names, error and product codes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import regex

from polycite.components.entities.numerals import flat

VERBATIM = ("placeholder", "snippet", "email", "url", "path", "code")
"""The kinds. A snippet is code, as in `` `reset --all` ``; a code names an error, a product or a version."""

_LEFT, _RIGHT = r"(?<![\p{Latin}\p{N}_])", r"(?![\p{Latin}\p{N}_])"
_UNSPACED = r"\p{Han}\p{Hangul}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"  # ends an address
_ADDRESS = rf"[^\s<>\"'`（）「」『』【】、。，；《》{_UNSPACED}]+(?<![.,;:!?'\"»…)\]])"
_HOST = r"(?<![\w@./-])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,6}"
_DOMAIN = (
    "(?:com|org|net|io|dev|app|edu|gov|info|eu|uk|de|fr|es|it|pt|br|ru|pl|nl|se|no|dk|fi|tr|in|cn|jp|kr|vn|us|ca|ch"
    "|at|be|gr|cz|example|test|local|tech|cloud|ai|co|me)"
)
_EXTENSION = (
    "(?:exe|zip|pdf|txt|json|ya?ml|csv|tsv|py|js|ts|html?|xml|docx?|xlsx?|pptx?|png|jpe?g|gif|svg|mp3|mp4|md|log|bin"
    "|conf|cfg|ini|dll|apk|iso|dmg|deb|rpm|tar|gz|xz|sh|bat|ps1|php|css|sql|db|desktop|service|toml|lock|bak|key|pem"
    "|crt|img|msi)"
)
_PART = "(?:[-_][A-Z0-9]{1,20}){0,4}"
# Repetitions are bounded, or a long text of nothing but them would take a time that grows with its square.
_PATTERNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "placeholder",
        (
            r"\$\{[^{}\s]+\}|\{\{[^{}\n]+\}\}",
            # Not the branches of an ICU plural, which are translated: {count, plural, one {file} other {files}}.
            r"(?<![$@])(?<!\b(?:one|other|zero|two|few|many) )\{[A-Za-z0-9_.:!\[\]-]*\}",
            r"%\([A-Za-z_]\w*\)[-#0+]?[\d.]*[sdifgeuxr]|%\d\$[-+0#]?[\d.]*l{0,2}[sdifgeuxXc@]",
            r"%[-+0#]?[\d.]*(?:ll?|h)?[sdifgeuxXc@](?![A-Za-z0-9])",
            r"(?<![%\d])%[1-9](?![\d%.,])|%\{[A-Za-z_]\w*\}|%[A-Z_]{3,}%",
        ),
    ),
    ("snippet", (r"```.{1,2000}?```|``[^`\n]{1,300}``|`[^`\n]{1,300}`",)),
    ("email", (rf"{_LEFT}[A-Za-z0-9][A-Za-z0-9_.+-]{{0,63}}@[A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}}){{1,6}}",)),
    (
        "url",
        (
            rf"(?:https?|ftp|ssh|file|wss?)://{_ADDRESS}",
            rf"(?<![\w@./-])www\.{_ADDRESS}|{_HOST}{_DOMAIN}(?=[/:]){_ADDRESS}|{_HOST}{_DOMAIN}(?![\w@-]|\.\w)",
        ),
    ),
    (
        "path",
        (
            r"(?<![\p{L}\p{N}/<.~])(?:~|\.{1,2})?(?:/[A-Za-z0-9_.@-]{0,63}[A-Za-z0-9_@-]){2,20}/?(?![/>])",
            r"(?<!\w)[A-Za-z]:\\[^\s\"'、。，]{0,200}[\w\\]",
            rf"{_LEFT}(?:[A-Za-z0-9_.-]{{1,63}}/){{0,9}}[A-Za-z0-9_][A-Za-z0-9_.-]{{0,63}}\.{_EXTENSION}{_RIGHT}",
        ),
    ),
    (
        "snippet",
        (
            rf"{_LEFT}[A-Za-z_][A-Za-z0-9_.:]{{0,63}}\(\)|{_LEFT}[A-Za-z]\w{{1,63}}(?:::\w{{1,63}}){{1,9}}{_RIGHT}",
            rf"{_LEFT}[A-Za-z0-9]{{1,63}}(?:_[A-Za-z0-9]{{1,63}}){{1,9}}{_RIGHT}",
            r"(?<![\w-])--[a-z][a-z0-9]{1,30}(?:-[a-z0-9]{1,30}){0,9}",
        ),
    ),
    (
        "code",
        (
            rf"{_LEFT}0x[0-9A-Fa-f]+{_RIGHT}|{_LEFT}[vV]?\d+(?:\.\d+){{2,3}}(?:-[a-z]+\.?\d*)?{_RIGHT}",
            rf"{_LEFT}[A-Z]{{1,5}}{_PART}-?\d{{1,5}}(?:[A-Z]{{1,2}}|[a-z])?{_PART}{_RIGHT}",
            rf"{_LEFT}[A-Z]{{2,20}}{_PART}[-_]\d[A-Z0-9]{{0,20}}{_RIGHT}",
            # "A 45-year-old", "E 16 anos": a single vowel is a word somewhere.
            rf"{_LEFT}(?![AEIOUY] )[A-Z]{{1,3}} \d{{2,5}}{_RIGHT}|{_LEFT}(?<!-)[a-z]{{1,2}}-\d{{2,5}}[a-z]?{_RIGHT}",
        ),
    ),
)
_FOUND = [(kind, regex.compile("|".join(patterns), regex.S)) for kind, patterns in _PATTERNS]


def verbatim_spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Kind and half-open code points of what no translation of ``text`` changes; none overlap.

    Usage::

        list(verbatim_spans("Siehe www.example.com/faq bei Fehler E-16."))    # [("url", 6, 25), ("code", 37, 41)]
    """
    even = flat(text)
    taken = bytearray(len(text))
    for kind, pattern in _FOUND:
        for match in pattern.finditer(even):
            start, end = match.span()
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                yield kind, start, end


def verbatim_key(kind: str, text: str) -> str:
    """The form under which such a thing of ``kind`` compares: equal keys are the same thing."""
    even = flat(unicodedata.normalize("NFKC", text))
    if kind == "code":
        return regex.sub(r"[^A-Z0-9.]", "", even.upper())
    if kind == "snippet":
        return even.strip("`")
    if kind == "placeholder":
        return regex.sub(r"^%\d\$", "%", even)  # a translator who reorders them numbers them
    return even.casefold().rstrip("/") if kind in ("url", "email") else even
