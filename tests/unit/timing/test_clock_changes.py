"""The nights when the clocks change: 26 March and 29 October 2017."""

from datetime import date, timedelta

import pytest

from notices.errors import InvalidTime
from notices.timing import describe, parse, write
from tests.unit.timing.stockholm import at

A_DAY_OF_THE_YEAR = date(2017, 7, 1)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("natten mot 25 mars", 9),
        ("natten mot 26 mars", 8),
        ("natten mot 29 oktober", 10),
        ("26 mars", 23),
        ("29 oktober", 25),
        ("helgen 25–26 mars", 47),
        ("vecka 43", 169),
    ],
)
def test_a_night_and_a_day_are_as_long_as_they_really_are(text: str, hours: int) -> None:
    when = parse(text, A_DAY_OF_THE_YEAR)
    assert when.start
    assert when.end
    assert when.end - when.start == timedelta(hours=hours)


@pytest.mark.parametrize("clock", ["02.00", "02.30", "02.59"])
def test_an_hour_that_the_spring_skips_is_refused(clock: str) -> None:
    with pytest.raises(InvalidTime, match="ställs då fram"):
        parse(f"26 mars 2017 kl {clock}", A_DAY_OF_THE_YEAR)


@pytest.mark.parametrize("clock", ["01.59", "03.00"])
def test_the_minutes_around_the_skipped_hour_are_read(clock: str) -> None:
    assert parse(f"26 mars 2017 kl {clock}", A_DAY_OF_THE_YEAR).start == at(f"2017-03-26 {clock.replace('.', ':')}")


@pytest.mark.parametrize(("season", "fold"), [("", 0), (" sommartid", 0), (" normaltid", 1), (" vintertid", 1)])
def test_of_two_hours_alike_the_first_is_meant_unless_stated(season: str, fold: int) -> None:
    assert parse(f"29 oktober 2017 kl 02.30{season}", A_DAY_OF_THE_YEAR).start == at("2017-10-29 02:30", fold)


def test_a_season_that_does_not_rule_is_refused() -> None:
    with pytest.raises(InvalidTime, match="gäller sommartid, inte normaltid"):
        parse("3 juli 2017 kl 12.00 normaltid", A_DAY_OF_THE_YEAR)


def test_from_the_first_to_the_second_of_two_hours_alike_is_an_hour() -> None:
    when = parse("29 oktober 2017 kl 02.30–02.30 normaltid", A_DAY_OF_THE_YEAR)
    assert (when.start, when.end) == (at("2017-10-29 02:30"), at("2017-10-29 02:30", fold=1))
    assert write(when) == "29 oktober 2017 kl 02.30 sommartid–02.30 normaltid"
    assert describe(when, "en") == "Sunday 29 October 2017 at 02:30 summer time–02:30 standard time"
