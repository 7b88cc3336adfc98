"""Translation engines by the names that users give them in settings and on the command line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from polycite.components.errors import SettingsError
from polycite.components.languages.language_codes import normalise_code
from polycite.components.translators.apertium import ApertiumEngine
from polycite.components.translators.chat import ChatEngine
from polycite.components.translators.ct2 import CTranslate2Engine
from polycite.components.translators.engine import Engine, Pair
from polycite.components.translators.seq2seq import Seq2SeqEngine

AUTO = "auto"
_CTRANSLATE2, _CHAT = "ctranslate2:", "chat:"
_PAIR = re.compile(r"(zh-hant|[a-z]{2,3})-(zh-hant|[a-z]{2,3})")


def choose(spec: str | Sequence[str | Engine]) -> list[Engine]:
    """The engines that ``spec`` names, in the order in which they are asked for a pair.

    Nothing is loaded or reached yet.

    Args:
        spec: one or more names, separated by commas or as a list; engines pass as they are. A name is "auto"
            (Apertium where it is installed, else nothing), "apertium", "none", the folder or Hugging Face name of
            a seq2seq model, "ctranslate2:<folder>", or "chat:<base url>#<model>". A model that does not say what
            it translates is given its pair: "<folder>#de-en".

    Raises:
        SettingsError: a name cannot be read.

    Example:
        >>> [engine.name for engine in choose("models/opus-mt-de-en, apertium")]
        ['models/opus-mt-de-en', 'apertium']
    """
    named = spec.split(",") if isinstance(spec, str) else spec
    engines = [_engine(one.strip()) if isinstance(one, str) else one for one in named]
    return [engine for engine in engines if engine is not None]


def _engine(spec: str) -> Engine | None:
    if spec in ("", "none"):
        return None
    if spec in (AUTO, "apertium"):
        return ApertiumEngine()
    if spec.startswith(_CHAT):
        url, _, model = spec.removeprefix(_CHAT).partition("#")
        if not url.startswith(("http://", "https://")) or not model:
            raise SettingsError(
                f"{spec!r} names no chat endpoint.", "Write it as chat:http://localhost:8000/v1#model-name."
            )
        return ChatEngine(url, model)
    if spec.startswith(_CTRANSLATE2):
        folder, pair = _with_pair(spec.removeprefix(_CTRANSLATE2))
        return CTranslate2Engine(folder, pair)
    model, pair = _with_pair(spec)
    return Seq2SeqEngine(model, pair)


def _with_pair(spec: str) -> tuple[str, Pair | None]:
    model, mark, pair = spec.partition("#")
    if not mark:
        return model, None
    match = _PAIR.fullmatch(pair)
    if not (model and match):
        raise SettingsError(f"{spec!r} names no model and pair.", "Write them as models/mine#de-en.")
    return model, (normalise_code(match[1]), normalise_code(match[2]))
