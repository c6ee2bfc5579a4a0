"""What every page of signing in needs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from flask import Response, jsonify, redirect
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from notices.operators.credentials import Credentials
from notices.operators.person import Person
from notices.operators.refusals import Refused
from notices.operators.signing_in import Door, SignedIn
from notices.operators.visitor import Visitor
from notices.site.rendering import say
from notices.web.access import current_operator
from notices.web.desk_cookies import DeskCookies
from notices.web.desk_frame import DeskFrame, language_of, private
from notices.web.desk_gate import DeskGate
from notices.web.source import agent, source_address

if TYPE_CHECKING:  # loaded only by who uses them: see app.py
    from notices.operators.passkeys import Passkeys
    from notices.operators.provider import Provider


PROVIDER_BACK = "/desk/organisation/svar"  # what the provider has to be told: it sends nobody anywhere else


@dataclass(frozen=True, slots=True)
class Hall:
    """The door, the gate behind it, and the ways to come in that not everybody uses, made when asked for."""

    door: Door
    gate: DeskGate
    passkeys: "Callable[[], Passkeys]"
    provider: "Callable[[], Provider] | None"
    proxies: int
    clock: Callable[[], datetime]

    @property
    def frame(self) -> DeskFrame:
        return self.gate.frame

    @property
    def cookies(self) -> DeskCookies:
        return self.gate.cookies

    def visitor(self) -> Visitor:
        return Visitor(source_address(self.proxies), agent(), self.cookies.device.read())

    def credentials(self, session: Session) -> Credentials:
        """What whoever is signed in signs in with."""
        address = source_address(self.proxies)
        return Credentials(session, self.gate.secrecy, current_operator(), address, self.clock())

    def let_in(self, response: AnyResponse, signed_in: SignedIn) -> AnyResponse:
        """Give the browser what it keeps of its sign-in."""
        self.cookies.session.write(response, signed_in.token)
        self.cookies.device.write(response, signed_in.device)
        return private(response)


def go(path: str) -> AnyResponse:
    """On to a page after a form: going back does not post it again."""
    return private(redirect(path, 303))


def said(error: Refused, person: Person | None = None) -> str:
    """The error in the language of whoever reads it."""
    return say(language_of(person), error.message, **error.values)


def as_data(error: Refused, person: Person | None = None) -> tuple[Response, int]:
    """The error for our own script."""
    return private(jsonify(trouble=said(error, person))), 400
