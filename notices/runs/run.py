"""A run: one execution of a job, folded from its events in whatever order they came."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from notices.clock import day_of
from notices.runs.events import Counts, Phase, RunEvent

T = TypeVar("T")


class State(StrEnum):
    """Where a run stands."""

    AWAITED = "awaited"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Run:
    """All that is known of a run. `id` is None for one that is awaited and has not been heard of."""

    job: str
    nominal: date
    id: str | None = None
    state: State = State.AWAITED
    started: datetime | None = None
    ended: datetime | None = None
    sequence: int | None = None
    number: int | None = None
    covers: tuple[date, ...] = ()
    files: int | None = None
    persons: int | None = None
    persons_due: int | None = None
    benefits: Mapping[str, Counts] = field(default_factory=dict)
    error: str | None = None
    events: tuple[RunEvent, ...] = ()

    @property
    def took(self) -> timedelta | None:
        """How long it went on, where both ends were heard of."""
        return self.ended - self.started if self.started and self.ended else None

    @property
    def delivered(self) -> bool:
        return self.state is State.COMPLETED

    def with_event(self, event: RunEvent) -> "Run":
        """The run with one more event. The same event again changes nothing."""
        if any((known.source, known.id) == (event.source, event.id) for known in self.events):
            return self
        return fold((*self.events, event))


def fold(events: Iterable[RunEvent]) -> Run:
    """The run that these events of one run make, whatever their order. At least one."""
    ordered = tuple(sorted(events, key=lambda event: (event.time, event.id)))
    ends = [event for event in ordered if event.phase is not Phase.STARTED]
    starts = [event.time for event in ordered if event.phase is Phase.STARTED]
    last = ends[-1] if ends else ordered[-1]
    latest = (last, *reversed(ordered))
    return Run(
        job=last.job,
        nominal=_first(event.nominal for event in latest) or day_of(ordered[0].time),
        id=last.run,
        state=State(last.phase) if ends else State.RUNNING,
        started=starts[0] if starts else None,
        ended=last.time if ends else None,
        sequence=_first(event.sequence for event in latest),
        number=_first(event.number for event in latest),
        covers=last.covers,
        files=last.files,
        persons=last.persons,
        persons_due=last.persons_due,
        benefits=last.benefits,
        error=last.error,
        events=ordered,
    )


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)
