"""What speaks against a claim that has the words of its evidence: denial, the contrary, roles and numbers exchanged."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from polycite.components.claims.claim_words import ClaimWords, Floats
from polycite.components.claims.polarity import contraries, denials
from polycite.components.claims.word_order import exchanged, keeps_order
from polycite.components.entities.entity_kinds import Entity

_TIE = 0.05
_APART = 0.1  # by which a word is more like one of a stretch than any of another
_NEAR = 0.9  # meaning plus context from which a word of the evidence is the one the claim's word speaks of


def objection(claim: ClaimWords, evidence: Sequence[ClaimWords], likeness: Floats, one_language: bool) -> str:
    """Why the evidence cannot carry the claim however alike they are, or "".

    Args:
        claim: its words.
        evidence: those of each sentence it names.
        likeness: (words of the claim, words of all evidence) meaning plus context, at most 2.
        one_language: whether all are in one language.
    """
    meanings = [meaning for view in evidence for meaning in view.meanings]
    shifts = np.cumsum([0, *(len(view.parts) for view in evidence)])
    clauses = np.concatenate([view.clauses + shift for view, shift in zip(evidence, shifts, strict=False)])
    content = np.concatenate([view.content for view in evidence])
    if contraries(claim.meanings, meanings):
        return "it says the contrary"
    words, others = np.flatnonzero(claim.content), np.flatnonzero(content)
    if not len(others):
        return ""
    places = _places(likeness[words][:, others])
    if _denies(claim, evidence, likeness[words][:, others], places, clauses[others]):
        return "it denies what is said, or affirms what is denied"
    if _numbers_mixed(claim, evidence, one_language):
        return "it gives numbers to other things"
    if one_language and not keeps_order(*_anchored(claim, evidence, likeness, content, clauses)):
        return "it puts words together that stand apart"
    if not one_language and exchanged(places):
        return "it exchanges two things"
    if not one_language and _mixes(claim, evidence, likeness[words][:, others], places):
        return "it puts words together that stand apart"
    return ""


def _places(likeness: Floats) -> list[int]:
    """For each row the column most like it; among equals the one after the last, so that repeats stay in order."""
    places: list[int] = []
    for row in likeness:
        alike = np.flatnonzero(row >= row.max() - _TIE)
        after = places[-1] + 1 if places else 0
        places.append(int(min(alike, key=lambda place: abs(place - after))))
    return places


def _denies(
    claim: ClaimWords,
    evidence: Sequence[ClaimWords],
    likeness: Floats,
    places: Sequence[int],
    clauses: NDArray[np.int64],
) -> bool:
    """Whether clauses of the claim turn around another number of times than the clauses they speak of.

    One language says in two clauses what another says in one, so clauses that share words are taken together.
    """
    parts = [(part, view.language) for view in evidence for part in view.parts]
    groups: list[tuple[set[int], set[int]]] = []
    for row, place, clause in zip(likeness, places, claim.clauses[claim.content], strict=True):
        if row[place] <= _NEAR:
            continue
        mine, theirs = {int(clause)}, {int(clauses[place])}
        for group in [g for g in groups if g[0] & mine or g[1] & theirs]:
            groups.remove(group)
            mine, theirs = mine | group[0], theirs | group[1]
        groups.append((mine, theirs))
    return any(
        denials(" ".join(claim.parts[k] for k in sorted(mine)), claim.language)
        != denials(" ".join(parts[k][0] for k in sorted(theirs)), parts[min(theirs)][1])
        for mine, theirs in groups
    )


def _mixes(claim: ClaimWords, evidence: Sequence[ClaimWords], likeness: Floats, places: Sequence[int]) -> bool:
    """Whether a stretch of the claim draws on several of the evidence, and words of one of them are left unsaid.

    Across languages the order of words tells nothing, but "the doctor prepares the doses" made of "the doctor
    prescribes the treatment and the nurse prepares the doses" leaves the nurse out.
    """
    shifts = np.cumsum([0, *(int(view.stretches.max(initial=0)) + 1 for view in evidence)])
    theirs = np.concatenate(
        [view.stretches[view.content] + shift for view, shift in zip(evidence, shifts, strict=False)]
    )
    drawn: dict[int, set[int]] = {}
    for row, place, stretch in zip(likeness, places, claim.stretches[claim.content], strict=True):
        elsewhere = row[theirs != theirs[place]].max(initial=-1.0)
        if row[place] > _NEAR and row[place] - elsewhere > _APART:
            drawn.setdefault(int(stretch), set()).add(int(theirs[place]))
    unsaid = {int(stretch) for place, stretch in enumerate(theirs) if place not in places}
    return any(len(stretches) > 1 and stretches & unsaid for stretches in drawn.values())


def _numbers_mixed(claim: ClaimWords, evidence: Sequence[ClaimWords], one_language: bool) -> bool:
    """Whether the numbers of the claim stand in another order, or which of several is meant cannot be seen."""
    mine, theirs = _quantities([claim]), _quantities(evidence)
    found = [next((k for k, other in enumerate(theirs) if _one_number(entity, other)), None) for entity in mine]
    places = [place for place in found if place is not None]
    if places != sorted(places):
        return True
    return not one_language and 0 < len(places) < len(theirs)


def _quantities(views: Sequence[ClaimWords]) -> list[Entity]:
    """Numbers in order; the word for 1 left out, which is an article or part of a phrase as often."""
    found = [entity for view in views for _, entity in view.entities if entity.measure]
    return [e for e in found if not (e.measure and e.measure.number.spelled and e.measure.number.values <= {1})]


def _one_number(one: Entity, other: Entity) -> bool:
    return bool(one.measure and other.measure and one.measure.number.values & other.measure.number.values)


def _anchored(
    claim: ClaimWords,
    evidence: Sequence[ClaimWords],
    likeness: Floats,
    content: NDArray[np.bool_],
    clauses: NDArray[np.int64],
) -> tuple[list[int], list[int], list[int]]:
    """Places of the claim's words and numbers among those of the evidence, and the clauses of both."""
    shifts = np.cumsum([0, *(len(view.keys) for view in evidence)])
    numbers = {first + shift: e for view, shift in zip(evidence, shifts, strict=False) for first, e in view.entities}
    others = sorted({*map(int, np.flatnonzero(content)), *map(int, numbers)})
    mine = dict(claim.entities)
    words = sorted({*map(int, np.flatnonzero(claim.content)), *mine})
    alike = likeness[words][:, others].copy()
    for i, word in enumerate(words):
        for j, other in enumerate(others):
            if word in mine or other in numbers:
                same = word in mine and other in numbers and _one_thing(mine[word], numbers[other])
                alike[i, j] = 2.0 if same else -1.0
    # A number that the evidence gives in words, or not at all, has no place of its own.
    kept = alike.max(1) > 0
    own = [int(claim.clauses[word]) for word, has_place in zip(words, kept, strict=True) if has_place]
    return _places(alike[kept]), own, [int(clauses[other]) for other in others]


def _one_thing(one: Entity, other: Entity) -> bool:
    if one.moment and other.moment:
        return one.moment.agrees(other.moment)
    return _one_number(one, other) or bool(one.key and one.key == other.key)
