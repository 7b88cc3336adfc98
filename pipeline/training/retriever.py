"""Trains the dense retriever: ``polycite train retriever``.

Published multilingual encoders find passages of the question's own language first, whatever they say:
their vectors hold the language beside the meaning, as an offset (Libovický et al. 2020). Here the encoder
learns to leave it out. The aim for a text is the vector that the encoder itself gave it before training,
moved by the mean difference between English and its language; for a share of the sentences it is that of
their English translation (knowledge distillation, Reimers and Gurevych 2020). The word embeddings stay.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from polycite.components.models import load
from polycite.pipeline.training.checkpoints import mixed_precision
from polycite.pipeline.training.corpora import lines
from polycite.pipeline.training.reading_examples import Example

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

PROMPTS = ("query: ", "passage: ")  # what the encoder was taught to expect before a question and a passage
_QUERY, _PASSAGE = range(2)


@dataclass(frozen=True)
class RetrieverConfig:
    """How a retriever is trained."""

    steps: int = 1000
    batch: int = 64  # texts
    translated: float = 0.3  # share of the sentences whose aim is their English translation
    joined: float = 0.3  # share of two to five sentences as one passage
    questions: float = 0.3  # share of questions and passages of the reading sets
    for_means: int = 60  # sentence pairs by which a language's offset is taken
    learning_rate: float = 1e-4
    warmup: float = 0.05
    temperature: float = 0.03
    distance_weight: float = 20.0  # of the squared distance, beside the contrast within the batch
    longest: int = 160  # tokens


@dataclass(frozen=True)
class _Text:
    """What is encoded, whose former vector is the aim, the aim's language, and which prompt goes before both."""

    text: str
    aim: str
    language: str
    prompt: int


def train(
    base: str,
    parallel: Path,
    examples: Sequence[Example],
    output: Path,
    weights: Mapping[str, float] | None = None,
    config: RetrieverConfig = RetrieverConfig(),
    progress: Callable[[int, float], None] = lambda step, loss: None,
) -> None:
    """Train and save an encoder; :func:`polycite.pipeline.training.checkpoints.save_retriever` makes it a retriever.

    Args:
        base: the encoder to start from, whose vectors without their language are the aim.
        parallel: folder of ``<language>.tsv.xz``: English, translation, source.
        examples: questions with their passages.
        output: folder for the checkpoint.
        weights: how often a language is drawn against the others; 1 for those not named.
        config: the settings.
        progress: told each step and its loss.
    """
    import torch
    from transformers import AutoModel, AutoTokenizer

    device = "cuda" if torch.cuda.is_available() else "cpu"
    tokenizer = load(AutoTokenizer.from_pretrained, base)
    model, guide = (
        load(AutoModel.from_pretrained, base, dtype=torch.float32, add_pooling_layer=False).to(device) for _ in range(2)
    )
    model.get_input_embeddings().weight.requires_grad_(False)
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0
    model.train()
    guide.eval()
    texts = _Texts(parallel, examples, weights or {}, config)

    @torch.no_grad()
    def aim(batch: Sequence[_Text]) -> torch.Tensor:
        return encode(guide, tokenizer, [PROMPTS[t.prompt] + t.aim for t in batch], config.longest)

    shift = {("en", prompt): torch.zeros(guide.config.hidden_size, device=device) for prompt in (_QUERY, _PASSAGE)}
    for language in texts.languages:
        for prompt in (_QUERY, _PASSAGE):
            english, other = texts.translations(language, prompt)
            shift[language, prompt] = (aim(english) - aim(other)).mean(0)
    optimizer, scheduler = _optimizer(model, config)
    for step in range(1, config.steps + 1):
        batch = texts.draw()
        moved = aim(batch) + torch.stack([shift[t.language, t.prompt] for t in batch])
        aims = torch.nn.functional.normalize(moved, dim=-1)
        vectors = encode(model, tokenizer, [PROMPTS[t.prompt] + t.text for t in batch], config.longest)
        loss = _contrast(vectors, aims, config.temperature)
        loss = loss + config.distance_weight * (vectors - aims).square().sum(-1).mean()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        scheduler.step()
        progress(step, float(loss.detach()))
    model.save_pretrained(output)
    tokenizer.save_pretrained(output)


def encode(
    model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, texts: Sequence[str], longest: int
) -> torch.Tensor:
    """(len(texts), size) mean of the tokens, unit length; texts of like length are computed together."""
    import torch

    encoded: Any = tokenizer(list(texts), truncation=True, max_length=longest)
    order = sorted(range(len(texts)), key=lambda i: len(encoded["input_ids"][i]))
    half = (len(order) + 1) // 2
    rows: list[torch.Tensor] = []
    for part in (order[:half], order[half:]):
        if not part:
            continue
        padded = tokenizer.pad({"input_ids": [encoded["input_ids"][i] for i in part]}, return_tensors="pt")
        inputs = {name: padded[name].to(model.device) for name in ("input_ids", "attention_mask")}
        with mixed_precision(model.device.type):
            hidden = model(**inputs).last_hidden_state
        mask = inputs["attention_mask"].unsqueeze(-1)
        rows.append((hidden.float() * mask).sum(1) / mask.sum(1))
    places = torch.tensor(order).argsort().to(model.device)
    return torch.nn.functional.normalize(torch.cat(rows)[places], dim=-1)


def _contrast(vectors: torch.Tensor, aims: torch.Tensor, temperature: float) -> torch.Tensor:
    """Each text against the aims of the whole batch; aims that are all but the same are no negatives."""
    import torch

    scores = vectors @ aims.T / temperature
    twins = (aims @ aims.T > 0.99) & ~torch.eye(len(aims), dtype=torch.bool, device=aims.device)
    scores = scores.masked_fill(twins, -1e4)
    return torch.nn.functional.cross_entropy(scores, torch.arange(len(aims), device=aims.device))


def _optimizer(model: Any, config: RetrieverConfig) -> tuple[torch.optim.Optimizer, Any]:
    import torch

    learning = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learning, lr=config.learning_rate, weight_decay=0.01)
    warm = max(1, round(config.warmup * config.steps))
    return optimizer, torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / warm) * max(0.02, 1 - step / config.steps)
    )


class _Texts:
    """Batches of texts drawn from sentence pairs and reading sets, the same for the same seed."""

    def __init__(
        self, parallel: Path, examples: Sequence[Example], weights: Mapping[str, float], config: RetrieverConfig
    ) -> None:
        self._config = config
        self._draw = random.Random(0)
        self._pairs = {path.name.removesuffix(".tsv.xz"): _pairs(path) for path in sorted(parallel.glob("*.tsv.xz"))}
        self._examples: dict[str, list[Example]] = {}
        for example in examples:
            if example.language == "en" or example.language in self._pairs:
                self._examples.setdefault(example.language, []).append(example)
        self._codes = list(self._pairs)
        self._shares = [weights.get(code, 1.0) for code in self._codes]
        self._spoken = list(self._examples)
        self._spoken_shares = [weights.get(code, 1.0) * len(self._examples[code]) ** 0.5 for code in self._spoken]

    @property
    def languages(self) -> tuple[str, ...]:
        """Those there are sentence pairs for."""
        return tuple(self._codes)

    def translations(self, language: str, prompt: int) -> tuple[list[_Text], list[_Text]]:
        """Some English sentences, and the same in ``language``: they differ by the language alone."""
        pairs = self._pairs[language][: self._config.for_means]
        english, other = ([_Text(pair[side], pair[side], language, prompt) for pair in pairs] for side in (0, 1))
        return english, other

    def draw(self) -> list[_Text]:
        """One batch."""
        return [self._one() for _ in range(self._config.batch)]

    def _one(self) -> _Text:
        draw, config = self._draw, self._config
        if self._spoken and draw.random() < config.questions:
            example = draw.choice(self._examples[draw.choices(self._spoken, self._spoken_shares)[0]])
            if draw.random() < 0.5:
                return _Text(example.question, example.question, example.language, _QUERY)
            size = draw.randint(150, 450)
            start = draw.randint(0, max(0, len(example.context) - size))
            text = example.context[start : start + size]
            return _Text(text, text, example.language, _PASSAGE)
        code = draw.choices(self._codes, self._shares)[0]
        joined = draw.random() < config.joined
        pairs = [draw.choice(self._pairs[code]) for _ in range(draw.randint(2, 5) if joined else 1)]
        english, other = (" ".join(side) for side in zip(*pairs, strict=True))
        prompt = _PASSAGE if joined else draw.choice((_QUERY, _PASSAGE))
        chance = draw.random()
        if chance < config.translated:
            return _Text(other, english, "en", prompt)
        if chance < config.translated + 0.1:
            return _Text(english, english, "en", prompt)
        return _Text(other, other, code, prompt)


def _pairs(path: Path) -> list[tuple[str, str]]:
    """Sentence pairs that say something: menu labels of a word or two teach a retriever nothing."""
    rows = (line.split("	") for line in lines(path))
    return [(row[0], row[1]) for row in rows if 25 <= len(row[0]) <= 300]
