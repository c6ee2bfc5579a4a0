"""The samples' placeholders, at the edges of days, months, years and clock changes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.samples.dates import Dates
from tests.swedish_dates import clock_in

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def at(text: str) -> Dates:
    return Dates.at(datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM))


def test_a_day_a_weekday_a_night_and_a_path_name_the_same_date() -> None:
    dates = at("2026-11-24 12:00")
    assert dates.day(3) == "27 november 2026"
    assert dates.weekday(3) == "fredag"
    assert dates.night(4) == "natten mot den 28 november 2026"
    assert dates.iso(-1) == "2026-11-23"
    assert dates.stamp(3) == "261127"


def test_before_seven_in_the_morning_the_samples_count_from_yesterday() -> None:
    assert at("2026-11-24 06:59").day(0) == "23 november 2026"
    assert at("2026-11-24 07:00").day(0) == "24 november 2026"


def test_the_first_weekend_is_the_first_that_begins_after_today() -> None:
    assert at("2026-11-27 12:00").weekend(1) == "28–29 november 2026"
    assert at("2026-11-28 12:00").weekend(1) == "5–6 december 2026"
    assert at("2026-11-28 12:00").weekend(0) == "28–29 november 2026"


@pytest.mark.parametrize(
    ("now", "weekend"),
    [("2026-10-28 12:00", "31 oktober–1 november 2026"), ("2022-12-28 12:00", "31 december 2022–1 januari 2023")],
)
def test_a_weekend_in_two_months_names_both_and_in_two_years_both_years(now: str, weekend: str) -> None:
    assert at(now).weekend(1) == weekend


def test_midnight_is_the_end_of_the_date_before() -> None:
    assert at("2026-12-31 21:30").clock(2) == "den 31 december 2026 kl 24.00"


def test_a_full_hour_is_kept_and_any_other_moves_to_the_next() -> None:
    assert at("2026-11-24 12:00").clock(2) == "den 24 november 2026 kl 14.00"
    assert at("2026-11-24 12:01").clock(2) == "den 24 november 2026 kl 15.00"


@given(now=st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC)), hours=st.integers(2, 12))
def test_a_promised_hour_is_at_least_so_far_ahead_also_when_the_clocks_change(now: datetime, hours: int) -> None:
    ahead = clock_in(Dates.at(now).clock(hours)) - now
    # The hour that comes twice in October is written alike both times, and read as the first.
    assert timedelta(hours=hours - 1) <= ahead < timedelta(hours=hours + 1)


def test_an_offset_is_wall_clock_in_stockholm_in_summer_and_in_winter() -> None:
    assert at("2026-10-26 12:00").moment("-1d 06.10") == datetime(2026, 10, 25, 5, 10, tzinfo=UTC)
    assert at("2026-10-26 12:00").moment("-2d 06.10") == datetime(2026, 10, 24, 4, 10, tzinfo=UTC)


def test_minutes_count_back_from_now() -> None:
    assert at("2026-11-24 12:00").moment("-25m") == datetime(2026, 11, 24, 10, 35, tzinfo=UTC)


def test_any_other_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="not an offset: 'i går'"):
        at("2026-11-24 12:00").moment("i går")
