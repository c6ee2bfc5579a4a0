"""Whether a broadcast leaves, and whether it arrives at the canary."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.delivery import Broadcast, BroadcastEnd, Delivery
from models.registration import Channel
from notices.alarming.canary import canary_of, has_arrived, has_failed, is_overtaken, is_registered, known_of
from notices.delivery import gateways
from notices.delivery.transitions import OPEN


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Judges broadcasts at `now`. What has not come within `within` is late; `has_canary` says whether there is one."""

    session: Session
    within: timedelta
    has_canary: bool
    now: datetime

    def trouble(self, broadcast: Broadcast, title: str) -> str | None:
        """What is wrong with a broadcast of the notice of that title, in Swedish; None while nothing is."""
        held = self._held(broadcast)
        unseen = self._unseen(broadcast) if self.has_canary and broadcast.channel is Channel.SMS else None
        said = (
            held and f"Utskicket om ”{title}” {held}.",
            unseen and f"Sms om ”{title}” har inte nått vårt kontrollnummer: {unseen}.",
        )
        return " ".join(filter(None, said)) or None

    def _held(self, broadcast: Broadcast) -> str | None:
        """It was not begun; or it stands still."""
        if broadcast.ended_reason is BroadcastEnd.EXPIRED:
            return "hann inte sändas till alla medan det var aktuellt"
        if broadcast.ended_at or not self._is_late(broadcast):
            return None
        if broadcast.expanded_at is None:
            return "har inte börjat sändas"
        waiting = self._waiting(broadcast)
        return f"står still: leverantören tar inte emot, och {waiting} väntar" if waiting else None

    def _waiting(self, broadcast: Broadcast) -> int | None:
        """How many wait, where nothing has left for long and the provider is failing or has taken none; else None."""
        waiting, latest = self.session.execute(
            select(func.count().filter(Delivery.state.in_(OPEN)), func.max(Delivery.settled_at)).where(
                Delivery.broadcast_id == broadcast.id
            )
        ).one()
        if latest is None:
            return waiting
        failing = gateways.on_trial(gateways.look(self.session, broadcast.channel))
        return waiting if failing and latest <= self.now - self.within else None

    def _unseen(self, broadcast: Broadcast) -> str | None:
        """What is known of a canary's message that should have arrived."""
        delivery = canary_of(self.session, broadcast)
        if is_overtaken(broadcast, delivery) or (delivery and has_arrived(delivery)):
            return None
        if delivery and (has_failed(delivery) or self._is_late(broadcast)):
            return known_of(delivery)
        # One that was registered after the broadcast was published is not told of it, like everybody else.
        missed = delivery is None and broadcast.expanded_at and self._is_late(broadcast)
        gone = missed and not is_registered(self.session)
        return "numret är inte registrerat. Starta om worker" if gone else None

    def _is_late(self, broadcast: Broadcast) -> bool:
        return (broadcast.expanded_at or broadcast.not_before) <= self.now - self.within
