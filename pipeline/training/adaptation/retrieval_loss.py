"""How far questions are from the passages that answer them, against all others at hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from polycite.pipeline.training.adaptation.retrieval_pairs import Contrast
from polycite.pipeline.training.checkpoints import mixed_precision

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

_TEMPERATURE = 0.02
_AT_ONCE = 32  # texts encoded where nothing is learnt
# The names under which a model may keep its prompts, in the order in which sentence-transformers looks for them.
_QUERY, _DOCUMENT = ("query",), ("document", "passage", "corpus")


def contrast_loss(model: SentenceTransformer, batch: Contrast) -> torch.Tensor:
    """Mean cross entropy of each question's own passage among all of the batch; from all layers of ``model``."""
    device = model.device.type
    with mixed_precision(device):
        questions = _vectors(model, batch.questions, _QUERY)
        passages = _vectors(model, batch.passages, _DOCUMENT)
    return _loss(questions, passages, batch)


def held_out_loss(model: SentenceTransformer, batch: Contrast) -> float:
    """As :func:`contrast_loss`, of any number of texts, with nothing learnt."""
    import torch

    model.eval()
    with torch.inference_mode(), mixed_precision(model.device.type):
        questions, passages = (
            torch.cat([_vectors(model, texts[i : i + _AT_ONCE], names) for i in range(0, len(texts), _AT_ONCE)])
            for texts, names in ((batch.questions, _QUERY), (batch.passages, _DOCUMENT))
        )
    return _loss(questions, passages, batch).item()


def _loss(questions: torch.Tensor, passages: torch.Tensor, batch: Contrast) -> torch.Tensor:
    import torch

    scores = questions @ passages.T / _TEMPERATURE
    scores = scores.masked_fill(torch.from_numpy(batch.masked).to(scores.device), -torch.inf)
    return torch.nn.functional.cross_entropy(scores, torch.arange(len(questions), device=scores.device))


def _vectors(model: SentenceTransformer, texts: Sequence[str], names: Sequence[str]) -> torch.Tensor:
    """(texts, size) float32, unit length, with the prompt that encoding puts before such texts in use."""
    import torch

    prompt = next((model.prompts[name] for name in names if name in model.prompts), None)
    inputs = model.preprocess(list(texts), prompt=prompt)
    moved = {k: v.to(model.device) if isinstance(v, torch.Tensor) else v for k, v in inputs.items()}
    return torch.nn.functional.normalize(model(moved)["sentence_embedding"].float(), dim=-1)
