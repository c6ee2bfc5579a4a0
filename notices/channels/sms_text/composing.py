"""A notice as one SMS."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from models.content import Content, Update
from models.terms import Act, Environment
from notices.channels.sms_text.fitting import Piece, fit, joined
from notices.channels.sms_text.gsm import Replaced, gsm
from notices.channels.sms_text.reminding import Lead, reminder_pieces
from notices.channels.sms_text.saying import pieces
from notices.channels.sms_text.segmenting import Segments, segments
from notices.errors import ConfigurationError
from notices.service import Service

_TEST = "TEST "


@dataclass(frozen=True, slots=True)
class Sms:
    """What is sent, how it is counted, and which signs of the notice it writes otherwise."""

    text: str
    segments: Segments
    replaced: tuple[tuple[str, str], ...]


def compose(
    content: Content,
    act: Act,
    *,
    service: Service,
    address: str,
    update: Update | None = None,
    reason: str = "",
) -> Sms:
    """Say in Swedish what was done to a notice: GSM-7, at most two parts, the notice's `address` whole and last.

    `content` is the notice after the act. `update` is what an update, a new time, a cancellation or an end added;
    `reason` is why it was corrected or withdrawn. Markdown is read as text. What is about the test environment
    begins with TEST.

    Raises ConfigurationError where the service's name and the address leave no room, and ValueError for an act of
    which nobody is told (JOIN).
    """
    return _sms(pieces(content, act, update, reason), content, service, address)


def compose_reminder(content: Content, lead: Lead, day: date, *, service: Service, address: str) -> Sms:
    """Remind of a planned event, on that day (Stockholm's): as `compose`, with the time as a date."""
    return _sms(reminder_pieces(content, lead, day), content, service, address)


def _sms(said: Sequence[Piece], content: Content, service: Service, address: str) -> Sms:
    subject = gsm(service.service.subject.sv)
    before = f"{_TEST if content.environment is Environment.TEST else ''}{subject.text}:"
    _check_room(before, address)
    words = fit(said, before, address)
    text = " ".join(filter(None, (before, joined(words), address)))
    return Sms(text, segments(text), _pairs((subject, *words)))


def _check_room(before: str, address: str) -> None:
    counted = segments(f"{before} {address}")
    if counted.encoding != "GSM-7" or counted.parts > 1:
        raise ConfigurationError(
            f"Tjänstens namn och adressen {address} får inte plats i ett sms. Korta PUBLIC_URL eller namnet i "
            "service.toml, och skriv adressen med bokstäverna a–z."
        )


def _pairs(words: Iterable[Replaced]) -> tuple[tuple[str, str], ...]:
    """Each pair once, in the order in which they first occur."""
    return tuple(dict.fromkeys(pair for word in words for pair in word.replaced))
