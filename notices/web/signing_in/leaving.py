"""Signing out: here, there, and everywhere else."""

from flask import Blueprint, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from models.operator import Operator
from notices.operators.events import Doer, Event, tell
from notices.operators.sessions import end_sessions
from notices.web.access import Caller, current_operator, open_to
from notices.web.desk_gate import ACCOUNT, SIGN_IN, onward
from notices.web.signing_in.hall import Hall, go


def add(pages: Blueprint, hall: Hall) -> None:
    """What the buttons post to."""

    def end(event: Event, *, only: int | None = None, but: int | None = None) -> None:
        with hall.gate.database.writing() as session:
            _end(session, event, only=only, but=but)

    def _end(session: Session, event: Event, *, only: int | None, but: int | None) -> None:
        person, now = current_operator(), hall.clock()
        if ended := end_sessions(session, person.id, now, only=only, but=but):
            doer = Doer(person.name, hall.visitor().address)
            tell(session, doer, event, person.id, now, before={"sessions": ended})

    @pages.post("/desk/logga-ut")
    @open_to(Caller.EDITOR)
    def leave() -> AnyResponse:
        end(Event.SIGNED_OUT, only=current_operator().session_id)
        response = go(SIGN_IN)
        hall.cookies.session.clear(response)
        return response

    @pages.post(f"{ACCOUNT}/sessioner/<int:session_id>/utloggning")
    @open_to(Caller.EDITOR)
    def leave_there(session_id: int) -> AnyResponse:
        end(Event.SESSION_ENDED, only=session_id)
        return go(ACCOUNT)

    @pages.post(f"{ACCOUNT}/sessioner/utloggning")
    @open_to(Caller.EDITOR)
    def leave_everywhere_else() -> AnyResponse:
        end(Event.SESSION_ENDED, but=current_operator().session_id)
        return go(f"{ACCOUNT}?klart=utloggad")

    @pages.post(f"{ACCOUNT}/sprak")
    @open_to(Caller.EDITOR)
    def speak() -> AnyResponse:
        chosen = "en" if request.form.get("sprak") == "en" else "sv"
        with hall.gate.database.writing() as session:
            session.get_one(Operator, current_operator().id).language = chosen
        return go(onward(request.form.get("vidare", "")))
