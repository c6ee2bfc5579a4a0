"""`/telefon`: a telephone for trying the service on one's own machine."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, abort, redirect, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response as AnyResponse

from models.inbound import TELEPHONE
from notices.channels.console import FICTITIOUS
from notices.inbound import Incoming
from notices.receiving import Receiver
from notices.service import Language
from notices.site.pages.telephone import Telephone
from notices.site.pages.telephone import telephone as draw
from notices.site.site import Site
from notices.telephone import conversation
from notices.web.access import Caller, open_to
from notices.web.public import frame_of, html

LIVES = timedelta(hours=12)
OLD = {
    "sv": "Sidan var för gammal, och sms:et skickades inte. Skicka det igen.",
    "en": "The page was too old, and the text was not sent. Send it again.",
}
NOT_REACHED = {
    "sv": "Databasen kan inte nås just nu, och inget har skickats. Prova igen om en stund.",
    "en": "The database cannot be reached right now, and nothing was sent. Try again in a while.",
}


class Tokens:
    """What lets the page's form be posted.

    The public reader has no cookie and no session, so there is nothing that a token could be bound to but the page:
    whoever posts must have been able to read it, which another site's script is not. Each token is also the id of
    the message, so that a form that is posted twice is one text.
    """

    def __init__(self, secret: str) -> None:
        self._serializer = URLSafeTimedSerializer(secret, salt="telefon")

    def new(self) -> str:
        return self._serializer.dumps(secrets.token_hex(12))

    def message_id(self, token: str) -> str | None:
        """The id that a token of ours carries; None for what is forged or too old."""
        try:
            return f"{TELEPHONE}{self._serializer.loads(token, max_age=int(LIVES.total_seconds()))}"
        except BadSignature:
            return None


def blueprint(
    site: Site, receiver: Receiver, secret: str, situation: Callable[[], str], clock: Callable[[], datetime]
) -> Blueprint:
    """`/telefon` in both languages, for this machine alone."""
    pages, tokens = Blueprint("telephone", __name__), Tokens(secret)

    def page(language: Language, held: Telephone, trouble: str | None) -> Response:
        return html(draw(frame_of(site, language, clock()), held, tokens.new(), trouble))

    def show(language: Language, trouble: str | None = None) -> Response:
        number = _number()
        with receiver.database.reading() as session:
            talk = conversation(session, receiver.secrecy, number)
        return page(language, Telephone(number, FICTITIOUS, talk), trouble)

    def send(language: Language) -> AnyResponse | tuple[AnyResponse, int]:
        if _is_from_elsewhere():
            abort(403)
        message = tokens.message_id(request.form.get("token", ""))
        if message is None:
            return show(language, OLD[language]), 400
        number = _number()
        receiver.receive(Incoming(message, number, request.form.get("text", "")), situation, clock())
        return redirect(f"{request.path}?{urlencode({'nummer': number})}", 303)

    def answer(language: Language) -> AnyResponse | tuple[AnyResponse, int]:
        try:
            return send(language) if request.method == "POST" else show(language)
        except OperationalError:
            return page(language, Telephone(_number(), FICTITIOUS, []), NOT_REACHED[language]), 503

    @pages.route("/telefon", methods=["GET", "POST"])
    @open_to(Caller.INSIDE)
    def swedish() -> AnyResponse | tuple[AnyResponse, int]:
        return answer("sv")

    @pages.route("/en/telefon", methods=["GET", "POST"])
    @open_to(Caller.INSIDE)
    def english() -> AnyResponse | tuple[AnyResponse, int]:
        return answer("en")

    return pages


def _number() -> str:
    """The telephone that is held. Only numbers that are nobody's."""
    number = request.values.get("nummer", FICTITIOUS[0])
    if number not in FICTITIOUS:
        abort(404)
    return number


def _is_from_elsewhere() -> bool:
    """Whether a page of another site posts the form. Our own pages send no referrer, and so the origin "null"."""
    origin = request.headers.get("Origin", "null")
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return site != "same-origin" or (origin != "null" and urlsplit(origin).netloc != request.host)
