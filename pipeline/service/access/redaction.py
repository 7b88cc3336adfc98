"""What identifies people, taken out of what is logged."""

from __future__ import annotations

import regex

# Marks that nobody sees stand inside numbers of right-to-left texts, so they may stand between digits.
_GAP = r"[\s\p{Cf}\p{Pd}\-./()\u2212·٫٬'’]{0,3}"
_PATTERNS = (
    (r"\bpck_[0-9a-f]{12}_[A-Za-z0-9_-]+", "[key]"),
    (r"\b(?:bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}", "[key]"),
    (r"[\p{L}\p{M}\p{N}._%+'\-]+[@＠][\p{L}\p{M}\p{N}\-]+(?:[.．。][\p{L}\p{M}\p{N}\-]+)+", "[email]"),
    (r"\b[A-Z]{2}\p{Nd}{2}(?:[ \-]?[A-Z0-9]{4}){2,7}(?:[ \-]?[A-Z0-9]{1,3})?\b", "[iban]"),
    (rf"[+＋]?\(?\p{{Nd}}(?:{_GAP}\p{{Nd}}){{6,}}", "[number]"),
)
_COMPILED = tuple((regex.compile(pattern, regex.IGNORECASE), put) for pattern, put in _PATTERNS)
_LONGEST = 4_000


def redact(text: str) -> str:
    """``text`` without keys, e-mail addresses, bank accounts, and numbers of seven digits and more in any script.

    Telephone and card numbers are among the latter, and dates and addresses of machines too: a log can do without.
    Names and postal addresses of people stay, which no pattern knows. What is longer than 4,000 characters is cut.

    Usage::

        redact("Ruf +49 151 2345678 an")   # "Ruf [number] an"
        redact("اتصل بي على ٠٥٠١٢٣٤٥٦٧")    # "اتصل بي على [number]"
    """
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    for pattern, put in _COMPILED:
        text = pattern.sub(put, text)
    return text
