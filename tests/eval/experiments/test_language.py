import io
import json
from collections import Counter
from pathlib import Path

import pytest
from rich.console import Console

from polycite.components.errors import LoadingError
from polycite.components.languages.language_codes import SUPPORTED
from polycite.components.languages.language_evidence import gather
from polycite.components.languages.language_identification import WEIGHTS, LanguageIdentifier
from polycite.components.text.graphemes import is_boundary
from polycite.eval.experiments.language import LanguageReport, LanguageRow, SpanFigures, load_texts, report
from polycite.eval.experiments.language_weights import START, cross_validated

TEXTS = load_texts()


def test_the_labelled_set_is_as_large_and_as_mixed_as_promised() -> None:
    kinds = Counter(kind for text in TEXTS for kind in text.kinds)
    assert len(TEXTS) >= 340
    assert len({text.language for text in TEXTS}) >= 22
    assert kinds["code-switched"] >= 60
    assert kinds["misspelt"] >= 30
    assert kinds["hard"] >= 30
    assert len({text.id for text in TEXTS}) == len(TEXTS) == len({text.text for text in TEXTS})


def test_languages_and_spans_of_the_labelled_set_hold() -> None:
    for text in TEXTS:
        assert text.language in SUPPORTED, text.id
        position = 0
        for span in text.spans:
            quote = text.text[span.start : span.end]
            assert position <= span.start < span.end <= len(text.text), text.id
            assert quote == quote.strip(), text.id
            assert is_boundary(text.text, span.start), text.id
            assert is_boundary(text.text, span.end), text.id
            assert span.language in SUPPORTED, text.id
            assert span.language != text.language, text.id
            position = span.end
        assert bool(text.spans) >= ("code-switched" in text.kinds), text.id


@pytest.fixture(scope="module")
def some() -> LanguageReport:
    return report(TEXTS[::6])


def test_ours_is_at_least_as_accurate_as_the_best_library(some: LanguageReport) -> None:
    overall = some.groups[0]
    best = max(share for name, share in overall.accuracy.items() if name != "polycite" and share is not None)
    assert overall.group == "overall"
    assert (overall.accuracy["polycite"] or 0.0) >= best
    assert (overall.accuracy["polycite"] or 0.0) > 0.95


def test_spans_and_confidence_can_be_believed(some: LanguageReport) -> None:
    assert all(row.f1 > 0.85 for row in some.spans)
    assert some.calibration_error < 0.05


def test_the_report_is_plain_json_and_a_table(some: LanguageReport) -> None:
    data = json.loads(json.dumps(some.to_dict()))
    assert data["groups"][0]["accuracy"].keys() >= {"polycite", "py3langid", "langdetect", "lingua"}
    assert {row["group"] for row in data["groups"]} >= {"core", "code-switched", "misspelt", "split test"}
    output = io.StringIO()
    Console(width=120, file=output).print(some.table())
    text = output.getvalue()
    assert "code-switched" in text
    assert "calibration error" in text


def test_a_system_that_is_not_installed_leaves_its_cells_empty() -> None:
    row = LanguageRow("de", 2, {"polycite": 0.5, "lingua": None})
    table = LanguageReport((row,), (row,), (SpanFigures("test", 1.0, 1.0, 1.0),), 0.0).table()
    assert list(table.columns[-1].cells) == ["", ""]


def test_the_shipped_weights_are_those_of_the_whole_split() -> None:
    """Weights that were fitted to fewer texts lie near the shipped ones: these are no accident of one text."""
    fit = [text for text in TEXTS if text.split == "fit"][::5]
    evidence = [gather(text.text, SUPPORTED) for text in fit]
    fitted = cross_validated(evidence, [text.language for text in fit])[0]
    assert WEIGHTS.keys() == START.keys()
    for name, value in zip(WEIGHTS, fitted, strict=True):
        assert value == pytest.approx(WEIGHTS[name], abs=0.6), name


@pytest.mark.parametrize(
    "line",
    [
        "{",
        '{"id": "a", "text": "abc", "language": "de", "kinds": []}',
        '{"id": "a", "text": "abc", "language": "de", "kinds": [], "spans": [[0, 9, "en"]]}',
        '{"id": "a", "text": "abc", "language": "de", "kinds": [], "spans": [[0, "en"]]}',
    ],
)
def test_a_wrong_row_is_named_by_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text('{"id": "b", "text": "x", "language": "de", "kinds": [], "spans": []}\n' + line, encoding="utf-8")
    with pytest.raises(LoadingError, match=r"texts\.jsonl, line 2"):
        load_texts(path)


def test_others_can_be_told_from_texts_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    row = {
        "id": "a",
        "text": "Wo ist mein shipping label?",
        "language": "de",
        "kinds": ["own"],
        "spans": [[12, 26, "en"]],
    }
    path.write_text(json.dumps(row), encoding="utf-8")
    (loaded,) = load_texts(path)
    assert LanguageIdentifier().detect(loaded.text).spans == loaded.spans
