"""Times of day: 14:30, 2:30 pm, 14 h 30, 下午2点30分."""

from __future__ import annotations

from collections.abc import Iterator

import regex

Span = tuple[int, int]

_HALF = (
    r"(?P<half>AM|PM|[ap]\.? ?m\.?|上午|下午|早上|晚上|凌晨|中午|午前|午後|오전|오후|ÖS|ÖÖ|مساءً?|صباحً?ا?|ص|م"
    r"|शाम|सुबह|दोपहर|रात|sáng|chiều|tối|SA|CH|вечера|утра|дня)"
)
_HOUR = r"(?<![\d.:/,])(?P<h>\d{1,2})"
_MINUTE = r"(?P<m>\d{2})"
_TIMES = tuple(
    regex.compile(pattern, regex.I)
    for pattern in (
        rf"{_HALF} ?(?P<h>\d{{1,2}}):{_MINUTE}(?!\d)",  # before the others, which would leave the word out
        rf"{_HOUR}:{_MINUTE}(?::\d{{2}})?(?![\d:]|\.\d)(?: ?{_HALF}(?!\p{{L}}))?",
        rf"{_HOUR}(?:\.{_MINUTE})? ?{_HALF}(?!\p{{L}})",
        rf"{_HOUR}\.{_MINUTE} ?(?:Uhr|uur|น\.|h\b)",
        rf"{_HOUR} ?h ?{_MINUTE}(?![\d\p{{L}}])",
        rf"{_HOUR} ?(?:Uhr|uur)(?: {_MINUTE})?(?!\p{{L}})",
        rf"(?:{_HALF} ?)?{_HOUR} ?(?:[時时点點]|시(?!간))(?!间|間)"
        r"(?: ?(?:(?P<m>\d{1,2}) ?[分분]|(?P<thirty>半|반)))?",
        rf"{_HOUR} giờ(?: ?{_MINUTE}(?: phút)?)?(?: (?P<half>sáng|chiều|tối))?(?!\p{{L}})",
    )
)
_MORNING = frozenset(
    ("am", "上午", "早上", "凌晨", "午前", "오전", "öö", "صباح", "صباحا", "ص", "सुबह", "sáng", "sa", "утра")
)
_AFTERNOON = frozenset(
    ("pm", "下午", "晚上", "午後", "오후", "ös", "مساء", "م", "शाम", "chiều", "tối", "ch", "вечера", "дня")
)


def clock_times(text: str) -> Iterator[tuple[Span, frozenset[int], tuple[int, ...]]]:
    """The times of day of a text with even digits: where, the minutes since midnight it may be, its numbers.

    Later ones may overlap earlier ones, which go before them.
    """
    for pattern in _TIMES:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            hour, minute = int(groups["h"]), int(groups["m"] or 0) if not groups.get("thirty") else 30
            if hour > 24 or minute > 59:
                continue
            half = "".join(c for c in (groups.get("half") or "").lower() if c.isalpha())
            numbers = (hour, minute) if groups["m"] else (hour,)
            yield match.span(), _minutes(hour, minute, half), numbers


def _minutes(hour: int, minute: int, half: str) -> frozenset[int]:
    """Since midnight; without a word for the half of the day an hour up to twelve may be in either."""
    at = hour % 24 * 60 + minute
    if hour > 12 or hour == 0:
        return frozenset({at})
    early, late = hour % 12 * 60 + minute, (hour % 12 + 12) * 60 + minute
    if half in _AFTERNOON:
        return frozenset({late})
    return frozenset({early}) if half in _MORNING else frozenset({early, late})
