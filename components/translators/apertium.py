"""Apertium: rule-based translation by a program that Debian and others package, with nothing to download from a hub.

M. L. Forcada et al., "Apertium: a free/open-source platform for rule-based machine translation" (2011).
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

from polycite.components.text.technical import technical_spans
from polycite.components.translators.codes import language_of
from polycite.components.translators.engine import EngineUnavailableError, Pair, TranslationError

_MODE = re.compile(r"(?P<source>[a-z]{2,3})(?:_\w+)?-(?P<target>[a-z]{2,3})(?:_(?P<variant>\w+))?")
_SERBO_CROATIAN = {None: ("hr", "sr"), "HR": ("hr",), "SR": ("sr",)}
_QUOTED = re.compile(r"'([^']+)'")
# Characters of the stream format (https://wiki.apertium.org/wiki/Apertium_stream_format).
_RESERVED = re.compile(r"[\[\]{}^$/\\@<>]")
_ESCAPE = r"\\\g<0>"
_ESCAPED_OR_BRACKET = re.compile(r"\\(.)|[\[\]]", re.S)
_KEPT = ("code", "model")  # kinds of technical_spans
_END = "[][\n]"
_ENDED = re.compile(r"\s*\[\]\[\n\]\s*\Z")
_FULL_STOP = re.compile(r"[.!?…:;。！？؟।][\"'”’»)\]]*\Z")
# Unknown word, no form generated, no translation, contraction not made: beside a word. Tags: after one.
_MARKS = {mark: re.compile(rf"{re.escape(mark)}(?=\w)|(?<=\w){re.escape(mark)}") for mark in "*#@~"}
_TAGS = re.compile(r"<[a-z0-9]+>")
_SECONDS, _SECONDS_A_SENTENCE = 60.0, 0.5
_CRASHES = 10
_LOG = logging.getLogger(__name__)


class ApertiumEngine:
    """Every pair that is installed, found anew at each call: ``apt install apertium-eng-spa`` needs no restart.

    The program is started once a call and pair, which takes a fifth of a second; sentences are flushed one
    by one, so that none can run into the next.

    Usage::

        engine = ApertiumEngine()
        sorted(engine.pairs())                                       # [('en', 'es'), ('es', 'en')]
        engine.translate_sentences(["La casa es roja."], "es", "en")   # ["The house is red."]
    """

    name = "apertium"

    def pairs(self) -> frozenset[Pair]:
        """Pairs of languages polycite knows for which there is a mode; empty without the program."""
        return frozenset(self._modes())

    def missing(self) -> str:
        """Whether it is the program or its language data that is missing."""
        if _program() is None:
            return "Apertium is not installed. On Debian or Ubuntu: apt install apertium-eng-spa, or another pair."
        if not self._modes():
            return f"Apertium has no language pair in {_modes_folder()}. Install one, as apertium-eng-spa."
        return ""

    def version(self, source: str, target: str) -> str:
        """A hash of size and time of the files the pair is made of."""
        mode = _modes_folder() / f"{self._mode(source, target)}.mode"
        text = mode.read_text("utf-8")
        digest = hashlib.sha256(text.encode())
        for name in _QUOTED.findall(text):
            if (path := Path(name)).is_file():
                digest.update(f"{name} {path.stat().st_size} {path.stat().st_mtime_ns}\n".encode())
        return digest.hexdigest()[:16]

    def translate_sentences(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        """One translation a sentence; words Apertium does not know stay as they are, unmarked.

        Some pairs crash on some sentences: such a one comes back empty, and the rest is given to a new process,
        until ten crash in a row.

        Raises:
            TranslationError: the program failed or took too long.
            EngineUnavailableError: the program or the pair is not installed, or does nothing but crash.
        """
        mode = self._mode(source, target)
        done: list[str] = []
        crashes = 0
        while len(done) < len(sentences) and crashes < _CRASHES:
            rest = sentences[len(done) :]
            found = _whole_pieces(mode, rest)
            done += [_plain(piece, sentence) for piece, sentence in zip(found, rest, strict=False)]
            if len(found) < len(rest):
                _LOG.info("Apertium's %s crashed on a sentence of %d characters.", mode, len(rest[len(found)]))
                done.append("")
                crashes = 0 if found else crashes + 1
        if crashes == _CRASHES and not any(done):
            raise EngineUnavailableError(f"Apertium's {mode} crashes on everything.", "Install the pair again.")
        return done + [""] * (len(sentences) - len(done))

    def _mode(self, source: str, target: str) -> str:
        if (mode := self._modes().get((source, target))) is None:
            raise EngineUnavailableError(
                self.missing() or f"Apertium's pair {source}-{target} is not installed.", "Install the pair."
            )
        return mode

    def _modes(self) -> dict[Pair, str]:
        if _program() is None:
            return {}
        found: dict[Pair, str] = {}
        # Plain modes come before those of a region; only those of Serbo-Croatian say which standard they write.
        names = sorted((path.stem for path in _modes_folder().glob("*.mode")), key=lambda name: (len(name), name))
        for match in filter(None, map(_MODE.fullmatch, names)):
            plain = match["target"] == "hbs" and match["variant"] is None
            for source in _languages(match["source"], None):
                for target in _languages(match["target"], match["variant"]):
                    if source != target and (not plain or f"{match[0]}_{target.upper()}" not in names):
                        found.setdefault((source, target), match[0])
        return found


def _languages(tag: str, variant: str | None) -> tuple[str, ...]:
    if tag == "hbs":
        return _SERBO_CROATIAN.get(variant, ())
    code = language_of(tag)
    return (code,) if code else ()


def _program() -> str | None:
    return shutil.which("apertium")


def _modes_folder() -> Path:
    program = _program()
    prefix = Path(program).parent.parent if program else Path("/usr")
    return Path(os.environ.get("APERTIUM_DATADIR") or prefix / "share" / "apertium") / "modes"


def _escaped(sentence: str) -> str:
    """A sentence in the stream format: addresses, code and model names as formatting, which no rule touches."""
    # A full stop ends the sentence for the program as well: rules must not see it as cut off.
    ended = sentence if _FULL_STOP.search(sentence) else sentence + "."
    pieces, position = [], 0
    for start, end, kind in technical_spans(ended):
        if kind in _KEPT:
            pieces += [_RESERVED.sub(_ESCAPE, ended[position:start]), f"[{_RESERVED.sub(_ESCAPE, ended[start:end])}]"]
            position = end
    return "".join([*pieces, _RESERVED.sub(_ESCAPE, ended[position:])])


def _plain(piece: str, sentence: str) -> str:
    """A piece of output as text, without the marks that the sentence did not have."""
    text = _ESCAPED_OR_BRACKET.sub(lambda match: match[1] or "", _ENDED.sub("", piece)).strip()
    if not _FULL_STOP.search(sentence):
        text = text.removesuffix(".").rstrip()
    for mark, beside_word in _MARKS.items():
        if mark not in sentence:
            text = beside_word.sub("", text)
    return text if "<" in sentence else _TAGS.sub("", text)


def _whole_pieces(mode: str, sentences: Sequence[str]) -> list[str]:
    """The output for each sentence up to the first one that is missing or cut off."""
    stream = "".join(f"{_escaped(sentence)}{_END}\0" for sentence in sentences)
    output = _run(mode, stream.encode(), _SECONDS + _SECONDS_A_SENTENCE * len(sentences))
    pieces = output.decode("utf-8", "replace").split("\0")[: len(sentences)]
    return list(takewhile(_ENDED.search, pieces))


def _run(mode: str, stream: bytes, seconds: float) -> bytes:
    # -u: no marks for unknown words. -z: flush at NUL. "none": the stream is already in Apertium's own format.
    command = [_program() or "apertium", "-u", "-z", "-f", "none", mode]
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        )
    except OSError as error:
        raise EngineUnavailableError(f"Apertium cannot be started: {error}.", "Install it again.") from error
    try:
        output, complaint = process.communicate(stream, timeout=seconds)
    except subprocess.TimeoutExpired as error:
        # The program is a pipe of several, which outlive the shell that started them.
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise TranslationError(f"Apertium's {mode} took more than {seconds:.0f} s.", "Give it less text.") from error
    if process.returncode:
        said = complaint.decode("utf-8", "replace").strip()
        raise TranslationError(f"Apertium's {mode} failed: {said or process.returncode}", "Install the pair again.")
    return output
