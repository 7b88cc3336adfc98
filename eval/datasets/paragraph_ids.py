"""Ids of the contexts of SQuAD-like files: ``<title>/<number of the paragraph, from 0>``."""

from __future__ import annotations


class ParagraphIds:
    """Hands out ids over one or several files of a language.

    Numbers go on where a title comes again. A later file's context that an earlier file holds under the same title
    keeps the earlier id: MLQA has a file for each language of questions, with many contexts in common.
    """

    def __init__(self) -> None:
        self._texts: dict[str, list[str]] = {}
        self._before: dict[str, int] = {}
        self._seen: dict[str, int] = {}
        self._places: dict[tuple[str, str], int] = {}

    def next_file(self) -> None:
        """What was given until now belongs to earlier files."""
        self._before = {title: len(texts) for title, texts in self._texts.items()}
        self._seen = {}

    def of_paragraph(self, title: str, text: str) -> str:
        """The id of the file's next paragraph under a title; equal paragraphs of one file have an id each."""
        texts = self._texts.setdefault(title, [])
        place = self._seen.get(title, 0)
        self._seen[title] = place + 1
        earlier = texts[: self._before.get(title, 0)]
        if place >= len(earlier) or earlier[place] != text:
            place = earlier.index(text) if text in earlier else len(texts)
        if place == len(texts):
            texts.append(text)
        return f"{title}/{place}"

    def of_text(self, title: str, text: str) -> str:
        """The id of a context whose row repeats it for every question: equal texts under a title have one id."""
        texts = self._texts.setdefault(title, [])
        place = self._places.setdefault((title, text), len(texts))
        if place == len(texts):
            texts.append(text)
        return f"{title}/{place}"
