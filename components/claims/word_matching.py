"""Words of a claim and of its evidence side by side: how alike they are, across languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from polycite.components.claims.claim_words import GRAMMAR, ClaimWords, Floats, Unit, claim_words, word_units
from polycite.components.embedding import TextEmbedder
from polycite.components.lexicon import Lexicon
from polycite.components.sounds import romanise, skeleton
from polycite.components.text.stems import stem

_SOUND_LETTERS = 4  # shorter skeletons are shared by chance
_REMEMBERED = 20_000


class WordMatcher:
    """Likeness of words across languages: by the lexicon, by sound and by vectors, in context and alone.

    Usage::

        matcher = WordMatcher()
        claim, evidence = matcher.views([("The warranty lasts two years.", "en"), ("Die Garantie gilt ...", "de")])
        meaning, context = matcher.likeness(claim, evidence)

    Args:
        lexicon: folder of the tables.
        embedder: a SentenceTransformer whose tokenizer tells where tokens begin.
        dtype: as for :class:`polycite.components.embedding.TextEmbedder`.
    """

    def __init__(
        self, lexicon: str = "shipped/lexicon", embedder: str = "shipped/retriever", dtype: str = "auto"
    ) -> None:
        self._lexicon = Lexicon(lexicon)
        self._embedder = TextEmbedder(embedder, dtype)
        self._alone: dict[str, Floats] = {}

    def warm_up(self) -> None:
        """Load the embedder; does nothing the second time.

        Raises:
            ModelError: it cannot be loaded.
        """
        self._embedder.warm_up()

    def views(self, texts: Sequence[tuple[str, str | None]]) -> list[ClaimWords]:
        """Each ``(text, language)`` as its words."""
        if not texts:
            return []
        transformer = self._embedder.transformer
        written = [text for text, _ in texts]
        encoded: Any = transformer.encode(
            written, output_value=None, normalize_embeddings=True, convert_to_numpy=False, show_progress_bar=False
        )
        places = transformer.tokenizer(
            written, truncation=True, max_length=transformer.max_seq_length or 512, return_offsets_mapping=True
        )["offset_mapping"]
        tables = [self._lexicon.table(language) for _, language in texts]
        units = [word_units(text, language, table) for (text, language), table in zip(texts, tables, strict=True)]
        alone = self._vectors({key for found in units for _, _, key in found})
        return [
            claim_words(
                text,
                language,
                table,
                found,
                _words(features["token_embeddings"].float().cpu().numpy(), np.array(at), found),
                np.array([alone[key] for _, _, key in found], np.float32).reshape(len(found), self._embedder.size),
                features["sentence_embedding"].float().cpu().numpy(),
            )
            for (text, language), table, found, features, at in zip(texts, tables, units, encoded, places, strict=True)
        ]

    def likeness(self, claim: ClaimWords, evidence: ClaimWords) -> tuple[Floats, Floats]:
        """Two (words of the claim, words of the evidence) arrays of values up to 1.

        The first is 1 where they are one word or, across languages, sound alike, else the better of two cosines:
        of what they translate to, and of their vectors alone. The second is the cosine of their vectors in context.
        """
        language, one_language = claim.language or "", claim.language == evidence.language
        meaning = claim.alone @ evidence.alone.T
        for i, (key, spread) in enumerate(zip(claim.keys, claim.spreads, strict=True)):
            for j, (other, meant) in enumerate(zip(evidence.keys, evidence.spreads, strict=True)):
                alike = _same(key, other, language) if one_language else _sound_alike(key, other)
                meaning[i, j] = 1.0 if alike else max(meaning[i, j], _cosine(spread, meant))
        return meaning, claim.in_context @ evidence.in_context.T

    def _vectors(self, keys: set[str]) -> dict[str, Floats]:
        """The vector of each word by itself; texts repeat their words, so the last some thousand are kept."""
        known = self._alone
        if missing := sorted(keys - known.keys()):
            kept = known if len(known) < _REMEMBERED else {key: known[key] for key in keys & known.keys()}
            known = {**kept, **dict(zip(missing, self._embedder.encode(missing), strict=True))}
            self._alone = known
        return known


def _words(tokens: Floats, places: NDArray[np.int64], units: Sequence[Unit]) -> Floats:
    """(units, size): the mean of the tokens that touch each unit, of unit length; zeros where none was kept."""
    vectors = np.zeros((len(units), tokens.shape[1]), np.float32)
    for i, (start, end, _) in enumerate(units):
        touched = (places[:, 0] < end) & (places[:, 1] > start)
        if touched.any():
            mean = tokens[: len(places)][touched].mean(0)
            vectors[i] = mean / (np.linalg.norm(mean) or 1.0)
    return vectors


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Of what is not grammar: a stray "the" among the translations says nothing."""
    a = {term: weight for term, weight in one.items() if term not in GRAMMAR}
    b = {term: weight for term, weight in other.items() if term not in GRAMMAR}
    norm = (sum(w * w for w in a.values()) * sum(w * w for w in b.values())) ** 0.5
    return float(sum(weight * b.get(term, 0.0) for term, weight in a.items()) / norm) if norm else 0.0


def _same(key: str, other: str, language: str) -> bool:
    return key == other or stem(key, language) == stem(other, language)


def _sound_alike(key: str, other: str) -> bool:
    one, two = skeleton(romanise(key).replace(" ", "")), skeleton(romanise(other).replace(" ", ""))
    return one == two and len(one) >= _SOUND_LETTERS
