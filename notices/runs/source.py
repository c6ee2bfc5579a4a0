"""The source of events: when it was heard of, and how long it uses to be silent."""

from collections import deque
from datetime import date, datetime, timedelta

from notices.clock import day_of

_REMEMBERED_DAYS = 60
_FEW_DAYS = 14
# More than twice as long as ever before: one run that does not come makes a silence, too, and has a rule of its own.
_TIMES_THE_LONGEST = 2.5


class Source:
    """One source. A day's longest silence is remembered, for sixty days."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.heard: datetime | None = None
        self._longest: deque[tuple[date, timedelta]] = deque(maxlen=_REMEMBERED_DAYS)

    def hear(self, now: datetime) -> None:
        """Something came from it."""
        today = day_of(now)
        silence = now - self.heard if self.heard else timedelta()
        if self._longest and self._longest[-1][0] == today:
            silence = max(silence, self._longest.pop()[1])
        self._longest.append((today, silence))
        self.heard = max(now, self.heard or now)

    @property
    def usual(self) -> timedelta:
        """The longest that it has been silent."""
        return max((silence for _, silence in self._longest), default=timedelta())

    @property
    def silent_from(self) -> datetime | None:
        """When its silence will be more than usual; None while little is known of it."""
        if self.heard is None or len(self._longest) < _FEW_DAYS:
            return None
        return self.heard + _TIMES_THE_LONGEST * self.usual
