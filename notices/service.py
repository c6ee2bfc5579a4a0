"""What the service is: `service.toml`, read once and typed."""

import re
import tomllib
from collections.abc import Container, Iterable
from datetime import date, time
from decimal import Decimal
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

from models.terms import Act, Environment, Impact, Kind, Status
from notices.errors import ConfigurationError

Language = Literal["sv", "en"]
PLACEHOLDER = re.compile(r"\{([^{}\n]{1,40})\}")
"""What a template has filled in: `{name}`."""


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
    tag: str = Field(pattern=r"^[^,]+,\d{4}(-\d\d(-\d\d)?)?$")
    keyword: str
    short_code: str
    contact: str
    accessibility_contact: str

    @field_validator("tag")
    @classmethod
    def _has_a_date(cls, tag: str) -> str:
        owned_since(tag)
        return tag


def owned_since(tag: str) -> date:
    """The day from which a tag's ids are its owner's own; its month and day may be left out (RFC 4151)."""
    year, month, day = (*tag.rpartition(",")[2].split("-"), "1", "1")[:3]
    return date(int(year), int(month), int(day))


class SmsRules(_Frozen):
    """What is told by SMS by default, and the hours in which only what has happened is."""

    kinds: tuple[Kind, ...]
    impacts: tuple[Impact, ...]
    quiet_from: time
    quiet_until: time
    # When those are reminded who are to be reminded the day before.
    day_before: time = time(12)
    price_per_part: Decimal = Field(Decimal("0.45"), ge=0)  # kronor

    @model_validator(mode="after")
    def _nobody_is_woken(self) -> Self:
        if self.is_quiet(self.day_before):
            raise ValueError("day_before ligger i de tysta timmarna")
        return self

    def is_quiet(self, at: time) -> bool:
        """Whether a clock time in Stockholm is in the quiet hours."""
        begins, ends = self.quiet_from, self.quiet_until
        return begins <= at < ends if begins <= ends else at >= begins or at < ends


class AlarmRules(_Frozen):
    """What those on call are told of, and how often again until somebody sees to it."""

    again_minutes: int = Field(10, ge=1)
    rounds: int = Field(6, ge=1)  # after so many they are told each hour
    canary_within_minutes: int = Field(5, ge=1)
    failed_share: float = Field(0.2, gt=0, lt=1)


class WebhookRules(_Frozen):
    """After how many messages in a row that a receiver of webhooks does not take it is paused."""

    pause_after: int = Field(60, ge=1)


class FourEyes(_Frozen):
    """Where another publisher has to approve: what stands on these pages, or means this for the reader."""

    sections: tuple[str, ...] = ()
    impacts: tuple[Impact, ...] = ()


class AutoPublish(_Frozen):
    """A kind of trouble whose draft leaves by itself once it has stood for so long; it can be called back until then.

    `kind` is named as in `notices.runs.judgement.verdict.Rule`.
    """

    kind: str
    after_minutes: int = Field(ge=0)
    call_back_minutes: int = Field(ge=1)


class RunTerms(_Frozen):
    """What the engine's codes mean here: its benefits, and the operations that a job or a queue serves.

    `plan` has the shape of `plan.json` (see `notices.runs.plan`).
    """

    benefits: dict[str, str] = {}
    operations: dict[str, tuple[str, ...]] = {}
    plan: dict[str, Any] | None = None
    auto_publish: tuple[AutoPublish, ...] = ()


class Template(_Frozen):
    """Words to begin with for what happens again, in the forms of some acts.

    `{name}` in a text stands for what is filled in from what is known. `answers` are by the operation's code.
    `asked_before` are names in words that the template had earlier: drafts that were begun then may still have them.
    """

    code: str
    name: Text
    acts: tuple[Act, ...] = Field((Act.PUBLISH,), min_length=1)
    kind: Kind | None = None
    impact: Impact | None = None
    status: Status | None = None
    environment: Environment = Environment.PRODUCTION
    section: str
    benefits: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    title: str = ""
    body: str = ""
    action: str = ""
    time: str = ""
    expected_end: str = ""
    next_word: str = ""
    answers: Annotated[tuple[tuple[str, str], ...], BeforeValidator(lambda table: tuple(table.items()))] = ()
    asked_before: tuple[str, ...] = ()

    @cached_property
    def asked(self) -> frozenset[str]:
        """The names in its words."""
        texts = (self.title, self.body, self.action, self.time, self.expected_end, self.next_word)
        answers = (answer for _, answer in self.answers)
        return frozenset(name for text in (*texts, *answers) for name in PLACEHOLDER.findall(text))


class Service(_Frozen):
    """All that `service.toml` says."""

    service: About
    sms: SmsRules
    alarms: AlarmRules = AlarmRules()
    webhooks: WebhookRules = WebhookRules()
    section: tuple[Section, ...]
    benefit: tuple[Term, ...]
    operation: tuple[Term, ...] = Field(min_length=1)
    four_eyes: FourEyes = FourEyes()
    runs: RunTerms = RunTerms()
    template: tuple[Template, ...] = ()

    def __hash__(self) -> int:
        """Asked for at every entry of every feed that is drawn, so not over all that the file says."""
        return hash(self.service.tag)

    @cached_property
    def sections(self) -> dict[str, Section]:
        return {section.code: section for section in self.section}

    @cached_property
    def benefits(self) -> dict[str, Term]:
        return {term.code: term for term in self.benefit}

    @cached_property
    def operations(self) -> dict[str, Term]:
        return {term.code: term for term in self.operation}

    @cached_property
    def templates(self) -> dict[str, Template]:
        return {template.code: template for template in self.template}

    @model_validator(mode="after")
    def _names_what_there_is(self) -> Self:
        """Four eyes and templates can only name the pages, benefits and operations that the file has."""
        _known("four_eyes.sections", self.four_eyes.sections, self.sections)
        _known("runs.benefits", self.runs.benefits.values(), self.benefits)
        _known("runs.operations", chain.from_iterable(self.runs.operations.values()), self.operations)
        for one in self.template:
            _known(f"template {one.code}: section", (one.section,), self.sections)
            _known(f"template {one.code}: benefits", one.benefits, self.benefits)
            if Act.JOIN in one.acts:
                raise ValueError(f"template {one.code}: join har inget formulär")
            _known(f"template {one.code}: operations", (*one.operations, *dict(one.answers)), self.operations)
        if len(self.templates) < len(self.template):
            raise ValueError("två mallar (template) har samma code")
        return self


def _known(where: str, codes: Iterable[str], known: Container[str]) -> None:
    for code in codes:
        if code not in known:
            raise ValueError(f"{where}: {code!r} finns inte i filen")


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
