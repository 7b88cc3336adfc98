"""Support by words and vectors, with the shipped models."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.claims.support import Claim, Support, WordSupport

JUDGE = WordSupport()
WARRANTY = ("Die Garantie auf den Router beträgt 24 Monate ab dem Kaufdatum.", "de")
SPLIT = ("Der Mieter haftet für Schäden, der Vermieter für Reparaturen am Dach.", "de")


def judged(text: str, language: str, *evidence: tuple[str, str]) -> Support:
    return JUDGE.judge([Claim(text, language, evidence)])[0]


@pytest.mark.parametrize(
    ("language", "claim", "evidence"),
    [
        ("en", "The warranty on the router is 24 months from the date of purchase.", WARRANTY),
        ("de", "Die Garantie auf den Router beträgt 24 Monate.", WARRANTY),
        ("de", "Der Mieter haftet für Schäden.", SPLIT),
        ("fr", "L'envoi est gratuit pour les commandes de plus de 60 euros.",
         ("El envío es gratuito para pedidos superiores a 60 euros.", "es")),
    ],
)  # fmt: skip
def test_what_the_evidence_says_in_any_language_is_supported(
    language: str, claim: str, evidence: tuple[str, str]
) -> None:
    support = judged(claim, language, evidence)
    assert support.holds
    assert support.score > 0.7


@pytest.mark.parametrize(
    ("language", "claim", "evidence", "objection"),
    [
        ("en", "The warranty on the router is not 24 months from the date of purchase.", WARRANTY, "denies"),
        ("de", "Der Mieter haftet für Reparaturen am Dach.", SPLIT, "stand apart"),
        ("de", "Der Vermieter haftet für Schäden, der Mieter für Reparaturen am Dach.", SPLIT, "stand apart"),
        ("en", "The battery must not be charged above 0 °C.",
         ("The battery must not be charged below 0 °C.", "en"), "contrary"),
        ("es", "La batería grande pesa 12 kg y la pequeña 20 kg.",
         ("La batería pequeña pesa 12 kg y la grande 20 kg.", "es"), "stand apart"),
        ("en", "The small battery weighs 20 kg and the large one weighs 12 kg.",
         ("La batería pequeña pesa 12 kg y la grande pesa 20 kg.", "es"), "numbers"),
    ],
)  # fmt: skip
def test_the_same_words_that_say_something_else_are_refused_with_the_reason(
    language: str, claim: str, evidence: tuple[str, str], objection: str
) -> None:
    support = judged(claim, language, evidence)
    assert not support.holds
    assert objection in support.objection


@pytest.mark.parametrize(
    ("language", "claim"),
    [
        ("en", "The warranty on the router covers water damage."),
        ("de", "Die Garantie auf den Akku beträgt 24 Monate ab dem Kaufdatum."),
        ("en", "Yes."),
        ("en", ""),
        ("ru", "Суп пахнет чесноком."),
    ],
)
def test_other_words_are_no_support(language: str, claim: str) -> None:
    assert not judged(claim, language, WARRANTY).holds


def test_a_claim_may_rest_on_two_sentences() -> None:
    evidence = (("Die Anmeldung ist bis zum 15. März möglich.", "de"), ("Die Teilnahme kostet 35 Euro.", "de"))
    claim = "Registration is possible until 15 March and participation costs 35 euros."
    assert judged(claim, "en", *evidence).holds
    assert not judged(claim, "en", evidence[0]).holds


def test_empty_evidence_and_unknown_languages_are_no_support_and_no_error() -> None:
    assert not judged("Anything at all.", "en", ("", "en")).holds
    assert not judged("Anything at all.", "en", ("…", "xx")).holds
    assert JUDGE.judge([]) == []


PIECES = st.sampled_from(
    [
        "24 Monate",
        "the",
        "not",
        "Garantie",
        "router",
        ",",
        "; ",
        " ",
        "und",
        "E-16",
        "5 kg",
        "3. Mai 2025",
        "。",
        "不",
        "保修期",
        "x",
        "é",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=8).map(" ".join), st.text(max_size=20))


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=3), st.sampled_from(["en", "de", "zh", None]))
def test_any_text_gets_a_verdict(text: str, evidence: list[str], language: str | None) -> None:
    [support] = JUDGE.judge([Claim(text, language, tuple((one, "de") for one in evidence))])
    assert 0 <= support.score <= 1
