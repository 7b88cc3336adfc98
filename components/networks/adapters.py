"""Low-rank adapters of peft (Hu et al. 2021, "LoRA") on a network that stays as it is, one for each language."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from polycite.components.errors import ModelError
from polycite.components.models import content, load, locate
from polycite.components.networks.deployed import RECORD
from polycite.components.networks.onnx_network import has_onnx
from polycite.components.networks.quantization import is_int8

if TYPE_CHECKING:
    import torch

FILE = "adapter_config.json"
"""What peft calls the file that says what an adapter is and was made for."""
_BASE = "base_model_name_or_path"
_NUMBER = re.compile(r"\d+")


def is_adapter(name: str) -> bool:
    """Whether ``name`` is the folder of an adapter, or a deployed one; a whole model has no such file."""
    return (Path(locate(name)) / FILE).is_file()


def base_of(adapter: str) -> str:
    """The model that the adapter in a folder was made for, as whoever made it wrote it.

    Raises:
        ModelError: the folder does not say.
    """
    file = Path(locate(adapter)) / FILE
    try:
        return str(json.loads(file.read_bytes())[_BASE])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{file} does not say what the adapter was made for.", "Give the folder that `polycite adapt` wrote."
        ) from error


def adapted(network: torch.nn.Module, model: str, adapter: str) -> Any:
    """A network that computes ``network`` and the adapter, and shares every weight with it.

    It is another tree of modules over the same tensors, so the one that was given computes what it always did, and
    threads may call the two and any number of others at once: there is none to switch on or off.

    Args:
        network: of the base, loaded.
        model: the name it was loaded by.
        adapter: a folder, a Hugging Face name, or ``deployed/<kind>``.

    Raises:
        ModelError: peft is not installed, the base is computed in 8 bits or by ONNX Runtime, or the adapter cannot
            be loaded or was made for another base.
    """
    if has_onnx(locate(model)) or is_int8(locate(model)):
        form = "by ONNX Runtime" if has_onnx(locate(model)) else "in 8 bits"
        raise ModelError(
            f"The reader {model!r} is computed {form}, where the adapter {adapter!r} cannot be added.",
            "Let the setting reader name the model that it was exported from; or leave reader_adapters out.",
        )
    try:
        import peft
    except ImportError:
        raise ModelError(
            f"The adapter {adapter!r} needs peft, which is not installed.", "Install it: pip install 'polycite[train]'"
        ) from None
    config = load(peft.PeftConfig.from_pretrained, adapter)
    _check_base(adapter, str(config.base_model_name_or_path), model)
    if config.peft_type != peft.PeftType.LORA:
        raise ModelError(
            f"The adapter {adapter!r} is of the kind {config.peft_type}.", "Use one of low-rank additions (LoRA)."
        )
    weights = load(peft.load_peft_weights, adapter, device="cpu")
    config.inference_mode = True
    # Tensors that are noted as copied already are not copied.
    shared = {id(tensor): tensor for tensor in (*network.parameters(), *network.buffers())}
    try:
        whole = peft.PeftModel(copy.deepcopy(network, shared), config)
        missing: Any = peft.set_peft_model_state_dict(whole, weights)
    except (ValueError, RuntimeError, KeyError) as error:  # no such modules, or of other sizes
        raise _other_base(adapter, model, f"its weights do not fit: {str(error).splitlines()[0]}") from error
    lacking = set(peft.get_peft_model_state_dict(whole, save_embedding_layers=False)) - set(weights)
    if lacking or missing.unexpected_keys or _left_out(network, config.target_modules):
        raise _other_base(adapter, model, "it is of another number of layers")
    # Additions come in the type they were learnt in, and the base's is what is computed in.
    return whole.to(next(network.parameters()).dtype).eval()


def _left_out(network: torch.nn.Module, changed: Collection[str] | None) -> bool:
    """Whether ``network`` has a layer like those that are changed, and which is not.

    peft writes whole names of modules ("encoder.layer.0.output.dense") where it was told to change all; in a deeper
    network it finds these and leaves the further layers as they are, and says nothing. Ends of names, or a pattern
    of them, it finds in every layer.
    """
    if changed is None or isinstance(changed, str):
        return False
    alike = {_NUMBER.sub("", name) for name in changed if "." in name}
    return any(_NUMBER.sub("", name) in alike and name not in changed for name, _ in network.named_modules())


def _check_base(adapter: str, named: str, model: str) -> None:
    """Compare what the adapter was made for with ``model`` by their content, as far as both can be known."""
    made_for, given = _recorded(adapter) or _content(named), _content(model)
    if made_for and given and made_for != given:
        raise _other_base(adapter, model, f"it was made for {named!r}, whose weights are others")


def _recorded(adapter: str) -> str:
    """The content of the base as it was when a version was made; "" for an adapter that is no version."""
    try:
        return str(json.loads((Path(locate(adapter)) / RECORD).read_bytes())["base_content"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _content(name: str) -> str:
    try:
        return content(name)
    except ModelError:  # such a name means nothing here
        return ""


def _other_base(adapter: str, model: str, reason: str) -> ModelError:
    return ModelError(
        f"The adapter {adapter!r} does not belong to the reader {model!r}: {reason}.",
        "Let the setting reader name the model that it was made for, or make it anew: "
        "`polycite adapt --method adapter --base ...`.",
    )
