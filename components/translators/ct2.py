"""CTranslate2: the same models converted to a format that runs several times faster on a processor."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from polycite.components.errors import ModelError
from polycite.components.models import content
from polycite.components.translators.checkpoint import Checkpoint
from polycite.components.translators.engine import Pair, TranslationError
from polycite.components.translators.seq2seq import joined, named

if TYPE_CHECKING:
    import ctranslate2

_CONVERT = (
    "Convert it with its tokenizer: ct2-transformers-converter --model NAME --output_dir FOLDER --quantization int8 "
    "--copy_files generation_config.json tokenizer_config.json and its .spm, .model or .json vocabulary."
)


class CTranslate2Engine:
    """A folder that ``ct2-transformers-converter`` wrote, the tokenizer's files and the generation settings in it.

    Needs the extra ``ctranslate2``. G. Klein et al., "The OpenNMT toolkit" (2020).

    Usage::

        engine = CTranslate2Engine("models/opus-mt-de-en-ct2")
        engine.translate_sentences(["Wie lange hält der Akku?"], "de", "en")

    Args:
        folder: the converted model.
        pair: the one pair it is used for, where the model does not say itself what it translates.
        batch_tokens: tokens a batch holds.
        longest: tokens of a sentence that are translated at once; longer ones are cut between clauses.
    """

    def __init__(self, folder: str, pair: Pair | None = None, batch_tokens: int = 2048, longest: int = 256) -> None:
        self.folder = folder
        self.batch_tokens = batch_tokens
        self.longest = longest
        self._checkpoint = Checkpoint(folder, pair)

    @property
    def name(self) -> str:
        """The engine and its folder, with its pair where that was given."""
        return f"ctranslate2:{named(self.folder, self._checkpoint.pair)}"

    def pairs(self) -> frozenset[Pair]:
        """Every pair of the model's languages, or its one pair.

        Raises:
            ModelError: the folder holds no converted model with its tokenizer, or it does not say what it translates.
        """
        if not (Path(self.folder) / "model.bin").is_file():
            raise ModelError(f"{self.folder} holds no CTranslate2 model: there is no model.bin.", _CONVERT)
        try:
            return self._checkpoint.pairs
        except ModelError as error:
            if (Path(self.folder) / "tokenizer_config.json").is_file():
                raise
            raise ModelError(f"{self.folder} holds no tokenizer beside its model.", _CONVERT) from error

    def missing(self) -> str:
        """Nothing: a model that cannot be loaded is an error."""
        return ""

    def version(self, source: str, target: str) -> str:
        """The hash of the folder's files."""
        return content(self.folder)

    def translate_sentences(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        """One translation a sentence.

        Raises:
            ModelError: the extra is not installed, or the model cannot be loaded.
            TranslationError: it cannot compute these.
        """
        parts = [self._checkpoint.pieces(sentence, self.longest) for sentence in sentences]
        flat = [part for pieces in parts for part in pieces]
        tokenizer = self._checkpoint.tokenizer
        encoded = self._checkpoint.encode(flat, source, target)
        first = self._checkpoint.first_id(target)
        prefix = None if first is None else [[tokenizer.convert_ids_to_tokens(first)]] * len(flat)
        try:
            # It sorts by length itself, and gives the results back in order.
            results = self._translator.translate_batch(
                [tokenizer.convert_ids_to_tokens(ids) for ids in encoded],
                target_prefix=prefix,
                beam_size=self._checkpoint.beams,  # its own default of 2 can miss what is likeliest
                batch_type="tokens",
                max_batch_size=self.batch_tokens,
                max_decoding_length=2 * max(map(len, encoded), default=0) + 16,
            )
        except (RuntimeError, ValueError) as error:
            raise TranslationError(f"{self.name} failed on {len(flat)} sentences: {error}") from error
        ids = [tokenizer.convert_tokens_to_ids(result.hypotheses[0]) for result in results]
        return joined(parts, iter(self._checkpoint.decode(ids)), target)

    @cached_property
    def _translator(self) -> ctranslate2.Translator:
        try:
            import ctranslate2
        except ImportError as error:
            raise ModelError("CTranslate2 is not installed.", "pip install 'polycite[ctranslate2]'") from error
        try:
            return ctranslate2.Translator(self.folder)
        except (RuntimeError, ValueError) as error:
            raise ModelError(f"{self.folder} cannot be loaded by CTranslate2: {error}", _CONVERT) from error
