"""What can be set about the service itself: where it listens, who may ask, how much it takes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from polycite.components.errors import SettingsError
from polycite.components.languages.language_codes import normalise_code
from polycite.pipeline.service.access.keys import Origin
from polycite.pipeline.settings_base import SourcedSettings, mistake

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class ServiceSettings(SourcedSettings):
    """Everything that can be set about the service, with what holds when nothing is said.

    From the keyword, ``POLYCITE_SERVICE_<NAME>``, the table ``[service]`` of ``polycite.toml``, or the default.
    """

    model_config = SettingsConfigDict(env_prefix="POLYCITE_SERVICE_")
    table = "service"

    # Where
    host: str = Field(default="127.0.0.1", description="Address to listen on; any but loopback needs API keys.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port; 0: any free one.")
    data: Path | None = Field(
        default=None, description="Folder for keys, jobs, conversations and feedback; none: beside the store."
    )

    # How much
    workers: int = Field(default=2, ge=1, le=64, description="Questions answered at once.")
    waiting: int = Field(default=32, ge=0, le=10_000, description="Questions that may wait; the next get a 503.")
    timeout: float = Field(default=30.0, gt=0, le=600, description="Seconds until a question gets a 504.")
    translation_timeout: float = Field(
        default=10.0, gt=0, le=600, description="Seconds a translator may take; then the original is quoted."
    )
    cache_answers: int = Field(default=1_000, ge=0, le=1_000_000, description="Answers kept; 0: none.")
    cache_seconds: float = Field(default=300.0, gt=0, le=86_400, description="Seconds that an answer is kept.")
    grace: float = Field(default=20.0, ge=0, le=600, description="Seconds to finish what was taken when shut down.")
    max_body: int = Field(default=1_000_000, ge=1_000, description="Largest request body, in bytes, uploads apart.")
    max_upload: int = Field(default=20_000_000, ge=1_000, description="Largest uploaded file, in bytes.")
    max_documents: int = Field(default=1_000, ge=1, description="Documents in one bulk request.")
    max_jobs: int = Field(default=100, ge=1, description="Jobs that may wait; the next get a 503.")
    parse_seconds: int = Field(default=60, ge=1, le=3600, description="Processor time to read an uploaded file.")
    parse_memory: int = Field(default=2 << 30, ge=64 << 20, description="Memory to read an uploaded file, in bytes.")
    max_header: int = Field(default=16_384, ge=1_024, description="All headers of a request together, in bytes.")
    body_timeout: float = Field(
        default=30.0, gt=0, le=3600, description="Seconds to send `max_body` bytes; uploads get more, by their size."
    )

    # Conversations
    conversations: Literal["file", "memory"] = Field(
        default="file", description="Where conversations are kept: in the data folder, or in memory until the end."
    )
    conversation_hours: float = Field(
        default=24.0, gt=0, le=8760, description="Hours without a message until a conversation is deleted."
    )
    agent_language: str = Field(default="en", description="Language of the person a conversation goes to.")
    intents: Path | None = Field(
        default=None,
        description="JSON Lines file of intent examples in place of the shipped ones, or deployed/intents.",
    )

    # Feedback, which holds customers' words
    feedback_days: float = Field(
        default=365.0, gt=0, le=36_500, description="Days until feedback is deleted; reviewed translations stay."
    )

    # Who, and how often
    origins: Annotated[tuple[Origin, ...], NoDecode] = Field(
        default=(), description="Web sites whose pages may call the service, as https://shop.example; keys add theirs."
    )
    hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Names in a Host header that are answered to; none: on loopback those of this machine."
    )
    per_minute: int = Field(default=600, ge=1, description="Requests a minute with a key that sets no limit.")
    per_day: int | None = Field(default=None, ge=1, description="Requests a UTC day with a key that sets no limit.")
    per_minute_local: int = Field(
        default=60_000, ge=1, description="Requests a minute on loopback where no keys are made, all together."
    )
    log_questions: bool = Field(default=False, description="Put questions in the log, without what identifies people.")

    @field_validator("origins", "hosts", mode="before")
    @classmethod
    def _read_list(cls, value: Any) -> Any:
        return tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value

    @field_validator("agent_language")
    @classmethod
    def _read_language(cls, value: str) -> str:
        try:
            return normalise_code(value)
        except SettingsError as error:
            raise mistake(error.problem, error.mend) from None

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the service."""
        return self.host in LOOPBACK

    def folder(self, store: str) -> Path:
        """The data folder: ``data``, else ``NAME.service`` beside the store NAME; of a server, in the working folder.

        Args:
            store: where the store is: a folder, or a URL.
        """
        if self.data is not None:
            return self.data
        if store.startswith(("http://", "https://")):
            return Path("polycite.service")
        return Path(store).with_name(f"{Path(store).name}.service")
