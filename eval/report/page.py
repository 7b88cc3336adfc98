"""The report as one HTML file that loads nothing."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from polycite.eval.report.browser import browser
from polycite.eval.report.contents import Contents
from polycite.eval.report.languages import languages
from polycite.eval.report.latency import latency
from polycite.eval.report.markup import Html, element, joined
from polycite.eval.report.pairs import pairs
from polycite.eval.report.provenance import provenance
from polycite.eval.report.reliability import reliability
from polycite.eval.report.slices import slices
from polycite.eval.report.summary import summary

_PARTS = {
    "summary": "Summary",
    "languages": "Languages",
    "pairs": "Pairs",
    "confidence": "Confidence",
    "latency": "Latency",
    "failures": "Failures",
    "slices": "Slices",
    "run": "The run",
}


def page(contents: Contents, rules: dict[str, str] | None = None) -> str:
    """The page: summary, languages, pairs, confidence, latency, failures, slices, the run.

    Text of documents is written escaped or, in the browser of failures, by ``textContent``; the page's policy allows
    no script and no style but its own, named by their hashes, and no request at all.

    Args:
        contents: what is shown.
        rules: how a failure is sorted, by failure mode.
    """
    style, script = Html(_asset("report.css")), Html(_asset("report.js"))
    made = {
        "summary": summary(contents),
        "languages": languages(contents),
        "pairs": pairs(contents),
        "confidence": reliability(contents),
        "latency": latency(contents),
        "failures": browser(contents, rules or {}),
        "slices": slices(contents),
        "run": provenance(contents),
    }
    links = [element("a", _PARTS[name], href=f"#{name}") for name, part in made.items() if part is not None]
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="generator", content="polycite"),
        element("title", contents.title),
        element("style", style),
    )
    body = element(
        "body",
        element("a", "Skip to the figures", href="#summary", class_="skip"),
        element(
            "header",
            element("h1", contents.title, dir="auto"),
            element("nav", *links, aria_label="Parts of the report"),
            element("button", "Theme: auto", type="button", id="theme", hidden=True),
        ),
        element("main", *made.values()),
        element("footer", "Made by polycite. Offsets are half-open and count Unicode code points of the original."),
        element("script", script),
    )
    return joined(Html("<!doctype html>"), element("html", head, body, lang="en"))


def _asset(name: str) -> str:
    return (files("polycite.eval.report") / "assets" / name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
