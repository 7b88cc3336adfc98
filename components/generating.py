"""An answer written by a language model from numbered evidence, of which only what the evidence carries is shown."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from haystack import component, default_from_dict, default_to_dict
from haystack.core.serialization import component_to_dict
from haystack.utils import Secret, deserialize_chatgenerator_inplace, deserialize_secrets_inplace
from haystack.utils.auth import SecretType

from polycite.components.answers.abstentions import abstention
from polycite.components.citing import cite, original_of, verify_answer
from polycite.components.claims.claim_checks import Judge
from polycite.components.claims.entailment import EntailmentModel
from polycite.components.claims.support import WordSupport
from polycite.components.drafts.chat_generators import KEY_VARIABLE, chat_generator
from polycite.components.drafts.draft_checks import CheckedSentence, DraftChecker, foreign_to
from polycite.components.drafts.drafts import assemble, declines, parse
from polycite.components.drafts.evidence_list import EvidenceLister, NumberedSentence
from polycite.components.drafts.prompting import prompt
from polycite.components.errors import PolyciteError
from polycite.components.evidence import Answer, Citation, Passage, Segment
from polycite.components.languages.language_codes import normalise_code
from polycite.components.stores.connection import StoreConnection
from polycite.components.timing import stage
from polycite.components.translation.high_stakes import is_high_stakes

State = Literal["answered", "quoted", "declined", "unsupported", "language", "failed", "no passages", "high-stakes"]
"""What became of a question: an answer in the language asked for; one in the words and language of the documents;
or an abstention because the model found no evidence, nothing of its draft held, it wrote in another language
twice, it could not be reached or wrote nothing, there was nothing to read, or the evidence is of a document marked
high-stakes, which is shown in its own words or not at all."""

STRATEGY = "generate"
_KEY = Secret.from_env_var(KEY_VARIABLE, strict=False)


@component
class GenerativeReader:
    """Writes answers with any Haystack ChatGenerator and shows of them what their evidence carries.

    Each sentence must name evidence on the list; its numbers, dates, codes and addresses must be there; and a model
    of entailment, or words and vectors where there is none, must find that the evidence says so. What fails is
    struck out, with a note on why that never repeats it. Documents that give the model orders are quoted word for
    word or not at all. The citations are those sentences, in the originals.

    Usage::

        reader = GenerativeReader("chat:http://localhost:8000/v1#Qwen/Qwen3-8B", connection)
        answer = reader.run("Wie lange gilt die Garantie?", passages, question_language="de")["answer"]

    Args:
        generator: a ChatGenerator, or what :func:`polycite.components.drafts.chat_generators.chat_generator` takes.
        connection: the store that holds the originals.
        lexicon: folder of the tables.
        embedder: a SentenceTransformer, for support by words and vectors.
        dtype: "auto" (the fastest measured), "float32", "bfloat16" or "float16".
        entailment: a cross-encoder with a label "entailment": a folder or Hugging Face name; None for support by
            words and vectors.
        budget: code points of evidence that the model is given.
        key: of the endpoint that ``generator`` names; in YAML only the variable that holds it is written.
    """

    def __init__(
        self,
        generator: Any,
        connection: StoreConnection,
        lexicon: str = "shipped/lexicon",
        embedder: str = "shipped/retriever",
        dtype: str = "auto",
        entailment: str | None = None,
        budget: int = 6000,
        key: Secret | str | None = _KEY,
    ) -> None:
        self.generator = generator
        self.connection = connection
        self.lexicon = lexicon
        self.embedder = embedder
        self.dtype = dtype
        self.entailment = entailment
        self.budget = budget
        self.key = Secret.from_token(key) if isinstance(key, str) and key else key or None
        self._generator = chat_generator(generator, self.key) if isinstance(generator, str) else generator
        self._judge: Judge = EntailmentModel(entailment, dtype) if entailment else WordSupport(lexicon, embedder, dtype)
        self._checker = DraftChecker(self._judge)
        self._lister = EvidenceLister(lexicon, budget)

    def warm_up(self) -> None:
        """Load the models; does nothing the second time.

        Raises:
            ModelError: a model cannot be loaded.
        """
        self._judge.warm_up()
        if hasattr(self._generator, "warm_up"):
            self._generator.warm_up()

    @component.output_types(answer=Answer, state=str)
    def run(
        self,
        question: str,
        passages: list[Passage],
        question_language: str | None = None,
        answer_language: str | None = None,
    ) -> dict[str, Any]:
        """Answer ``question`` from ``passages``.

        Args:
            question: as asked.
            passages: as retrieved, best first.
            question_language: BCP 47 code.
            answer_language: the language wanted; None for the question's, else English.

        Returns:
            ``answer``, whose ``confidence`` is the support of its weakest sentence and ``answerable`` that of its
            strongest; and ``state``, one of :data:`State`.

        Raises:
            SettingsError: a language code is unknown.
            EvidenceError: a citation does not hold; a defect of polycite, never an answer.
        """
        wanted = normalise_code(answer_language or question_language or "en")
        base = Answer(
            question=question,
            text=abstention(wanted),
            language=wanted,
            question_language=question_language or "",
            abstained=True,
            strategy=STRATEGY,
            passages=tuple(passages),
        )
        evidence = self._lister.list(question, question_language, passages)
        if not evidence:
            return _abstained(base, "no passages", "no passage was found")
        notes: list[str] = []
        for insist in (False, True):
            with stage("generating"):
                draft, complete, problem = self._draft(question, wanted, evidence, insist)
            if problem:
                return _abstained(base, "failed", problem, notes)
            if declines(draft):
                return _abstained(base, "declined", "the language model found no evidence", notes)
            with stage("checking"):
                checked = self._checker.check(parse(draft, wanted, complete), evidence, wanted)
            foreign = foreign_to(wanted, checked)
            if not foreign:
                break
            notes = [f"the language model wrote in {foreign}, not in {wanted}"]
        return self._finished(base, checked, wanted, foreign, notes)

    @component.output_types(answer=Answer, state=str)
    async def run_async(
        self,
        question: str,
        passages: list[Passage],
        question_language: str | None = None,
        answer_language: str | None = None,
    ) -> dict[str, Any]:
        """As :meth:`run`, in a thread."""
        return await asyncio.to_thread(self.run, question, passages, question_language, answer_language)

    def _draft(
        self, question: str, wanted: str, evidence: Sequence[NumberedSentence], insist: bool
    ) -> tuple[str, bool, str]:
        """What the model wrote, whether to its end, and what went wrong, if anything."""
        try:
            self.warm_up()
            reply = self._generator.run(messages=prompt(question, wanted, evidence, insist))["replies"][0]
            text, ending = reply.text, (reply.meta or {}).get("finish_reason")
        except PolyciteError:
            raise
        except Exception as error:  # each generator has errors of its own, and a model may not take a service down
            # Their messages may quote a key or the prompt, so only what they are is told.
            status = getattr(error, "status_code", None)
            told = f"{type(error).__name__}, status {status}" if isinstance(status, int) else type(error).__name__
            return "", False, f"the language model did not answer ({told})"
        if not isinstance(text, str) or not text.strip():
            return "", False, "the language model wrote nothing"
        return text, ending != "length", ""

    def _finished(
        self, base: Answer, checked: Sequence[CheckedSentence], wanted: str, foreign: str, notes: Sequence[str]
    ) -> dict[str, Any]:
        held = [one for one in checked if not one.verdict.reason]
        kept = [one for one in held if one.language == wanted]
        state: State = "answered"
        if not kept:
            quotes = [one for one in held if one.verdict.quote]
            kept = [one for one in quotes if one.language == quotes[0].language]
            state = "quoted"
        reasons = Counter(one.verdict.reason or f"it is not in {wanted}" for one in checked if one not in kept)
        notes = (*notes, *(f"{_count(n)} struck out: {reason}" for reason, n in reasons.most_common()))
        if not kept:
            if foreign:
                return _abstained(base, "language", f"the language model wrote in {foreign}, not in {wanted}", notes)
            return _abstained(base, "unsupported", "nothing the language model wrote is carried by its evidence", notes)
        if any(_rewords_high_stakes(one) for one in kept):
            reason = "the evidence is of a document marked high-stakes, which is shown in its own words"
            return _abstained(base, "high-stakes", reason, notes)
        if any(one.commanding for one in kept):
            notes = (*notes, "a document gives the model orders; it is quoted, not followed")
        if state == "quoted":
            notes = (*notes, f"quoted in the original language ({kept[0].language})")
        text, spans = assemble([one.sentence for one in kept])
        segments = tuple(
            Segment(span.start, span.end, self._citations(one)) for span, one in zip(spans, kept, strict=True)
        )
        scores = [one.verdict.score for one in kept]
        answer = Answer(
            question=base.question,
            text=text,
            language=kept[0].language,
            question_language=base.question_language,
            segments=segments,
            strategy=STRATEGY,
            notes=tuple(notes),
            confidence=round(min(scores), 4),
            answerable=round(max(scores), 4),
            passages=base.passages,
        )
        verify_answer(answer, self.connection.store.original)
        return {"answer": answer, "state": state}

    def _citations(self, one: CheckedSentence) -> tuple[Citation, ...]:
        """The sentences that carry it; of one that is quoted, the characters quoted."""
        citations = []
        for position, number in enumerate(one.verdict.evidence):
            sentence = one.named[number]
            quote = one.verdict.quote if position == 0 else None
            citations.append(
                cite(
                    original_of(sentence.passage, self.connection.store.original),
                    quote.shift(sentence.start) if quote else sentence.span,
                    method="verbatim" if quote else "sentence",
                    confidence=round(one.verdict.score, 4),
                )
            )
        return tuple(citations)

    def to_dict(self) -> dict[str, Any]:
        """For YAML; a key of an endpoint is never written: one given as such is the environment's when read back."""
        generator = self.generator
        key = _KEY if self.key and self.key.type is SecretType.TOKEN else self.key
        return default_to_dict(
            self,
            generator=generator if isinstance(generator, str) else component_to_dict(generator, "generator"),
            connection=self.connection.to_dict(),
            lexicon=self.lexicon,
            embedder=self.embedder,
            dtype=self.dtype,
            entailment=self.entailment,
            budget=self.budget,
            key=key.to_dict() if key else None,
        )

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> GenerativeReader:
        """The inverse of :meth:`to_dict`."""
        values = data["init_parameters"]
        values["connection"] = StoreConnection.from_dict(values["connection"])
        deserialize_secrets_inplace(values, ["key"])
        if not isinstance(values["generator"], str):
            deserialize_chatgenerator_inplace(values, key="generator")
        return default_from_dict(cls, data)


def _rewords_high_stakes(one: CheckedSentence) -> bool:
    named = (one.named[number].passage.metadata for number in one.verdict.evidence)
    return not one.verdict.quote and any(map(is_high_stakes, named))


def _count(number: int) -> str:
    return f"{number} sentence{'s' * (number > 1)}"


def _abstained(base: Answer, state: State, reason: str, notes: Sequence[str] = ()) -> dict[str, Any]:
    return {"answer": replace(base, reason=reason, notes=tuple(notes)), "state": state}
