"""The tokenizer of a translation checkpoint, and how its kind is told the languages."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import permutations
from pathlib import Path
from typing import Any

from polycite.components.errors import ModelError
from polycite.components.models import load_shared, locate
from polycite.components.text.graphemes import is_boundary
from polycite.components.translators.codes import FLORES, language_of
from polycite.components.translators.engine import Pair

# ">>fra<<" of Marian, "__fr__" of M2M100, "<2fr>" of MADLAD and ours, "fra_Latn" of NLLB, "fr_XX" of mBART.
_LANGUAGE_TOKEN = re.compile(r">>(\w+)<<|__(\w+)__|<2(\w+)>|([a-z]{2,3}_[A-Z][A-Za-z]{1,3})")
_STANDARD = frozenset(FLORES.values())
_NAMED_PAIR = re.compile(r"(?:^|[-_/])([a-z]{2,3})-([a-z]{2,3})/?$")
_CLAUSE = re.compile(r"[;:,—–،؛、，；：]\s*|\s+")
_encoding = threading.Lock()


class Checkpoint:
    """What is the same for a translation model whatever runs it: its pairs, its tokens, the order to write a language.

    The languages are read from the tokenizer's language tokens; from its ``source_lang`` and ``target_lang``,
    or the end of its name (``opus-mt-de-en``), where it has none.

    Args:
        model: a folder, a Hugging Face name or ``shipped/<name>``.
        pair: the one pair it is used for, where it does not say itself.
    """

    def __init__(self, model: str, pair: Pair | None = None) -> None:
        self.model = model
        self.pair = pair

    @cached_property
    def tokenizer(self) -> Any:
        """The tokenizer (``PreTrainedTokenizerBase``), loaded on first use.

        Raises:
            ModelError: it cannot be loaded.
        """
        from transformers import AutoTokenizer

        return load_shared(AutoTokenizer.from_pretrained, self.model)

    @cached_property
    def pairs(self) -> frozenset[Pair]:
        """Every pair the checkpoint translates.

        Raises:
            ModelError: it cannot be loaded, or does not say what it translates.
        """
        if self.pair:
            return frozenset([self.pair])
        if self._source_is_told or any(token.startswith("<2") for token in self._tokens.values()):
            return frozenset(permutations(self._tokens, 2))
        source, target = self._named()
        targets: set[str | None] = {*self._tokens} or {target}
        if source is None or not (pairs := frozenset((source, t) for t in targets if t and t != source)):
            raise ModelError(
                f"The model {self.model!r} does not say which languages it translates.",
                f"Say it behind its name, as in {self.model}#de-en.",
            )
        return pairs

    @property
    def beams(self) -> int:
        """Hypotheses kept while a translation is searched, as the generation settings say; four without settings."""
        return 4 if self._generation is None else self._generation.get("num_beams") or 1

    def encode(self, sentences: Sequence[str], source: str, target: str) -> list[list[int]]:
        """Token ids of each sentence, with what tells the model the languages."""
        tokenizer = self.tokenizer
        with _encoding:  # the source language is a state of the tokenizer, which is shared by a process
            if self._source_is_told and source in self._tokens:
                tokenizer.src_lang = self._bare(self._tokens[source])
            spoken = self._source_is_told or target in self._first_ids  # not by a word before the sentence
            prefix = "" if spoken or target not in self._tokens else f"{self._tokens[target]} "
            return [list(ids) for ids in tokenizer([prefix + sentence for sentence in sentences])["input_ids"]]

    def first_id(self, target: str) -> int | None:
        """The id that a translation must begin with, for models that are told the target so."""
        if target in self._first_ids:
            return self._first_ids[target]
        if not self._source_is_told or target not in self._tokens:
            return None
        return int(self.tokenizer.convert_tokens_to_ids(self._tokens[target]))

    def decode(self, ids: Sequence[Sequence[int]]) -> list[str]:
        """Texts without special and language tokens."""
        kept = [[i for i in row if i not in self._language_ids] for row in ids]
        return [
            str(self.tokenizer.decode(row, skip_special_tokens=True, clean_up_tokenization_spaces=False)).strip()
            for row in kept
        ]

    def pieces(self, sentence: str, limit: int) -> list[str]:
        """``sentence`` in parts of at most ``limit`` tokens, cut between clauses, else words, else characters.

        A model silently drops what is beyond its longest input.
        """

        def size(part: str) -> int:
            return len(self.tokenizer(part)["input_ids"])

        if 4 * len(sentence) < limit:  # no tokenizer makes more than a token a byte
            return [sentence]
        return _pieces(sentence, size, limit)

    @cached_property
    def _tokens(self) -> dict[str, str]:
        """Language token by our code: the plainest where there are several, as of regions."""
        found: dict[str, str] = {}
        # "zho_Hant" before "yue_Hant", then "por" before "pt_BR".
        for token in sorted(self._language_tokens, key=lambda t: (self._bare(t) not in _STANDARD, len(t), t)):
            if code := language_of(self._bare(token)):
                found.setdefault(code, token)
        return found

    @cached_property
    def _language_tokens(self) -> frozenset[str]:
        vocabulary: set[str] = {*self.tokenizer.get_vocab(), *getattr(self.tokenizer, "lang_token_to_id", ())}
        return frozenset(filter(_LANGUAGE_TOKEN.fullmatch, vocabulary))

    @cached_property
    def _language_ids(self) -> frozenset[int]:
        return frozenset(int(i) for i in self.tokenizer.convert_tokens_to_ids(list(self._language_tokens)))

    @cached_property
    def _first_ids(self) -> dict[str, int]:
        """First id of a translation by code, where the generation settings list it in ``lang_to_id``, as of Whisper."""
        listed = (self._generation or {}).get("lang_to_id", {})
        found = {language_of(self._bare(tag)): int(first) for tag, first in listed.items()}
        return {code: first for code, first in found.items() if code}

    @cached_property
    def _generation(self) -> dict[str, Any] | None:
        """The generation settings; None where the file is not there, as of a converted model without it."""
        file = Path(locate(self.model)) / "generation_config.json"
        return json.loads(file.read_text("utf-8")) if file.is_file() else None

    @property
    def _source_is_told(self) -> bool:
        return len(self._tokens) > 1 and hasattr(self.tokenizer, "src_lang")

    @staticmethod
    def _bare(token: str) -> str:
        match = _LANGUAGE_TOKEN.fullmatch(token)
        return next(filter(None, match.groups())) if match else token

    def _named(self) -> tuple[str | None, str | None]:
        """Source and target where the tokenizer has no tokens for both: None where nothing says it."""
        file = Path(locate(self.model)) / "tokenizer_config.json"
        said = json.loads(file.read_text("utf-8")) if file.is_file() else {}
        named = [said.get(key) or getattr(self.tokenizer, key, None) for key in ("source_lang", "target_lang")]
        if not all(named) and (match := _NAMED_PAIR.search(self.model)):
            named = list(match.groups())
        source, target = (language_of(str(name)) if name else None for name in named)
        return source, target


def _pieces(sentence: str, size: Callable[[str], int], limit: int) -> list[str]:
    if size(sentence) <= limit or len(sentence) < 2:
        return [sentence]
    middle = len(sentence) // 2
    inside = [match.end() for match in _CLAUSE.finditer(sentence) if 0 < match.end() < len(sentence)]
    clauses = [end for end in inside if not sentence[:end].rstrip()[-1].isalnum()]
    near = [end for end in clauses if abs(end - middle) < len(sentence) // 4] or inside
    cut = min(near, key=lambda end: abs(end - middle), default=middle)
    while not is_boundary(sentence, cut):
        cut += 1
    if cut >= len(sentence):
        return [sentence]
    halves = (sentence[:cut].strip(), sentence[cut:].strip())
    return [piece for half in halves if half for piece in _pieces(half, size, limit)]
