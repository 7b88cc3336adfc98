"""A network in an ONNX file, called like the PyTorch one that it was exported from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from polycite.components.errors import ModelError

if TYPE_CHECKING:
    import torch

FILE = "model.onnx"
"""What is looked for in a model's folder; ``optimum-cli export onnx`` calls it the same."""


def has_onnx(folder: str) -> bool:
    """Whether the model in ``folder`` is to be run by ONNX Runtime."""
    return (Path(folder) / FILE).is_file()


def onnx_network(folder: str) -> torch.nn.Module:
    """The network in ``folder``, on the processor with as many threads as torch has.

    It takes and gives torch tensors by name (``input_ids``, ... to ``start_logits``, ``last_hidden_state``, ...);
    an input that the tokenizer does not make (segments) is all zeros, one that the network does not know is left out.

    Raises:
        ModelError: ONNX Runtime is not installed, or cannot read the file.
    """
    import torch
    from transformers.utils.generic import ModelOutput

    session = _session(Path(folder) / FILE, torch.get_num_threads())
    inputs = [one.name for one in session.get_inputs()]
    outputs = [one.name for one in session.get_outputs()]

    class OnnxNetwork(torch.nn.Module):
        def forward(self, input_ids: torch.Tensor, **others: Any) -> Any:
            given = {"input_ids": input_ids, **others}
            feed = {name: given.get(name, torch.zeros_like(input_ids)).numpy() for name in inputs}
            values = session.run(outputs, feed)
            named = dict(zip(outputs, map(torch.from_numpy, values), strict=True))
            return ModelOutput(**named)  # type: ignore[no-untyped-call]

    return OnnxNetwork()


def _session(file: Path, threads: int) -> Any:
    try:
        import onnxruntime
    except ImportError:
        raise ModelError(
            f"{file} is run by ONNX Runtime, which is not installed.", "Install it: pip install polycite[onnx]"
        ) from None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # Threads that wait by spinning take the processor from the models beside it.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # its errors share no class of their own
        raise ModelError(
            f"{file} cannot be read by ONNX Runtime: {str(error).splitlines()[0]}", "Export the model again."
        ) from error
