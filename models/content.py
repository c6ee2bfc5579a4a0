"""What a notice says: the whole of one published version, frozen."""

from dataclasses import dataclass
from datetime import datetime

from models.terms import Environment, Expect, Impact, Kind, Reminder, Status
from models.when import When


@dataclass(frozen=True, slots=True)
class Update:
    """A dated addition to a notice. `number` counts from 1 within the notice and never changes.

    `dated` is true where only the date is known: `at` is then midnight in Stockholm, as UTC.
    """

    number: int
    at: datetime
    dated: bool
    body: str
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """All that a reader is told. What nobody stated is None (or empty), and stays so.

    `body` and each update's body are Markdown. `section`, `benefits` and `operations` hold the codes of
    `service.toml`. `reminders` and `expects` are not shown: which reminders of a planned event
    are sent, and what its window will show in the engine's runs.
    """

    title: str
    body: str
    section: str
    kind: Kind | None = None
    impact: Impact | None = None
    status: Status | None = None
    environment: Environment | None = None
    benefits: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    action: str | None = None
    time: When | None = None
    expected_end: When | None = None
    next_word: When | None = None
    updates: tuple[Update, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    expects: tuple[Expect, ...] = ()
