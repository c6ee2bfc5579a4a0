"""The page that is a telephone, for trying the service on one's own machine."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from notices.site.document import Document
from notices.site.frame import Frame
from notices.site.pages.layout import Head, draw
from notices.site.rendering import say


@dataclass(frozen=True, slots=True)
class Said:
    """One text of the conversation; `ours` is what the service wrote."""

    at: datetime
    text: str
    ours: bool


@dataclass(frozen=True, slots=True)
class Telephone:
    """The telephone that is held, the numbers that could be, and what was said, oldest first."""

    number: str
    numbers: Sequence[str]
    talk: Sequence[Said]


def telephone(frame: Frame, held: Telephone, token: str, trouble: str | None) -> Document:
    """The page at `/telefon`. `token` lets its form be posted; `trouble` is what went wrong."""
    head = Head(
        path="/telefon",
        title=say(frame.language, "Telefon"),
        description=say(frame.language, "Prova tjänstens sms på din egen dator."),
        modified=frame.snapshot.changed_at,
        indexed=False,
        watched=True,
    )
    return draw(frame, "telephone.html", head, held=held, token=token, trouble=trouble)
