"""What the engine tells: CloudEvents 1.0, parsed into frozen events.

`parse_event` takes the JSON form as a dict. The types are `lefi.run.started|completed|failed`,
`lefi.intake.closed|opened` and `lefi.queue.measured`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import NoReturn

from notices.errors import DriftinformationError

Json = Mapping[str, object]


class InvalidEvent(DriftinformationError):
    """An event that cannot be taken. `field` names the part that is wrong, as in `data.nominal`."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field


class Phase(StrEnum):
    """What a run says of itself."""

    STARTED = "started"
    COMPLETED = "completed"
    FAILED = "failed"


class QueueChange(StrEnum):
    """What happened to the queue of incoming files."""

    CLOSED = "closed"
    OPENED = "opened"
    MEASURED = "measured"


@dataclass(frozen=True, slots=True)
class Counts:
    """A benefit's answers in one run: full and changed, those without a payment, recoveries, days by day of month.

    `missing` are persons due and not delivered, from an engine that counts them by benefit (`saknade`).
    """

    full: int
    updated: int
    unpaid: int = 0
    recoveries: int = 0
    missing: int = 0
    days: tuple[int, ...] = ()

    @property
    def total(self) -> int:
        return self.full + self.updated


@dataclass(frozen=True, slots=True)
class RunEvent:
    """One word from a run. What the engine did not say is None or empty."""

    source: str
    id: str
    time: datetime
    environment: str
    phase: Phase
    job: str
    run: str
    nominal: date | None = None
    sequence: int | None = None
    number: int | None = None
    covers: tuple[date, ...] = ()
    files: int | None = None
    persons: int | None = None
    persons_due: int | None = None
    benefits: Mapping[str, Counts] = field(default_factory=dict)
    error: str | None = None


@dataclass(frozen=True, slots=True)
class QueueEvent:
    """One word about the intake. `length` is the number of files that wait, where it was measured."""

    source: str
    id: str
    time: datetime
    environment: str
    change: QueueChange
    queue: str
    length: int | None = None


Event = RunEvent | QueueEvent

DAYS_IN_ROW = 31
_LONGEST_NAME = 200
_MOST_DATES = 1000
_HIGHEST = 2**31 - 1  # what a database keeps, and more than there are
_YEARS = range(2000, 2100)  # others are mistakes, and some cannot be reckoned with


def parse_event(event: Json) -> Event:
    """The event that a CloudEvent in its JSON form states. Raises InvalidEvent."""
    if event.get("specversion") != "1.0":
        _refuse("specversion", "ska vara 1.0")
    known = _TYPES.get(_text(event, "type"))
    if known is None:
        _refuse("type", f"{event['type']!r} finns inte. Skriv något av: {', '.join(_TYPES)}")
    data = event.get("data")
    if not isinstance(data, dict):
        _refuse("data", "ska vara ett objekt")
    read, change = known
    return read(event, data, change)


def _run_event(event: Json, data: Json, change: str) -> Event:
    return RunEvent(
        _text(event, "source"),
        _text(event, "id"),
        _moment(event),
        _text(data, "environment", "data.", "production"),
        Phase(change),
        _text(data, "job", "data."),
        _text(data, "run", "data."),
        _day(data["nominal"], "data.nominal") if data.get("nominal") is not None else None,
        _count(data, "sequence", "data."),
        _count(data, "number", "data."),
        _dates(data.get("covers")),
        _count(data, "files", "data."),
        _count(data, "persons", "data."),
        _count(data, "persons_due", "data."),
        _benefits(data.get("benefits")),
        _text(data, "error", "data.", "") or None,
    )


def _queue_event(event: Json, data: Json, change: str) -> Event:
    length = _count(data, "length", "data.")
    if length is None and change == QueueChange.MEASURED:
        _refuse("data.length", "saknas")
    return QueueEvent(
        _text(event, "source"),
        _text(event, "id"),
        _moment(event),
        _text(data, "environment", "data.", "production"),
        QueueChange(change),
        _text(data, "queue", "data."),
        length,
    )


_TYPES: dict[str, tuple[Callable[[Json, Json, str], Event], str]] = {
    "lefi.run.started": (_run_event, Phase.STARTED),
    "lefi.run.completed": (_run_event, Phase.COMPLETED),
    "lefi.run.failed": (_run_event, Phase.FAILED),
    "lefi.intake.closed": (_queue_event, QueueChange.CLOSED),
    "lefi.intake.opened": (_queue_event, QueueChange.OPENED),
    "lefi.queue.measured": (_queue_event, QueueChange.MEASURED),
}


def _benefits(rows: object) -> dict[str, Counts]:
    if rows is None:
        return {}
    if not isinstance(rows, dict):
        _refuse("data.benefits", "ska vara ett objekt med en rad per förmån")
    if not all(code.isprintable() and len(code) <= _LONGEST_NAME for code in rows):
        _refuse("data.benefits", "har en förmån vars kod inte kan läsas")
    return {code: _counts(row, f"data.benefits.{code}") for code, row in rows.items()}


def _counts(row: object, where: str) -> Counts:
    if not isinstance(row, dict):
        _refuse(where, "ska vara ett objekt")
    numbers = [row.get(key, 0) for key in ("komplett", "uppdaterad", "utan_utbetalning", "aterkrav", "saknade")]
    days = row.get("dagar") or []
    if days and (not isinstance(days, list) or len(days) != DAYS_IN_ROW):
        _refuse(f"{where}.dagar", f"ska vara {DAYS_IN_ROW} tal, ett för varje dag i månaden")
    for number in (*numbers, *days):
        if not _is_count(number):
            _refuse(where, f"{str(number)[:40]!r} är inget antal. Skriv heltal, 0 eller större")
    full, updated, unpaid, recoveries, missing = numbers
    return Counts(full, updated, unpaid, recoveries, missing, tuple(days))


def _text(source: Json, key: str, prefix: str = "", otherwise: str | None = None) -> str:
    value = source.get(key, otherwise)
    if type(value) is not str or (not value and otherwise is None):
        _refuse(prefix + key, "saknas" if value is None else "ska vara en text")
    if len(value) > _LONGEST_NAME and key != "error":
        _refuse(prefix + key, f"är längre än {_LONGEST_NAME} tecken")
    return value


def _count(source: Json, key: str, prefix: str) -> int | None:
    value = source.get(key)
    if value is not None and not _is_count(value):
        _refuse(prefix + key, f"{str(value)[:40]!r} är inget antal. Skriv ett heltal, 0 eller större")
    return value  # type: ignore[return-value]  # it is a count


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= _HIGHEST


def _moment(event: Json) -> datetime:
    text = _text(event, "time")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or moment.year not in _YEARS:
        _refuse("time", f"{text!r} är ingen tid. Skriv som 2024-03-05T01:00:00Z")
    return moment.astimezone(UTC)


def _dates(value: object) -> tuple[date, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        _refuse("data.covers", "ska vara en lista med datum")
    if len(value) > _MOST_DATES:
        _refuse("data.covers", f"har fler än {_MOST_DATES} datum")
    return tuple(_day(text, "data.covers") for text in value)


def _day(value: object, where: str) -> date:
    try:
        day = date.fromisoformat(value)  # type: ignore[arg-type]  # what is no text is caught below
    except (TypeError, ValueError):
        day = None
    if day is None or day.year not in _YEARS:
        _refuse(where, f"{str(value)[:40]!r} är inget datum. Skriv som 2024-03-05")
    return day


def _refuse(field: str, reason: str) -> NoReturn:
    raise InvalidEvent(field, f"{reason}.")
