"""Which weights an adaptation changes: all, or small low-rank additions, merged at the end or kept beside the base."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

if TYPE_CHECKING:
    import torch
    from peft import PeftModel
    from transformers import PreTrainedModel

Method = Literal["full", "lora", "adapter"]
"""Every weight; low-rank additions to every matrix, merged at the end; the same, kept apart from the base."""
_RANK = 16
_HEAD = "qa_outputs"
_LARGE = 60_000  # words of a vocabulary that was made for many languages


def prepare(model: PreTrainedModel, method: Method) -> PreTrainedModel:
    """``model`` with those weights to be trained that the method changes.

    Word embeddings of a large vocabulary stay as they are: the words that no example holds, and so the
    languages, would be left behind. The additions are those of LoRA (Hu et al. 2021) to all linear layers of the
    body; a span head is trained whole.
    """
    if method == "full":
        words: torch.Tensor = model.get_input_embeddings().weight  # type: ignore[assignment]
        words.requires_grad_(len(words) <= _LARGE)
        return model
    from peft import LoraConfig, get_peft_model

    head = [name for name, _ in model.named_children() if name == _HEAD]
    config = LoraConfig(
        r=_RANK, lora_alpha=2 * _RANK, target_modules="all-linear", exclude_modules=head, modules_to_save=head
    )
    return cast("PreTrainedModel", get_peft_model(model, config))


def merged(model: PreTrainedModel) -> PreTrainedModel:
    """An ordinary model again: the additions, where there are any, are added to its weights."""
    whole = getattr(model, "merge_and_unload", lambda: model)()
    return cast("PreTrainedModel", whole)


def save_adapter(model: PreTrainedModel, base: str, output: Path) -> None:
    """Write the additions alone, as peft does, in 16 bits: a folder that is used with ``base`` and is no model itself.

    Args:
        model: as :func:`prepare` made it for "adapter".
        base: what it was made from, as the caller named it.
        output: folder.
    """
    whole = cast("PeftModel", model)
    whole.peft_config[whole.active_adapter].base_model_name_or_path = base
    for value in whole.parameters():
        if value.requires_grad:
            value.data = value.data.half()
    # Told that the vocabulary is the base's, peft does not ask a hub for the base.
    whole.save_pretrained(str(output), save_embedding_layers=False)
    (output / "README.md").unlink()  # a form to fill in; a version gets a card
