from __future__ import annotations

import stat
import unicodedata
from pathlib import Path

import pytest

from polycite.components.errors import SettingsError, StoreError
from polycite.components.translation.translation_memory import TranslationMemory

SENTENCE, SAID = "Der Akku hält bis zu zehn Stunden.", "The battery lasts up to ten hours."


@pytest.fixture
def memory(tmp_path: Path) -> TranslationMemory:
    return TranslationMemory(tmp_path / "data" / "memory.sqlite3", "owner")


def test_sentence_is_found_however_it_is_spaced_and_encoded(memory: TranslationMemory) -> None:
    memory.put(unicodedata.normalize("NFD", SENTENCE), "de", "en", SAID)
    spaced = SENTENCE.replace(" ", "\n ")
    assert memory.find([SENTENCE, spaced, SENTENCE.upper()], "de", "en") == {SENTENCE: SAID, spaced: SAID}


def test_each_pair_and_tenant_has_its_own(memory: TranslationMemory) -> None:
    memory.put(SENTENCE, "de", "en", SAID, tenant="acme")
    assert memory.find([SENTENCE], "de-AT", "en-GB", "acme") == {SENTENCE: SAID}
    for source, target, tenant in (
        ("de", "fr", "acme"),
        ("nl", "en", "acme"),
        ("de", "en", "globex"),
        ("de", "en", ""),
    ):
        assert memory.find([SENTENCE], source, target, tenant) == {}


def test_the_tenant_stands_in_the_metadata_of_a_document(memory: TranslationMemory, tmp_path: Path) -> None:
    assert (memory.tenant_of({"owner": "acme"}), memory.tenant_of({"title": "x"})) == ("acme", "")
    assert TranslationMemory(tmp_path / "other.sqlite3").tenant_of({"owner": "acme"}) == ""


def test_a_later_review_counts_and_only_what_stands_can_be_withdrawn(memory: TranslationMemory) -> None:
    memory.put(SENTENCE, "de", "en", "Ten hours.", reference="first")
    memory.put(SENTENCE, "de", "en", SAID, reference="second")
    assert not memory.remove("first")
    assert memory.find([SENTENCE], "de", "en") == {SENTENCE: SAID}
    assert memory.remove("second")
    assert memory.find([SENTENCE], "de", "en") == {}


def test_what_was_put_is_there_for_another_process_and_changes_the_version(
    memory: TranslationMemory, tmp_path: Path
) -> None:
    other = TranslationMemory(tmp_path / "data" / "memory.sqlite3")
    before = memory.version
    other.put(SENTENCE, "de", "en", SAID)
    assert memory.find([SENTENCE], "de", "en") == {SENTENCE: SAID}
    assert memory.version != before
    assert stat.S_IMODE((tmp_path / "data" / "memory.sqlite3").stat().st_mode) == 0o600


def test_an_unknown_language_is_named_and_a_file_of_something_else_refused(
    memory: TranslationMemory, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError, match="klingon"):
        memory.put(SENTENCE, "klingon", "en", SAID)
    (tmp_path / "notes.txt").write_text("These are notes, and no database at all. " * 50)
    with pytest.raises(StoreError):
        TranslationMemory(tmp_path / "notes.txt")


def test_a_memory_that_cannot_be_read_has_reviewed_nothing(memory: TranslationMemory) -> None:
    memory.put(SENTENCE, "de", "en", SAID)
    memory.close()
    assert memory.find([SENTENCE], "de", "en") == {}
