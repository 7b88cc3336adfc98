"""Engines by the names that settings and the command line give them."""

from __future__ import annotations

import pytest

from polycite.components.errors import SettingsError
from polycite.components.translators.choosing import choose


@pytest.mark.parametrize(
    ("spec", "names"),
    [
        ("auto", ["apertium"]),
        ("none", []),
        ("apertium", ["apertium"]),
        ("facebook/nllb-200-distilled-600M", ["facebook/nllb-200-distilled-600M"]),
        ("models/mine#de-en, auto", ["models/mine#de-en", "apertium"]),
        ("models/mine#zh-hant-en", ["models/mine#zh-hant-en"]),
        ("ctranslate2:models/mine#de-en", ["ctranslate2:models/mine#de-en"]),
        ("chat:http://localhost:8000/v1#qwen3:8b", ["chat:http://localhost:8000/v1#qwen3:8b"]),
        (["shipped/translator", "auto"], ["shipped/translator", "apertium"]),
    ],
)
def test_every_name_makes_its_engine_and_the_engine_bears_it(spec: str | list[str], names: list[str]) -> None:
    engines = choose(spec)
    assert [engine.name for engine in engines] == names
    assert [engine.name for engine in choose([engine.name for engine in engines])] == names


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("chat:localhost:8000#m", "Write it as chat:http"),
        ("chat:http://localhost:8000/v1", "Write it as chat:http"),
        ("models/mine#german", "models/mine#de-en"),
        ("models/mine#de-xx", "'xx' is not the code"),
    ],
)
def test_a_name_that_cannot_be_read_is_said_with_how_to_write_it(spec: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        choose(spec)
