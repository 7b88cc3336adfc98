"""``polycite eval metrics`` as a user meets it."""

from __future__ import annotations

import json

from click.testing import CliRunner, Result

from polycite.eval.metrics.catalogue import defaults, named
from polycite.pipeline.cli import cli


def metrics(*args: str) -> Result:
    return CliRunner().invoke(cli, ["eval", "metrics", *args])


def test_all_are_listed_with_what_is_better_and_what_they_are() -> None:
    shown = metrics()
    assert shown.exit_code == 0
    for name in named():
        assert name in shown.stdout
    assert "nDCG@10" in shown.stdout
    listed = json.loads(metrics("--json").stdout)
    assert [one["name"] for one in listed] == list(named())
    assert {name for one in listed for name in one["measured"]} == {metric.name for metric in defaults()}
    assert next(one for one in listed if one["name"] == "error")["better"] == "lower"


def test_one_is_defined_with_its_source() -> None:
    shown = metrics("language bias")
    assert shown.exit_code == 0
    assert "Singh and Joachims 2018" in " ".join(shown.stdout.split())
    assert "better: neither" in shown.stdout
    assert json.loads(metrics("answer recall@5000", "--json").stdout)["parameters"] == {"k": 5000}


def test_no_metric_of_that_name() -> None:
    result = metrics("nDGC@10")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Did you mean nDCG?" in result.stderr
    assert "Traceback" not in result.stderr
