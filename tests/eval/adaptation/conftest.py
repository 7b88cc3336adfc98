from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def tiny_reader(tmp_path_factory: pytest.TempPathFactory, save_tiny: Callable[..., None]) -> Path:
    """A span head on one untrained layer, with the shipped retriever's tokenizer."""
    folder = tmp_path_factory.mktemp("tiny_reader")
    save_tiny(folder, "BertForQuestionAnswering", hidden_size=16, intermediate_size=16)
    return folder
