from collections.abc import Callable

import pytest

from polycite.components.evidence import OffsetMap

Check = Callable[[str, OffsetMap, str], None]


@pytest.fixture(scope="session")
def check_map() -> Check:
    """Asserts that a map is true and holds all but the separators of the text."""

    def check(text: str, raw_map: OffsetMap, raw: str) -> None:
        covered = set[int]()
        last = (0, 0, 0, 0)
        for run in raw_map.runs:
            start, end, raw_start, raw_end = run
            assert last[1] <= start < end <= len(text)
            assert last[3] <= raw_start < raw_end <= len(raw)
            aligned = end - start == raw_end - raw_start
            if aligned:
                assert text[start:end] == raw[raw_start:raw_end]
            assert not (aligned and last[1::2] == (start, raw_start) and end > 0 and _aligned(last)), (
                "two runs could be one"
            )
            covered.update(range(start, end))
            last = run
        rest = "".join(character for at, character in enumerate(text) if at not in covered)
        assert not rest.strip(" \t\n|"), f"no place for {rest!r}"

    return check


def _aligned(run: tuple[int, int, int, int]) -> bool:
    return run[1] - run[0] == run[3] - run[2] > 0
