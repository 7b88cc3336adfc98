from __future__ import annotations

import json

import pytest

from polycite.pipeline.service.access.json_checks import check_json


@pytest.mark.parametrize("data", ['"\\ud800"', '{"\\udfff": 1}', '[["a\\udc00b"]]', "[" * 33 + "]" * 33])
def test_what_nothing_can_hold_is_refused(data: str) -> None:
    with pytest.raises(ValueError):
        check_json(json.loads(data))


@pytest.mark.parametrize("data", ['"\\ud83d\\ude00"', '{"a": [null, 1, true, "ü"]}', "[" * 32 + "]" * 32])
def test_what_documents_say_passes(data: str) -> None:
    check_json(json.loads(data))
