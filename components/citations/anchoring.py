"""Finding a quote again after its original has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from polycite.components.evidence import Citation, Span
from polycite.components.text.characters import strip
from polycite.components.text.edit_distance import best_match, similarity
from polycite.components.text.graphemes import is_boundary, snap

How = Literal["unchanged", "exact", "context", "fuzzy", "lost"]

# In bytes of UTF-8, because a Chinese character says about as much as three Latin letters: what is
# shorter occurs by chance, so its surroundings must be the old ones too.
_TELLING = 24
_SAME_SURROUNDINGS = 0.4
# Of a change elsewhere that moved everything, nearness says little; it decides between equals.
_WEIGHT_OF_NEARNESS = 0.1
_MOST_OCCURRENCES = 200
_LONGEST_COMPARED = 4_000
_GRAMS, _GRAM_BYTES, _MOST_PLACES, _CANDIDATES = 64, 6, 200, 4


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a quote is now.

    ``span`` is half-open, in code points of the present text; None when lost. ``how``:
    "unchanged" at the old offsets; "exact" the same words elsewhere; "context" other words between
    the old surroundings; "fuzzy" nearly the same words. ``similarity`` of the words there to the
    quote, in [0, 1].
    """

    span: Span | None
    how: How
    similarity: float


LOST = Anchor(None, "lost", 0.0)


def reanchor(citation: Citation, text: str, *, threshold: float = 0.7) -> Anchor:
    """Find the quote of ``citation`` in ``text``, another version of its original.

    Tried in this order: the same words, and of several occurrences the one whose surroundings are
    most like the stored ones, then the nearest; other words between the same prefix and suffix;
    nearly the same words. Every character is compared as it is, so offsets are those of ``text``.
    The time is bounded: for a megabyte a second or two where everything repeats, a tenth of that
    else. Quotes above 4,000 characters are only found word for word.

    Args:
        citation: its ``prefix`` and ``suffix`` tell repeated words apart.
        text: what the original says now.
        threshold: the least similarity of changed words, in [0, 1].
    """
    exact = _exact(citation, text)
    if exact is not None:
        return Anchor(exact, "unchanged" if exact == citation.span else "exact", 1.0)
    if len(citation.quote) > _LONGEST_COMPARED:
        return LOST
    return _between(citation, text, threshold) or _fuzzy(citation, text, threshold) or LOST


def _exact(citation: Citation, text: str) -> Span | None:
    size = len(citation.quote)
    best: tuple[float, Span] | None = None
    for start in _occurrences(citation, text):
        span = Span(start, start + size)
        if not (is_boundary(text, span.start) and is_boundary(text, span.end)):
            continue
        around = _surroundings(citation, text, span)
        if around < _SAME_SURROUNDINGS and len(citation.quote.encode("utf-8", "replace")) < _TELLING:
            continue
        score = around + _WEIGHT_OF_NEARNESS * _nearness(citation, text, start)
        if best is None or score > best[0]:
            best = score, span
    return best[1] if best else None


def _occurrences(citation: Citation, text: str) -> list[int]:
    """Where the quote occurs; of very many, those with the old surroundings, else the nearest."""
    found = list(_finds(citation.quote, text))
    for before, after in ((citation.prefix, citation.suffix), (citation.prefix, ""), ("", citation.suffix)):
        if len(found) > _MOST_OCCURRENCES and before + after:
            same = [start + len(before) for start in _finds(before + citation.quote + after, text)]
            found = same or found
    return sorted(found, key=lambda start: abs(start - citation.start))[:_MOST_OCCURRENCES]


def _finds(part: str, text: str) -> Iterator[int]:
    start = text.find(part) if part else -1
    while start >= 0:
        yield start
        start = text.find(part, start + 1)


def _surroundings(citation: Citation, text: str, span: Span) -> float:
    """How much the text around ``span`` is like the stored prefix and suffix, in [0, 1]."""
    before = text[max(0, span.start - len(citation.prefix)) : span.start]
    after = text[span.end : span.end + len(citation.suffix)]
    size = len(citation.prefix) + len(citation.suffix)
    if not size:
        return 1.0
    alike = similarity(citation.prefix, before) * len(citation.prefix)
    return (alike + similarity(citation.suffix, after) * len(citation.suffix)) / size


def _nearness(citation: Citation, text: str, start: int) -> float:
    return 1 - abs(start - citation.start) / max(len(text), citation.start, 1)


def _between(citation: Citation, text: str, threshold: float) -> Anchor | None:
    """Other words between the old prefix and the old suffix.

    A short quote may have become anything ("5 A", now "16 A"); of a long one enough must be left.
    """
    prefix, suffix, longest = citation.prefix, citation.suffix, 2 * len(citation.quote) + 64
    if len((prefix + suffix).encode("utf-8", "replace")) < _TELLING:
        return None
    least = 0.0 if len(citation.quote.encode("utf-8", "replace")) < _TELLING else threshold
    starts = [start + len(prefix) for start in _finds(prefix, text)] if prefix else [0]
    places: list[Span] = []
    for start in sorted(starts, key=lambda start: abs(start - citation.start)):
        end = text.find(suffix, start, start + longest + len(suffix)) if suffix else len(text)
        if start < end <= start + longest and len(places) < _CANDIDATES:
            places.append(strip(text, snap(text, Span(start, end))))
    found = [(similarity(citation.quote, span.of(text)), -number) for number, span in enumerate(places) if len(span)]
    if not found or max(found)[0] < least:
        return None
    alike, number = max(found)
    return Anchor(places[-number], "context", alike)


def _fuzzy(citation: Citation, text: str, threshold: float) -> Anchor | None:
    """The most similar stretch among those that share most n-grams with the quote."""
    quote = citation.quote
    if len(quote.encode("utf-8", "replace")) < _TELLING:
        return None
    slack = len(quote) // 4 + 16
    found: list[tuple[float, float, Span]] = []
    for start in _candidates(citation, text, slack):
        first = max(0, start - slack)
        match, alike = best_match(quote, text[first : start + len(quote) + slack])
        span = strip(text, snap(text, match.shift(first)))
        if alike >= threshold and len(span):
            near = _WEIGHT_OF_NEARNESS * _nearness(citation, text, span.start)
            found.append((alike + 0.5 * _surroundings(citation, text, span) + near, alike, span))
    if not found:
        return None
    _, alike, span = max(found)
    return Anchor(span, "fuzzy", alike)


def _candidates(citation: Citation, text: str, slack: int) -> list[int]:
    """Likely starts of the changed quote: where its n-grams would put it, by votes."""
    quote = citation.quote
    size = max(2, _GRAM_BYTES * len(quote) // len(quote.encode("utf-8", "replace")))
    step = max(1, (len(quote) - size) // _GRAMS)
    votes: Counter[int] = Counter()
    for offset in range(0, len(quote) - size + 1, step):
        gram = quote[offset : offset + size]
        # Every place of a rare n-gram votes; of a frequent one none would tell anything.
        places = [start for start, _ in zip(_finds(gram, text), range(_MOST_PLACES + 1), strict=False)]
        if len(places) <= _MOST_PLACES:
            votes.update({(place - offset) // slack for place in places})
    # A shifted quote votes for two neighbouring buckets.
    merged = {bucket: votes[bucket] + votes[bucket + 1] for bucket in votes}
    best = sorted(merged, key=lambda bucket: (-merged[bucket], abs(bucket * slack - citation.start)))
    return [max(0, bucket * slack + slack // 2) for bucket in best[:_CANDIDATES]]
