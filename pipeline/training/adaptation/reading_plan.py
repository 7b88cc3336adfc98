"""What a reader sees in an adaptation, batch by batch, and at which learning rate."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from polycite.pipeline.training.adaptation.config import AdaptConfig
from polycite.pipeline.training.adaptation.regimes import stages
from polycite.pipeline.training.adaptation.staged_batches import staged_batches, steps_for, target_begins
from polycite.pipeline.training.adaptation.windows import fitting
from polycite.pipeline.training.reader_batches import Feature, features
from polycite.pipeline.training.reader_config import ReaderConfig
from polycite.pipeline.training.reading_examples import Example

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

_WARMUP = 0.1  # share of the steps
_LOW_RANK = 10  # times the rate of all weights, for additions that start at zero
# Up to so many target examples: passes over them, learning rate. The fewer there are, the sooner they are known
# by heart and the less they say of others, so they earn more passes, but at a lower rate.
_DEFAULTS = ((16, 6.0, 3e-5), (64, 4.0, 5e-5), (256, 2.0, 1e-4), (None, 1.0, 1e-4))


class ReadingPlan:
    """An iterable of the batches of all stages, the same for the same seed.

    ``steps``: batches in all. ``target_begins``: those before the first target example. ``rates``: the settings of
    the optimizer.

    Args:
        tokenizer: of the reader.
        train: target examples.
        source: source examples.
        config: the settings.
    """

    def __init__(
        self,
        tokenizer: PreTrainedTokenizerBase,
        train: Sequence[Example],
        source: Sequence[Example],
        config: AdaptConfig,
    ) -> None:
        self._batch = config.batch
        self._seed = config.seed
        self._target = features_by_language(tokenizer, train, config.longest)
        self._source = features_by_language(tokenizer, source, config.longest)
        self._stages = stages(config.regime, config.languages)
        epochs, rate = next((epochs, rate) for most, epochs, rate in _DEFAULTS if most is None or len(train) <= most)
        if config.method != "full":
            rate *= _LOW_RANK
        steps = steps_for(self._stages, len(train), config.epochs or epochs, config.batch, bool(source))
        self.steps = steps if config.max_steps is None else min(steps, config.max_steps)
        self.target_begins = target_begins(self._stages, self.steps, bool(source))
        rate = config.learning_rate or rate
        self.rates = ReaderConfig(self.steps, config.batch, rate, rate, _WARMUP, config.longest)

    def __iter__(self) -> Iterator[list[Feature]]:
        return staged_batches(
            self._stages, self._target, self._source, self._batch, self.steps, length, random.Random(self._seed)
        )


def features_by_language(
    tokenizer: PreTrainedTokenizerBase, examples: Sequence[Example], longest: int
) -> dict[str, list[Feature]]:
    """The examples as the model sees them, those whose passage is too long around their answer."""
    fitted: dict[str, list[Example]] = {}
    for example in fitting(tokenizer, examples, longest):
        fitted.setdefault(example.language, []).append(example)
    return {code: features(tokenizer, some, longest) for code, some in fitted.items()}


def length(feature: Feature) -> int:
    """In tokens."""
    return len(feature.inputs["input_ids"])
