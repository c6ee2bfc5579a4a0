"""What the service is: `service.toml`, read once and typed."""

import tomllib
from datetime import time
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from models.terms import Impact, Kind
from notices.errors import ConfigurationError

Language = Literal["sv", "en"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(_Frozen):
    """The same words in both languages."""

    sv: str
    en: str

    def in_(self, language: Language) -> str:
        return self.en if language == "en" else self.sv


class Section(_Frozen):
    """One of the pages that a notice can stand on."""

    code: str
    path: str
    title: Text
    preamble: Text


class Term(_Frozen):
    """A benefit or an operation: its code, its name and the other words by which texts call it."""

    code: str
    name: Text
    words: tuple[str, ...] = ()


class About(_Frozen):
    """The service's own name, owner and addresses."""

    name: str
    subject: Text
    description: Text
    operator: Text
    tag: str
    keyword: str
    short_code: str
    contact: str
    accessibility_contact: str


class SmsRules(_Frozen):
    """What is told by SMS by default, and the hours in which only what has happened is."""

    kinds: tuple[Kind, ...]
    impacts: tuple[Impact, ...]
    quiet_from: time
    quiet_until: time


class Service(_Frozen):
    """All that `service.toml` says."""

    service: About
    sms: SmsRules
    section: tuple[Section, ...]
    benefit: tuple[Term, ...]
    operation: tuple[Term, ...]

    @cached_property
    def sections(self) -> dict[str, Section]:
        return {section.code: section for section in self.section}

    @cached_property
    def benefits(self) -> dict[str, Term]:
        return {term.code: term for term in self.benefit}

    @cached_property
    def operations(self) -> dict[str, Term]:
        return {term.code: term for term in self.operation}


def read_service(path: Path) -> Service:
    """Read and check the file. ConfigurationError names the file and the key that is wrong."""
    try:
        return Service.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise ConfigurationError(f"{path.name} går inte att läsa: {error.strerror}.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path.name} är inte giltig TOML: {error}.") from error
    except ValidationError as error:
        where = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise ConfigurationError(f"{path.name} är fel: {where}.") from error
