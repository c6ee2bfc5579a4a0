"""Pages that no notice changes: how to follow, what this is, how accessible it is, and what went wrong."""

from datetime import datetime
from typing import Any

from markupsafe import Markup

from notices.clock import midnight
from notices.service import Text
from notices.site.board import GRAVEST_FIRST
from notices.site.document import Document
from notices.site.frame import Frame
from notices.site.pages.layout import Head, draw
from notices.site.pages.states import SIGN_WORDS
from notices.site.rendering import day, day_and_clock, render, say

# When the accessibility statement was last looked through, as it says itself.
REVIEWED = Text(sv="24 november 2026", en="24 November 2026")


def _draw(frame: Frame, template: str, path: str, title: str, description: str, **more: Any) -> Document:
    values = more.pop("values", {})
    head = Head(path=path, title=title, description=description, modified=frame.snapshot.changed_at, **more)
    return draw(frame, template, head, **values)


def subscribe(frame: Frame) -> Document:
    """The page at `/prenumerera`."""
    title = say(frame.language, "Prenumerera")
    description = say(frame.language, "Följ driftinformationen som flöde, i kalendern eller som sms.")
    return _draw(
        frame,
        f"subscribe.{frame.language}.html",
        "/prenumerera",
        title,
        description,
        nav="subscribe",
        values=_mail(frame),
    )


def _mail(frame: Frame) -> dict[str, object]:
    """Whether mail is offered, and its last day in words."""
    offer, until = frame.mail, frame.mail and frame.mail.until
    return {
        "mail_is_open": offer is not None and offer.is_open(frame.board.now),
        "mail_until": day(midnight(until), frame.language) if until else "",
    }


def about(frame: Frame) -> Document:
    """The page at `/om`."""
    title = say(frame.language, "Om sidan")
    description = say(frame.language, "Vad sidan är, vad tecknen betyder och vem som svarar på frågor.")
    signs = [(sign, SIGN_WORDS[sign].in_(frame.language)) for sign in reversed(GRAVEST_FIRST)]
    return _draw(frame, f"about.{frame.language}.html", "/om", title, description, values={"signs": signs})


def accessibility(frame: Frame) -> Document:
    """The page at `/tillganglighet`: the statement that lag (2018:1937) asks for."""
    title = say(frame.language, "Tillgänglighet")
    description = say(frame.language, "Hur tillgänglig sidan är och hur du anmäler brister.")
    values = {"reviewed": REVIEWED.in_(frame.language)}
    return _draw(frame, f"accessibility.{frame.language}.html", "/tillganglighet", title, description, values=values)


def not_found(frame: Frame) -> Document:
    """The page for an address that leads nowhere."""
    title = say(frame.language, "Sidan finns inte")
    return _draw(frame, "not_found.html", "/404.html", title, title, indexed=False)


def error(frame: Frame) -> Document:
    """The page for a fault of ours."""
    title = say(frame.language, "Något gick fel hos oss")
    return _draw(frame, "error.html", "/500.html", title, title, indexed=False)


def as_of_banner(frame: Frame, moment: datetime) -> Markup:
    """What stands in the place of the mark at the top of a page while the database cannot be reached."""
    return Markup(render(frame.language, "as_of.html", when=day_and_clock(moment, frame.language)))
