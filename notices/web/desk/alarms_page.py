"""`/desk/larm`: what goes on that somebody on call has to see to, and taking it."""

from flask import Blueprint, Response
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from models.alarm import Alarm, Telling
from models.base import LARGEST_ID
from notices import audit
from notices.alarming.contacts import contacts
from notices.alarms import find_alarm, open_alarms, take
from notices.web.access import Caller, current_operator, open_to
from notices.web.desk.desk import Desk
from notices.web.signing_in.hall import go

ALARMS = "/desk/larm"
_CLOSED = 10  # of those that are over, so many are shown


def blueprint(desk: Desk) -> Blueprint:
    """The alarms, and the button that takes one."""
    pages = Blueprint("alarms_page", __name__)

    @pages.get(ALARMS)
    @open_to(Caller.EDITOR)
    def show_alarms() -> Response:
        over = select(Alarm).where(Alarm.closed_at.is_not(None)).order_by(Alarm.closed_at.desc()).limit(_CLOSED)
        with desk.reading() as session:
            going_on = open_alarms(session)
            ids = [alarm.id for alarm in going_on]
            told = session.scalars(select(Telling).where(Telling.alarm_id.in_(ids)).order_by(Telling.begun_at)).all()
            closed = session.scalars(over).all()
            people = contacts(session, desk.parts.settings)
        return desk.page(
            "desk/larm.html",
            "Larm",
            nav="alarms",
            alarms=[(alarm, [one for one in told if one.alarm_id == alarm.id]) for alarm in going_on],
            closed=closed,
            people=people,
        )

    @pages.post(f"{ALARMS}/<int(max={LARGEST_ID}):number>/tagning")
    @open_to(Caller.EDITOR)
    def take_alarm(number: int) -> AnyResponse:
        """Whoever is at the desk may see to it: nobody is told any more."""
        who = current_operator().name
        with desk.parts.database.writing() as session:
            take(session, find_alarm(session, number), who, desk.clock())
            audit.record(
                session,
                actor=who,
                act="take_alarm",
                subject=f"alarm:{number}",
                before=None,
                after=None,
                source_address=desk.source(),
                now=desk.clock(),
            )
        return go(ALARMS)

    return pages
