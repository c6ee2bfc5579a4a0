"""Words that name one of two times, and the question that each raises."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from notices.clock import next_day
from notices.errors import InvalidTime
from notices.timing import names
from notices.timing.expressions import Extent
from notices.timing.origin import DayRef, Origin


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Words that name one of two times, where nobody can know which."""

    day: DayRef
    message: Callable[[date], str]

    @property
    def days(self) -> tuple[DayRef, ...]:
        return (self.day,)

    def extent(self, origin: Origin) -> Extent:
        raise InvalidTime(self.message(self.day.on(origin)))


def which_night(day: date) -> str:
    after = next_day(day)
    return (
        f"Natten kan vara natten mot {names.full_date(day)} eller natten mot {names.full_date(after)}. "
        f"Skriv ”natten mot {names.full_date(day)}” eller ”natten mot {names.full_date(after)}”."
    )


def which_weekday(day: date) -> str:
    return f"”Nästa {names.weekday(day)}” kan vara {names.full_date(day)} eller en vecka senare. Skriv datumet."


def which_weekend(saturday: date) -> str:
    before, after = saturday - timedelta(days=6), next_day(saturday)
    return (
        f"Helgen kan vara den som slutar {names.full_date(before)} eller den som slutar {names.full_date(after)}. "
        "Skriv datumen, till exempel ”helgen 29–30 april”."
    )
