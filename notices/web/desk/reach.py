"""Whom an act would be told, by which channels, when, and at what price."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from models.registration import Channel
from notices.channels.sms_text import cost
from notices.delivery.figures import registered_now
from notices.mailing.offer import mail_offer
from notices.telling import not_before, told_by
from notices.web.desk.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Reach:
    """One channel: how many are registered, what they cost together (None for what is free), when it would be sent,
    and whether it is chosen.
    """

    channel: Channel
    count: int
    cost: Decimal | None
    at: datetime
    is_chosen: bool
    waits: bool = False  # for the quiet hours to be over


def reaches(session: Session, sheet: Sheet, chosen: Collection[Channel] | None = None) -> list[Reach]:
    """Each channel that is on. `chosen` are those that somebody has picked; else those that the rules pick."""
    rules, content, act = sheet.desk.service.sms, sheet.step.content, sheet.step.act
    registered = registered_now(session)
    picked = told_by(None, rules, content, act) if chosen is None else chosen
    price = cost(sheet.preview.sms.segments, rules.price_per_part)
    phones = registered.get(Channel.SMS, 0)
    at = not_before(rules, content, sheet.at)
    found = [Reach(Channel.SMS, phones, price * phones, at, Channel.SMS in picked, at > sheet.at)]
    offer = mail_offer(sheet.desk.parts.settings)
    if offer and offer.is_open(sheet.at):
        mailboxes = registered.get(Channel.MAIL, 0)
        found.append(Reach(Channel.MAIL, mailboxes, None, sheet.at, Channel.MAIL in picked))
    return found
