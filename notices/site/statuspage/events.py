"""What incidents and maintenances share."""

from datetime import datetime

from models.terms import ENDED, Status
from notices.site.frame import Frame
from notices.site.published import Published
from notices.site.statuspage.components import Components, moved_at
from notices.site.statuspage.ids import event_id, page_id
from notices.site.statuspage.shapes import Event
from notices.site.statuspage.sorting import concerned, gravity, is_over
from notices.site.statuspage.story import Named, Step, course, first_with, updates
from notices.site.wording import titled
from notices.vocabulary import label

MOST = 50  # in a list of the latest, as Statuspage has it


def event(
    frame: Frame, parts: Components, notice: Published, story: tuple[Step, ...], *, started_at: datetime, name: Named
) -> Event:
    """The notice as an event whose steps `name` gives Statuspage's word for."""
    tag = frame.service.service.tag
    components = tuple(parts[part] for part in concerned(frame.service, notice.content))
    called = tuple((component.id, component.name) for component in components)
    return Event(
        id=event_id(tag, notice.slug),
        page_id=page_id(tag),
        name=titled(notice, label(Status.CANCELLED) if notice.content.status is Status.CANCELLED else ""),
        impact=gravity(notice.content),
        shortlink=f"{frame.address}/n/{notice.short}",
        created_at=notice.published_at,
        updated_at=moved_at(notice, frame.board.now),
        started_at=started_at,
        monitoring_at=first_with(course(story), {Status.MONITORING}),
        resolved_at=_ended_at(notice, story),
        incident_updates=updates(tag, notice, called, name),
        components=components,
    )


def _ended_at(notice: Published, story: tuple[Step, ...]) -> datetime | None:
    """When it was said to be over; where only a correction says so, when something was last said."""
    return (first_with(course(story), ENDED) or notice.changed_at) if is_over(notice) else None
