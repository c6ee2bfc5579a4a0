"""Whether so many messages of a broadcast failed that it is no chance."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from models.delivery import FAILED, Delivery, State
from notices.delivery.figures import CANARIES

# Standard deviations. With three, a share of 0.2 needs 3 of 3, 4 of 5, 8 of 18 or 250 of 1000.
_SURE = 3


@dataclass(slots=True)
class Tally:
    """What became of a broadcast so far: how many are settled, and how many failed by which code."""

    settled: int = 0
    failed: Counter[str] = field(default_factory=Counter)

    def trouble(self, title: str, share: float) -> str | None:
        """What is wrong with a broadcast of the notice of that title, in Swedish; None while not too many failed."""
        if not surely_above(self.failed.total(), self.settled, share):
            return None
        [(code, count)] = self.failed.most_common(1)
        whole = f"{self.failed.total()} av {self.settled} utskick"
        return f"{whole} om ”{title}” kom inte fram. Vanligaste felkoden är {code} ({count})."


def surely_above(failed: int, of: int, share: float) -> bool:
    """Whether the true share of failures is above `share` almost certainly: by the lower end of Wilson's interval."""
    if not of:
        return False
    rate, square = failed / of, _SURE**2
    spread = _SURE * math.sqrt(rate * (1 - rate) / of + square / (4 * of**2))
    return (rate + square / (2 * of) - spread) / (1 + square / of) > share


def tallies(session: Session, broadcasts: Collection[int]) -> defaultdict[int, Tally]:
    """The tally of each of the broadcasts, without our own canary."""
    refused = Delivery.state.in_((State.REFUSED, State.GIVEN_UP))
    failed = or_(refused, and_(Delivery.state == State.ACCEPTED, Delivery.provider_status.in_(FAILED)))
    rows = session.execute(
        select(Delivery.broadcast_id, failed, Delivery.error_code, func.count())
        .where(
            Delivery.broadcast_id.in_(broadcasts),
            or_(refused, Delivery.state == State.ACCEPTED),
            Delivery.registration_id.not_in(CANARIES),
        )
        .group_by(Delivery.broadcast_id, failed, Delivery.error_code)
    )
    found: defaultdict[int, Tally] = defaultdict(Tally)
    for broadcast, is_failed, code, count in rows:
        found[broadcast].settled += count
        if is_failed:
            found[broadcast].failed[code or "okänd"] += count
    return found
