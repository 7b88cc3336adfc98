"""Which sentences of a draft may be shown: language, evidence named, claim checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from polycite.components.claims.claim_checks import ClaimChecker, Evidence, Judge, Verdict
from polycite.components.drafts.drafts import DraftSentence
from polycite.components.drafts.evidence_list import NumberedSentence
from polycite.components.drafts.instructions import addresses_model
from polycite.components.languages.language_identification import LanguageIdentifier

_SURE = 0.9
_TELLING_LETTERS = 12
_MOST_NAMED = 5  # sentences that one claim may rest on
# Pairs that a few words do not tell apart, or whose readers read both.
_NEAR = tuple(map(frozenset, (("da", "nb"), ("hr", "sr"), ("id", "ms"), ("zh", "zh-hant"), ("cs", "sk"), ("gl", "pt"))))


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence of a draft: its language, the evidence on the list that it names, and the verdict on it.

    ``commanding``: it quotes a document that gives the model orders, and stands in quotation marks.
    """

    sentence: DraftSentence
    language: str
    named: tuple[NumberedSentence, ...]
    verdict: Verdict
    commanding: bool = False


class DraftChecker:
    """Checks every sentence of a draft.

    Usage::

        checked = DraftChecker(WordSupport()).check(parse(draft, "de"), evidence, "de")
        shown = [one for one in checked if not one.verdict.reason]

    Args:
        judge: of support.
    """

    def __init__(self, judge: Judge) -> None:
        self._claims = ClaimChecker(judge)
        self._languages = LanguageIdentifier()

    def check(
        self, sentences: Sequence[DraftSentence], evidence: Sequence[NumberedSentence], wanted: str
    ) -> list[CheckedSentence]:
        """The sentences, each once, with their verdicts.

        Numbers that are not on the list count for nothing. A document one of whose passages gives the model orders
        may only be quoted, wherever in it a sentence stands.

        Args:
            sentences: of the draft.
            evidence: the list that the model was given.
            wanted: code of the language asked for.
        """
        listed = {sentence.number: sentence for sentence in evidence}
        commanding = {one.passage.original_id for one in evidence if addresses_model(one.passage.titled)}
        checked = []
        once: dict[tuple[str, tuple[int, ...]], DraftSentence] = {}
        for sentence in sentences:
            once.setdefault((sentence.text, sentence.numbers), sentence)
        for sentence in once.values():
            named = tuple(listed[number] for number in sentence.numbers if number in listed)[:_MOST_NAMED]
            language = self._language(sentence.text, wanted)
            verdict = Verdict("it names no evidence on the list")
            if named:
                rows = [
                    Evidence(one.text, one.passage.language, one.title, one.passage.original_id in commanding)
                    for one in named
                ]
                verdict = self._claims.check(sentence.text, language, rows)
            quote = verdict.quote
            if quote and named[verdict.evidence[0]].passage.original_id in commanding:
                said = quote.of(named[verdict.evidence[0]].text)
                marked = replace(sentence, text=f"“{' '.join(said.split())}”")
                checked.append(CheckedSentence(marked, language, named, verdict, commanding=True))
            else:
                checked.append(CheckedSentence(sentence, language, named, verdict))
        return checked

    def _language(self, text: str, wanted: str) -> str:
        """The language of ``text``: the one wanted unless it is surely another."""
        found = self._languages.detect(text)
        if found.language is None or found.confidence < _SURE or sum(c.isalpha() for c in text) < _TELLING_LETTERS:
            return wanted
        return wanted if frozenset((found.language, wanted)) in _NEAR else found.language


def foreign_to(wanted: str, checked: Sequence[CheckedSentence]) -> str:
    """The language of a draft that is mostly in another than ``wanted``, by characters; else ""."""
    written = Counter[str]()
    for one in checked:
        written[one.language] += len(one.sentence.text)
    main = max(written, key=written.__getitem__, default=wanted)
    return "" if main == wanted else main
