from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory, save_tiny: Callable[..., None]) -> Path:
    """An encoder of one layer with the shipped retriever's tokenizer."""
    folder = tmp_path_factory.mktemp("tiny")
    save_tiny(folder, "BertModel")
    return folder
