"""Doing what was ordered, and saying so."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from models.registration import EndReason, Source
from notices.channels.sms_text import gsm
from notices.keywords import Order
from notices.registrations import Registry
from notices.service import About


@dataclass(frozen=True, slots=True)
class Done:
    """What is said of an order. `ended`: it has ended a registration."""

    reply: str
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Clerk:
    """Obeys the orders of one number. `situation` gives what goes on now, in one SMS."""

    about: About
    registry: Registry
    situation: Callable[[], str]

    def obey(self, order: Order, number: str) -> Done:
        match order:
            case Order.DEREGISTER:
                ended = self.registry.end(number, EndReason.STOPP)
                return Done(_deregistered(self.about, "nu" if ended else "redan"), ended)
            case Order.REGISTER:
                begun = self.registry.begin(number, Source.KEYWORD)
                return Done(_registered(self.about, "nu" if begun else "redan"))
            case Order.STATUS:
                return Done(self.situation())
        return Done(_told(self.about, order))

    def standing(self, number: str) -> Done:
        """What holds for a number whose order is not obeyed, since a later one already was."""
        standing = _registered if self.registry.active(number) else _deregistered
        return Done(standing(self.about, "redan"))


@lru_cache(8)
def _registered(about: About, since: str) -> str:
    how = f"Skicka {about.keyword} STOPP till {about.short_code} för att sluta."
    return gsm(f"Du är {since} registrerad på tjänsten {about.keyword}. {how}").text


@lru_cache(8)
def _deregistered(about: About, since: str) -> str:
    return gsm(f"Du är {since} avregistrerad från tjänsten {about.keyword}.").text


@lru_cache(8)
def _told(about: About, order: Order) -> str:
    if order is Order.INFO:
        text = f"Tjänsten {about.keyword} lämnas av {about.operator.sv}. Kontakt: {about.contact}"
    elif order is Order.TEST:
        text = f"Provsvar från tjänsten {about.keyword}: räksmörgås."
    else:
        text = (
            f"Skicka {about.keyword} för att få driftinformation, {about.keyword} STOPP för att sluta, "
            f"{about.keyword} STATUS för läget nu."
        )
    return gsm(text).text
