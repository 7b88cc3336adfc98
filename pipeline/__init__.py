"""What people call: :class:`CrossLingualQA` and its :class:`Settings`.

Both are imported when first used, so that ``import polycite.pipeline`` stays cheap.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from polycite.pipeline.qa import CrossLingualQA, IndexReport
    from polycite.pipeline.settings import Settings

__all__ = ["CrossLingualQA", "IndexReport", "Settings"]


def __getattr__(name: str) -> Any:
    if name in ("CrossLingualQA", "IndexReport"):
        from polycite.pipeline import qa

        return getattr(qa, name)
    if name == "Settings":
        from polycite.pipeline.settings import Settings

        return Settings
    raise AttributeError(f"module 'polycite.pipeline' has no attribute {name!r}")
