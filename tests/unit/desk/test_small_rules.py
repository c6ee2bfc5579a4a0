"""Small rules of the desk: what time to suggest, what sending costs, and where a bar stands on the line of days."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.draft import Fields
from models.terms import Status
from notices.clock import day_of
from notices.drafts import gaps
from notices.timing import parse
from notices.web.desk.money import kronor, roughly
from notices.web.desk.preview import published_now
from notices.web.desk.suggestions import next_words, suggested
from notices.web.desk.timeline import DAY, DAYS, line
from tests.factories import SERVICE, at, planned


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-03-10 06.20", ("kl 08.00", "kl 09.00", "kl 11.00")),
        ("2026-03-10 07.00", ("kl 08.00", "kl 09.00", "kl 11.00")),
        ("2026-03-10 21.30", ("kl 23.00",)),
        ("2026-03-10 23.30", ("i morgon kl 08.00",)),
    ],
)
def test_whole_hours_ahead_are_suggested_for_the_next_word(now: str, words: tuple[str, ...]) -> None:
    assert next_words(at(now)) == words


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 30)))
@settings(max_examples=60)
def test_every_suggestion_is_a_time_ahead_that_the_field_understands(moment: datetime) -> None:
    now = at(f"{moment:%Y-%m-%d %H.%M}")
    for words in next_words(now):
        start = parse(words, day_of(now)).start
        assert start is not None
        assert now < start <= now + timedelta(hours=33)


def test_a_time_is_suggested_where_none_is_written_and_nowhere_else() -> None:
    now = at("2026-03-10 06.20")
    with_gap: Fields = {"next_word": "[nästa besked]"}
    nothing: Fields = {}
    for fields in (nothing, with_gap):
        fixes = suggested("next_word", fields, gaps(fields, SERVICE), now)
        assert [fix.applied(str(fields.get("next_word", ""))) for fix in fixes] == ["kl 08.00", "kl 09.00", "kl 11.00"]
    assert suggested("next_word", {"next_word": "kl 9"}, (), now) == []
    assert suggested("title", {}, (), now) == []


def test_money_is_said_as_people_say_it() -> None:
    assert kronor(Decimal("0.45"), "sv") == "0,45 kr"
    assert kronor(Decimal("0.9"), "en") == "0.90 kr"
    assert [roughly(Decimal(amount)) for amount in ("0.45", "12.6", "99.5", "185.4", "1854")] == [
        "0 kr",
        "13 kr",
        "100 kr",
        "190 kr",
        "1850 kr",
    ]


def bars(*times: str, now: str = "2026-03-10 06.00") -> list[tuple[int, int]]:
    contents = (planned(time=time, status=Status.PLANNED) for time in times)
    notices = [published_now(content, "slug", "short", at(now)) for content in contents]
    return [(bar.x, bar.width) for bar in line(notices, at(now)).bars]


def test_bars_stand_where_the_days_do_soonest_first() -> None:
    assert bars("helgen 14–15 mars", "11 mars kl 12–18") == [(150, 25), (400, 200)]


def test_what_lies_outside_the_two_weeks_is_left_out_and_what_reaches_over_an_edge_is_cut() -> None:
    assert bars("1 april", "8 mars") == []
    assert bars("22–27 mars") == [(1200, 200)]
    assert bars("9–11 mars") == [(0, 200)]


def test_a_moment_is_wide_enough_to_be_seen_also_at_the_end_of_the_line() -> None:
    assert bars("12 mars kl 12") == [(250, 16)]
    assert bars("23 mars kl 23.59") == [(DAYS * DAY - 16, 16)]


def test_the_night_when_the_clocks_change_is_as_wide_as_any_other() -> None:
    assert bars("helgen 28–29 mars", now="2026-03-27 12.00") == [(100, 200)]


def test_the_weekends_are_marked() -> None:
    drawn = line([], at("2026-03-10 06.00"))
    assert drawn.days[0] == date(2026, 3, 10)
    assert drawn.weekends == [400, 500, 1100, 1200]
