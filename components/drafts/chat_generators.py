"""Haystack chat generators named in one line: an OpenAI-compatible endpoint, or a model on this machine."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from polycite.components.errors import ModelError, SettingsError

if TYPE_CHECKING:
    from haystack.utils import Secret

KEY_VARIABLE = "POLYCITE_GENERATOR_KEY"
"""The environment variable with the endpoint's key. No other is read: a key belongs to one endpoint."""

_MEND = 'Write "chat:<base url>#<model>", as chat:http://localhost:11434/v1#qwen3:8b, or "local:<model>".'


def chat_generator(spec: str, key: Secret | str | None = None, timeout: float = 60.0) -> Any:
    """The generator that ``spec`` names.

    Usage::

        chat_generator("chat:http://localhost:8000/v1#Qwen/Qwen3-8B")   # vLLM, llama.cpp, Ollama, OpenAI ...
        chat_generator("local:Qwen/Qwen3-0.6B")                          # with the package transformers-haystack

    Args:
        spec: ``chat:<base url>#<model>``, or ``local:<folder or Hugging Face name>``.
        key: of the endpoint; None for an endpoint that asks for none.
        timeout: seconds to wait for an answer.

    Raises:
        SettingsError: ``spec`` has another form.
        ModelError: a package that it needs is not installed.
    """
    kind, _, rest = spec.partition(":")
    if kind == "local" and rest.strip():
        return _local(rest.strip())
    if kind == "chat":
        url, _, model = rest.strip().partition("#")
        if model.strip() and urlsplit(url).scheme in ("http", "https") and urlsplit(url).netloc:
            return _endpoint(url, model.strip(), key, timeout)
    raise SettingsError(f"{spec!r} names no chat generator.", _MEND)


def _endpoint(url: str, model: str, key: Secret | str | None, timeout: float) -> Any:
    from haystack.components.generators.chat import OpenAIChatGenerator
    from haystack.utils import Secret

    given = key if isinstance(key, str | None) else key.resolve_value()
    # Without a key of ours the client would send OPENAI_API_KEY, to whatever endpoint this is.
    return OpenAIChatGenerator(
        api_key=Secret.from_token(given or "none"), model=model, api_base_url=url, timeout=timeout, max_retries=1
    )


def _local(model: str) -> Any:
    try:
        package = import_module("haystack_integrations.components.generators.transformers")
    except ImportError as error:
        raise ModelError(
            "Local chat models need a package that is not installed.",
            "Run: pip install transformers-haystack accelerate",
        ) from error
    # Naming the task keeps it from asking the hub for it.
    return package.TransformersChatGenerator(model=model, task="text-generation")
