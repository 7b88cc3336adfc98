"""A checkpoint's network as an ONNX file beside it."""

from __future__ import annotations

import contextlib
import io
import logging
import warnings
from pathlib import Path
from typing import Any

from polycite.components.errors import ModelError
from polycite.components.models import load
from polycite.components.networks.onnx_network import FILE

_LARGEST = 1_900_000_000  # bytes; a protobuf of more than two gigabytes cannot be written in one file
_OPERATORS = ["MatMul", "Gemm", "Gather"]  # linear layers and embeddings


def write_onnx(folder: Path, embedder: bool, quantize: bool = False) -> None:
    """Write the network of the checkpoint in ``folder`` to ``model.onnx`` in it, for batches of any size.

    Args:
        folder: the checkpoint.
        embedder: whether it is an encoder (giving ``last_hidden_state``) or a reader (``start_logits``,
            ``end_logits``).
        quantize: weights in 8 bits with a scale for each output, activations quantized call by call.

    Raises:
        ModelError: onnx, onnxscript or onnxruntime is not installed, or the network cannot be expressed.
    """
    try:
        import onnx  # noqa: F401
        import onnxruntime  # noqa: F401
        import onnxscript  # noqa: F401
    except ImportError as error:
        raise ModelError(f"To export to ONNX takes {error.name}.", "Install it: pip install polycite[onnx]") from None
    file = folder / FILE
    plain = folder / f"plain_{FILE}" if quantize else file
    large = _trace(folder, embedder, plain)
    if quantize:
        from onnxruntime.quantization import QuantType, quantize_dynamic

        with _silence():
            quantize_dynamic(
                plain,
                file,
                op_types_to_quantize=_OPERATORS,
                per_channel=True,
                weight_type=QuantType.QInt8,
                use_external_data_format=large,
                extra_options={"MatMulConstBOnly": True},
            )
        for path in folder.glob(f"{plain.name}*"):
            path.unlink()


def _trace(folder: Path, embedder: bool, file: Path) -> bool:
    """Write the network as it is; gives whether it was too large for one file."""
    import torch
    from transformers import AutoModel, AutoModelForQuestionAnswering, AutoTokenizer

    loader = AutoModel if embedder else AutoModelForQuestionAnswering
    outputs = ["last_hidden_state"] if embedder else ["start_logits", "end_logits"]
    network = load(loader.from_pretrained, str(folder), dtype=torch.float32).eval()
    tokenizer = load(AutoTokenizer.from_pretrained, str(folder))
    # Sizes of 1 would be taken for fixed ones, hence two texts.
    example = tokenizer(["a b c", "d e f"], ["g h i", "j k l"], padding=True, return_tensors="pt")
    names = [name for name in tokenizer.model_input_names if name in example]

    class Exported(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.network = network

        def forward(self, *values: torch.Tensor) -> tuple[Any, ...]:
            output = self.network(**dict(zip(names, values, strict=True)))
            return tuple(output[name] for name in outputs)

    shape = {0: torch.export.Dim("batch"), 1: torch.export.Dim("tokens")}
    large: bool = sum(p.numel() * p.element_size() for p in network.parameters()) > _LARGEST
    try:
        with _silence(), torch.inference_mode():
            torch.onnx.export(
                Exported(),
                tuple(example[name] for name in names),
                str(file),
                input_names=names,
                output_names=outputs,
                dynamic_shapes=(tuple(shape for _ in names),),
                dynamo=True,
                external_data=large,
                verbose=False,
            )
    except Exception as error:  # whatever the exporter meets in a network of its own kind
        raise ModelError(
            f"The network cannot be expressed in ONNX: {str(error).strip().splitlines()[0]}",
            "Export it as int8 or bfloat16.",
        ) from error
    return large


@contextlib.contextmanager
def _silence() -> Any:
    """Keep the exporters' reports to themselves."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
