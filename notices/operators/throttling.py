"""Slowing down whoever guesses, without locking anybody out.

Nobody is throttled by name alone: an attacker would only have to know it. A try goes a way of its own: by the network
address it comes from, and by the name together with that address. A browser that has signed in before goes neither: it
has a way of its own, which only its own failures close.
"""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from models.sign_in import Lane
from notices.secrecy import Secrecy

LONGEST = timedelta(minutes=15)
FORGOTTEN = timedelta(days=1)  # without a try
_V6_PREFIX = 64  # what one subscriber of IPv6 has


@dataclass(frozen=True, slots=True)
class Way:
    """One way in. `free` failures in a row cost nothing. One that many share is not opened again by one's success."""

    key: str
    free: int
    shared: bool = False


def ways_of(address: str, name_key: str, device: str | None) -> tuple[Way, ...]:
    """The ways that a try with this name goes. `device` is what the name's own known browser is called."""
    if device:
        return (Way(f"device {device}", free=10),)
    network = network_of(address)
    return Way(f"name {network} {name_key}", free=5), Way(f"network {network}", free=30, shared=True)


def closed_for(failures: int, free: int) -> timedelta | None:
    """How long a way is closed after so many failures in a row: not at all, and then for 1, 2, 4 … seconds."""
    over = failures - free
    return None if over < 0 else min(timedelta(seconds=2 ** min(over, 20)), LONGEST)


def network_of(address: str) -> str:
    """The address; for IPv6 the network, as whoever has one address there has them all."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address  # what a proxy of ours wrote: one more way, and no reason to fall over
    if parsed.version == 4:  # noqa: PLR2004
        return address
    return str(ipaddress.ip_network((parsed, _V6_PREFIX), strict=False))


@dataclass(frozen=True, slots=True)
class Throttle:
    """The ways in, in one transaction."""

    session: Session
    secrecy: Secrecy
    now: datetime

    def enter(self, ways: Sequence[Way]) -> timedelta | None:
        """Count a try as failed before it is known, so that a hundred at once are a hundred.

        Returns how long to wait where a way is closed; then nothing is counted.
        """
        lanes = [(way, self._lane(way)) for way in sorted(ways, key=lambda way: way.key)]
        opens = max((lane.closed_until for _, lane in lanes if lane.closed_until), default=self.now)
        if opens > self.now:
            return opens - self.now
        for way, lane in lanes:
            lane.failures += 1
            lane.tried_at = self.now
            closed = closed_for(lane.failures, way.free)
            lane.closed_until = self.now + closed if closed else None
        return None

    def succeed(self, ways: Sequence[Way]) -> None:
        """Take back what `enter` counted, and forget the failures before it, except on what many share."""
        for way in sorted(ways, key=lambda way: way.key):
            lane = self._lane(way)
            lane.failures = lane.failures - 1 if way.shared else 0
            lane.closed_until = None
        self.session.execute(delete(Lane).where(Lane.tried_at < self.now - FORGOTTEN))

    def _lane(self, way: Way) -> Lane:
        key = self.secrecy.digest(f"way {way.key}")
        lane = self.session.get(Lane, key, with_for_update=True)
        if lane is None:
            lane = Lane(key=key, failures=0, tried_at=self.now)
            self.session.add(lane)
            self.session.flush()
        elif lane.tried_at < self.now - FORGOTTEN:
            lane.failures = 0
        return lane
