"""The stored events, in the order in which they came."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.run import Arrival
from notices.runs.events import Event, InvalidEvent, parse_event

log = structlog.get_logger(__name__)

# With several web processes a lower id may become visible after a higher one, but not so long after.
OVERLAP = timedelta(minutes=1)
_AT_ONCE = 500


class Arrivals:
    """What has been read, and what has not."""

    def __init__(self) -> None:
        self._floor = 0  # all up to this id have been read
        self._seen: dict[int, datetime] = {}  # and these above it

    def read(self, session: Session) -> Iterator[tuple[datetime, Event]]:
        """Those that were not read before, each with when it came."""
        new = self._new(session)
        for start in range(0, len(new), _AT_ONCE):
            rows = session.execute(
                select(Arrival.id, Arrival.arrived_at, Arrival.environment, Arrival.event)
                .where(Arrival.id.in_(new[start : start + _AT_ONCE]))
                .order_by(Arrival.id)
            )
            for id_, arrived, environment, event in rows:
                self._seen[id_] = arrived
                try:
                    yield arrived, replace(parse_event(event), environment=environment)
                except InvalidEvent as error:  # taken in by a version that knew it
                    log.error("arrival_not_understood", arrival=id_, why=str(error))  # noqa: TRY400  (it says it all)
        self._raise_floor(session)

    def _new(self, session: Session) -> list[int]:
        ids = session.scalars(select(Arrival.id).where(Arrival.id > self._floor).order_by(Arrival.id))
        return [id_ for id_ in ids if id_ not in self._seen]

    def _raise_floor(self, session: Session) -> None:
        if session.get_bind().dialect.name == "sqlite":  # one writes at a time there
            self._floor = max(self._seen, default=self._floor)
        else:
            newest = max(self._seen.values(), default=None)
            old = [id_ for id_, arrived in self._seen.items() if newest and arrived < newest - OVERLAP]
            self._floor = max(old, default=self._floor)
        self._seen = {id_: arrived for id_, arrived in self._seen.items() if id_ > self._floor}
