"""Whether mail is offered, until when, and from whom it comes: what the settings say."""

from dataclasses import dataclass
from datetime import date, datetime
from email.headerregistry import Address
from email.utils import getaddresses

from notices.clock import midnight, next_day
from notices.config import Settings
from notices.errors import ConfigurationError
from notices.mailing.addresses import InvalidAddress, read_address


@dataclass(frozen=True, slots=True)
class MailOffer:
    """The channel of mail, offered to the end of the day `until` (Stockholm's); without one, it has no end."""

    until: date | None = None

    @property
    def closes_at(self) -> datetime | None:
        """The first moment at which it is no longer offered."""
        return midnight(next_day(self.until)) if self.until else None

    def is_open(self, now: datetime) -> bool:
        return self.closes_at is None or now < self.closes_at


def mail_offer(settings: Settings) -> MailOffer | None:
    """What is offered; None without a mail server. Raises ConfigurationError where MAIL_FROM is no address."""
    if not settings.smtp_host:
        return None
    sender(settings, "")
    return MailOffer(settings.email_until)


def sender(settings: Settings, name: str) -> Address:
    """From whom mails come; `name` is theirs where MAIL_FROM gives none. ConfigurationError as above."""
    try:
        ((own_name, address),) = getaddresses([settings.mail_from if settings.mail_from.isprintable() else ""])
        user, _, domain = read_address(address).partition("@")
    except (ValueError, InvalidAddress) as error:
        raise ConfigurationError("MAIL_FROM ska vara en adress, som Driftinformation <drift@lefi.example>.") from error
    return Address(own_name or name, user, domain)
