"""Which plan has held since when, by what is stored."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import JSON, func, select, type_coerce
from sqlalchemy.orm import Session

from models.content import Content
from models.notice import Change, Notice, Revision
from models.run import StoredPlan
from models.terms import Act
from notices.runs.plan import Plan, plan_of
from notices.service import Service
from notices.watching.announced import Announcement, plan_at
from notices.watching.plans import stored

Mark = tuple[int | None, int | None]


class PlanHistory:
    """Reads anew only where a plan was set or something was published."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._mark: Mark | None = None
        self._plans: list[tuple[datetime, Plan]] = []
        self._announcements: Sequence[Announcement] = ()

    def read(self, session: Session) -> bool:
        """Whether there may be something new."""
        newest = select(
            select(func.max(StoredPlan.id)).scalar_subquery(), select(func.max(Change.position)).scalar_subquery()
        )
        plans, position = session.execute(newest).one()
        if (plans, position) == self._mark:
            return False
        self._mark = plans, position
        self._plans = [(row.set_at, plan_of(row.content)) for row in stored(session)]
        self._announcements = announcements(session)
        return True

    def over_time(self, environment: str) -> list[tuple[datetime, Plan]]:
        """The plans of an environment, each with the moment from which it has held; the first also before that."""
        moments = sorted({at for at, _ in self._plans} | {one.at for one in self._announcements})
        history: list[tuple[datetime, Plan]] = []
        for moment in moments:
            base = [plan for at, plan in self._plans if at <= moment] or [plan for _, plan in self._plans[:1]]
            plan = plan_at(base[-1], self._announcements, moment, environment, self._service) if base else None
            if plan and (not history or history[-1][1] != plan):
                history.append((moment, plan))
        return history


def announcements(session: Session) -> list[Announcement]:
    """All that notices which expect something of the runs have said, in the order of time."""
    expects = type_coerce(Revision.content, JSON)["expects"].as_string()
    expecting = select(Revision.notice_id).where(expects.is_not(None))
    rows = session.execute(
        select(Revision, Notice.published_at)
        .join(Notice, Notice.id == Revision.notice_id)
        .where(Revision.notice_id.in_(expecting), Notice.published_at.is_not(None))
        .order_by(Revision.id)
    )
    said = [Announcement(row.notice_id, max(row.at, published or row.at), _said(row)) for row, published in rows]
    return sorted(said, key=lambda one: one.at)


def _said(row: Revision) -> Content | None:
    return None if row.act is Act.WITHDRAW else row.content
