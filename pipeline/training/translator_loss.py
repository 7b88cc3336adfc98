"""What a translator is corrected by: its next piece among some thousands instead of all."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import torch
    from transformers import BartForConditionalGeneration

    from polycite.pipeline.training.translator_batches import TranslationBatch

_IGNORED = -100


class Candidates(NamedTuple):
    """``ids``: (candidates,) pieces; ``offsets``: (candidates,) added to their scores; ``labels``: as the targets."""

    ids: torch.Tensor
    offsets: torch.Tensor
    labels: torch.Tensor


class SampledSoftmax:
    """Chooses the pieces of a step: those of its targets, the frequent ones, and some others by chance.

    The first two after Jean et al. 2015, "On Using Very Large Target Vocabulary for Neural Machine Translation". A
    piece that is only ever scored where it is right would win everywhere once all are scored; each of the others,
    drawn evenly, therefore stands for all that were not (Bengio and Senécal 2008): the logarithm of how many that
    are is added to its score, and the sum over the candidates is, on average, the sum over the vocabulary.

    Args:
        counts: (vocabulary,) how often each piece is a target.
        frequent: pieces that are scored in every step.
        sampled: others, by chance.
    """

    def __init__(self, counts: NDArray[np.int64], frequent: int, sampled: int) -> None:
        self._vocabulary, self._sampled = len(counts), sampled
        self._frequent = np.argsort(-counts, kind="stable")[:frequent]

    def choose(self, target: torch.Tensor, pad: int, seed: int) -> Candidates:
        """The candidates for ``target`` (pairs, tokens), whose padding becomes -100 in the labels."""
        import torch

        wanted = target.numpy()
        always = np.union1d(wanted, self._frequent)
        others = np.unique(np.random.default_rng(seed).integers(self._vocabulary, size=self._sampled))
        others = np.setdiff1d(others, always, assume_unique=True)
        stands_for = (self._vocabulary - len(always)) / max(1, len(others))
        offsets = np.repeat(np.array([0.0, np.log(max(1.0, stands_for))], np.float32), [len(always), len(others)])
        labels = np.where(wanted == pad, _IGNORED, np.searchsorted(always, wanted))
        return Candidates(*map(torch.from_numpy, (np.concatenate([always, others]), offsets, labels)))


def translation_loss(
    model: BartForConditionalGeneration,
    language_words: torch.Tensor,
    bias: torch.Tensor,
    batch: TranslationBatch,
    candidates: Candidates,
    smoothing: float,
    frozen: bool,
) -> torch.Tensor:
    """Mean cross entropy of the pieces of the targets, with smoothed labels (Szegedy et al. 2016).

    Args:
        model: the translator.
        language_words: (languages, size) the vector with which a translation into each begins.
        bias: (vocabulary,) added to the scores.
        batch: the pairs, on the model's device, as are the candidates.
        candidates: of the batch.
        smoothing: share of the truth that is spread over all candidates.
        frozen: the encoder is computed without gradients.
    """
    import torch

    words, body = model.get_input_embeddings(), model.model
    pad, start = model.config.pad_token_id, model.config.decoder_start_token_id
    assert pad is not None
    assert start is not None
    mask = batch.source.ne(pad).long()
    with torch.set_grad_enabled(not frozen):
        read = body.encoder(input_ids=batch.source, attention_mask=mask).last_hidden_state
    # The end of a sentence and the language stand before what is written: </s> <2de> ...
    starts = words(torch.full_like(batch.target[:, :1], start))
    inputs = torch.cat([starts, language_words[batch.language].unsqueeze(1), words(batch.target[:, :-1])], dim=1)
    written = body.decoder(
        inputs_embeds=inputs, encoder_hidden_states=read, encoder_attention_mask=mask, use_cache=False
    ).last_hidden_state[:, 1:]
    known = candidates.labels != _IGNORED
    scores = written[known] @ words(candidates.ids).T + bias[candidates.ids] + candidates.offsets
    return torch.nn.functional.cross_entropy(scores.float(), candidates.labels[known], label_smoothing=smoothing)
