import pytest

from polycite.eval.report.scripts import direction, tag, title
from polycite.eval.report.written import written, written_interval


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("F1", 0.6785, "0.678"),
        ("quote fidelity", 0.99999, "0.999"),
        ("quote fidelity", 1.0, "1.000"),
        ("quote fidelity", 0.29, "0.290"),
        ("p95 ms", 1234.5, "1,234"),
        ("questions", 12.0, "12"),
        ("boundary error", 3.25, "3.2"),
        ("gap", -0.25, "−0.250"),
        ("F1", None, "–"),
        ("F1", float("nan"), "–"),
    ],
)
def test_figures_as_text(name: str, value: float | None, shown: str) -> None:
    assert written(name, value) == shown


def test_intervals() -> None:
    assert written_interval("F1", (0.1, 0.25)) == "0.100 to 0.250"
    assert written_interval("F1", None) == ""


def test_how_languages_are_shown() -> None:
    assert [direction(code) for code in ("ar", "he", "ur", "fa", "dv")] == ["rtl"] * 5
    assert [direction(code) for code in ("en", "hi", "th", "zh", "zh-hant", "ks-deva")] == ["ltr"] * 6
    assert direction("") == "auto"
    assert (tag("zh-hant"), tag("pt"), tag("")) == ("zh-Hant", "pt", None)
    assert (title("th"), title("xyz")) == ("Thai", "xyz")
