import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console
from tokenizers import Tokenizer, models, pre_tokenizers

from polycite.components.errors import LoadingError, ModelError
from polycite.eval.datasets.bitext import Bitext
from polycite.eval.datasets.squad import load_squad
from polycite.eval.tokens import TokenEfficiency, contexts, correlation, load_tokenizer, report, token_efficiency


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A tokenizer of whole words that knows two Thai letters and five English words."""
    words = ["[UNK]", "the", "lamp", "is", "on", "off", "ไฟ", "ปิด"]
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.enable_truncation(2)
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    return tmp_path


PARALLEL = {
    "th": Bitext("th", ("ไฟ ปิด", "ไฟ เปิด"), ("the lamp is off", "the lamp is on")),
    "zh": Bitext("zh", ("灯 关 了 吗 你 好",), ("the lamp is off",)),
}


def test_fertility_unknown_and_characters_by_hand(folder: Path) -> None:
    found = token_efficiency(load_tokenizer(str(folder)), PARALLEL)
    assert found["th"] == TokenEfficiency(fertility=4 / 8, unknown=1 / 4, characters=13 / 4, texts=2)
    assert (found["zh"].fertility, found["zh"].unknown) == (6 / 4, 1.0)
    # Each English sentence once, and not cut at the tokenizer's own limit.
    assert (found["en"].fertility, found["en"].unknown, found["en"].texts) == (1.0, 0.0, 2)


def test_the_shipped_tokenizer_and_a_unigram_unknown() -> None:
    found = token_efficiency(load_tokenizer("shipped/retriever"), {"hi": Bitext("hi", ("दीपक चमकता है",), ("A lamp",))})
    assert found["hi"].fertility > 0
    assert found["hi"].unknown == 0.0


def test_no_tokenizer_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        load_tokenizer(str(tmp_path))


def test_contexts_of_parallel_squad_files(tmp_path: Path) -> None:
    for language, text in (("en", "the lamp is on"), ("th", "ไฟ เปิด")):
        row = {"id": "1", "context_id": "c", "context": text, "question": "?", "answers": []}
        (tmp_path / f"{language}.jsonl").write_text(json.dumps(row), "utf8")
    assert contexts(load_squad(tmp_path)) == {"th": Bitext("th", ("ไฟ เปิด",), ("the lamp is on",))}
    (tmp_path / "en.jsonl").unlink()
    with pytest.raises(LoadingError, match="no English"):
        contexts(load_squad(tmp_path))


def efficiencies(**fertility: float) -> dict[str, TokenEfficiency]:
    return {code: TokenEfficiency(value, 0.0, 4.0, 10) for code, value in fertility.items()}


def test_correlation_with_quality_by_hand() -> None:
    measured = efficiencies(en=1.0, de=1.2, ar=1.3, hi=1.5, th=1.6)
    found = correlation(measured, {"en": 0.9, "de": 0.8, "ar": 0.7, "hi": 0.6, "th": 0.5})
    assert (found.rho, found.n, found.warning) == (pytest.approx(-1.0), 5, "")
    # Two of the 120 orders are as extreme.
    assert found.p == pytest.approx(2 / 120)
    # Ranks 1 2 3 4 5 against 4 5 2 3 1: d² = 9 + 9 + 1 + 1 + 16 = 36, rho = 1 - 6·36/120
    assert correlation(measured, {"en": 0.4, "de": 0.5, "ar": 0.2, "hi": 0.3, "th": 0.1}).rho == pytest.approx(-0.8)


def test_few_languages_are_warned_of_and_equal_ones_have_no_correlation() -> None:
    few = correlation(efficiencies(en=1.0, de=1.2, ar=1.3), {"en": 0.9, "de": 0.5, "ar": 0.1, "zh": 0.2})
    assert (few.n, few.rho) == (3, pytest.approx(-1.0))
    assert "only 3 languages" in few.warning
    same = correlation(efficiencies(a=1.0, b=1.1, c=1.2, d=1.3, e=1.4), dict.fromkeys("abcde", 0.5))
    assert same.rho is None
    assert same.warning


def test_report_puts_the_language_of_the_most_tokens_first_and_tells_the_correlation(folder: Path) -> None:
    (folder / "th.tsv").write_text("the lamp is off\tไฟ ปิด\n", "utf8")
    (folder / "zh.tsv").write_text("the lamp is off\t灯 关 了 吗 你 好\n", "utf8")
    found = report(folder, str(folder), {"th": 0.5, "zh": 0.1, "en": 0.3})
    assert found.to_dict()["metrics"]["by_language"]["zh"]["fertility"] == 1.5
    console = Console(width=120, record=True, file=io.StringIO())
    console.print(found.table())
    printed = console.export_text()
    assert printed.index(" zh ") < printed.index(" en ") < printed.index(" th ")
    assert "ρ = -1.00" in found.notes[0]
    assert "only 3 languages" in found.notes[0]


def test_no_torch_is_imported(folder: Path) -> None:
    code = (
        "import sys; from polycite.eval.experiments import learning_curve; "
        "from polycite.eval.scoring import fairness, significance, slices; "
        f"from polycite.eval.tokens import load_tokenizer; load_tokenizer({str(folder)!r}); "
        "sys.exit(any(name in sys.modules for name in ('torch', 'transformers', 'haystack')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
