"""Words are linked to the words that say the same, with and without an encoder, in any script."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.alignment.aligning import Signals, WordAligner
from polycite.components.alignment.sentence_alignment import Bead, beads
from polycite.components.alignment.word_links import itermax, mutual_argmax, transport_links
from polycite.components.translation.translation import SentencePair

ALIGNER = WordAligner()  # one for all, so that models and tables are read once

PAIRS = [
    ("Der Akku hält zehn Stunden.", "The battery lasts ten hours.", "de", "en",
     {("Akku", "battery"), ("hält", "lasts"), ("zehn", "ten"), ("Stunden", "hours")}),
    ("Аккумулятор работает десять часов.", "La batería dura diez horas.", "ru", "es",
     {("Аккумулятор", "batería"), ("десять", "diez"), ("часов", "horas")}),
    ("电池可以使用十个小时。", "बैटरी दस घंटे चलती है।", "zh", "hi", {("电池", "बैटरी"), ("十", "दस"), ("小时", "घंटे")}),
    ("แบตเตอรี่ใช้งานได้สิบชั่วโมง", "تدوم البطارية عشر ساعات.", "th", "ar",
     {("แบตเตอรี่", "البطارية"), ("สิบ", "عشر"), ("ชั่วโมง", "ساعات")}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "target", "ours", "theirs", "wanted"), PAIRS, ids=[f"{ours}-{theirs}" for _, _, ours, theirs, _ in PAIRS]
)
@pytest.mark.parametrize("signals", ["combined", "embeddings"])
def test_content_words_find_their_translations(
    source: str, target: str, ours: str, theirs: str, wanted: set[tuple[str, str]], signals: Signals
) -> None:
    aligner = ALIGNER if signals == "combined" else WordAligner(signals=signals)
    found = aligner.align(source, target, ours, theirs)
    links = {(source[slice(*found.source.words[i])], target[slice(*found.target.words[j])]) for i, j in found.links}
    assert wanted <= links
    wrong = {link for link in links if link not in wanted and any(set(link) & set(right) for right in wanted)}
    assert len(wrong) <= 1


def test_the_lexicon_alone_needs_no_encoder() -> None:
    source, target, ours, theirs, _ = PAIRS[0]
    found = WordAligner(encoder=None).align(source, target, ours, theirs)
    links = {(source[slice(*found.source.words[i])], target[slice(*found.target.words[j])]) for i, j in found.links}
    assert {("Akku", "battery"), ("zehn", "ten"), ("Stunden", "hours")} <= links


def test_sentences_find_one_another_and_may_be_given() -> None:
    german = "Bitte warten Sie. Der Akku lädt, und das dauert zwei Stunden. Danach ist alles bereit."
    english = "Please wait. The battery is charging. This takes two hours. Then everything is ready."
    found = ALIGNER.align(german, english, "de", "en")
    assert found.beads == (Bead(0, 1, 0, 1), Bead(1, 2, 1, 3), Bead(2, 3, 3, 4))
    source, target = "Bitte warten Sie. Der Akku ist neu.", "The battery is new. Please wait."
    pairs = [SentencePair(0, 17, 20, 32), SentencePair(18, 35, 0, 19)]
    given = ALIGNER.align(source, target, "de", "en", pairs)
    assert given.beads == ()
    links = {(source[slice(*given.source.words[i])], target[slice(*given.target.words[j])]) for i, j in given.links}
    assert {("Akku", "battery"), ("Bitte", "Please")} <= links


def test_a_name_is_recognised_by_its_sound_across_word_boundaries() -> None:
    source, target = "Hadrian built the wall.", "เฮเดรียนสร้างกำแพง"
    found = WordAligner(encoder=None).align(source, target, "en", "th")
    linked = [target[slice(*found.target.words[j])] for i, j in found.links if i == 0]
    assert linked
    assert "".join(linked) in "เฮเดรียน"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["en", "zh", "th", "xx"]))
def test_probabilities_are_probabilities(source: str, target: str, language: str) -> None:
    found = ALIGNER.align(source, target, language, "de")
    shape = (len(found.source.words), len(found.target.words))
    assert found.forward.shape == found.backward.shape == shape
    for sums in (found.forward.sum(1), found.backward.sum(0)):
        assert ((sums >= 0) & (sums <= 1 + 1e-9)).all()
    assert all(0 <= i < shape[0] and 0 <= j < shape[1] for i, j in found.links)


matrices = st.integers(0, 6).flatmap(
    lambda n: st.integers(0, 6).flatmap(
        lambda m: st.lists(st.floats(0, 1), min_size=n * m, max_size=n * m).map(
            lambda values: np.array(values, np.float64).reshape(n, m)
        )
    )
)


@given(matrices)
def test_iterated_maximum_only_adds_and_a_mutual_maximum_links_each_word_once(similarity: np.ndarray) -> None:
    once = mutual_argmax(similarity)
    assert (once.sum(0) <= 1).all()
    assert (once.sum(1) <= 1).all()
    assert (itermax(similarity) >= once).all()
    assert transport_links(similarity).shape == similarity.shape


@given(matrices)
def test_beads_hold_every_sentence_once_and_in_order(linked: np.ndarray) -> None:
    found = beads(linked)
    assert [k for bead in found for k in range(bead.start, bead.end)] == list(range(linked.shape[0]))
    assert [k for bead in found for k in range(bead.target_start, bead.target_end)] == list(range(linked.shape[1]))
