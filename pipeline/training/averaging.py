"""The mean of readers that were trained apart: ``polycite train average``."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from polycite.components.errors import ModelError
from polycite.components.models import load
from polycite.pipeline.training.checkpoints import save_small, save_tokenizer
from polycite.pipeline.training.reader_batches import collate, features, inputs_of
from polycite.pipeline.training.reading_examples import Example
from polycite.pipeline.training.rounding import round_matrices
from polycite.pipeline.training.shipped_examples import shipped_examples

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedTokenizerBase

_EXAMPLES, _BATCH, _LONGEST = 384, 32, 256  # by which the mean is rounded


def average(readers: Sequence[str], output: Path, examples: Sequence[Example] | None = None) -> None:
    """Write the reader whose weights are the mean of those of ``readers`` (Wortsman et al. 2022, "Model soups").

    Runs from one start, over other examples or in another order, end in one valley, and its middle reads better than
    what lies at its edge; two processes with a core each also train more than one with two.

    Args:
        readers: folders or names, of one form.
        output: folder for the checkpoint.
        examples: by which the matrices are rounded to 8 bits; some of those that polycite ships, where None.

    Raises:
        ModelError: one cannot be loaded, or is of another form than the first.
    """
    import torch
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer

    tokenizer = load(AutoTokenizer.from_pretrained, readers[0])
    model = load(AutoModelForQuestionAnswering.from_pretrained, readers[0], dtype=torch.float32)
    mean = model.state_dict()
    for number, name in enumerate(readers[1:], 2):
        other = load(AutoModelForQuestionAnswering.from_pretrained, name, dtype=torch.float32).state_dict()
        if {key: value.shape for key, value in other.items()} != {key: value.shape for key, value in mean.items()}:
            raise ModelError(
                f"{name!r} has layers of another form than {readers[0]!r}.", "Average readers from one start."
            )
        for key, value in mean.items():
            if not torch.equal(value, other[key]):  # else -0 would become 0, and a file shared with others another one
                value += (other[key] - value) / number
    round_matrices(model, _batches(tokenizer, shipped_examples() if examples is None else examples))
    save_small(model, output)
    save_tokenizer(tokenizer, output)


def _batches(tokenizer: PreTrainedTokenizerBase, examples: Sequence[Example]) -> Iterator[dict[str, torch.Tensor]]:
    drawn = random.Random(0).sample(list(examples), min(_EXAMPLES, len(examples)))
    found = sorted(features(tokenizer, drawn, _LONGEST), key=lambda feature: len(feature.inputs["input_ids"]))
    for first in range(0, len(found), _BATCH):
        yield inputs_of(collate(tokenizer, found[first : first + _BATCH]))
