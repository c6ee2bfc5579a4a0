"""`/desk/prenumeranter`: who is told. A number or an address is only ever posted, so it stands in no log."""

from dataclasses import replace

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from models.registration import Channel
from notices.forgetting import channel_of
from notices.mailing.addresses import InvalidAddress, read_address
from notices.numbers import InvalidNumber
from notices.registrations import Registry
from notices.secrecy import mask
from notices.site.rendering import month, say
from notices.web.access import Caller, open_to
from notices.web.desk.chart import chart
from notices.web.desk.desk import Desk
from notices.web.desk.registered import months
from notices.web.signing_in.hall import go

SUBSCRIBERS = "/desk/prenumeranter"
_SHORT = 3  # signs of a month's name, by which it is known in both languages


def blueprint(desk: Desk) -> Blueprint:
    """The first page: finding one, and how many there have been."""
    pages = Blueprint("desk_subscribers", __name__)

    def front(trouble: str = "", status: int = 200) -> Response:
        with desk.reading() as session:
            found = months(session, desk.clock())
        return desk.page(
            "desk/prenumeranter.html",
            "Prenumeranter",
            nav="subscribers",
            status=status,
            trouble=trouble,
            months=[(month(one.first, desk.language), one) for one in found],
            channels=[channel for channel in Channel if any(channel in one.registered for one in found)],
            chart=chart([(month(one.first, desk.language)[:_SHORT], one.all) for one in found]),
        )

    @pages.get(SUBSCRIBERS)
    @open_to(Caller.PUBLISHER)
    def show_front() -> Response:
        return front()

    @pages.post(f"{SUBSCRIBERS}/sok")
    @open_to(Caller.PUBLISHER)
    def find() -> AnyResponse:
        try:
            address = _read(desk, request.form.get("vem", ""))
        except (InvalidAddress, InvalidNumber) as error:
            return front(str(error), 422)
        with desk.reading() as session:
            known = Registry(session, desk.parts.receiver.secrecy, channel_of(address), desk.clock()).history(address)
        if not known:
            words = "%(who)s har inte varit registrerat, eller är bortglömt."
            return front(say(desk.language, words, who=mask(address)), 404)
        return go(f"{SUBSCRIBERS}/{known[0].id}")

    return pages


def _read(desk: Desk, text: str) -> str:
    """A number or a mail address in its one form; also a foreign one, registered from when those were told."""
    return read_address(text) if "@" in text else replace(desk.parts.receiver.numbers, foreign=True).read(text)
