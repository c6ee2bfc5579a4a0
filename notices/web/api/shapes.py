"""What the API for tokens takes and gives. The fields of a form are those of the desk, written as people write them."""

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from models.draft import DraftState, Fields
from models.registration import Channel
from models.terms import Act, Environment, Expect, Impact, Kind, Reminder, Status
from notices.drafts.fields import ANSWER, UPDATE
from notices.site.public_api.shapes import Moment
from notices.web.api.problems import FieldProblem


def _keepable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("a text with NUL cannot be kept")
    return text


Words = Annotated[str, Field(max_length=30_000), AfterValidator(_keepable)]
Codes = Annotated[tuple[Words, ...], Field(max_length=100)]
Answers = Annotated[dict[str, Words], Field(max_length=100)]
Told = Literal[Channel.SMS, Channel.MAIL]


def frozen(fields: Fields) -> dict[str, str | tuple[str, ...]]:
    """Fields as they are shown."""
    return {name: value if isinstance(value, str) else tuple(value) for name, value in fields.items()}


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Form(_Strict):
    """An act, and how it is told. What is left out, or null, stays as it is."""

    tell: tuple[Told, ...] | None = Field(
        None, max_length=2, description="The channels to tell by; without it the rules of the service decide"
    )
    publish_at: AwareDatetime | None = Field(None, description="When it is to be published; without it, at once")
    numbered: ClassVar[dict[str, str]] = {"answers": ANSWER, "updates": UPDATE}

    def fields(self) -> Fields:
        """As the desk's own form has them."""
        given = self.model_dump(mode="json", exclude_none=True, exclude={"tell", "publish_at"})
        groups = {name: given.pop(name, {}) for name in self.numbered}
        answers = {
            f"{self.numbered[name]}{key}": words for name, group in groups.items() for key, words in group.items()
        }
        return {**given, **answers}

    @property
    def channels(self) -> frozenset[Channel] | None:
        return None if self.tell is None else frozenset(self.tell)


class _Facts(Form):
    body: Words | None = Field(None, description="Markdown")
    section: Words | None = None
    kind: Kind | None = None
    impact: Impact | None = None
    status: Status | None = None
    environment: Environment | None = None
    benefits: Codes | None = None
    operations: Codes | None = None
    action: Words | None = Field(None, description="What the subscriber must do, also when that is nothing")
    time: Words | None = Field(None, description="As people write it: helgen 14–15 mars, i natt, kl 18")
    expected_end: Words | None = None
    next_word: Words | None = None
    reminders: tuple[Reminder, ...] | None = Field(None, max_length=3)
    expects: tuple[Expect, ...] | None = Field(
        None, max_length=3, description="What the engine's runs will show in the announced time"
    )


class NewNotice(_Facts):
    """A new notice."""

    title: Words


class Correction(_Facts):
    """Other words for what has been published. `updates` are the new words of updates, by their numbers."""

    title: Words | None = None
    updates: Answers | None = None
    reason: Words | None = None


class NewUpdate(Form):
    """A dated addition."""

    body: Words
    status: Status | None = None
    expected_end: Words | None = None
    next_word: Words | None = None


class Rescheduling(Form):
    """Another time for a planned event."""

    time: Words
    reason: Words | None = None


class Cancellation(Form):
    """A planned event called off."""

    reason: Words


class Ending(Form):
    """It is over. `answers` say what now holds for each operation that an outage closed, by its code."""

    body: Words | None = None
    answers: Answers | None = None


class Verification(Form):
    """The first run has shown that it works."""

    body: Words | None = None


class Reopening(Form):
    """The fault is back."""

    body: Words
    answers: Answers | None = None
    expected_end: Words | None = None
    next_word: Words | None = None


class Withdrawal(Form):
    """It is taken back."""

    reason: Words


class Joining(_Strict):
    """The story that the notice is a part of, by its heading; it is begun where there is none of that heading."""

    thread: Words


class Revision(BaseModel):
    """A notice as the database has it now. `fields` are those of a correction, `threads` the stories' headings."""

    model_config = ConfigDict(frozen=True)

    slug: str
    address: str
    version: int
    act: Act
    at: Moment
    published_at: Moment | None
    withdrawn: bool
    threads: tuple[str, ...]
    fields: dict[str, str | tuple[str, ...]]


class NewDraft(_Strict):
    """The beginning of a draft: a new notice, or an act on the one whose `notice` (slug) is given."""

    act: Literal[
        Act.PUBLISH, Act.UPDATE, Act.CORRECT, Act.RESCHEDULE, Act.CANCEL, Act.END, Act.VERIFY, Act.REOPEN, Act.WITHDRAW
    ] = Act.PUBLISH
    notice: Words | None = None
    fields: Annotated[dict[str, Words | Codes], Field(max_length=200)] = Field(default_factory=dict)


class DraftChange(_Strict):
    """Other words for some fields of a draft; the others stay."""

    fields: Annotated[dict[str, Words | Codes], Field(max_length=200)]


class Submission(_Strict):
    """A draft is handed in."""

    tell: tuple[Told, ...] | None = Field(None, max_length=2)
    publish_at: AwareDatetime | None = None


class Draft(BaseModel):
    """A draft. `problems` are what is missing before it can be published, `understood` what its times mean.

    `problem` says why it came back. `address` is where the desk shows it.
    """

    model_config = ConfigDict(frozen=True)

    id: int
    act: Act
    notice: str | None
    state: DraftState
    version: int
    fields: dict[str, str | tuple[str, ...]]
    problems: tuple[FieldProblem, ...]
    understood: dict[str, str]
    problem: str | None
    updated_by: str
    updated_at: Moment
    publish_at: Moment | None
    leaves_at: Moment | None
    address: str


class Drafts(BaseModel):
    """Drafts that wait, the latest begun first. `next` is the path of the next page; null on the last."""

    model_config = ConfigDict(frozen=True)

    drafts: tuple[Draft, ...]
    next: str | None


class Paging(_Strict):
    """Which page: after the row `cursor` of the one before, and how many rows."""

    cursor: int | None = Field(None, ge=1, le=2_147_483_647)
    limit: int = Field(25, ge=1, le=100)


class ChannelFigures(BaseModel):
    """What became of what was told in one channel."""

    model_config = ConfigDict(frozen=True)

    channel: Channel
    pending: int
    accepted: int
    delivered: int
    failed: int
    unknown: int


class Deliveries(BaseModel):
    """What became of what was told of a notice."""

    model_config = ConfigDict(frozen=True)

    channels: tuple[ChannelFigures, ...]


class Receipt(BaseModel):
    """One word to one recipient, whose address is masked. `meaning` says in Swedish what the code means."""

    model_config = ConfigDict(frozen=True)

    id: int
    act: Act
    version: int
    channel: Channel
    recipient: str
    state: str
    provider_status: str | None
    code: str | None
    meaning: str | None
    attempts: int
    sent_at: Moment | None
    settled_at: Moment | None
    reported_at: Moment | None


class Receipts(BaseModel):
    """A page of receipts, oldest first. `next` is the path of the next page; null on the last."""

    model_config = ConfigDict(frozen=True)

    receipts: tuple[Receipt, ...]
    next: str | None
