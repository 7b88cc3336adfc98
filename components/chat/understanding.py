"""A message understood after what was said before it: its language, its intent, the question it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from polycite.components.answers.abstentions import SENTENCES
from polycite.components.chat.chat_history import ChatMessage
from polycite.components.chat.chat_turns import Understood
from polycite.components.chat.follow_ups import Asked, Rewrite, rewrite
from polycite.components.chat.intent_examples import QUESTION
from polycite.components.chat.question_rewriting import QuestionRewriter
from polycite.components.chat.turn_language import TurnLanguage, TurnLanguages
from polycite.components.errors import SettingsError
from polycite.components.intents import COMPLAINT, PERSON, SMALL_TALK, Intent, IntentClassifier
from polycite.components.languages.language_codes import normalise_code

LATEST = 40  # messages that are looked back at
_MARKS = tuple("?？؟;՞")
_ALSO_ASKS = 0.1  # probability of a question from which a complaint with a question mark is answered too
_ABSTAINED = tuple(sentences[0] for sentences in SENTENCES.values())


class MessageReader:
    """Understands messages. Thread-safe.

    Args:
        intents: tells small talk from questions.
        rewriter: makes follow-ups questions of their own; None for the rules alone.
        candidates: codes of the languages that may be detected; None for all.
        longest: code points of a message, and of the question it stands for.
    """

    def __init__(
        self,
        intents: IntentClassifier,
        rewriter: QuestionRewriter | None,
        candidates: tuple[str, ...] | None,
        longest: int,
    ) -> None:
        self._intents, self._rewriter, self._longest = intents, rewriter, longest
        self._languages = TurnLanguages(candidates)

    def warm_up(self) -> None:
        """Load what the first message would wait for."""
        self._intents.warm_up()

    def read(self, message: str, history: Sequence[ChatMessage], answer_language: str | None) -> Understood:
        """What ``message`` means.

        Args:
            message: what the customer writes.
            history: what was said before, oldest first; the latest :data:`LATEST` messages count.
            answer_language: the language wanted for the reply; None for the conversation's.

        Raises:
            SettingsError: the message is empty or too long, or the language code unknown.
        """
        if not message.strip() or len(message) > self._longest:
            raise SettingsError(f"The message has {len(message)} characters.", f"Write between 1 and {self._longest}.")
        wanted = None if answer_language is None else normalise_code(answer_language)
        known = self._known(history[-LATEST:])
        before = next((one.language for one in reversed(known) if one.role == "user"), None)
        own = self._languages.decide(message, before)
        (intent,) = self._intents.classify([message], [own.language])
        question = self._question(message, own.language, known) if _is_asked(message, intent) else None
        language = own if wanted is None else TurnLanguage(wanted, "asked for", 1.0)
        number = 1 + sum(one.role == "user" for one in history)
        return Understood(number, message, known, own.language, language, intent, question)

    def _question(self, message: str, language: str, known: Sequence[ChatMessage]) -> Rewrite:
        found = self._by_rule(message, language, known)
        if self._rewriter is not None and any(one.question for one in known):
            found = self._rewriter.rewrite(message, language, known, found)
        return found if len(found.question) <= self._longest else Rewrite(message, language)

    def _by_rule(self, message: str, language: str, before: Sequence[ChatMessage]) -> Rewrite:
        # "Und beim X-200?" is too little to change an English conversation, and German all the same.
        detected = self._languages.decide(message).language
        asked = [Asked(one.question, one.question_language or "en") for one in before if one.question]
        found = rewrite(message, tuple(dict.fromkeys((detected, language))), asked[-1] if asked else None)
        return replace(found, language=language) if found.kind == "standalone" else found

    def _known(self, history: Sequence[ChatMessage]) -> tuple[ChatMessage, ...]:
        """``history`` with what nobody has found out yet, as in one that a caller sends."""
        language: str | None = None
        found: list[ChatMessage] = []
        for one in history:
            code = one.language or self._languages.decide(one.text, language).language
            if one.role == "user":
                language = code
            elif one.doubtful is None and one.text.startswith(_ABSTAINED):
                one = replace(one, doubtful=True)
            found.append(replace(one, language=code))
        new = [i for i, one in enumerate(found) if one.role == "user" and one.intent is None]
        intents = self._intents.classify([found[i].text for i in new], [found[i].language for i in new])
        for i, intent in zip(new, intents, strict=True):
            one = replace(found[i], intent=intent.name)
            if _is_asked(one.text, intent):
                asked = self._by_rule(one.text, one.language or "en", found[:i])
                one = replace(one, question=asked.question, question_language=asked.language)
            found[i] = one
        return tuple(found)


def _is_asked(message: str, intent: Intent) -> bool:
    """Whether the documents are asked: every question, what a team's own intents hold, and a complaint that asks."""
    if intent.name == COMPLAINT:
        return message.rstrip().endswith(_MARKS) and intent.probabilities[QUESTION] >= _ALSO_ASKS
    return intent.name not in (PERSON, *SMALL_TALK)
