"""Errors that a user can mend: each says what is wrong and what to do about it."""


class PolyciteError(Exception):
    """A mistake in the input, the settings or the surroundings.

    Args:
        problem: what is wrong, naming the file, field or limit.
        mend: what to do about it, as an instruction.
    """

    def __init__(self, problem: str, mend: str = "") -> None:
        self.problem = problem
        self.mend = mend
        super().__init__(f"{problem} {mend}".strip())


class SettingsError(PolyciteError):
    """A setting is unknown, of the wrong type or outside its limits."""


class LoadingError(PolyciteError):
    """A file or a row cannot be read; the others still are."""


class StoreError(PolyciteError):
    """The store cannot be opened, reached or written."""


class StoreLockedError(StoreError):
    """Another process holds the embedded store."""


class OriginalNotFoundError(StoreError):
    """No original of that id is in the store."""


class ModelError(PolyciteError):
    """A model cannot be found or loaded, or is not of the expected kind."""


class EvidenceError(AssertionError):
    """``original[start:end] == quote`` does not hold: a defect of polycite, never shown as a citation."""
