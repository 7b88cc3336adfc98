"""A conversation: each message understood after those before it, answered from the documents or handed over."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import cast

from polycite.components.chat.chat_history import ChatMessage
from polycite.components.chat.chat_phrases import Phrase, chat_phrase
from polycite.components.chat.chat_turns import Reply, Turn, Understood
from polycite.components.chat.hand_over import HandOverWriter
from polycite.components.chat.hand_over_reasons import hand_over_reason, is_doubtful
from polycite.components.chat.question_rewriting import QuestionRewriter
from polycite.components.chat.repeated_questions import RepeatedQuestions
from polycite.components.chat.understanding import MessageReader
from polycite.components.embedding import TextEmbedder
from polycite.components.evidence import Answer
from polycite.components.glossing import Glosser
from polycite.components.intents import PERSON, SMALL_TALK, IntentClassifier
from polycite.components.languages.language_codes import normalise_code
from polycite.components.models import locate
from polycite.components.networks.deployed import qualified
from polycite.components.stores.store_points import Filter
from polycite.components.translation.high_stakes import is_high_stakes
from polycite.pipeline.qa import LONGEST_QUESTION, CrossLingualQA
from polycite.pipeline.settings import Settings
from polycite.pipeline.translating import translator_of


class Conversation:
    """Conversations over one store. It remembers nothing itself: each turn is given what was said. Thread-safe.

    Usage::

        conversation = Conversation(qa)
        first = conversation.turn("Wie lange hält der Akku des X-100?")
        second = conversation.turn("Und beim X-200?", first.said)
        second.understood.question.question   # "Wie lange hält der Akku des X-200?"

    Who streams the answer asks himself, between :meth:`understand` and :meth:`conclude`.

    Args:
        qa: answers questions.
        intents: JSON Lines file of intent examples, or ``deployed/intents``; None for those shipped.

    Raises:
        LoadingError: the examples cannot be used.
        ModelError: no intents are deployed.
        SettingsError: the settings name no generator that can be used.
    """

    def __init__(self, qa: CrossLingualQA, intents: Path | None = None) -> None:
        self.qa = qa
        settings = qa.settings
        examples = locate(qualified(intents.as_posix(), settings.models)) if intents else None
        classifier = IntentClassifier(examples, settings.embedder, settings.lexicon, settings.dtype)
        self._reader = MessageReader(classifier, _rewriter_of(settings), settings.candidate_languages, LONGEST_QUESTION)
        self._repeated = RepeatedQuestions(TextEmbedder(settings.embedder, settings.dtype))

    def warm_up(self) -> None:
        """Load what the first turn would wait for, the pipeline of the answers apart."""
        self._reader.warm_up()

    def turn(
        self,
        message: str,
        history: Sequence[ChatMessage] = (),
        *,
        answer_language: str | None = None,
        filters: Filter | None = None,
        strategy: str | None = None,
        top_k: int | None = None,
        agent_language: str = "en",
    ) -> Turn:
        """Reply to ``message``.

        Args:
            message: what the customer writes, in any language.
            history: what was said before, oldest first; the latest forty messages count.
            answer_language: the language wanted; None for the conversation's.
            filters: which passages may be found.
            strategy: as of :meth:`CrossLingualQA.ask`.
            top_k: as of :meth:`CrossLingualQA.ask`.
            agent_language: language of whoever takes over.

        Raises:
            SettingsError: the message is empty or too long, or a language code or the strategy unknown.
        """
        agent_language = normalise_code(agent_language)
        understood = self.understand(message, history, answer_language)
        answer = None
        if understood.question is not None:
            answer = self.qa.ask(
                understood.question.question,
                answer_language=understood.language.language,
                strategy=strategy,
                top_k=top_k,
                filters=filters,
                question_language=understood.question.language,
            )
        return self.conclude(understood, answer, agent_language)

    def understand(
        self, message: str, history: Sequence[ChatMessage] = (), answer_language: str | None = None
    ) -> Understood:
        """The language, intent and question of ``message``; as :meth:`turn`."""
        return self._reader.read(message, history, answer_language)

    def conclude(self, understood: Understood, answer: Answer | None, agent_language: str = "en") -> Turn:
        """The turn, once ``answer`` to the question is there; None for a message that asks nothing."""
        language = understood.language.language
        reason = hand_over_reason(understood, answer, self._repeated)
        text = answer.text if answer else _phrase(understood)
        if reason and reason != "person":
            text = f"{text}\n\n{chat_phrase('hand_over', language)}"
        reply = Reply(text, answer.language if answer and not reason else language)
        said = (_remembered(understood), _replied(reply, answer))
        hand_over = None
        if reason:
            passages = answer.passages if answer else ()
            every = (*understood.history, *said)
            hand_over = self._writer.write(reason, every, passages, understood.own_language, agent_language)
        return Turn(understood, reply, answer, hand_over, said)

    @cached_property
    def _writer(self) -> HandOverWriter:
        return HandOverWriter(translator_of(self.qa.settings), Glosser(self.qa.settings.lexicon), self._keeps_its_words)

    def _keeps_its_words(self, original_id: str) -> bool:
        """Of an original that is gone nobody knows whether it was marked."""
        original = self.qa.find(original_id)
        return original is None or is_high_stakes(original.metadata)


def _rewriter_of(settings: Settings) -> QuestionRewriter | None:
    if settings.generator is None:
        return None
    key = settings.generator_key.get_secret_value() if settings.generator_key else None
    return QuestionRewriter(settings.generator, key)


def _phrase(understood: Understood) -> str:
    name, language = understood.intent.name, understood.language.language
    if name in SMALL_TALK:
        return chat_phrase(cast("Phrase", name), language)
    return chat_phrase("hand_over" if name == PERSON else "apology", language)


def _remembered(understood: Understood) -> ChatMessage:
    asked = understood.question
    return ChatMessage(
        "user",
        understood.message,
        understood.own_language,
        understood.intent.name,
        asked.question if asked else None,
        asked.language if asked else None,
    )


def _replied(reply: Reply, answer: Answer | None) -> ChatMessage:
    if answer is None:
        return ChatMessage("assistant", reply.text, reply.language)
    doubtful = is_doubtful(answer)
    return ChatMessage("assistant", reply.text, reply.language, doubtful=doubtful, citations=answer.citations)
