from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from polycite.pipeline.service.access.quotas import DailyQuota

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC).timestamp()


class Clock:
    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def used_up(quota: DailyQuota, name: str = "a", per_day: int = 2) -> bool:
    return quota.take(name, per_day) > 0


def test_quota_lasts_until_midnight_utc(tmp_path: Path) -> None:
    monotonic = Clock(5.0)
    quota = DailyQuota(tmp_path, monotonic, Clock(NOON))
    assert not used_up(quota)
    assert not used_up(quota)
    assert quota.take("a", 2) == pytest.approx(12 * 3600)
    assert not used_up(quota, "b")
    monotonic.now += 12 * 3600
    assert not used_up(quota)


def test_restart_forgets_nothing(tmp_path: Path) -> None:
    first = DailyQuota(tmp_path, Clock(0), Clock(NOON))
    used_up(first), used_up(first)  # and it is not closed: the process was killed
    assert used_up(DailyQuota(tmp_path, Clock(0), Clock(NOON + 60)))


def test_two_processes_count_together(tmp_path: Path) -> None:
    one, other = (DailyQuota(tmp_path, Clock(0), Clock(NOON)) for _ in range(2))
    assert [used_up(one), used_up(other), used_up(one), used_up(other)] == [False, False, True, True]


@pytest.mark.parametrize("jump", [86_400, -86_400, 1e9, -1e9])
def test_clock_jump_neither_unlocks_nor_locks_out(tmp_path: Path, jump: float) -> None:
    wall = Clock(NOON)
    quota = DailyQuota(tmp_path, Clock(0), wall)
    used_up(quota), used_up(quota)
    wall.now += jump
    assert used_up(quota)  # no new day
    assert not used_up(quota, "b")  # and nobody else is shut out


def test_clock_set_back_at_a_restart_finds_what_was_used(tmp_path: Path) -> None:
    for day, free in ((0, True), (1, True), (0, False), (1, False)):
        quota = DailyQuota(tmp_path, Clock(0), Clock(NOON + day * 86_400))
        assert [used_up(quota), used_up(quota)] == [not free, not free]


def test_full_disk_still_counts(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    quota = DailyQuota(tmp_path / "file" / "below", Clock(0), Clock(NOON))
    assert [used_up(quota) for _ in range(3)] == [False, False, True]
    assert "cannot be written" in caplog.text


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    used_up(DailyQuota(tmp_path, Clock(0), Clock(NOON)))
    assert stat.S_IMODE((tmp_path / "quotas.sqlite3").stat().st_mode) == 0o600
