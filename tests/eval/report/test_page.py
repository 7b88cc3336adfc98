import base64
import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from polycite.eval.report.contents import Contents
from polycite.eval.report.page import page
from polycite.eval.scoring.failures import RULES


@pytest.fixture(scope="module")
def html(run: Contents) -> str:
    return page(run, dict(RULES))


def test_nothing_is_loaded_and_only_the_page_s_own_script_and_style_may_run(html: str) -> None:
    parsed = LexborHTMLParser(html)
    policy = parsed.css_first('meta[http-equiv="Content-Security-Policy"]').attributes["content"] or ""
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for name, css in (("style", "style"), ("script", "script:not([type])")):
        (own,) = parsed.css(css)
        digest = base64.b64encode(hashlib.sha256(own.text().encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert not parsed.css("img, link, iframe, object, embed, [src], [style], [onclick], [onerror]")
    assert all((a.attributes["href"] or "").startswith("#") for a in parsed.css("a"))
    assert not re.search(r"url\(|@import|fetch\(|XMLHttpRequest|innerHTML|https?://", parsed.css_first("style").text())
    assert not re.search(r"fetch\(|XMLHttpRequest|innerHTML|https?://", parsed.css_first("script:not([type])").text())


def test_every_text_of_documents_is_text(html: str) -> None:
    parsed = LexborHTMLParser(html)
    assert len(parsed.css("script")) == 2
    records = json.loads(parsed.css_first("#failure-data").text())
    assert any("</script><img" in record["question"][0] for record in records)


def test_weak_groups_are_named_first_and_marked_by_a_sign(html: str, run: Contents) -> None:
    parsed = LexborHTMLParser(html)
    table = next(t for t in parsed.css("#summary table") if "Weak" in t.css_first("caption").text())
    assert all("▼" in row.css_first("th").text() for row in table.css("tbody tr"))
    bars = parsed.css_first("#languages table")
    languages = [row.css_first("th code").text() for row in bars.css("tbody tr")]
    assert languages == list(run.languages)
    assert "▼" in bars.css_first("tbody th").text()
    assert len(bars.css("tbody line.whisker")) == 3 * len(languages)


def test_the_heatmap_has_a_cell_for_each_pair(html: str, run: Contents) -> None:
    heat = LexborHTMLParser(html).css_first("table.heat")
    shaded = [cell for cell in heat.css("tbody td") if "empty" not in (cell.attributes.get("class") or "")]
    assert len(shaded) == len(run.columns[0].scores.by_pair)
    assert "†" in heat.text()


def test_tables_can_be_read_aloud(html: str) -> None:
    parsed = LexborHTMLParser(html)
    for table in parsed.css("table"):
        assert table.css_first("caption").text().strip()
        assert all(cell.attributes.get("scope") in ("col", "row") for cell in table.css("th"))
    assert all(svg.attributes.get("aria-hidden") == "true" or svg.css_first("title") for svg in parsed.css("svg"))


def test_two_systems_stand_side_by_side(two_systems: Contents) -> None:
    parsed = LexborHTMLParser(page(two_systems))
    assert [th.text() for th in parsed.css_first("#summary table").css("thead th")[2:]] == ["reader A", "reader B"]
    assert len(parsed.css("#confidence figure")[0].css("polyline")) == 2
    assert len(parsed.css('[data-view="pairs"][data-number="0"] table.heat')) == 2
    assert "reader B" in parsed.css_first("#latency").text()


def test_the_steps_of_the_waterfall_follow_one_another(html: str) -> None:
    table = LexborHTMLParser(html).css_first("#latency table")
    assert [row.css_first("th").text() for row in table.css("tbody tr")] == ["retriever", "reader", "the rest"]
    steps = [rect.attributes for rect in table.css("tbody rect")]
    ends = [float(step["x"][:-1]) + float(step["width"][:-1]) for step in steps]  # type: ignore[index]
    starts = [float(step["x"][:-1]) for step in steps]  # type: ignore[index]
    assert starts == pytest.approx([0, *ends[:-1]], abs=0.02)
    assert ends[-1] == pytest.approx(100, abs=0.02)


def test_a_run_that_only_searched_has_a_page_too(run: Contents) -> None:
    from polycite.eval.metrics.ranking import Recall
    from polycite.eval.scoring.rows import Row

    rows = [Row(row.question, type(row.prediction)(row.id), {"R@5": 1.0}) for row in run.columns[0].rows[:3]]
    parsed = LexborHTMLParser(page(Contents.of(rows, [Recall(5)])))
    assert parsed.css_first("#confidence") is None
    assert parsed.css_first("#latency") is None
    assert "No question failed" in parsed.css_first("#failures").text()


@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs a browser")
def test_in_a_browser_a_failure_is_drawn_with_its_marks_and_nothing_hostile_runs(html: str, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text(html, "utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=5000", "--dump-dom",
               f"--user-data-dir={tmp_path / 'profile'}", (tmp_path / "report.html").as_uri()]  # fmt: skip
    done = subprocess.run(command, capture_output=True, timeout=120, check=True)
    parsed = LexborHTMLParser(done.stdout.decode("utf-8"))
    record = json.loads(parsed.css_first("#failure-data").text())[0]
    article = parsed.css_first("#failure")
    assert article.css_first(".question").text() == record["question"][0]
    assert article.css_first("mark.m-g").text() == record["right"][0][0]
    assert "".join(m.text() for m in article.css("mark.m-c")) == record["cited"][0]["quote"][0]
    passage = article.css_first(".passage .text")
    assert passage.text() == "".join(record["documents"][0]["excerpts"][0][2][::2])
    assert passage.attributes["dir"] == record["documents"][0]["dir"]
    assert not parsed.css("img")
