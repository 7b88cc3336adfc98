"""Whether intents are told in languages of which no example was learnt: ``polycite eval intents``."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from polycite.components.chat.intent_examples import QUESTION
from polycite.components.intents import COMPLAINT, PERSON, IntentClassifier
from polycite.components.languages.language_identification import LanguageIdentifier
from polycite.eval.datasets.questions import SPLITS, shipped_questions
from polycite.eval.environment import environment
from polycite.eval.scoring.scoring import Figures
from polycite.eval.tables import Report, Section

if TYPE_CHECKING:
    from polycite.eval.runner import Progress

_BATCH = 64


@dataclass(frozen=True, slots=True)
class Message:
    """A row of ``data/intents/evaluation.jsonl``, with the ``found`` intent once it was classified."""

    id: str
    text: str
    language: str
    intent: str
    found: str = ""
    confidence: float = 0.0

    @property
    def right(self) -> bool:
        """Whether the intent found is the one meant."""
        return self.found == self.intent


def shipped_messages() -> list[Message]:
    """The shipped messages, none of which the classifier learns from."""
    path = Path(str(files("polycite.data"))) / "intents" / "evaluation.jsonl"
    return [Message(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def classified(
    messages: Sequence[Message], classifier: IntentClassifier, progress: Progress | None = None
) -> list[Message]:
    """``messages`` with what the classifier finds, their language detected as in a conversation."""
    identifier, done = LanguageIdentifier(), []
    for start in range(0, len(messages), _BATCH):
        batch = messages[start : start + _BATCH]
        languages = [identifier.detect(message.text).language for message in batch]
        intents = classifier.classify([message.text for message in batch], languages)
        for message, intent in zip(batch, intents, strict=True):
            known = (message.id, message.text, message.language, message.intent)
            done.append(Message(*known, intent.name, intent.confidence))
        if progress:
            progress("classifying", len(done), len(messages))
    return done


def figures(messages: Sequence[Message]) -> Figures:
    """Share of right intents, and counts of what would have annoyed: a person called for nothing, or not called."""
    return {
        "messages": len(messages),
        "accuracy": sum(message.right for message in messages) / len(messages) if messages else None,
        "false hand-overs": sum(message.found == PERSON != message.intent for message in messages),
        "missed hand-overs": sum(message.intent == PERSON != message.found for message in messages),
    }


def intents_report(examples: str | None = None, rows: Path | None = None, progress: Progress | None = None) -> Report:
    """The shipped messages by language, weakest first, and by intent; and what is made of real questions.

    Of the real questions, ``data/questions/support.jsonl``, every one that is taken for anything but a question is a
    mistake: "unanswered" counts them, "false hand-overs" and "complaints" those taken for such.

    Args:
        examples: file of examples to learn from; None for those shipped.
        rows: file to write a line a message to, JSON Lines; replaced where there is one.
        progress: told stage, done and total.
    """
    begin = time.perf_counter()
    classifier = IntentClassifier(examples)
    found = classified(shipped_messages(), classifier, progress)
    questions = {
        split: classified(
            [Message(q.id, q.question, q.language, QUESTION) for q in shipped_questions(split)], classifier, progress
        )
        for split in SPLITS
    }
    if rows:
        every = [*found, *(message for split in questions.values() for message in split)]
        lines = [json.dumps(asdict(message), ensure_ascii=False) for message in every]
        rows.write_text("\n".join(lines) + "\n", "utf-8")
    by_language = {code: figures([m for m in found if m.language == code]) for code in {m.language for m in found}}
    weakest = dict(sorted(by_language.items(), key=lambda item: (item[1]["accuracy"], item[0])))
    by_intent = {name: figures([m for m in found if m.intent == name]) for name in sorted({m.intent for m in found})}
    real: dict[str, Figures] = {split: _of_questions(messages) for split, messages in questions.items()}
    columns = ("messages", "accuracy", "false hand-overs", "missed hand-overs")
    sections = (
        Section("by_language", f"Intents, {len(found)} messages", weakest, figures(found), columns, "accuracy"),
        Section("by_intent", "By intent", by_intent, figures(found), columns, "accuracy"),
        Section(
            "questions",
            "Real questions",
            real,
            _of_questions([message for split in questions.values() for message in split]),
            ("messages", "accuracy", "unanswered", "false hand-overs", "complaints"),
            "accuracy",
        ),
    )
    return Report("intents", sections, environment=environment(), seconds=time.perf_counter() - begin)


def _of_questions(messages: Sequence[Message]) -> Figures:
    return {
        **figures(messages),
        "unanswered": sum(not message.right for message in messages),
        "complaints": sum(message.found == COMPLAINT for message in messages),
    }
