"""A notice as one SMS."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.content import Content, Update
from models.terms import Act, Environment
from notices.channels.sms_text.fitting import fit, joined
from notices.channels.sms_text.gsm import Replaced, gsm
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
    subject = gsm(service.service.subject.sv)
    before = f"{_TEST if content.environment is Environment.TEST else ''}{subject.text}:"
    _check_room(before, address)
    words = fit(pieces(content, act, update, reason), before, address)
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
