"""Probes on vectors of a constructed geometry."""

import numpy as np
import pytest

from polycite.eval.probes.alignment import alignment
from polycite.eval.probes.hubness import hubness
from polycite.eval.probes.isomorphism import eigenvector_similarity, relational_similarity
from polycite.eval.probes.report import probe
from polycite.eval.probes.retrieval import bitext_accuracy
from polycite.eval.probes.same_language_bias import same_language_bias

RANDOM = np.random.default_rng(0)
TEXTS = RANDOM.normal(size=(60, 16))
ROTATION = np.linalg.qr(RANDOM.normal(size=(16, 16)))[0]


def test_bitext_accuracy_counts_each_direction() -> None:
    source = np.array([[1.0, 0.0], [0.0, 1.0], [0.9, 0.1]])
    target = np.array([[2.0, 0.0], [0.0, 3.0], [0.05, 1.0]])
    found = bitext_accuracy(source, target)
    # The third source text is nearest to the first target, the third target nearest to the second source.
    assert (found.forward, found.backward, found.n) == (pytest.approx(2 / 3), pytest.approx(2 / 3), 3)
    assert bitext_accuracy(TEXTS, 5 * TEXTS).mean == 1.0
    assert bitext_accuracy(TEXTS, np.roll(TEXTS, 1, axis=0)).mean == 0.0


def test_an_embedder_to_which_all_texts_are_the_same_finds_one_in_n() -> None:
    assert bitext_accuracy(np.ones((4, 2)), np.ones((4, 2))).mean == 0.25


def test_texts_must_be_parallel() -> None:
    with pytest.raises(ValueError, match="3 texts do not translate 2"):
        bitext_accuracy(np.ones((3, 2)), np.ones((2, 2)))


def test_alignment_by_hand() -> None:
    source = np.array([[1.0, 0.0], [0.0, 1.0]])
    target = np.array([[1.0, 0.0], [1.0, 1.0]])
    found = alignment(source, target)
    # Translations: 1 and cos 45°. The other pairs: cos 45° and 0.
    assert found.translations == pytest.approx((1 + np.sqrt(0.5)) / 2)
    assert found.random == pytest.approx(np.sqrt(0.5) / 2)
    assert alignment(source[:1], target[:1]).gap is None


def test_a_rotated_language_is_isomorphic_however_badly_aligned() -> None:
    rotated = TEXTS @ ROTATION
    assert bitext_accuracy(TEXTS, rotated).mean < 0.2
    assert relational_similarity(TEXTS, rotated) == pytest.approx(1.0)
    assert eigenvector_similarity(TEXTS, rotated) == pytest.approx(0.0, abs=1e-9)


def test_unrelated_languages_are_not_isomorphic() -> None:
    other = RANDOM.normal(size=TEXTS.shape)
    found = relational_similarity(TEXTS, other)
    assert found is not None
    assert abs(found) < 0.1
    # One tight cluster beside spread texts: another graph altogether.
    hub = np.vstack([np.eye(16)[:1] + 0.01 * RANDOM.normal(size=(30, 16)), RANDOM.normal(size=(30, 16))])
    assert eigenvector_similarity(TEXTS, hub) > 1.0
    assert relational_similarity(np.ones((5, 2)), TEXTS[:5]) is None


def test_laplacian_eigenvalues_by_hand() -> None:
    # A path of three, a-b-c, by one neighbour each: eigenvalues 3, 1, 0. Two pairs apart: 2, 2, 0, 0.
    degrees = np.radians([0.0, 10.0, 21.0])
    path = np.stack([np.cos(degrees), np.sin(degrees)], 1)
    assert eigenvector_similarity(path, path, neighbours=1) == 0.0
    four = np.radians([0.0, 10.0, 21.0, 33.0])  # a-b, b-c, c-d: a path of four: 2 + √2, 2, 2 - √2, 0
    pairs = np.radians([0.0, 10.0, 80.0, 90.0])
    found = eigenvector_similarity(*(np.stack([np.cos(a), np.sin(a)], 1) for a in (four, pairs)), neighbours=1)
    # Of the pairs two eigenvalues hold all, which is over 90 %; of the path the first two hold 5.41 of 6, too.
    assert found == pytest.approx(2.0)


def test_a_planted_hub_is_seen() -> None:
    without = hubness(TEXTS, TEXTS, 5)
    # The queries share a direction; the text that is added lies in it.
    hub = hubness(TEXTS + 3.0, np.vstack([TEXTS, np.ones((1, 16))]), 5)
    assert hub.largest == 1.0
    assert hub.skewness > without.skewness + 1


def test_k_occurrences_by_hand() -> None:
    # All four queries find the first text, none the others: N = 4, 0, 0, 0.
    queries, pool = np.array([[1.0, 0.1]] * 4), np.array([[1.0, 0.1], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]])
    found = hubness(queries, pool, 1)
    # μ = 1, σ² = 3, E[(N - μ)³] = (27 - 3) / 4 = 6
    assert found.skewness == pytest.approx(6 / 3**1.5)
    assert (found.largest, found.never) == (1.0, 0.75)
    assert hubness(np.eye(4), np.eye(4), 1).skewness == 0.0


def test_a_space_split_by_language_is_biased_and_one_by_meaning_is_not() -> None:
    languages, meanings = ["th"] * 60 + ["en"] * 60, [str(i) for i in range(60)] * 2
    marker = np.repeat([[30.0], [-30.0]], 60, axis=0)
    split = same_language_bias(np.hstack([np.vstack([TEXTS, TEXTS]), marker]), languages, meanings)["th"]
    assert (split.share, split.translation_first) == (1.0, 0.0)
    assert split.expected == pytest.approx(59 / 119)
    assert split.bias == pytest.approx(119 / 59)
    near = np.vstack([TEXTS, TEXTS + 0.001 * RANDOM.normal(size=TEXTS.shape)])
    joined = same_language_bias(near, languages, meanings, 1)["th"]
    assert (joined.share, joined.translation_first) == (0.0, 1.0)


def test_a_text_that_means_the_same_in_the_own_language_is_no_rival() -> None:
    vectors = np.array([[1.0, 0.0], [1.0, 0.01], [1.0, 0.1], [0.0, 1.0]])
    found = same_language_bias(vectors, ["hi", "hi", "en", "en"], ["a", "a", "a", "b"], 1)
    assert found["hi"].translation_first == 1.0
    with pytest.raises(ValueError, match="two languages"):
        same_language_bias(vectors, ["hi"] * 4, ["a"] * 4)


def test_all_probes_of_two_texts() -> None:
    found = probe(TEXTS[:2], TEXTS[:2] @ ROTATION)
    assert found["texts"] == 2
    assert found["RSIM"] is None
    assert all(value is None or np.isfinite(value) for value in found.values())
