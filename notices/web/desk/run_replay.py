"""What would have been drafted, had the plan been another: the stored arrivals judged again, and nothing kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.run import Arrival
from notices.clock import day_of, midnight
from notices.errors import DriftinformationError
from notices.runs.drafts import Draft
from notices.runs.events import Event, parse_event
from notices.runs.plan import Plan
from notices.runs.replaying import replay
from notices.web.desk.run_rows import PUBLIC

MOST_DAYS = 60
_LEARNING = timedelta(days=60)  # before them, so that there is something to compare with
_MOST_ARRIVALS = 20_000
Span = tuple[date, date]  # both included
Arrivals = Sequence[tuple[datetime, Event]]


class CannotReplay(DriftinformationError):
    """There is nothing to judge, or too much at once."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A draft that would have come: under the plan that counts, under the other, or under both."""

    draft: Draft
    now: bool
    then: bool


def stored_arrivals(session: Session, first: date, last: date) -> Arrivals:
    """What came in these days and in the time before them from which the watch learns. Raises CannotReplay."""
    between = Arrival.arrived_at.between(midnight(first) - _LEARNING, midnight(last + timedelta(days=1)))
    rows = session.execute(
        select(Arrival.arrived_at, Arrival.event)
        .where(Arrival.environment == PUBLIC, between)
        .order_by(Arrival.id)
        .limit(_MOST_ARRIVALS + 1)
    ).all()
    if not rows:
        raise CannotReplay("Inga händelser är sparade för den tiden. Välj en annan.")
    if len(rows) > _MOST_ARRIVALS:
        raise CannotReplay("Det kom för många händelser under den tiden. Välj färre dagar.")
    return [(arrived, parse_event(event)) for arrived, event in rows]


def compare(arrivals: Arrivals, plan: Plan, other: Plan, span: Span, now: datetime) -> list[Outcome]:
    """The drafts opened in these days under either plan, in the order in which they would have come."""
    first, last = span
    until = min(midnight(last + timedelta(days=1)), now)
    ours, theirs = (_drafts(arrivals, one, until, first) for one in (plan, other))
    both = sorted({**ours, **theirs}.items(), key=lambda item: item[1].opened)
    return [Outcome(draft, id_ in ours, id_ in theirs) for id_, draft in both]


def _drafts(arrivals: Arrivals, plan: Plan, until: datetime, first: date) -> dict[str, Draft]:
    changes = replay(arrivals, plan, until)
    drafts = {change.draft.id: change.draft for change in changes}
    return {id_: draft for id_, draft in drafts.items() if day_of(draft.opened) >= first}
