"""Whom alarms are told to: the list that operators have set, else the one of the environment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.fernet import InvalidToken
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models.alarm import OnCall
from models.registration import Channel
from notices.config import Settings
from notices.errors import ConfigurationError, DriftinformationError
from notices.mailing.addresses import InvalidAddress, read_address
from notices.numbers import InvalidNumber, Numbers
from notices.secrecy import Secrecy, mask

_NUMBERS = Numbers(foreign=True)  # whoever is on call was named by somebody, wherever their telephone is from


class InvalidContact(DriftinformationError):
    """A text that is neither a mobile number nor a mail address."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody on call: by which channel, at which address (E.164 or mail). The name may be empty."""

    channel: Channel
    address: str
    name: str = ""

    @property
    def masked(self) -> str:
        return mask(self.address)


def read_contact(text: str) -> Contact:
    """A contact as it is written: `ADDRESS` or `NAME=ADDRESS`. InvalidContact does not repeat the address."""
    name, _, address = (part.strip() for part in text.rpartition("="))
    try:
        if "@" in address:
            return Contact(Channel.MAIL, read_address(address), name)
        return Contact(Channel.SMS, _NUMBERS.read(address), name)
    except (InvalidAddress, InvalidNumber) as error:
        raise InvalidContact(str(error)) from error


def named(settings: Settings) -> tuple[Contact, ...]:
    """Those that ON_CALL names. Raises ConfigurationError that says which of them cannot be used."""
    found = []
    for place, text in enumerate(filter(None, map(str.strip, settings.on_call.split(","))), start=1):
        try:
            found.append(read_contact(text))
        except InvalidContact as error:
            raise ConfigurationError(f"ON_CALL: adress {place} går inte att använda. {error}") from error
    return _once(found)


def contacts(session: Session, settings: Settings) -> tuple[Contact, ...]:
    """Whom to tell now. The environment's are told where no list is set, or where another key encrypted it."""
    secrecy = Secrecy.of(settings.secret)
    readable = (_opened(secrecy, row) for row in _current(session))
    return tuple(filter(None, readable)) or named(settings)


def set_contacts(session: Session, settings: Settings, chosen: Iterable[Contact], who: str, now: datetime) -> None:
    """Tell these and no others from now on; an empty list leaves it to the environment. What was, is kept."""
    secrecy = Secrecy.of(settings.secret)
    wanted = {(contact.name, contact.channel, secrecy.digest(contact.address)): contact for contact in _once(chosen)}
    for row in _current(session):
        if wanted.pop((row.name, row.channel, str(row.address_hash)), None) is None:
            row.ended_at, row.ended_by = now, who
    session.flush()  # what ended makes room for the same address under another name
    for (name, channel, digest), contact in wanted.items():
        address = secrecy.encrypt(contact.address)
        session.add(
            OnCall(name=name, channel=channel, address_hash=digest, address=address, started_at=now, set_by=who)
        )
    session.flush()


def on_call_periods(session: Session, most: int = 50) -> Sequence[OnCall]:
    """Who has been told of alarms, and until when: the latest change first, at most so many."""
    changed = func.coalesce(OnCall.ended_at, OnCall.started_at)
    return session.scalars(select(OnCall).order_by(changed.desc(), OnCall.id.desc()).limit(most)).all()


def forget_contacts(session: Session, before: datetime) -> None:
    """Forget the addresses of those who are no longer told since then. That there were some is still known."""
    gone = update(OnCall).where(OnCall.ended_at < before, OnCall.address.is_not(None))
    session.execute(gone.values(address=None, address_hash=None))


def _current(session: Session) -> Sequence[OnCall]:
    return session.scalars(select(OnCall).where(OnCall.ended_at.is_(None)).order_by(OnCall.id)).all()


def _opened(secrecy: Secrecy, row: OnCall) -> Contact | None:
    try:
        return Contact(row.channel, secrecy.decrypt(row.address), row.name) if row.address else None
    except InvalidToken:  # better to tell those whom the environment names than nobody
        return None


def _once(found: Iterable[Contact]) -> tuple[Contact, ...]:
    """Each address once, by its first name."""
    by_address: dict[tuple[Channel, str], Contact] = {}
    for contact in found:
        by_address.setdefault((contact.channel, contact.address), contact)
    return tuple(by_address.values())
