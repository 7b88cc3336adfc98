from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

from polycite.pipeline.training.memory import keep_freed_memory

_FAULTS = """
import resource
import numpy as np
from polycite.pipeline.training.memory import keep_freed_memory
if {kept}:
    keep_freed_memory()
def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt
np.ones(8_000_000)
before = faults()
for _ in range(20):
    np.ones(8_000_000)
print(faults() - before)
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallopt"), reason="not glibc")
def test_memory_that_is_asked_for_again_is_not_filled_with_zeros_again() -> None:
    def faults(kept: bool) -> int:
        return int(subprocess.check_output([sys.executable, "-c", _FAULTS.format(kept=kept)]))

    assert faults(True) < faults(False) / 2


def test_another_c_library_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())
    keep_freed_memory()
