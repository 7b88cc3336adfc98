import dataclasses
from collections import Counter
from collections.abc import Iterator
from typing import Any

from polycite.eval.predictions.prediction_parts import Cited
from polycite.eval.report.contents import Contents
from polycite.eval.report.failures import failures


def marked(record: dict[str, Any], letter: str) -> Iterator[str]:
    for document in record["documents"]:
        for _, _, flat in document.get("excerpts", []):
            yield "".join(text for text, kinds in zip(flat[::2], flat[1::2], strict=True) if letter in kinds)


def test_gold_and_cited_spans_are_marked_in_every_language(run: Contents) -> None:
    records, number = failures(run)
    assert number == len(records) == sum(bool(row.failure) for row in run.columns[0].rows)
    seen = set()
    for record in records:
        seen.add(record["passage_language"])
        if record["right"]:
            assert [text for text, *_ in record["right"]] == list(filter(None, marked(record, "g")))
        for cited in record["cited"]:
            assert cited["holds"]
            assert cited["quote"][0] in "".join(marked(record, "c"))
    assert {"ar", "hi", "th", "zh", "he"} <= seen


def test_excerpts_are_the_text_at_their_offsets(run: Contents) -> None:
    originals = run.columns[0].originals
    for record in failures(run)[0]:
        for document in record["documents"]:
            for start, end, flat in document["excerpts"]:
                assert "".join(flat[::2]) == originals[document["id"]].text[start:end]
                assert end - start <= document["length"]


def test_directions_and_tags_come_with_the_text(run: Contents) -> None:
    shown = {d["language"]: (d["lang"], d["dir"]) for r in failures(run)[0] for d in r["documents"]}
    assert shown["ar"] == ("ar", "rtl")
    assert shown["ur"] == ("ur", "rtl")
    assert shown["th"] == ("th", "ltr")


def test_a_quote_that_is_off_by_one_is_shown_beside_what_stands_there(run: Contents) -> None:
    column = run.columns[0]
    row = next(row for row in column.rows if row.failure and row.passage_language == "th")
    cited = row.prediction.citations[0]
    moved = dataclasses.replace(cited, start=cited.start - 1, end=cited.end - 1)
    missing = Cited("no/such", 0, 3, "abc")
    outside = Cited(cited.original_id, 10**6, 10**6 + 3, "abc")
    wrong = dataclasses.replace(
        row, prediction=dataclasses.replace(row.prediction, citations=(moved, missing, outside))
    )
    (record,), _ = failures(Contents.of([wrong], run.metrics, {"batteries": column.originals}))
    text = column.originals[cited.original_id].text
    first, second, third = record["cited"]
    assert (first["holds"], first["reads"][0]) == (False, text[moved.start : moved.end])
    assert second["holds"] is None
    assert third["holds"] is False
    assert [document.get("missing", False) for document in record["documents"]] == [False, True]


def test_of_too_many_no_language_and_no_mode_is_crowded_out(run: Contents) -> None:
    rows = [row for row in run.columns[0].rows if row.failure]
    crowd = [row for row in rows if row.language == "ur"] * 50
    many = Contents.of([*crowd, *rows], run.metrics)
    kinds = {(row.language, row.failure) for row in rows}
    records, number = failures(many, most=len(kinds))
    assert number == len(crowd) + len(rows)
    counted = Counter((record["language"], record["mode"]) for record in records)
    assert set(counted) == kinds
    assert set(counted.values()) == {1}
