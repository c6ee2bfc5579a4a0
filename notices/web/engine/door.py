"""The intake's door: which engine shows the key. Asked of the database, and known for a few seconds after that."""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from notices.database import Database
from notices.engine.reporter import Reporter, recognise
from notices.web.engine.asked import Environ, bearer
from notices.web.engine.refused import Refused, Stranger

# Far more than an engine has to tell: it stops what runs in a circle.
BY_ENGINE = RateLimitItemPerMinute(300_000)
KNOWN = timedelta(seconds=5)  # so much later, at most, a key that was taken back stops opening
_MOST = 10_000

T = TypeVar("T")


class Known(Generic[T]):
    """What was found, for as long as `KNOWN`. What was not found is looked for again."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._found: dict[Hashable, tuple[datetime, T]] = {}

    def get(self, name: Hashable, find: Callable[[], T | None]) -> T | None:
        now = self._clock()
        known = self._found.get(name)
        if known and timedelta() <= now - known[0] < KNOWN:
            return known[1]
        found = find()
        if found is None:
            self._found.pop(name, None)
            return None
        if len(self._found) >= _MOST:
            self._found.clear()
        self._found[name] = now, found
        return found


class Door:
    """Lets in whoever shows an engine's key."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock
        self._known: Known[Reporter] = Known(clock)
        self._counts = FixedWindowRateLimiter(MemoryStorage())

    def admit(self, environ: Environ) -> Reporter:
        """Who reports. Raises Stranger, or Refused where it reports too often."""
        key = bearer(environ)
        reporter = self._known.get(key, lambda: self._find(key)) if key else None
        if reporter is None:
            raise Stranger
        self.count(reporter.name)
        return reporter

    def count(self, who: str) -> None:
        """Count one request. Raises Refused where it is one too many."""
        if not self._counts.hit(BY_ENGINE, who):
            raise Refused("too-many", headers={"Retry-After": str(BY_ENGINE.get_expiry())})

    def _find(self, key: str) -> Reporter | None:
        with self._database.reading() as session:
            return recognise(session, key, self._clock())
