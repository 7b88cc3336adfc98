"""Tokens of a text as an embedder counts them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from polycite.components.errors import ModelError
from polycite.components.models import load, locate
from polycite.components.text.characters import encodable

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SHIPPED_TOKENIZER = "shipped/retriever"
# A tokenizer may take a whole run of unknown characters for one token, however long it is.
CHARACTERS_A_TOKEN = 16
_SLAB = 4_096


class TokenCounter:
    """Counts tokens with the tokenizer of a model.

    Usage::

        TokenCounter("shipped/retriever").count("Wie lange?")  # with [CLS] and [SEP]

    Args:
        name: a folder, a Hugging Face name, or ``shipped/<name>``.

    Raises:
        ModelError: no tokenizer can be loaded from there, or only one without offsets.
    """

    def __init__(self, name: str) -> None:
        self._tokenizer = _tokenizer(name)
        self.special = int(self._tokenizer.num_special_tokens_to_add(False))

    def count(self, text: str) -> int:
        """Tokens of ``text`` and the special ones around them, at least one for 16 characters."""
        tokens = len(self._tokenizer.encode(encodable(text), add_special_tokens=False))
        return self.special + max(tokens, -(-len(text) // CHARACTERS_A_TOKEN))

    def starts(self, text: str, cuts: Iterable[int]) -> list[int]:
        """Where the tokens of ``text`` begin: ascending offsets in code points.

        The text is encoded in stretches of some 4,000 characters, because some tokenizers need
        quadratic time; a stretch ends at one of ``cuts`` (ascending offsets) where that is near.
        """
        view = encodable(text)
        found: list[int] = []
        for start, end in _slabs(len(view), cuts):
            offsets = self._tokenizer.encode(view[start:end], add_special_tokens=False).offsets
            found += sorted(start + token for token, _ in offsets)
        return found


def _slabs(length: int, cuts: Iterable[int]) -> Iterator[tuple[int, int]]:
    start = last = 0
    for cut in (*cuts, length):
        if cut - start > _SLAB and last > start:
            yield start, last
            start = last
        while cut - start > _SLAB:
            yield start, start + _SLAB
            start += _SLAB
        last = cut
    if start < length:
        yield start, length


@lru_cache(maxsize=4)
def _tokenizer(name: str) -> Tokenizer:
    file = Path(locate(name)) / "tokenizer.json"
    tokenizer = _from_file(file) if file.is_file() else load(_from_transformers, name)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _from_file(file: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    try:
        return Tokenizer.from_file(str(file))
    except Exception as error:  # the library raises nothing narrower
        raise ModelError(f"{file} is not a tokenizer: {error}", "Copy it again from its model.") from error


def _from_transformers(path: str) -> Tokenizer:
    from transformers import AutoTokenizer

    tokenizer = getattr(AutoTokenizer.from_pretrained(path), "backend_tokenizer", None)
    if tokenizer is None:
        raise ValueError("its tokenizer is of the slow kind, which does not tell where tokens begin")
    return cast("Tokenizer", tokenizer)
