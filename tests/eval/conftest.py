"""A question answering system to be evaluated; it shares no code with ours."""

from collections.abc import Mapping, Sequence

import pytest

from polycite.components.errors import OriginalNotFoundError
from polycite.components.evidence import Answer, Citation, Original, Passage, Segment
from polycite.eval.datasets.questions import GoldSpan, Question
from polycite.eval.metrics.normalisation import tokens


class OverlapQA:
    """Finds the line with the most words of the question and answers with what follows its last colon.

    ``shift`` moves each citation, to see whether the harness notices.
    """

    def __init__(self, originals: Sequence[Original], shift: int = 0) -> None:
        self.originals: Mapping[str, Original] = {original.id: original for original in originals}
        self.shift = shift

    def original(self, original_id: str) -> Original:
        if original_id not in self.originals:
            raise OriginalNotFoundError(f"no {original_id}")
        return self.originals[original_id]

    def search(self, question: str, top_k: int = 10, languages: Sequence[str] | None = None) -> list[Passage]:
        asked = set(tokens(question, "en"))
        scored = [
            (len(asked & set(tokens(passage.text, "en"))), passage)
            for original in self.originals.values()
            if languages is None or original.language in languages
            for passage in lines(original)
        ]
        scored.sort(key=lambda pair: -pair[0])
        return [passage for score, passage in scored[:top_k] if score]

    def ask(self, question: str) -> Answer:
        found = self.search(question, 1)
        if not found:
            return Answer(question, "I do not know.", "en", "en", abstained=True, reason="no words in common")
        start = found[0].start + found[0].text.rindex(":") + 2 + self.shift
        original, quote = self.original(found[0].original_id), found[0].text.rsplit(": ", 1)[1]
        citation = Citation(original.id, start, start + len(quote), quote, original.sha256, language=original.language)
        segments = (Segment(0, len(quote), (citation,)),)
        return Answer(question, quote, "en", "en", segments, confidence=0.9, timings={"reader": 0.01})


def lines(original: Original) -> list[Passage]:
    """Each line that has a colon, as a passage."""
    found, at = [], 0
    for line in original.text.split("\n"):
        if ": " in line:
            found.append(Passage(original.id, at, at + len(line), line, original.language))
        at += len(line) + 1
    return found


ORIGINALS = (
    Original("en/router", "Router R-310\nRouter resets after: 10 s\nRouter power supply: 12 V", language="en"),
    Original("de/speicher", "Speicher B-5\nDer Speicher wiegt: 58 kg\nSpeicher Leistung: 2,5 kW", language="de"),
    Original("fr/batterie", "Batterie B-5\nPoids: 58 kg", language="fr"),
)


def span(original_id: str, text: str, answer: int = 0) -> GoldSpan:
    original = next(original for original in ORIGINALS if original.id == original_id)
    start = original.text.index(text)
    return GoldSpan(original_id, start, start + len(text), text, original.language or "", answer)


QUESTIONS = (
    Question("q1", "Router resets after?", "en", ("same-language",), answers=(span("en/router", "10 s"),)),
    Question(
        "q2",
        "What does the Speicher weigh?",
        "en",
        ("cross-language", "code-switched"),
        answers=(span("fr/batterie", "58 kg"),),
        alternatives=(span("de/speicher", "58 kg"),),
    ),
    Question("q3", "Kolik stojí?", "cs", ("cross-language",), answers=(span("de/speicher", "2,5 kW"),), split="fit"),
    Question("q4", "Who invented the router?", "en", ("unanswerable",), answerable=False),
    Question("q5", "Což?", "cs", ("unanswerable",), answerable=False),
    Question(
        "q6",
        "Router power supply and Leistung?",
        "en",
        ("cross-language", "multi-evidence"),
        answers=(span("en/router", "12 V"), span("de/speicher", "2,5 kW")),
    ),
)


@pytest.fixture
def originals() -> tuple[Original, ...]:
    return ORIGINALS


@pytest.fixture
def questions() -> tuple[Question, ...]:
    return QUESTIONS


@pytest.fixture
def system() -> type[OverlapQA]:
    return OverlapQA
