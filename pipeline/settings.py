"""One typed, validated, frozen Settings: keyword before environment before file before default."""

from __future__ import annotations

import codecs
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from polycite.components.errors import ModelError, SettingsError
from polycite.components.languages.language_codes import normalise_code
from polycite.pipeline.settings_base import SourcedSettings, mistake
from polycite.pipeline.settings_sources import PREFIX

Strategy = Literal["auto", "direct", "gloss", "translate-test", "translate-query", "generate"]
_Fraction = Annotated[float, Field(ge=0, le=1)]
_Weight = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
_Copies = Annotated[int, Field(ge=1, le=1000)]
_BOOLEANS = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False}


class Settings(SourcedSettings):
    """Everything that can be set, with what holds when nothing is said.

    Each setting is taken from the first of: the keyword; the environment variable ``POLYCITE_<NAME>``;
    the TOML file (``polycite.toml`` in the working folder, or the one that ``POLYCITE_SETTINGS`` names);
    the default. None means "chosen by what was measured or fitted", not zero; in the environment and on
    the command line it is written ``none``.

    Usage::

        Settings(top_k=5, abstain_below=0.4)
        Settings.load("production.toml")

    Raises:
        SettingsError: a setting is unknown, of the wrong type or outside its limits, or the file cannot
            be read. It says where the value came from, and every mistake at once.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX)

    # Models and computing
    models: str = Field(
        default="polycite.models",
        min_length=1,
        description="Folder of your own models' versions (polycite models), for the names deployed/<kind>.",
    )
    embedder: str = Field(
        default="shipped/retriever",
        min_length=1,
        description="SentenceTransformer: folder, Hugging Face name, shipped/<name> or deployed/<kind>.",
    )
    reader: str = Field(
        default="shipped/reader",
        min_length=1,
        description="Question answering model: folder, Hugging Face name, shipped/<name> or deployed/<kind>.",
    )
    gloss_reader: str | None = Field(
        default="shipped/gloss_reader",
        min_length=1,
        description="The same for English glosses, and English itself; none: the reader reads both.",
    )
    reader_adapters: Annotated[dict[str, str], NoDecode] = Field(
        default={},
        description="What is added to the reader for passages in a language, by its code: adapters (polycite adapt "
        "--method adapter) as folders, Hugging Face names or deployed/reader_adapter_<code>; a table, or JSON.",
    )
    lexicon: str = Field(default="shipped/lexicon", min_length=1, description="Folder of tables, or shipped/<name>.")
    dtype: Literal["auto", "float32", "bfloat16", "float16"] = Field(
        default="auto", description="Type to compute in; auto: the fastest measured."
    )
    threads: int = Field(default=0, ge=0, le=1024, description="Threads for the models; 0 leaves it to torch.")

    # Passages
    max_tokens: int = Field(default=180, ge=16, le=512, description="Longest passage, in tokens of the embedder.")
    overlap_sentences: int = Field(default=1, ge=0, le=5, description="Whole sentences that neighbours share.")

    # Files
    encoding: str | None = Field(default=None, description="Encoding of text files; none: found out file by file.")
    max_bytes: int = Field(default=20_000_000, ge=1, description="Largest file read, in bytes.")
    max_characters: int = Field(default=5_000_000, ge=1, description="Longest original stored, in code points.")
    text_field: str = Field(default="text", min_length=1, description="Field of rows (JSON Lines, CSV) with the text.")
    id_field: str = Field(default="id", min_length=1, description="Field of rows with the id.")
    title_field: str = Field(default="title", min_length=1, description="Field of rows with the title.")
    language_field: str = Field(default="language", min_length=1, description="Field of rows with the language code.")

    # Languages
    candidate_languages: Annotated[tuple[str, ...] | None, NoDecode] = Field(
        default=None, description="The languages that detection may answer; none: all that polycite knows."
    )

    # Retrieval
    weight_dense: _Weight | None = Field(default=None, description="Weight of the dense channel; none: as fitted.")
    weight_gloss: _Weight | None = Field(default=None, description="Weight of dense over glosses; none: as fitted.")
    weight_lexicon: _Weight | None = Field(default=None, description="Weight of the translated words; none: as fitted.")
    weight_sounds: _Weight | None = Field(default=None, description="Weight of the sounds; none: as fitted.")
    channel_limit: int = Field(default=100, ge=10, le=1000, description="Passages each channel proposes before fusion.")
    language_balance: bool = Field(default=True, description="Keep one language of the corpus from starving another.")

    # Answers
    top_k: int = Field(default=8, ge=1, le=100, description="Passages read for an answer.")
    gloss_weight: _Fraction | None = Field(
        default=None, description="Weight of the gloss against the original in reading; none: fitted by language."
    )
    abstain_below: _Fraction | None = Field(
        default=None,
        description="Probability that the documents hold an answer under which none is given; none: as fitted.",
    )
    max_answer_words: int = Field(default=30, ge=1, le=200, description="Longest answer, in words.")
    strategy: Strategy = Field(default="auto", description="How passages are read.")

    # Translation
    translator: str = Field(
        default="auto",
        description="auto: Apertium where it is installed; none; apertium; a folder or Hugging Face name; "
        "ctranslate2:<folder>; chat:<url>#<model>; several by commas, the first that can.",
    )
    pivots: Annotated[tuple[str, ...], NoDecode] = Field(
        default=("en",), description="Languages to translate through where a pair is missing, in this order."
    )
    max_hops: int = Field(default=3, ge=1, le=3, description="Translations in a row at most.")
    translation_cache: str | None = Field(
        default="auto", description="File that keeps translations; auto: in the platform's cache folder; none: memory."
    )
    index_translations: bool = Field(
        default=False,
        description="Encode English translations of passages, where there is a translator, in the place of glosses.",
    )
    glossary: tuple[tuple[str, str], ...] = Field(
        default=(), description="Terms, and what every translation must make of them: a table, or pairs."
    )

    # Writing
    generator: str | None = Field(
        default=None,
        min_length=1,
        description="Language model for the strategy generate: chat:<url>#<model>, or local:<folder or name>.",
    )
    generator_key: SecretStr | None = Field(
        default=None, exclude=True, description="Key of the language model's endpoint; never printed."
    )
    entailment: str | None = Field(
        default=None,
        min_length=1,
        description="Cross-encoder that checks what is written: folder or Hugging Face name; none: words and vectors.",
    )

    # Store
    collection: str = Field(
        default="polycite",
        pattern=r"^[A-Za-z0-9._-]{1,200}$",
        description="Name of the collection on a server: letters, digits and . _ - only.",
    )
    # A masked key that is read back would be sent as it is, so keys are in no dump.
    api_key: SecretStr | None = Field(
        default=None, exclude=True, description="Key of the Qdrant server; never printed."
    )
    tls_verify: bool | str = Field(
        default=True, description="Check the server's certificate, or the file of the authority to check it by."
    )
    timeout: float = Field(default=30.0, gt=0, le=3600, description="Seconds to wait for the server.")
    replication_factor: _Copies | None = Field(
        default=None, description="Copies of every point when a cluster's collection is made."
    )
    write_consistency_factor: _Copies | None = Field(default=None, description="Copies that must acknowledge a write.")
    shard_number: _Copies | None = Field(default=None, description="Parts of a cluster's collection when it is made.")

    def fingerprint(self) -> dict[str, Any]:
        """The settings without which stored vectors mean nothing: a store is opened only with those it was made with.

        What only decides which originals are read, or how precisely a vector is computed, is not among them.
        """
        from polycite.components.models import content
        from polycite.components.networks.deployed import DEPLOYED

        # A version is known by its content: its number and folder may differ from one machine to the next.
        versions = Path(self.models).absolute() / "retriever"
        deployed = {"embedder": f"{DEPLOYED}retriever"} if Path(self.embedder).parent == versions else {}
        translated = {"index_translations": self.translator} if self.index_translations else {}
        return {
            **self.model_dump(include={"embedder", "lexicon", "max_tokens", "overlap_sentences"}),
            **deployed,
            **translated,
            "embedder_content": content(self.embedder),
            "lexicon_content": content(self.lexicon),
        }

    @field_validator("embedder", "reader", "gloss_reader")
    @classmethod
    def _choose_version(cls, value: str | None, info: ValidationInfo) -> str | None:
        """``deployed/<kind>`` becomes the folder of the version that is deployed now.

        Chosen once, here: where the folder is known from whichever source, and so that all that is made of these
        settings uses one version, though another be deployed meanwhile. Where none is deployed the name stays, with
        the folder before it, and whoever loads the model says so: other commands shall run all the same.
        """
        from polycite.components.models import locate
        from polycite.components.networks.deployed import DEPLOYED, qualified

        if not value or not value.startswith(DEPLOYED) or "models" not in info.data:
            return value
        name = qualified(value, info.data["models"])
        try:
            return locate(name)
        except ModelError:
            return name

    @field_validator("reader_adapters", mode="before")
    @classmethod
    def _read_adapters(cls, value: Any, info: ValidationInfo) -> Any:
        example = 'Name one by the code of its language, as {"ko": "deployed/reader_adapter_ko"}.'
        try:
            given = json.loads(value or "{}") if isinstance(value, str) else value
        except ValueError as error:
            raise mistake(f"It is not JSON: {error}.", example) from None
        if not isinstance(given, Mapping):
            raise mistake(f"It is {given!r}, which is no table.", example)
        read: dict[str, str] = {}
        for written, adapter in given.items():
            try:
                code = normalise_code(str(written))
            except SettingsError as error:
                raise mistake(error.problem, error.mend) from None
            if not isinstance(adapter, str) or not adapter.strip():
                raise mistake(f"For {written!r} it names {adapter!r}, which is no folder and no name.", example)
            if code in read:
                raise mistake(f"It names two adapters for {code!r}.", "Leave one of them out.")
            read[code] = cls._choose_version(adapter, info) or adapter
        return read

    @field_validator("candidate_languages", "pivots", mode="before")
    @classmethod
    def _read_languages(cls, value: Any) -> Any:
        codes = [code for code in value.split(",") if code.strip()] if isinstance(value, str) else value
        if not isinstance(codes, list | tuple) or not all(isinstance(code, str) for code in codes):
            return codes
        try:
            read = tuple(dict.fromkeys(normalise_code(code) for code in codes))
        except SettingsError as error:
            raise mistake(error.problem, error.mend) from None
        if not read:
            raise mistake("It names no language.", "Name at least one code, or leave it out for all.")
        return read

    @field_validator("glossary", mode="before")
    @classmethod
    def _read_glossary(cls, value: Any) -> Any:
        return tuple(value.items()) if isinstance(value, Mapping) else value

    @field_validator("encoding")
    @classmethod
    def _check_encoding(cls, value: str | None) -> str | None:
        try:
            return value and codecs.lookup(value).name
        except LookupError:
            raise mistake(
                f"There is no encoding {value!r}.", "Use a name that Python knows, as utf-8 or cp1252, or none."
            ) from None

    @field_validator("tls_verify", mode="before")
    @classmethod
    def _read_tls(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if (said := _BOOLEANS.get(value.strip().lower())) is not None:
            return said
        if not os.path.isfile(value):
            raise mistake(
                f"There is no file {value!r}.", "Give true, false, or the PEM file of the certificate authority."
            )
        return value

    @model_validator(mode="after")
    def _check_together(self) -> Settings:
        if (self.weight_dense, self.weight_gloss, self.weight_lexicon, self.weight_sounds) == (0, 0, 0, 0):
            raise mistake(
                "The weights of all four channels are 0, so nothing would be found.", "Leave at least one weight_* out."
            )
        if self.top_k > self.channel_limit:
            raise mistake(
                f"top_k is {self.top_k}, but channel_limit lets each channel propose only {self.channel_limit}.",
                "Lower top_k or raise channel_limit.",
            )
        return self
