"""Chat generators named in one line."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
from haystack.components.generators.chat import OpenAIChatGenerator
from haystack.utils import Secret

from polycite.components.drafts.chat_generators import KEY_VARIABLE, chat_generator
from polycite.components.errors import ModelError, SettingsError


def test_an_endpoint_has_its_url_its_model_and_no_key_but_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-someone-else")
    monkeypatch.setenv(KEY_VARIABLE, "in the environment")
    generator = chat_generator("chat:http://127.0.0.1:9/v1#qwen3:8b#x", timeout=3)
    assert isinstance(generator, OpenAIChatGenerator)
    assert (generator.api_base_url, generator.model, generator.timeout) == ("http://127.0.0.1:9/v1", "qwen3:8b#x", 3)
    assert generator.api_key.resolve_value() == "none"
    for key in ("in the environment", Secret.from_token("in the environment"), Secret.from_env_var(KEY_VARIABLE)):
        assert chat_generator("chat:https://h/v1#m", key).api_key.resolve_value() == "in the environment"
    monkeypatch.delenv(KEY_VARIABLE)
    unset = Secret.from_env_var(KEY_VARIABLE, strict=False)
    assert chat_generator("chat:https://h/v1#m", unset).api_key.resolve_value() == "none"


@pytest.mark.parametrize(
    "spec",
    [
        "",
        "gpt",
        "chat:",
        "chat:#m",
        "chat:http://h/v1",
        "chat:http://h/v1#",
        "chat:ftp://h#m",
        "chat:h/v1#m",
        "local:",
        "x:y#z",
    ],
)
def test_another_form_is_a_clear_mistake(spec: str) -> None:
    with pytest.raises(SettingsError, match=r"chat:<base url>#<model>"):
        chat_generator(spec)


def test_a_local_model_is_never_asked_for_on_the_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "haystack_integrations.components.generators.transformers"
    package = ModuleType(name)
    package.TransformersChatGenerator = lambda **options: options  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, name, package)
    assert chat_generator("local:some/model") == {"model": "some/model", "task": "text-generation"}
    monkeypatch.setitem(sys.modules, name, None)  # type: ignore[arg-type]
    with pytest.raises(ModelError, match="pip install transformers-haystack"):
        chat_generator("local:some/model")
