"""One small store, indexed once, for the tests that ask of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from polycite.pipeline import CrossLingualQA, Settings

ROWS = [
    {
        "id": "de/akku",
        "text": "Der Heimspeicher B-5 wiegt 58 kg. Er darf bei 0 bis 45 °C geladen werden.",
        "language": "de",
    },
    {"id": "en/router", "text": "The router R-310 supports up to 64 devices. Hold the reset button for 10 seconds."},
    {"id": "es/envio", "text": "El envío tarda de 2 a 5 días laborables. Es gratuito a partir de 60 euros."},
    {"id": "ru/garantija", "text": "Гарантия на роутер R-330 действует 36 месяцев. Чек нужно сохранить."},
]


@pytest.fixture(scope="session")
def qa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CrossLingualQA]:
    folder: Path = tmp_path_factory.mktemp("qa") / "kb.polycite"
    with CrossLingualQA.open(folder, Settings(abstain_below=0.0)) as opened:
        report = opened.index_texts(ROWS)
        assert not report.failed
        yield opened
