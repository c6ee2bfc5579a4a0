"""What a notice has said, step by step, as Statuspage's updates."""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import pairwise

from models.content import Update as Addition
from models.terms import ENDED, Kind, Status
from notices import markdown
from notices.site.published import Published
from notices.site.statuspage.ids import event_id, update_id
from notices.site.statuspage.shapes import (
    AffectedComponent,
    ComponentStatus,
    IncidentStatus,
    MaintenanceStatus,
    Update,
)
from notices.site.statuspage.sorting import component_status
from notices.site.wording import ACTION, fit, one_line
from notices.timing import describe
from notices.vocabulary import label

_KEPT = 512
Named = Callable[[Published, datetime], IncidentStatus | MaintenanceStatus]
"""How a notice stands at a moment, in Statuspage's word."""
Called = tuple[str, str]
"""A component's id and name."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing said: the publication (number 0) or an update. `told` is the notice with its status as of then."""

    number: int
    at: datetime
    body: str
    told: Published


@lru_cache(_KEPT)
def steps(notice: Published) -> tuple[Step, ...]:
    """All that was said, oldest first. A correction is no step: it changes what the steps say."""
    return tuple(_steps(notice))


def _steps(notice: Published) -> Iterator[Step]:
    status = _first_status(notice)
    yield Step(0, notice.published_at, _opening(notice), _as_of(notice, status))
    for update in notice.content.updates:
        status = update.status or status
        yield Step(update.number, update.at, _words(update), _as_of(notice, status))


def course(story: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps since it was last reopened; all of them, where it never was."""
    ended = [step.told.content.status in ENDED for step in story]
    reopened = (i for i in range(len(story) - 1, 0, -1) if ended[i - 1] and not ended[i])
    return story[next(reopened, 0) :]


def first_with(story: Iterable[Step], statuses: Container[Status | None]) -> datetime | None:
    """When one of those statuses was first said."""
    return next((step.at for step in story if step.told.content.status in statuses), None)


@lru_cache(_KEPT)
def updates(tag: str, notice: Published, components: tuple[Called, ...], name: Named) -> tuple[Update, ...]:
    """The steps as Statuspage has them, newest first. Kept, as a publication changes those of one notice."""
    told = [
        Update(
            id=update_id(tag, notice.slug, step.number),
            incident_id=event_id(tag, notice.slug),
            status=name(step.told, step.at),
            body=step.body,
            created_at=step.at,
            updated_at=step.at,
            display_at=step.at,
            affected_components=_affected(components, before, step),
            deliver_notifications=True,  # in the feeds, if nowhere else, each step is an entry of its own
        )
        for before, step in pairwise((None, *steps(notice)))
        if step
    ]
    return tuple(reversed(told))


def _affected(components: tuple[Called, ...], before: Step | None, step: Step) -> tuple[AffectedComponent, ...]:
    """What the step made of each, and what the clock had made of them until then, as this notice tells it."""
    old: ComponentStatus = component_status(before.told, step.at) if before else "operational"
    new = component_status(step.told, step.at)
    return tuple(AffectedComponent(code=code, name=name, old_status=old, new_status=new) for code, name in components)


def _as_of(notice: Published, status: Status | None) -> Published:
    return replace(notice, content=replace(notice.content, status=status))


def _first_status(notice: Published) -> Status | None:
    """As it was published; as it stands, where no update has said otherwise since."""
    content = notice.content
    if not any(update.status for update in content.updates):
        return content.status
    return notice.first_status or (Status.INVESTIGATING if content.kind is Kind.INCIDENT else Status.PLANNED)


def _opening(notice: Published) -> str:
    """Statuspage has no field for what the subscriber must do, nor for a time of days, so the text says them."""
    content = notice.content
    time = f"Tid: {describe(content.time, 'sv')}." if content.time else ""
    action = f"{ACTION}: {one_line(content.action)}" if content.action else ""
    return "\n\n".join(filter(None, (time, action, _plain(content.body))))


def _words(update: Addition) -> str:
    """Where nothing else says it, the status: Statuspage has no word for what was called off."""
    text = _plain(update.body)
    said = f"{label(update.status)}." if update.status and (not text or update.status is Status.CANCELLED) else ""
    return " ".join(filter(None, (said, text)))


@lru_cache(_KEPT)
def _plain(text: str) -> str:
    return markdown.plain(fit(text))
