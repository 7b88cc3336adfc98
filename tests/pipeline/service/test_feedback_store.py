from __future__ import annotations

import stat
import time
from pathlib import Path
from typing import Any

import pytest

from polycite.components.errors import StoreError
from polycite.pipeline.service.feedback_store import Feedback, FeedbackStore
from polycite.pipeline.service.problems import ProblemError

CONTENT = {"source": "Hallo.", "source_language": "de", "target_language": "en", "text": "Hello."}


def feedback(name: str, tenant: str = "acme", **fields: Any) -> Feedback:
    given = {"kind": "translation", "state": "proposed", "content": CONTENT, "digest": name, **fields}
    return Feedback(id=f"tenant:{tenant}:{name}", tenant=tenant, **given)


@pytest.fixture
def store(tmp_path: Path) -> FeedbackStore:
    return FeedbackStore(tmp_path / "data" / "feedback.sqlite3", 30)


def test_what_was_kept_is_there_after_a_restart_for_its_owner_alone(store: FeedbackStore, tmp_path: Path) -> None:
    kept, new = store.add(feedback("a"))
    assert new
    file = tmp_path / "data" / "feedback.sqlite3"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert FeedbackStore(file).get(kept.id, "acme") == kept


def test_the_same_again_is_kept_once_and_another_of_its_id_refused(store: FeedbackStore) -> None:
    first, _ = store.add(feedback("a"))
    assert store.add(feedback("a")) == (first, False)
    assert store.kept(first.id, "a") == first
    with pytest.raises(ProblemError) as refused:
        store.add(feedback("a", digest="another"))
    assert refused.value.status == 409
    assert len(store.page(None, -1)) == 1


def test_pages_are_the_newest_first_and_each_tenants_own(store: FeedbackStore) -> None:
    for i in range(5):
        store.add(feedback(f"a{i}"))
        store.add(feedback(f"b{i}", "globex", kind="answer"))
    first = store.page("acme", 3)
    rest = store.page("acme", 3, before=first[-1].number)
    assert [one.digest for one in (*first, *rest)] == ["a4", "a3", "a2", "a1", "a0"]
    assert len(store.page(None, -1)) == 10
    assert {one.tenant for one in store.page(None, -1, kind="answer")} == {"globex"}
    with pytest.raises(ProblemError, match="no such feedback"):
        store.get(first[0].id, "globex")


def test_old_feedback_is_deleted_down_to_its_characters(store: FeedbackStore, tmp_path: Path) -> None:
    file = tmp_path / "data" / "feedback.sqlite3"
    old = feedback("old", content={"question": "My number is 555-0199."}, created=time.time() - 31 * 86_400)
    FeedbackStore(file).add(old)
    assert [one.digest for one in FeedbackStore(file).page(None, -1)] == ["old"]
    store.add(feedback("new"))
    assert [one.digest for one in store.page(None, -1)] == ["new"]
    store.close()
    assert b"555-0199" not in file.read_bytes()


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("These are notes, and no database at all. " * 50)
    with pytest.raises(StoreError):
        FeedbackStore(file)
