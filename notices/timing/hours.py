"""From a day and a clock time in Stockholm to a moment in UTC, also on the nights when the clocks change."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from notices.clock import STOCKHOLM, midnight, next_day
from notices.errors import InvalidTime

NIGHT_BEGINS = 21
NIGHT_ENDS = 6

_LAST_HOUR = 23
_LAST_MINUTE = 59
_NOON = 12


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time as written. `summer` tells which hour is meant where the writer said so."""

    hour: int
    minute: int = 0
    summer: bool | None = None

    def __str__(self) -> str:
        return f"{self.hour:02}.{self.minute:02}"

    @property
    def is_midnight(self) -> bool:
        return (self.hour, self.minute) == (24, 0)

    @property
    def is_late(self) -> bool:
        """Whether a night that has this clock time has it before midnight."""
        return self.hour >= _NOON


MIDNIGHT = Clock(24)


def day_before(day: date) -> date:
    return day - timedelta(days=1)


def hour_of(day: date, hour: int) -> datetime:
    """A whole hour (0–24) of a day; for the hours that parts of days and nights begin and end with."""
    return instant(day, Clock(hour))


def instant(day: date, clock: Clock) -> datetime:
    """The moment in UTC; InvalidTime where there is none.

    On the autumn night when 02.00–03.00 comes twice, the first (summer time) is meant unless stated.
    """
    if clock.is_midnight:
        return midnight(next_day(day))
    if clock.hour > _LAST_HOUR or clock.minute > _LAST_MINUTE:
        raise InvalidTime(f"Klockslaget {clock} finns inte. Skriv mellan 00.00 och 24.00.")
    local = datetime.combine(day, time(clock.hour, clock.minute), STOCKHOLM)
    _refuse_gap(local, clock)
    return _in_season(local, clock).astimezone(UTC)


def _refuse_gap(local: datetime, clock: Clock) -> None:
    there_and_back = local.astimezone(UTC).astimezone(STOCKHOLM)
    if there_and_back.replace(tzinfo=None) != local.replace(tzinfo=None):
        raise InvalidTime(
            f"Klockslaget {clock} finns inte den {local:%Y-%m-%d}: klockan ställs då fram till sommartid, "
            f"från 02.00 till 03.00. Skriv en tid före 02.00 eller från 03.00."
        )


def _in_season(local: datetime, clock: Clock) -> datetime:
    if clock.summer is None:
        return local
    for fold in (0, 1):
        candidate = local.replace(fold=fold)
        if bool(candidate.dst()) is clock.summer:
            return candidate
    stated, actual = ("sommartid", "normaltid") if clock.summer else ("normaltid", "sommartid")
    raise InvalidTime(f"Den {local:%Y-%m-%d} kl {clock} gäller {actual}, inte {stated}. Ta bort ordet {stated}.")
