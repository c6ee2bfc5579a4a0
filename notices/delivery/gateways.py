"""Leaving a provider in peace that fails: closed for a while, then one message as a trial, then open again."""

import random
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.delivery import Gateway
from models.registration import Channel

TRIALS = 10  # failures in a row before it is closed
_FIRST, _LONGEST = timedelta(seconds=1), timedelta(seconds=60)


def lock(session: Session, channel: Channel) -> Gateway:
    """The channel's gateway, held until the transaction ends: workers divide the work one at a time."""
    return session.scalars(select(Gateway).where(Gateway.channel == channel).with_for_update()).one()


def look(session: Session, channel: Channel) -> Gateway:
    """The same without holding it."""
    return session.scalars(select(Gateway).where(Gateway.channel == channel)).one()


def is_closed(gateway: Gateway, now: datetime) -> bool:
    return gateway.closed_until is not None and now < gateway.closed_until


def on_trial(gateway: Gateway) -> bool:
    """Whether it failed the last time that it was used."""
    return gateway.failures > 0


def failed(gateway: Gateway, now: datetime) -> None:
    """Close it, for longer each time."""
    gateway.failures += 1
    gateway.closed_until = now + backoff(gateway.failures, _FIRST, _LONGEST)


def stopped(gateway: Gateway, now: datetime) -> None:
    """Close it because somebody has to put a setting right; a trial now and then shows when that is done."""
    gateway.failures += 1
    gateway.closed_until = now + _LONGEST


def answered(gateway: Gateway) -> None:
    gateway.failures, gateway.closed_until = 0, None


def backoff(times: int, first: timedelta, longest: timedelta) -> timedelta:
    """How long to wait after that many failures: twice as long each time, and not all at the same moment."""
    whole: timedelta = first * 2 ** min(times - 1, 20)
    return min(whole, longest) * random.uniform(0.5, 1)
