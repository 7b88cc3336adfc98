"""What could not be loaded, and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """A source, or one row of it, that was not loaded; everything else was.

    ``source`` is the file's absolute path (or what the caller gave when there is no such file),
    ``problem`` what is wrong with it (rows: with the line number), ``mend`` what to do.
    """

    source: str
    problem: str
    mend: str

    def __str__(self) -> str:
        return f"{self.source}: {self.problem} {self.mend}".strip()
