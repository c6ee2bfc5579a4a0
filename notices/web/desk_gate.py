"""The desk's door: who is signed in, whether a form is ours, and what whoever may not pass is told."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote, urlsplit

from flask import Flask, Response, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import InterfaceError, OperationalError, TimeoutError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from models.operator import Role
from notices.database import Database
from notices.operators.forms import is_form_token
from notices.operators.person import Person
from notices.operators.sessions import Limits, Sessions
from notices.secrecy import Secrecy
from notices.web.access import Confirmation
from notices.web.desk_cookies import DeskCookies
from notices.web.desk_frame import DeskFrame, private
from notices.web.desk_nav import FRONT

CONFIRMED_FOR = timedelta(minutes=10)
TO_FILL_IN = timedelta(minutes=10)  # the more that whoever was shown a guarded form has to send it
SIGN_IN, CONFIRM, ACCOUNT = "/desk/logga-in", "/desk/bekrafta", "/desk/konto"
_OURS = re.compile(r"/desk(?:[/?][^\\\s]*)?")


@dataclass(frozen=True, slots=True)
class DeskGate:
    """Guards every route that is open to operators. `settle_first`: who has nothing to sign in with gets that first."""

    database: Database
    secrecy: Secrecy
    limits: Limits
    frame: DeskFrame
    address: str
    clock: Callable[[], datetime]
    settle_first: bool

    @property
    def cookies(self) -> DeskCookies:
        return self.frame.cookies

    def sessions(self, session: Session) -> Sessions:
        return Sessions(session, self.secrecy, self.limits, self.clock())

    def person(self) -> Person | None:
        """Who is signed in in the browser that asks. Notes, once a minute, that they were seen."""
        token = self.cookies.session.read()
        if not token:
            return None
        with self.database.reading() as session:
            found = self.sessions(session).find(token)
        if found is None:
            return None
        person, is_due = found
        if is_due:
            with self.database.writing() as session:
                self.sessions(session).see(person.session_id)
        return person

    def admit(self, role: Role, confirmation: Confirmation) -> Person | ResponseReturnValue:
        """As `access.Gate` has it."""
        person = self.person()
        if person is None:
            return self._signed_out()
        if not _only_reads() and not (self.came_from_here() and self._has_form_token()):
            return self.refusal(person, *_NOT_OURS)
        if not person.role.includes(role):
            return self.refusal(person, *_NOT_ALLOWED)
        if self.settle_first and not person.is_settled and request.blueprint != "signing_in":
            return redirect(ACCOUNT)
        if self._must_confirm(person, confirmation):
            return self._to_confirm(person)
        return person

    def _must_confirm(self, person: Person, confirmation: Confirmation) -> bool:
        if confirmation is Confirmation.NOT_NEEDED:
            return False
        if confirmation is Confirmation.NEEDED_WHEN_POSSIBLE and not person.is_settled:
            return False
        return not self.is_confirmed(person)

    def is_confirmed(self, person: Person) -> bool:
        """Whether they have shown who they are lately: a little longer ago is enough for what a shown form posts."""
        within = CONFIRMED_FOR if _only_reads() else CONFIRMED_FOR + TO_FILL_IN
        return person.confirmed_at is not None and person.confirmed_at > self.clock() - within

    def confirm_first(self, person: Person) -> AnyResponse | None:
        """What they are answered who have not shown lately who they are; None for those who have.

        For an act that harms if a thief does it, where the route does others as well (see `access.recently_confirmed`).
        """
        return None if self.is_confirmed(person) else self._to_confirm(person)

    def came_from_here(self, *, silence: bool = True) -> bool:
        """Whether a page of ours sends what is posted. A browser says so by itself, and no page can make it lie.

        `silence` is what to make of a caller that says nothing, which is no browser of these years.
        """
        origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
        if site is not None:
            return site == "same-origin"
        if origin is None:
            return silence
        return urlsplit(origin).netloc in (urlsplit(self.address).netloc, request.host)

    def not_ours(self) -> Response:
        """What a form that another site sends is answered."""
        return self.refusal(None, *_NOT_OURS)

    def refusal(self, person: Person | None, title: str, *lines: str, status: int = 403) -> Response:
        """A page that says why not."""
        return self.frame.draw(person, "desk/message.html", title, status=status, lines=lines, link=None)

    def _has_form_token(self) -> bool:
        given = request.headers.get("X-CSRF-Token", "") or request.form.get("csrf", "")
        return is_form_token(self.secrecy, self.cookies.session.read(), given)

    def _signed_out(self) -> AnyResponse:
        if _only_reads():
            return private(redirect(f"{SIGN_IN}?vidare={quote(_here())}"))
        answer = self.refusal(None, *_SIGNED_OUT, status=401)
        answer.headers["WWW-Authenticate"] = "Session"
        return answer

    def _to_confirm(self, person: Person) -> AnyResponse:
        if not person.is_settled:
            return self.refusal(person, *_NOTHING_TO_CONFIRM_WITH)
        if _only_reads():
            return private(redirect(f"{CONFIRM}?vidare={quote(_here())}"))
        return self.refusal(person, *_CONFIRM_FIRST)


_NOT_OURS = (
    "Formuläret togs inte emot",
    "Det kom inte från en sida som du har öppen här, eller så har du loggat in på nytt sedan sidan öppnades.",
    "Inget har ändrats. Gå tillbaka, läs in sidan igen och skicka formuläret en gång till.",
)
_NOT_ALLOWED = ("Din roll räcker inte", "Inget har ändrats. Be en administratör, om du ska kunna göra det här.")
_SIGNED_OUT = (
    "Du är utloggad",
    "Inget har sparats. Logga in i ett nytt fönster, kom tillbaka hit, gå ett steg bakåt och skicka en gång till.",
)
_NOTHING_TO_CONFIRM_WITH = (
    "Välj först hur du loggar in",
    "Det här får bara den göra som kan visa vem den är. Välj lösenord eller nyckel under ditt namn, och gör om.",
)
_CONFIRM_FIRST = (
    "Visa igen att det är du",
    "Inget har ändrats. Det gick för lång tid. Gå ett steg bakåt, läs in sidan igen och gör om.",
)
_NOT_REACHED = ("Databasen kan inte nås", "Inget har ändrats. Prova igen om en stund. Den publika sidan går att läsa.")


def attach(app: Flask, gate: DeskGate) -> None:
    """Say in plain words when the desk has no database."""

    def not_reached(error: Exception) -> Response:
        if not request.path.startswith("/desk"):
            raise error
        answer = gate.refusal(None, *_NOT_REACHED, status=503)
        answer.headers["Retry-After"] = "10"
        return answer

    for error in (OperationalError, InterfaceError, TimeoutError):
        app.register_error_handler(error, not_reached)


def onward(asked: str) -> str:
    """Where to go on to: what was asked for, if it is a page of the desk."""
    return asked if _OURS.fullmatch(asked) else FRONT


def _only_reads() -> bool:
    return request.method in ("GET", "HEAD", "OPTIONS")


def _here() -> str:
    return request.full_path.rstrip("?")
