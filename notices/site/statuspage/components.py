"""The components: the service's operations and benefits and the engine's jobs, each in its group."""

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter

from notices.clock import midnight
from notices.service import Service, Term, owned_since
from notices.site.board import turns
from notices.site.frame import Frame
from notices.site.published import Published
from notices.site.statuspage.ids import component_id, page_id
from notices.site.statuspage.runs import RUN, run_components
from notices.site.statuspage.shapes import Component, ComponentStatus, Group
from notices.site.statuspage.sorting import GRAVEST_FIRST, Part, component_status, concerned, is_fitting

_GROUPS = {"operation": "Funktioner", "benefit": "Förmåner", RUN: "Körningar"}
Components = dict[Part, Component]


def children(frame: Frame) -> Components:
    """Every operation and benefit as it stands, in the order of `service.toml`; then the jobs that have run."""
    tag, born = frame.service.service.tag, _born(frame.service)
    statuses, moved = _statuses(frame), _moved(frame)
    named = {
        Part(sort, term.code): Component(
            id=component_id(tag, sort, term.code),
            page_id=page_id(tag),
            group_id=component_id(tag, sort),
            name=term.name.sv,
            description=None,
            status=statuses.get(Part(sort, term.code), "operational"),
            position=position,
            showcase=True,
            only_show_if_degraded=False,
            group=False,
            start_date=None,
            created_at=born,
            updated_at=moved.get(Part(sort, term.code), born),
        )
        for sort, terms in _terms(frame.service).items()
        for position, term in enumerate(terms, 1)
    }
    return named | run_components(frame, born)


def grouped(frame: Frame, parts: Components) -> tuple[Group | Component, ...]:
    """Each group, then what it holds. A group stands as the gravest of those in it."""
    groups = []
    for position, sort in enumerate(_GROUPS, 1):
        mine = [component for part, component in parts.items() if part.sort == sort]
        groups += [_group(frame.service, sort, position, mine), *mine] if mine else []
    return tuple(groups)


def _group(service: Service, sort: str, position: int, mine: Sequence[Component]) -> Group:
    return Group(
        id=component_id(service.service.tag, sort),
        page_id=page_id(service.service.tag),
        group_id=None,
        name=_GROUPS[sort],
        description=None,
        status=gravest([component.status for component in mine]),
        position=position,
        showcase=False,
        only_show_if_degraded=False,
        group=True,
        start_date=None,
        created_at=_born(service),
        updated_at=max(component.updated_at for component in mine),
        components=tuple(component.id for component in mine),
    )


def gravest(statuses: Sequence[ComponentStatus]) -> ComponentStatus:
    return min(statuses, key=GRAVEST_FIRST.index, default="operational")


def _statuses(frame: Frame) -> dict[Part, ComponentStatus]:
    """The gravest that goes on for each of them; the others work."""
    statuses: dict[Part, ComponentStatus] = {}
    for notice in filter(is_fitting, frame.board.ongoing):
        status = component_status(notice, frame.board.now)
        for part in concerned(frame.service, notice.content):
            statuses[part] = gravest([status, statuses.get(part, "operational")])
    return statuses


def _moved(frame: Frame) -> dict[Part, datetime]:
    """When something was last said of each of them, or the clock last turned what was said."""
    moved = _spoken_of(frame)
    for notice in filter(is_fitting, frame.snapshot.live):
        at = moved_at(notice, frame.board.now)
        moved |= {part: max(at, moved[part]) for part in concerned(frame.service, notice.content)}
    return moved


def _spoken_of(frame: Frame) -> dict[Part, datetime]:
    """When something was last said of each. Of very many notices, the latest few most often tell it."""
    spoken: dict[Part, datetime] = {}
    count = sum(map(len, _terms(frame.service).values()))
    for notice in filter(is_fitting, sorted(frame.newest_first(), key=_changed_at, reverse=True)):
        for part in concerned(frame.service, notice.content):
            spoken.setdefault(part, notice.changed_at)
        if len(spoken) == count:
            break
    return spoken


_changed_at = attrgetter("changed_at")


def moved_at(notice: Published, now: datetime) -> datetime:
    """When the notice last came to say something else: by a word, or by the clock after it."""
    if not notice.is_live:
        return notice.changed_at
    return max((at for at in turns(notice) if notice.changed_at < at <= now), default=notice.changed_at)


def _terms(service: Service) -> dict[str, tuple[Term, ...]]:
    return {"operation": service.operation, "benefit": service.benefit}


def _born(service: Service) -> datetime:
    """When the ids came to be the service's own: nothing else is known of when a component was made."""
    return midnight(owned_since(service.service.tag))
