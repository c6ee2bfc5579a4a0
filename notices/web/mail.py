"""`/prenumerera`: signing up for mail and leaving it. No cookie: what counts is who reads the mailbox."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import InterfaceError, OperationalError, TimeoutError
from sqlalchemy.orm import Session

from models.letter import LetterKind
from notices.database import Database
from notices.errors import NotFound
from notices.mailing.addresses import InvalidAddress, read_address
from notices.mailing.links import PATH, Links, Purpose
from notices.mailing.offer import MailOffer
from notices.mailing.signing_up import Asker, Left, SigningUp, TooManyRequests
from notices.repeating import repeated
from notices.secrecy import Secrecy, mask
from notices.service import Language
from notices.site.frame import Frame
from notices.site.pages import mailing as pages
from notices.site.site import Site
from notices.web.access import Caller, open_to
from notices.web.public import frame_of, html
from notices.web.source import source_address

T = TypeVar("T")
_GONE, _AN_HOUR_S, _SOON_S = 410, "3600", "30"


@dataclass(frozen=True, slots=True)
class Counter:
    """Where people are served, in one language. `proxies` is how many of ours stand in front."""

    site: Site
    database: Database
    secrecy: Secrecy
    links: Links
    offer: MailOffer
    proxies: int
    clock: Callable[[], datetime]
    language: Language = "sv"

    @property
    def frame(self) -> Frame:
        return frame_of(self.site, self.language, self.clock())

    @property
    def is_open(self) -> bool:
        return self.offer.is_open(self.clock())

    @property
    def asker(self) -> Asker:
        return Asker(self.language, source_address(self.proxies))

    def row(self, purpose: Purpose) -> int:
        """The row that the link names. Raises NotFound where the link is none of ours."""
        row = self.links.row(purpose, request.args.get("t", ""))
        if row is None:
            raise NotFound("Länken är inte hel.")
        return row

    def reading(self, work: Callable[[SigningUp], T]) -> T:
        with self.database.reading() as session:
            return work(self._signing_up(session))

    def writing(self, work: Callable[[SigningUp], T]) -> T:
        """Done and committed; from the start again where another request did the same at the same time."""
        return repeated(self.database, lambda session: work(self._signing_up(session)))

    def mailbox(self, letter_id: int, kind: LetterKind | None = None) -> str:
        """The letter's address, masked. NotFound where its link no longer counts."""
        return self.reading(lambda it: mask(self.secrecy.decrypt(it.letter(letter_id, kind).address)))

    def _signing_up(self, session: Session) -> SigningUp:
        return SigningUp(session, self.secrecy, self.clock())


def blueprint(counter: Counter) -> Blueprint:
    """The form and the links, in the counter's language. The page with the form is one of the site's."""
    language = "/en" if counter.language == "en" else ""
    mail = Blueprint(f"mail_{counter.language}", __name__, url_prefix=f"{language}{PATH}")

    @mail.post("")
    @open_to(Caller.ANYONE)
    def ask() -> ResponseReturnValue:
        return _ask(counter)

    @mail.get("/skickat")
    @open_to(Caller.ANYONE)
    def sent() -> ResponseReturnValue:
        return html(pages.sent(counter.frame))

    @mail.route(f"/{Purpose.CONFIRM}", methods=["GET", "POST"])
    @open_to(Caller.ANYONE)
    def confirm() -> ResponseReturnValue:
        return _confirm(counter)

    @mail.route(f"/{Purpose.LEAVE}", methods=["GET", "POST"])
    @open_to(Caller.ANYONE)
    def leave() -> ResponseReturnValue:
        return _leave(counter)

    @mail.route(f"/{Purpose.END}", methods=["GET", "POST"])
    @open_to(Caller.ANYONE)
    def end() -> ResponseReturnValue:
        return _end(counter)

    _say_what_is_wrong(mail, counter)
    return mail


def _ask(counter: Counter) -> ResponseReturnValue:
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        abort(403)
    if not counter.is_open:
        return html(pages.closed(counter.frame)), _GONE
    entered, shared = request.form.get("adress", ""), "delad" in request.form
    try:
        address = read_address(entered)
    except InvalidAddress:
        return html(pages.wrong_address(counter.frame, entered, shared=shared)), 400
    counter.writing(lambda it: it.ask(address, shared=shared, asker=counter.asker))
    return redirect(f"{request.path}/skickat", 303)


def _confirm(counter: Counter) -> ResponseReturnValue:
    if not counter.is_open:
        return html(pages.closed(counter.frame)), _GONE
    letter = counter.row(Purpose.CONFIRM)
    mailbox = counter.mailbox(letter, LetterKind.SIGN_UP)
    if request.method != "POST":  # a program that follows all links of a mail confirms nothing
        return html(pages.asks_to_confirm(counter.frame, _here(), mailbox))
    counter.writing(lambda it: it.confirm(letter))
    return html(pages.confirmed(counter.frame, _here(), mailbox))


def _leave(counter: Counter) -> ResponseReturnValue:
    """The page, and what a mailbox's own button posts (RFC 8058): the same words, answered without redirection."""
    delivery = counter.row(Purpose.LEAVE)
    if request.method == "POST":
        if request.form.get("List-Unsubscribe") != "One-Click":
            abort(400)
        left = counter.writing(lambda it: it.leave(delivery, counter.asker))
        return html((pages.asked_mailbox if left is Left.ASKED else pages.left)(counter.frame, _here()))
    registration = counter.reading(lambda it: it.registration(delivery))
    if registration is None or registration.address is None:
        return html(pages.left(counter.frame, _here()))
    mailbox = mask(counter.secrecy.decrypt(registration.address))
    return html(pages.asks_to_leave(counter.frame, _here(), mailbox, shared=registration.shared))


def _end(counter: Counter) -> ResponseReturnValue:
    letter = counter.row(Purpose.END)
    mailbox = counter.mailbox(letter)
    if request.method != "POST":
        return html(pages.asks_to_end(counter.frame, _here(), mailbox))
    counter.writing(lambda it: it.end(letter))
    return html(pages.left(counter.frame, _here()))


def _say_what_is_wrong(mail: Blueprint, counter: Counter) -> None:
    @mail.errorhandler(NotFound)
    def bad_link(_error: NotFound) -> ResponseReturnValue:
        return html(pages.bad_link(counter.frame, _here())), _GONE

    @mail.errorhandler(TooManyRequests)
    def too_many(_error: TooManyRequests) -> ResponseReturnValue:
        return html(pages.too_many(counter.frame)), 429, {"Retry-After": _AN_HOUR_S}

    def not_reached(_error: Exception) -> ResponseReturnValue:
        return html(pages.not_reached(counter.frame, _here())), 503, {"Retry-After": _SOON_S}

    for error in (OperationalError, InterfaceError, TimeoutError):
        mail.register_error_handler(error, not_reached)


def _here() -> str:
    """The page's own address with its link, as both languages have it."""
    path, token = request.path.removeprefix("/en"), request.args.get("t")
    return f"{path}?{urlencode({'t': token})}" if token else path
