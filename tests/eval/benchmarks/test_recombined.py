import itertools

import numpy as np

from polycite.components.stores.store_points import PassageVectors
from polycite.components.vectors import SparseVector
from polycite.eval.benchmarks.recombined import Recombined, mix


def test_the_same_seed_gives_the_same_texts_and_ids_never_repeat() -> None:
    one, other = (list(Recombined(seed=1).texts(200)) for _ in range(2))
    assert [text.original.text for text in one] == [text.original.text for text in other]
    assert len({text.original.id for text in one}) == 200
    assert len({text.original.text for text in one}) == 200


def test_a_text_is_of_one_language_and_consists_of_its_parts() -> None:
    corpus = Recombined(seed=2)
    languages = set()
    for text in itertools.islice(corpus.texts(300), 300):
        parts = [corpus.sentences[part] for part in text.parts]
        assert {language for _, language in parts} == {text.original.language}
        assert all(sentence in text.original.text for sentence, _ in parts)
        languages.add(text.original.language)
    assert len(languages) >= 14


def sparse(**weights: float) -> SparseVector:
    return SparseVector(
        np.array([int(k[1:]) for k in weights], np.uint32), np.array(list(weights.values()), np.float32)
    )


def test_dense_vectors_are_kept_and_sparse_ones_summed() -> None:
    one = PassageVectors({"dense": np.array([1, 0], np.float32), "gloss": np.ones(2)}, {"sounds": sparse(_1=1, _5=2)})
    other = PassageVectors({"dense": np.array([0, 1], np.float32)}, {"sounds": sparse(_5=2, _7=3)})
    mixed = mix([one, other], entries=2)
    assert list(mixed.dense) == ["dense"]
    assert mixed.dense["dense"].tolist() == [[1, 0], [0, 1]]
    assert mixed.sparse["sounds"].indices.tolist() == [5, 7]
    assert mixed.sparse["sounds"].values.tolist() == [4, 3]
