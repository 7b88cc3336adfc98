"""Settings that come from keywords, the environment and a file, and whose mistakes say where each came from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import ValidationError, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from polycite.components.errors import SettingsError
from polycite.pipeline.settings_sources import explain, read_file, settings_file, unknown_variables

_NONE = frozenset({"", "none", "null"})


class SourcedSettings(BaseSettings):
    """Base of :class:`polycite.pipeline.settings.Settings` and of the service's.

    A subclass sets ``env_prefix`` and, unless its settings stand at the top of the file, ``table``.
    """

    model_config = SettingsConfigDict(extra="forbid", frozen=True, env_ignore_empty=True)
    table: ClassVar[str] = ""

    # Type checkers shall see the fields as keywords, so they do not see this.
    if not TYPE_CHECKING:

        def __init__(
            self, _file: Path | None = None, _origins: Mapping[str, str] | None = None, **keywords: Any
        ) -> None:
            fields = type(self).model_fields
            prefix = type(self).model_config["env_prefix"]
            unknown_variables(fields, prefix)
            file = _file or settings_file()
            written, environment = read_file(file, self.table), EnvSettingsSource(type(self))()
            origins = {
                **dict.fromkeys(written, f"in {file}"),
                **{name: f"environment variable {prefix}{name.upper()}" for name in environment},
                **dict.fromkeys(keywords, "keyword"),
                **(_origins or {}),
            }
            try:
                super().__init__(**{**written, **environment, **keywords})
            except ValidationError as error:
                raise SettingsError(*explain(error, fields, origins)) from None

    def __hash__(self) -> int:
        # That of a frozen model does not know that a table among its values will not change either.
        return hash(tuple(frozenset(v.items()) if isinstance(v, dict) else v for v in self.__dict__.values()))

    @classmethod
    def load(cls, file: str | Path | None = None, overrides: Mapping[str, tuple[Any, str]] | None = None) -> Self:
        """Settings from ``file`` in place of the file that would be found by itself.

        Args:
            file: a TOML file, which must exist; None: as usual.
            overrides: keyword values, each with where it came from, for the message when it is wrong.

        Raises:
            SettingsError: as for the class.
        """
        given = overrides or {}
        private: dict[str, Any] = {
            "_file": None if file is None else Path(file),
            "_origins": {name: origin for name, (_, origin) in given.items()},
        }
        return cls(**private, **{name: value for name, (value, _) in given.items()})

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only keywords: ``__init__`` has gathered the other sources, so that a mistake can name its own."""
        return (init_settings,)

    @field_validator("*", mode="before")
    @classmethod
    def _read_none(cls, value: Any, info: Any) -> Any:
        optional = type(None) in getattr(cls.model_fields[info.field_name].annotation, "__args__", ())
        return None if optional and isinstance(value, str) and value.strip().lower() in _NONE else value


def mistake(problem: str, mend: str) -> PydanticCustomError:
    """What a validator raises; both are shown."""
    return PydanticCustomError("polycite", "{problem} {mend}", {"problem": problem, "mend": mend})
