"""What `/api/v1` gives to those who read: our own words and codes, with nothing that nobody stated.

Codes are those of `models.terms` and of `service.toml`. Texts are Swedish.
"""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from models.run import DayState
from models.terms import Environment, Impact, Kind, Status
from models.when import Precision
from notices.site.board import Phase, Sign
from notices.site.wording import stamp

Moment = Annotated[
    datetime,
    PlainSerializer(stamp, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}, mode="serialization"),
]
"""RFC 3339 to the second, with Stockholm's offset."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Term(_Frozen):
    """A benefit or an operation."""

    code: str
    name: str


class Time(_Frozen):
    """A time as somebody wrote it, and the interval that it names.

    `start` is included and `end` is not. A start or an end that is open is null; a moment has both the same. No clock
    time that nobody stated is to be shown: `precision` says how exactly the time was stated, and `words` says the
    interval so, with weekday and year.
    """

    text: str
    words: str
    start: Moment | None
    end: Moment | None
    precision: Precision


class Text(_Frozen):
    """The same words as Markdown and as HTML that is safe to show, with whole addresses."""

    markdown: str
    html: str


class Update(_Frozen):
    """A dated addition. `dated`: only the date of `at` is known. `status` is null where it stayed as it was."""

    number: int
    address: str
    at: Moment
    dated: bool
    status: Status | None
    body: Text


class Member(_Frozen):
    """Another notice of a thread."""

    slug: str
    title: str
    address: str


class Thread(_Frozen):
    """A story that several notices tell together, oldest first."""

    title: str
    notices: tuple[Member, ...]


class Withdrawal(_Frozen):
    """A notice that was taken back. Its text is read among its versions only."""

    at: Moment
    reason: str


class SubscriberAction(_Frozen):
    """What the subscriber must do. `required` is false where the notice says that it is nothing, null where it says
    nothing of it, and true where `text` asks for something, if only to wait.
    """

    required: bool | None
    text: str | None


class Notice(_Frozen):
    """One notice. What nobody stated is null, or empty.

    Times: `published_at`, `updated_at` (when something was last said) and `corrected_at`. `dated` is true where only
    the date of publication is known. `phase` is where it stands by its words and by the clock.
    """

    id: str = Field(description="A tag: URI (RFC 4151) that never changes, the same as in the feeds")
    slug: str
    address: str
    short_address: str
    versions_address: str
    section: Term
    kind: Kind | None
    impact: Impact | None
    status: Status | None
    phase: Phase
    environment: Environment | None
    title: str
    body: Text | None
    action: str | None = Field(description="What the subscriber must do, also when that is nothing")
    subscriber_action: SubscriberAction
    benefits: tuple[Term, ...]
    operations: tuple[Term, ...]
    time: Time | None
    expected_end: Time | None
    next_word: Time | None
    published_at: Moment
    dated: bool
    updated_at: Moment
    corrected_at: Moment | None
    withdrawn: Withdrawal | None
    updates: tuple[Update, ...] = Field(description="Newest first")
    threads: tuple[Thread, ...]


class Notices(_Frozen):
    """A page of notices, newest first. `next` is the address of the next older page; null on the last."""

    notices: tuple[Notice, ...]
    next: str | None


class Run(_Frozen):
    """One planned run. `date` is the one that it is for; `notice` the address of what was published about it."""

    job: str
    date: date
    number: int | None = Field(description="Of a numbered run")
    state: DayState
    due_at: Moment = Field(description="When it starts, by the plan")
    deadline_at: Moment = Field(description="When it must be delivered")
    delivered_at: Moment | None
    files: int | None
    notice: str | None


class RunJob(_Frozen):
    """A job and how many of its runs that are over were delivered on time, with nothing known to be wrong."""

    job: str
    title: str
    on_time: int
    settled: int


class Runs(_Frozen):
    """The runs of the production environment, from `first` on: the last ninety days, and those that lie ahead."""

    updated_at: Moment
    first: date
    jobs: tuple[RunJob, ...]
    runs: tuple[Run, ...] = Field(description="In the order in which they are due")


class Current(_Frozen):
    """How things are. `state` and `sentence` are of the production environment, as on the front page.

    `ongoing` has the gravest first, `planned` the soonest; both name the test environment's notices, too.
    """

    state: Sign
    sentence: str
    address: str
    updated_at: Moment
    ongoing: tuple[Notice, ...]
    planned: tuple[Notice, ...]
    last_run: Run | None = Field(description="The last run of the main job of which it is known how it went")
