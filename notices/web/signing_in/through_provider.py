"""Through the organisation's own sign-in: there, and back again."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from models.operator import Operator
from notices.operators.person import Person
from notices.operators.refusals import NotProved
from notices.web.access import Caller, current_operator, open_to
from notices.web.desk_frame import private
from notices.web.desk_gate import onward
from notices.web.signing_in.hall import PROVIDER_BACK, Hall, go

if TYPE_CHECKING:  # loaded when somebody comes this way
    from notices.operators.provider import Provider, Visit

THERE = "/desk/organisation"


def add(pages: Blueprint, hall: Hall, provider: "Callable[[], Provider]") -> None:
    """The way there, the way there to confirm, and the way back."""

    def leave(confirms: int | None) -> AnyResponse:
        try:
            url, visit = provider().begin(onward(request.args.get("vidare", "")), confirms)
        except NotProved as error:
            return refuse(error)
        response = private(redirect(url))
        hall.cookies.provider.write(response, visit.seal(hall.gate.secrecy))
        return response

    def refuse(error: NotProved) -> AnyResponse:
        response = hall.gate.refusal(hall.gate.person(), "Du är inte inloggad", error.message)
        hall.cookies.provider.clear(response)
        return response

    @pages.get(THERE)
    @open_to(Caller.ANYONE)
    def go_there() -> AnyResponse:
        return leave(None)

    @pages.get(f"{THERE}/bekrafta")
    @open_to(Caller.EDITOR)
    def go_there_to_confirm() -> AnyResponse:
        return leave(current_operator().session_id)

    @pages.get(PROVIDER_BACK)
    @open_to(Caller.ANYONE)
    def come_back() -> AnyResponse:
        from notices.operators.provider import Visit  # noqa: PLC0415  (large, and few come this way)

        try:
            visit = Visit.unseal(hall.gate.secrecy, hall.cookies.provider.read())
            response = _received(hall, provider(), visit)
        except NotProved as error:
            return refuse(error)
        hall.cookies.provider.clear(response)
        return response


def _received(hall: Hall, provider: "Provider", visit: "Visit") -> AnyResponse:
    from notices.operators.provider_accounts import account_of  # noqa: PLC0415  (as above)

    visitor, now = hall.visitor(), hall.clock()
    identity = provider.finish(visit, request.args, now)

    def owner(session: Session) -> Operator:
        return account_of(session, identity, visitor, now)

    if visit.confirms is None:
        return hall.let_in(go(visit.onward), hall.door.by_proof(owner, visitor, now, by="provider"))
    hall.door.confirm_by_proof(_still_there(hall, visit.confirms), owner, visitor, now, by="provider")
    return go(visit.onward)


def _still_there(hall: Hall, session_id: int) -> Person:
    person = hall.gate.person()
    if person is None or person.session_id != session_id:
        raise NotProved("Du har loggats ut under tiden. Logga in igen.")
    return person
