"""The plan that an operator has set: in `service.toml`, or by the command. The newest counts."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.run import StoredPlan
from notices import audit
from notices.runs.plan import Plan, plan_of
from notices.service import Service

BY_FILE = "service.toml"
_PLAN = TypeAdapter(Plan)


def dump(plan: Plan) -> dict[str, object]:
    """The plan in the shape of `plan.json`."""
    content: dict[str, object] = _PLAN.dump_python(plan, mode="json", by_alias=True, exclude_defaults=True)
    return content


def set_plan(session: Session, plan: Plan, who: str, now: datetime) -> StoredPlan:
    """Let this plan count from now on. Those before it are kept, as runs were judged by them."""
    content = dump(plan)
    before = stored(session)
    row = StoredPlan(content=content, set_at=now, set_by=who)
    session.add(row)
    session.flush()
    audit.record(
        session,
        actor=who,
        act="set_plan",
        subject="plan",
        before=before[-1].content if before else None,
        after=content,
        source_address=None,
        now=now,
    )
    return row


def stored(session: Session) -> Sequence[StoredPlan]:
    """All that have been set, the one that counts last."""
    return session.scalars(select(StoredPlan).order_by(StoredPlan.id)).all()


def current_plan(session: Session) -> Plan | None:
    """The plan that counts, without what notices have announced; None where nobody has set one."""
    newest = session.scalar(select(StoredPlan).order_by(StoredPlan.id.desc()).limit(1))
    return plan_of(newest.content) if newest else None


def adopt(session: Session, service: Service, now: datetime) -> bool:
    """Set the plan of `service.toml` where the file has another one than when it was last read."""
    if service.runs.plan is None:
        return False
    plan = plan_of(service.runs.plan)
    last = session.scalar(
        select(StoredPlan).where(StoredPlan.set_by == BY_FILE).order_by(StoredPlan.id.desc()).limit(1)
    )
    if last and plan_of(last.content) == plan:
        return False
    set_plan(session, plan, BY_FILE, now)
    return True
