from __future__ import annotations

import stat
import time
from pathlib import Path

import pytest

from polycite.components.chat.chat_history import ChatMessage
from polycite.components.errors import StoreError
from polycite.components.evidence import Citation
from polycite.pipeline.service import conversations as module
from polycite.pipeline.service.conversations import Conversations
from polycite.pipeline.service.problems import ProblemError

SAID = (
    ChatMessage("user", "Wie lange?", "de", "question", "Wie lange hält der Akku?", "de"),
    ChatMessage("assistant", "8 h", "de", doubtful=False, citations=(Citation("akku", 0, 3, "8 h", "0" * 64),)),
)


def kind(conversations: Conversations, name: str, tenant: str | None = None) -> tuple[int, str]:
    with pytest.raises(ProblemError) as raised:
        conversations.history(name, tenant)
    return raised.value.status, raised.value.kind


def test_what_was_said_comes_back_whole_also_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "data" / "conversations.sqlite"
    first = Conversations(path, 24)
    name = first.append(None, "acme", 0, SAID)
    assert first.append(name, "acme", 2, SAID) == name
    first.close()
    second = Conversations(path, 24)
    assert second.history(name, "acme") == [*SAID, *SAID]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_conversation_is_for_its_tenant_only() -> None:
    conversations = Conversations(None, 24)
    name = conversations.append(None, "acme", 0, SAID)
    for tenant in ("globex", None, ""):
        assert kind(conversations, name, tenant) == kind(conversations, "never", tenant) == (404, "no-conversation")


def test_an_expired_conversation_is_told_from_none_and_its_words_are_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "conversations.sqlite"
    conversations = Conversations(path, 1)
    secret = ChatMessage("user", "My secret is Gugelhupf", "en")
    name = conversations.append(None, None, 0, (secret,))
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 3601)
    assert kind(conversations, name) == (410, "conversation-expired")
    conversations.close()
    assert b"Gugelhupf" not in path.read_bytes()
    conversations = Conversations(path, 1)
    monkeypatch.setattr(time, "time", lambda: now + 60 * 86_400)
    assert kind(conversations, name) == (404, "no-conversation")


def test_each_message_puts_the_end_off(monkeypatch: pytest.MonkeyPatch) -> None:
    conversations = Conversations(None, 1)
    name = conversations.append(None, None, 0, SAID)
    now = time.time()
    for hours in (0.9, 1.8, 2.7):
        monkeypatch.setattr(time, "time", lambda at=now + hours * 3600: at)
        said = len(conversations.history(name, None))
        conversations.append(name, None, said, SAID)
    assert len(conversations.history(name, None)) == 8


def test_a_clock_that_jumps_back_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    conversations = Conversations(None, 1)
    name = conversations.append(None, None, 0, SAID)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now - 86_400)
    assert conversations.history(name, None) == list(SAID)


def test_two_messages_at_once_and_one_too_many() -> None:
    conversations = Conversations(None, 1)
    name = conversations.append(None, None, 0, SAID)
    with pytest.raises(ProblemError) as raised:
        conversations.append(name, None, 0, SAID)
    assert (raised.value.status, raised.value.kind) == (409, "conversation-busy")
    assert conversations.history(name, None) == list(SAID)
    with pytest.raises(ProblemError) as raised:
        conversations.append(name, None, module.MOST_MESSAGES, SAID)
    assert (raised.value.status, raised.value.kind) == (409, "conversation-full")


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be opened"):
        Conversations(tmp_path / "file" / "conversations.sqlite", 1)
