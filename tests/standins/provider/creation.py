"""Says what is wrong with a request to send a message."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from tests.standins.provider.config import Config, Number

BODY_MAX = 1600
PHONE = re.compile(r"\+[1-9]\d{6,14}")

# The numbers that the provider has set aside for tests, and the code with which each is refused.
REFUSED_TO = {
    "+15005550001": 21211,
    "+15005550002": 21612,
    "+15005550003": 21408,
    "+15005550004": 21610,
    "+15005550009": 21614,
}
REFUSED_FROM = {"+15005550001": 21212, "+15005550007": 21606, "+15005550008": 21611}


def refusal(form: Mapping[str, str], config: Config, number: Number) -> int | None:
    """The code of the first thing that is wrong; None when the message can be accepted."""
    return _wrong_recipient(form.get("To"), number) or _wrong_sender(form, config) or _wrong_content(form)


def _wrong_recipient(to: str | None, number: Number) -> int | None:
    if not to:
        return 21604
    if not PHONE.fullmatch(to):
        return 21211
    return REFUSED_TO.get(to) or number.refuse


def _wrong_sender(form: Mapping[str, str], config: Config) -> int | None:
    service, sender = form.get("MessagingServiceSid"), form.get("From")
    if service:
        return None if service in config.messaging_services else 21701
    if not sender:
        return 21603
    if config.senders and sender not in config.senders:
        return 21606
    return REFUSED_FROM.get(sender)


def _wrong_content(form: Mapping[str, str]) -> int | None:
    body, callback = form.get("Body"), form.get("StatusCallback")
    if not body:
        return 21602
    if len(body) > BODY_MAX:
        return 21617
    return 21609 if callback and not _is_address(callback) else None


def _is_address(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
