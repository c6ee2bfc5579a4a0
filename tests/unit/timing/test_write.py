"""How a time is shown to a reader, and how it is written to be read back."""

from datetime import date

import pytest

from notices.timing import describe, parse, write

MONDAY = date(2015, 3, 2)


@pytest.mark.parametrize(
    ("text", "swedish", "english"),
    [
        ("23 januari 2020", "torsdag 23 januari 2020", "Thursday 23 January 2020"),
        ("23/1 2020 kl 6.12", "torsdag 23 januari 2020 kl 06.12", "Thursday 23 January 2020 at 06:12"),
        ("kl 8-10", "måndag 2 mars 2015 kl 08.00–10.00", "Monday 2 March 2015 at 08:00–10:00"),
        (
            "6 mars kl 22 – 7 mars kl 02",
            "fredag 6 mars 2015 kl 22.00 – lördag 7 mars 2015 kl 02.00",
            "Friday 6 March 2015 at 22:00 – Saturday 7 March 2015 at 02:00",
        ),
        (
            "natten mot 23 november",
            "natten mot söndag 23 november 2014",
            "the night of Saturday 22–Sunday 23 November 2014",
        ),
        ("helgen 29–30 april 2017", "lördag 29–söndag 30 april 2017", "Saturday 29–Sunday 30 April 2017"),
        ("fr.o.m. helgen 29–30 april 2017", "från lördag 29 april 2017", "from Saturday 29 April 2017"),
        (
            "30/12-2/1",
            "tisdag 30 december 2014–fredag 2 januari 2015",
            "Tuesday 30 December 2014–Friday 2 January 2015",
        ),
        ("30/4-2/5", "torsdag 30 april–lördag 2 maj 2015", "Thursday 30 April–Saturday 2 May 2015"),
        (
            "fr.o.m. 20 november 2014, kväll",
            "från torsdag 20 november 2014, kväll",
            "from Thursday 20 November 2014, evening",
        ),
        (
            "t.o.m. 31 mars 2017",
            "till och med fredag 31 mars 2017",
            "up to and including Friday 31 March 2017",
        ),
        ("senast kl 12", "till och med måndag 2 mars 2015 kl 12.00", "until Monday 2 March 2015 at 12:00"),
        ("v 12", "vecka 12 2015 (måndag 16–söndag 22 mars 2015)", "week 12 2015 (Monday 16–Sunday 22 March 2015)"),
        ("juni–juli", "juni–juli 2015", "June–July 2015"),
    ],
)
def test_a_reader_is_shown_the_weekday_and_the_year(text: str, swedish: str, english: str) -> None:
    when = parse(text, MONDAY)
    assert describe(when, "sv") == swedish
    assert describe(when, "en") == english


@pytest.mark.parametrize("text", ["midnatt", "2 mars kl 24.00", "kl 00.00 den 3 mars"])
def test_midnight_is_the_end_of_a_named_day(text: str) -> None:
    assert describe(parse(text, MONDAY), "sv") == "måndag 2 mars 2015 kl 24.00"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("den 24/5 kl 16–24", "24 maj 2015 kl 16.00–24.00"),
        ("i kväll", "2 mars 2015, kväll"),
        ("i natt", "natten mot 3 mars 2015"),
        ("helgen 14 och 15 mars", "helgen 14–15 mars 2015"),
        ("11 - 15 juni", "11–15 juni 2015"),
        ("v 12-13", "vecka 12–13 2015"),
        ("från torsdag", "fr.o.m. 5 mars 2015"),
        ("senast på torsdag", "t.o.m. 5 mars 2015"),
        ("före 1 mars", "t.o.m. 28 februari 2015"),
    ],
)
def test_the_canonical_form_is_plain_and_has_its_year(text: str, written: str) -> None:
    assert write(parse(text, MONDAY)) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("5 mars 2015", "5 mars"),
        ("30 december 2014–2 januari 2015", "30 december–2 januari"),
        ("helgen 29–30 april 2017", "helgen 29–30 april 2017"),
        ("5 mars 2016", "5 mars 2016"),
    ],
)
def test_the_year_is_left_out_only_where_it_goes_without_saying(text: str, written: str) -> None:
    assert write(parse(text, MONDAY), relative_to=MONDAY) == written
