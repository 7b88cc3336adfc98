"""Learns the lexicon tables from parallel text and dictionaries: ``polycite train lexicon``.

Deterministic, numpy only, some fifteen seconds a language.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from polycite.components.errors import PolyciteError
from polycite.components.lexicon import LONGEST_PHRASE, read_english, write, write_english
from polycite.components.text.stems import STEM, inflects, stem
from polycite.components.text.words import normalise, word_spans
from polycite.pipeline.training.alignment import Bitext, align
from polycite.pipeline.training.corpora import lines
from polycite.pipeline.training.inflected_forms import frequent_forms, lemma
from polycite.pipeline.training.spelled_entries import spelled_entries

Progress = Callable[[str], None]


@dataclass(frozen=True)
class LexiconConfig:
    """How the tables are learned and what of them is kept."""

    longest_sentence: int = 40  # English words; longer pairs align badly
    dictionary_entries: int = 120_000  # most certain first
    dictionary_weight: int = 2  # times each entry counts as a sentence pair
    stem_prior: float = 8.0  # a word's counts are joined by its stem's, worth this many occurrences
    prior_weight: float = 0.5  # gloss score: + this times log English frequency
    count_weight: float = 0.5  # gloss score: - this times log count of the English word in the pair
    translations: int = 6
    form_translations: int = 3  # of a common form that was not read, by its lemma
    least_probability: float = 0.02
    longest_key: int = 40  # characters


@dataclass
class _Vocabulary:
    """Words numbered from 1 in order of appearance."""

    ids: dict[str, int] = field(default_factory=dict)

    def __call__(self, word: str) -> int:
        return self.ids.setdefault(word, len(self.ids) + 1)

    @property
    def size(self) -> int:
        return len(self.ids) + 1

    def classes(self, of: Callable[[str], str]) -> tuple[NDArray[np.int64], list[str]]:
        """(size,) class of each word, and the classes' names; class 0 is NULL's."""
        numbers: dict[str, int] = {}
        classes = np.zeros(self.size, np.int64)
        for word, i in self.ids.items():
            classes[i] = numbers.setdefault(of(word), len(numbers) + 1)
        return classes, ["", *numbers]


def train(
    parallel: Path, dictionary: Path, english_text: Iterable[str], output: Path, languages: Sequence[str] | None = None,
    config: LexiconConfig = LexiconConfig(), progress: Progress = lambda line: None,
) -> None:  # fmt: skip
    """Learn and write the table of every language there is parallel text for.

    Args:
        parallel: folder of ``<language>.tsv.xz``: English, translation, source.
        dictionary: folder of the same form; languages without a file learn from sentences alone.
        english_text: English running text; its word frequencies are the gloss's prior.
        output: folder for ``<language>.npz.xz`` and ``english.txt.xz``; tables of other languages in it stay good.
        languages: codes; None for all.
        config: the settings.
        progress: told a line a language.

    Raises:
        PolyciteError: a language has no parallel text.
    """
    found = sorted(path.name.removesuffix(".tsv.xz") for path in parallel.glob("*.tsv.xz"))
    if missing := set(languages or ()) - set(found):
        raise PolyciteError(
            f"No parallel text for {', '.join(sorted(missing))} in {parallel}.", f"There is: {', '.join(found)}."
        )
    frequency = Counter(word for text in english_text for word in _words(text, "en"))
    output.mkdir(parents=True, exist_ok=True)
    tables = {}
    for language in languages or found:
        tables[language] = learn(language, parallel, dictionary, frequency, config)
        progress(f"{language}: {len(tables[language])} keys")
    # One vocabulary for all languages, frequent words first: small numbers compress well. Tables of other languages
    # that are there already count on the numbers of theirs.
    uses = Counter(english for table in tables.values() for row in table.values() for english, _, _ in row)
    others = {path.name.removesuffix(".npz.xz") for path in output.glob("*.npz.xz")} - set(tables)
    vocabulary = read_english(output) if others else []
    known = set(vocabulary)
    vocabulary += [word for word, _ in sorted(uses.items(), key=lambda item: (-item[1], item[0])) if word not in known]
    number = {word: i for i, word in enumerate(vocabulary)}
    write_english(output, vocabulary)
    for language, table in tables.items():
        write(output, language, {key: [(number[e], p, q) for e, p, q in row] for key, row in table.items()})


def learn(
    language: str, parallel: Path, dictionary: Path, frequency: Counter[str], config: LexiconConfig
) -> dict[str, list[tuple[str, float, float]]]:
    """One language's table: key -> (English, p(e|f), p(f|e)), best gloss first."""
    sentences = [
        (e, f) for e, f in _pairs(parallel / f"{language}.tsv.xz") if 1 <= len(e.split()) <= config.longest_sentence
    ]
    path = dictionary / f"{language}.tsv.xz"
    written = (_pairs(path) if path.is_file() else [])[: config.dictionary_entries]
    entries = [(e, f) for e, f in (*written, *spelled_entries(language)) if len(e.split()) <= LONGEST_PHRASE]
    foreign, english = _Vocabulary(), _Vocabulary()
    join_f, join_e = _phrases(entries, language)
    f_ids: list[list[int]] = []
    e_ids: list[list[int]] = []
    for repeat, pairs in ((1, sentences), (config.dictionary_weight, entries)):
        for e, f in pairs:
            f_row = [foreign(word) for word in join_f(_words(f, language))]
            e_row = [english(word) for word in join_e(_words(e, "en"))]
            if f_row and e_row:
                f_ids += [f_row] * repeat
                e_ids += [e_row] * repeat
    # Alignment learns from lemmas where there are any; the table falls back on stems, which cost a
    # running system nothing, where simplemma's dictionaries take seconds and hundreds of megabytes.
    lemmas, lemma_names = foreign.classes(lambda word: lemma(word, language))
    english_stems, _ = english.classes(lambda word: stem(word, "en"))
    bitext = Bitext(f_ids, e_ids, foreign.size, english.size, lemmas, english_stems)
    counts_f, counts_e = align(bitext, longest=36)
    english_count = np.bincount([e for row in e_ids for e in row], minlength=english.size)
    scores = _gloss_scores(english, english_count, frequency, config)
    of_lemma = _sums(lemmas) @ counts_e
    mass = np.maximum(np.asarray(of_lemma.sum(1)).ravel(), 1e-9)
    smoothed = counts_e + sp.diags(config.stem_prior / mass[lemmas]) @ of_lemma[lemmas]
    stems, names = foreign.classes(lambda word: stem(word, language))
    by_stem = _sums(stems)
    rows = _rows(["", *foreign.ids], smoothed, counts_f, english, scores, config)
    for name, row in _rows(names, by_stem @ counts_e, by_stem @ counts_f, english, scores, config).items():
        # A phrase is looked up as it is or not at all, and so is a word of a language without inflection.
        if " " not in name and inflects(language):
            rows[STEM + name] = row
    unread = [f for f in frequent_forms(language) if f not in rows and STEM + stem(f, language) not in rows]
    if unread:
        of_lemmas = _rows(lemma_names, of_lemma, _sums(lemmas) @ counts_f, english, scores, config)
        for form in unread:
            rows[form] = of_lemmas.get(lemma(form, language), [])[: config.form_translations]
    return {key: row for key, row in rows.items() if row and not _echoes(key, row, rows, language)}


def _gloss_scores(
    english: _Vocabulary, count: NDArray[np.int64], frequency: Counter[str], config: LexiconConfig
) -> NDArray[np.float64]:
    """(english.size,) what an English word's own frequencies add to its log count as a gloss."""
    total = sum(frequency.values())
    # A phrase is as frequent as its rarest word, less: it must earn its place by counts.
    known = [
        min((frequency[word] for word in phrase.split(" ")), default=0) / (1 + 2 * phrase.count(" "))
        for phrase in ["", *english.ids]
    ]
    prior = np.log((np.array(known) + 0.5) / total)
    return np.asarray(config.prior_weight * prior - config.count_weight * np.log(count + 1))


def _sums(classes: NDArray[np.int64]) -> sp.csr_matrix:
    """(classes, words) matrix that adds up the rows of each class's words."""
    words = np.arange(1, len(classes))
    return sp.csr_matrix((np.ones(len(words)), (classes[1:], words)), shape=(classes.max() + 1, len(classes)))


def _rows(
    names: Sequence[str],
    counts_e: sp.csr_matrix,
    counts_f: sp.csr_matrix,
    english: _Vocabulary,
    scores: NDArray[np.float64],
    config: LexiconConfig,
) -> dict[str, list[tuple[str, float, float]]]:
    """Counts as pruned rows: name -> (English, p(e|f), p(f|e)), best gloss first."""
    words = ["", *english.ids]
    counts_e, counts_f = counts_e.tocsr(), counts_f.tocsr()
    of_english = np.maximum(np.asarray(counts_f.sum(0)).ravel(), 1e-9)
    rows = {}
    for i in range(1, len(names)):
        if len(names[i]) > config.longest_key or "\n" in names[i]:
            continue
        ids, values = _row(counts_e, i)
        if not len(ids):
            continue
        p = values / values.sum()
        order = np.argsort(-(np.log(values + 1e-9) + scores[ids]), kind="stable")[: config.translations]
        backward = dict(zip(*_row(counts_f, i), strict=True))
        row = [
            (words[ids[k]], float(p[k]), float(min(1.0, backward.get(ids[k], 0.0) / of_english[ids[k]])))
            for k in order
            if p[k] >= config.least_probability
        ]
        if row:
            rows[names[i]] = row
    return rows


def _row(matrix: sp.csr_matrix, i: int) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    part = slice(matrix.indptr[i], matrix.indptr[i + 1])
    return matrix.indices[part], matrix.data[part]


def _echoes(
    key: str,
    row: list[tuple[str, float, float]],
    rows: dict[str, list[tuple[str, float, float]]],
    language: str,
) -> bool:
    """Whether a word's row says no more than its stem's, to which the look-up falls back by itself."""
    if key.startswith(STEM) or " " in key:
        return False
    of_stem = rows.get(STEM + stem(key, language))
    return of_stem is not None and [e for e, _, _ in of_stem] == [e for e, _, _ in row]


class _Joiner:
    """Joins known phrases of up to three words, longest first."""

    def __init__(self, phrases: Iterable[tuple[str, ...]]) -> None:
        self.by_first: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for phrase in phrases:
            self.by_first[phrase[0]].add(phrase)

    def __call__(self, words: list[str]) -> list[str]:
        joined: list[str] = []
        i = 0
        while i < len(words):
            n = 1
            if known := self.by_first.get(words[i]):
                n = next((n for n in range(LONGEST_PHRASE, 1, -1) if tuple(words[i : i + n]) in known), 1)
            joined.append(" ".join(words[i : i + n]))
            i += n
        return joined


def _phrases(entries: Sequence[tuple[str, str]], language: str) -> tuple[_Joiner, _Joiner]:
    """What dictionaries know as one word in one language and as several in the other."""
    foreign: set[tuple[str, ...]] = set()
    english: Counter[tuple[str, ...]] = Counter()
    for e, f in entries:
        e_words, f_words = tuple(_words(e, "en")), tuple(_words(f, language))
        if 2 <= len(f_words) <= LONGEST_PHRASE:
            foreign.add(f_words)
        if 2 <= len(e_words) <= LONGEST_PHRASE and len(f_words) == 1:
            english[e_words] += 1
    return _Joiner(foreign), _Joiner(english)


def _words(text: str, language: str) -> list[str]:
    return [normalise(text[a:b]) for a, b in word_spans(text, language)]


def _pairs(path: Path) -> list[tuple[str, str]]:
    rows = (line.split("\t") for line in lines(path))
    return [(row[0], row[1]) for row in rows if len(row) == 3]
