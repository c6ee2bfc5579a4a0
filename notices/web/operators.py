"""`/desk/operatorer`: who may work at the desk, for administrators."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as AnyResponse

from models.operator import Operator
from notices.operators.events import Doer
from notices.operators.refusals import Refused
from notices.operators.roles import ROLE_NAMES, read_role
from notices.operators.roster import Roster, everybody
from notices.site.rendering import say
from notices.web.access import Caller, current_operator, open_to, recently_confirmed
from notices.web.desk_frame import language_of
from notices.web.desk_gate import DeskGate
from notices.web.signing_in.hall import go
from notices.web.source import source_address

LIST = "/desk/operatorer"
ONE = f"{LIST}/<int:id>"


@dataclass(frozen=True, slots=True)
class Office:
    """What the administrators' pages need."""

    gate: DeskGate
    proxies: int
    clock: Callable[[], datetime]

    @contextmanager
    def roster(self) -> Iterator[Roster]:
        """The operators in a transaction, by the hand of whoever is signed in."""
        doer = Doer(current_operator().name, source_address(self.proxies))
        with self.gate.database.writing() as session:
            yield Roster(session, self.gate.secrecy, doer, self.clock())

    def operator(self, id: int) -> Operator:
        """Who has that number; the answer is 404 where nobody has."""
        with self.gate.database.reading() as session:
            return session.get(Operator, id) or abort(404)

    def act(self, id: int, act: Callable[[Roster, Operator], AnyResponse]) -> AnyResponse:
        """Do something with an operator. What cannot be done is said on their page."""
        try:
            with self.roster() as roster:
                return act(roster, roster.session.get_one(Operator, self.operator(id).id))
        except Refused as error:
            return self.page_of(id, error)

    def page_of(self, id: int, trouble: Refused | None = None) -> Response:
        one = self.operator(id)
        status, said = 400 if trouble else 200, trouble and _said(trouble)
        return self.gate.frame.page(
            "desk/operator.html", one.name, nav="operators", status=status, one=one, role_names=ROLE_NAMES, trouble=said
        )

    def form(self, trouble: Refused | None = None) -> Response:
        status, said = 400 if trouble else 200, trouble and _said(trouble)
        name = request.form.get("namn", "")
        title, nav = "Lägg till någon", "operators"
        return self.gate.frame.page("desk/operator_new.html", title, nav=nav, status=status, name=name, trouble=said)

    def address(self, name: str, path: str) -> Response:
        """The page that shows a one-time address, once."""
        address = f"{self.gate.address}{path}"
        title, nav = "Adress att komma in med", "operators"
        return self.gate.frame.page("desk/operator_address.html", title, nav=nav, name=name, address=address)


def blueprint(office: Office) -> Blueprint:
    """The list, one operator, and what is done with them."""
    pages = Blueprint("operators", __name__)
    _add_list(pages, office)
    _add_new(pages, office)
    _add_one(pages, office)
    return pages


def _add_list(pages: Blueprint, office: Office) -> None:
    @pages.get(LIST)
    @open_to(Caller.ADMINISTRATOR)
    def show_all() -> Response:
        with office.gate.database.reading() as session:
            operators = everybody(session)
        return office.gate.frame.page(
            "desk/operators.html", "Operatörer", nav="operators", operators=operators, role_names=ROLE_NAMES
        )


def _add_new(pages: Blueprint, office: Office) -> None:
    @pages.get(f"{LIST}/ny")
    @open_to(Caller.ADMINISTRATOR)
    @recently_confirmed
    def ask() -> Response:
        return office.form()

    @pages.post(LIST)
    @open_to(Caller.ADMINISTRATOR)
    @recently_confirmed
    def add() -> Response:
        name = request.form.get("namn", "")
        try:
            with office.roster() as roster:
                path = roster.add(name, read_role(request.form.get("roll", "")))
        except Refused as error:
            return office.form(error)
        return office.address(name, path)


def _add_one(pages: Blueprint, office: Office) -> None:
    @pages.get(ONE)
    @open_to(Caller.ADMINISTRATOR)
    @recently_confirmed
    def show(id: int) -> Response:
        return office.page_of(id)

    @pages.post(f"{ONE}/roll")
    @open_to(Caller.ADMINISTRATOR)
    @recently_confirmed
    def role(id: int) -> AnyResponse:
        def act(roster: Roster, one: Operator) -> AnyResponse:
            roster.set_role(one, read_role(request.form.get("roll", "")))
            return go(LIST)

        return office.act(id, act)

    @pages.post(f"{ONE}/adress")
    @open_to(Caller.ADMINISTRATOR)
    @recently_confirmed
    def reset(id: int) -> AnyResponse:
        return office.act(id, lambda roster, one: office.address(one.name, roster.reset(one)))

    @pages.post(f"{ONE}/avstangning")
    @open_to(Caller.ADMINISTRATOR)
    @recently_confirmed
    def disable(id: int) -> AnyResponse:
        def act(roster: Roster, one: Operator) -> AnyResponse:
            roster.disable(one)
            return go(LIST)

        return office.act(id, act)

    @pages.post(f"{ONE}/avstangning/slut")
    @open_to(Caller.ADMINISTRATOR)
    @recently_confirmed
    def enable(id: int) -> AnyResponse:
        def act(roster: Roster, one: Operator) -> AnyResponse:
            roster.enable(one)
            return go(LIST)

        return office.act(id, act)


def _said(error: Refused) -> str:
    return say(language_of(current_operator()), error.message, **error.values)
