"""How delivery stands, for Prometheus. Without the database, or where it does not answer at once, it says just that."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog
from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from models.delivery import Gateway
from models.registration import Channel
from notices.database import Database
from notices.delivery.figures import Standing, figures_now, registered_now
from notices.delivery.gateways import is_closed

log = structlog.get_logger(__name__)

_CHANNEL = ("channel",)
_COUNTS = ("pending", "accepted", "delivered", "failed", "unknown")


@dataclass(frozen=True, slots=True)
class _Read:
    """What the database says at a moment."""

    standing: Mapping[Channel, Standing]
    closed: frozenset[Channel]
    registered: Mapping[Channel, int]


class DeliveryFigures:
    """Reads the database when it is asked, and waits for it no longer than a glance."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    def collect(self) -> Iterable[Metric]:
        now = self._now()
        try:
            with self._database.glancing() as session:
                read = _read(session, now)
        except SQLAlchemyError as error:
            log.warning("figures_not_read", error=str(error).splitlines()[0])
            return [_reached(False)]
        return [_reached(True), *_families(read, now)]


def _read(session: Session, now: datetime) -> _Read:
    gateways = session.scalars(select(Gateway))
    return _Read(
        figures_now(session, now),
        frozenset(gateway.channel for gateway in gateways if is_closed(gateway, now)),
        registered_now(session),
    )


def _reached(answered: bool) -> Metric:
    return GaugeMetricFamily("driftinformation_database_reached", "1 where the database answered at once", answered)


def _families(read: _Read, now: datetime) -> Iterable[Metric]:
    deliveries = GaugeMetricFamily(
        "driftinformation_deliveries",
        "Deliveries: pending and unknown are all that there are now; the others are of the broadcasts of the last day",
        labels=("channel", "state"),
    )
    oldest = GaugeMetricFamily(
        "driftinformation_deliveries_oldest_seconds",
        "How long the oldest that is not settled has waited",
        labels=_CHANNEL,
    )
    closed = GaugeMetricFamily(
        "driftinformation_gateway_closed", "1 while the provider is left in peace, as it failed", labels=_CHANNEL
    )
    active = GaugeMetricFamily("driftinformation_registrations_active", "Who is told now", labels=_CHANNEL)
    for channel in Channel:
        standing = read.standing.get(channel, Standing())
        for count in _COUNTS:
            deliveries.add_metric([channel, count], getattr(standing, count))
        oldest.add_metric([channel], standing.age(now).total_seconds())
        closed.add_metric([channel], channel in read.closed)
        active.add_metric([channel], read.registered.get(channel, 0))
    return deliveries, oldest, closed, active
