"""One small store of our own texts in six languages, and a client of the service over it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from polycite.pipeline import CrossLingualQA, Settings
from polycite.pipeline.service.application import create_app
from polycite.pipeline.service.settings import ServiceSettings

ROWS = [
    {
        "id": "en/router",
        "text": "The router R-310 supports up to 64 devices. Hold the reset button for 10 seconds.",
        "language": "en",
    },
    {
        "id": "de/akku",
        "text": "Der Heimspeicher B-5 wiegt 58 kg. Er darf bei 0 bis 45 °C geladen werden.",
        "language": "de",
    },
    {
        "id": "ar/charger",
        "text": "يعمل الشاحن S-20 بجهد 230 فولت. مدة الضمان ثلاث سنوات من تاريخ الشراء.",
        "language": "ar",
    },
    {
        "id": "hi/camera",
        "text": "कैमरा C-7 की बैटरी आठ घंटे चलती है। इसे चार्ज होने में दो घंटे लगते हैं।",
        "language": "hi",
    },
    {
        "id": "th/lamp",
        "text": "โคมไฟ L-9 กันน้ำได้ลึกหนึ่งเมตร รับประกันสินค้าสองปี",
        "language": "th",
    },
    {
        "id": "zh/printer",
        "text": "打印机P-40每分钟可打印三十页。墨盒可以打印两千页。",
        "language": "zh",
    },
]


@pytest.fixture(scope="module")
def qa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CrossLingualQA]:
    folder = tmp_path_factory.mktemp("service") / "kb.polycite"
    with CrossLingualQA.open(folder, Settings(abstain_below=0.0)) as opened:
        report = opened.index_texts(ROWS)
        assert not report.failed
        yield opened


@pytest.fixture
def client(qa: CrossLingualQA) -> Iterator[TestClient]:
    with TestClient(create_app(qa, ServiceSettings()), raise_server_exceptions=False) as opened:
        yield opened
