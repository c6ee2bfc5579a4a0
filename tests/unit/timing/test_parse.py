"""What a time that somebody wrote on Monday 2 March 2015 means."""

from datetime import date

import pytest

from models.when import Precision
from notices.timing import parse
from tests.unit.timing.stockholm import span

MONDAY = date(2015, 3, 2)
MINUTE, PART, NIGHT, DAY = Precision.MINUTE, Precision.PART_OF_DAY, Precision.NIGHT, Precision.DAY
WEEKEND, DAYS, WEEK, MONTH = Precision.WEEKEND, Precision.DAYS, Precision.WEEK, Precision.MONTH

CLOCKS = [
    ("kl 18.00", "2015-03-02 18:00", "2015-03-02 18:00"),
    ("kl 18", "2015-03-02 18:00", "2015-03-02 18:00"),
    ("kl. 18", "2015-03-02 18:00", "2015-03-02 18:00"),
    ("klockan 18:00", "2015-03-02 18:00", "2015-03-02 18:00"),
    ("18.00", "2015-03-02 18:00", "2015-03-02 18:00"),
    ("kl 8-10", "2015-03-02 08:00", "2015-03-02 10:00"),
    ("kl 18.00–20.00", "2015-03-02 18:00", "2015-03-02 20:00"),
    ("från kl 18.00 till 20.00", "2015-03-02 18:00", "2015-03-02 20:00"),
    ("mellan kl 18 och 20", "2015-03-02 18:00", "2015-03-02 20:00"),
    ("kl 22.00–02.00", "2015-03-02 22:00", "2015-03-03 02:00"),
    ("den 6 februari 2020 kl 18.00", "2020-02-06 18:00", "2020-02-06 18:00"),
    ("kl 18.00 den 6 februari 2020", "2020-02-06 18:00", "2020-02-06 18:00"),
    ("den 6 februari 2020 kl 18.00–20.00", "2020-02-06 18:00", "2020-02-06 20:00"),
    ("den 6 februari kl 22.00 – den 7 februari kl 02.00", "2015-02-06 22:00", "2015-02-07 02:00"),
    ("den 6 februari kl 22 – 7 februari kl 02", "2015-02-06 22:00", "2015-02-07 02:00"),
    ("2026-11-24 18:00", "2026-11-24 18:00", "2026-11-24 18:00"),
    ("2026-11-24T18:00", "2026-11-24 18:00", "2026-11-24 18:00"),
    ("den 24/5 2015 kl 16:00–24:00", "2015-05-24 16:00", "2015-05-25"),
    ("midnatt", "2015-03-03", "2015-03-03"),
    ("midnatt den 22 februari", "2015-02-23", "2015-02-23"),
    ("på torsdag kl 18", "2015-03-05 18:00", "2015-03-05 18:00"),
    ("i kväll kl 20", "2015-03-02 20:00", "2015-03-02 20:00"),
    ("i natt kl 02.00", "2015-03-03 02:00", "2015-03-03 02:00"),
    ("natten mot den 23 november kl 22.00–02.00", "2014-11-22 22:00", "2014-11-23 02:00"),
    ("natten 22–23 november kl 01.00–05.00", "2014-11-23 01:00", "2014-11-23 05:00"),
    ("efter kl 18", "2015-03-02 18:00", None),
    ("senast kl 12.00 på fredag", None, "2015-03-06 12:00"),
]

DATES = [
    ("den 27 februari", "2015-02-27", "2015-02-28", DAY),
    ("27 februari 2020", "2020-02-27", "2020-02-28", DAY),
    ("den 22 februari", "2015-02-22", "2015-02-23", DAY),
    ("5:e mars", "2015-03-05", "2015-03-06", DAY),
    ("27/1", "2015-01-27", "2015-01-28", DAY),
    ("24/5 2015", "2015-05-24", "2015-05-25", DAY),
    ("24/5-2015", "2015-05-24", "2015-05-25", DAY),
    ("2014-03-05", "2014-03-05", "2014-03-06", DAY),
    ("torsdag 5 mars", "2015-03-05", "2015-03-06", DAY),
    ("torsdagen den 5 mars", "2015-03-05", "2015-03-06", DAY),
    ("1 feb. 2020", "2020-02-01", "2020-02-02", DAY),
    ("torsdag vecka 12", "2015-03-19", "2015-03-20", DAY),
    ("5–5 mars", "2015-03-05", "2015-03-06", DAY),
    ("11–15 juni", "2015-06-11", "2015-06-16", DAYS),
    ("11 – 15 juni", "2015-06-11", "2015-06-16", DAYS),
    ("30 april–2 maj", "2015-04-30", "2015-05-03", DAYS),
    ("30 december–2 januari 2018", "2017-12-30", "2018-01-03", DAYS),
    ("1 januari–31 december 2017", "2017-01-01", "2018-01-01", DAYS),
    ("27/1-29/1", "2015-01-27", "2015-01-30", DAYS),
    ("2014-02-05 till 2014-03-05", "2014-02-05", "2014-03-06", DAYS),
    ("mellan den 6 och 8 februari", "2015-02-06", "2015-02-09", DAYS),
    ("lördag 29–söndag 30 april 2017", "2017-04-29", "2017-05-01", DAYS),
    ("fr.o.m. 1 juli t.o.m. 3 juli", "2015-07-01", "2015-07-04", DAYS),
]

RELATIVE = [
    ("i dag", "2015-03-02", "2015-03-03", DAY),
    ("dagens", "2015-03-02", "2015-03-03", DAY),
    ("under dagen", "2015-03-02", "2015-03-03", DAY),
    ("i morgon", "2015-03-03", "2015-03-04", DAY),
    ("i går", "2015-03-01", "2015-03-02", DAY),
    ("på torsdag", "2015-03-05", "2015-03-06", DAY),
    ("i torsdags", "2015-02-26", "2015-02-27", DAY),
    ("torsdag–fredag", "2015-03-05", "2015-03-07", DAYS),
    ("torsdag–fredag 6 mars", "2015-03-05", "2015-03-07", DAYS),
    ("i kväll", "2015-03-02 17:00", "2015-03-03", PART),
    ("i förmiddag", "2015-03-02 09:00", "2015-03-02 12:00", PART),
    ("i morgon förmiddag", "2015-03-03 09:00", "2015-03-03 12:00", PART),
    ("fredag förmiddag", "2015-03-06 09:00", "2015-03-06 12:00", PART),
    ("fredag förmiddag–fredag kväll", "2015-03-06 09:00", "2015-03-07", PART),
    ("onsdag kväll (4 mars)", "2015-03-04 17:00", "2015-03-05", PART),
    ("onsdag kväll (11 mars)", "2015-03-11 17:00", "2015-03-12", PART),
    ("onsdag kväll den 4 mars", "2015-03-04 17:00", "2015-03-05", PART),
    ("under kvällen 27/1", "2015-01-27 17:00", "2015-01-28", PART),
    ("20 november 2014, kväll", "2014-11-20 17:00", "2014-11-21", PART),
    ("i natt", "2015-03-02 21:00", "2015-03-03 06:00", NIGHT),
    ("natten mot den 23 november", "2014-11-22 21:00", "2014-11-23 06:00", NIGHT),
    ("natten till 5:e mars", "2015-03-04 21:00", "2015-03-05 06:00", NIGHT),
    ("natten mellan den 22 och 23 november", "2014-11-22 21:00", "2014-11-23 06:00", NIGHT),
    ("natten mot torsdag", "2015-03-04 21:00", "2015-03-05 06:00", NIGHT),
]

LONGER = [
    ("helgen 14–15 mars", "2015-03-14", "2015-03-16", WEEKEND),
    ("helgen 25-26 mars 2017", "2017-03-25", "2017-03-27", WEEKEND),
    ("helgen den 30 april och 1 maj 2016", "2016-04-30", "2016-05-02", WEEKEND),
    ("i helgen", "2015-03-07", "2015-03-09", WEEKEND),
    ("helgen vecka 12", "2015-03-21", "2015-03-23", WEEKEND),
    ("vecka 12", "2015-03-16", "2015-03-23", WEEK),
    ("v. 12", "2015-03-16", "2015-03-23", WEEK),
    ("v12", "2015-03-16", "2015-03-23", WEEK),
    ("v 12–13", "2015-03-16", "2015-03-30", WEEK),
    ("vecka 12 2017", "2017-03-20", "2017-03-27", WEEK),
    ("vecka 52 2017–vecka 1 2018", "2017-12-25", "2018-01-08", WEEK),
    ("vecka 12 (16–22 mars)", "2015-03-16", "2015-03-23", WEEK),
    ("förra veckan", "2015-02-23", "2015-03-02", WEEK),
    ("vecka 53 2015", "2015-12-28", "2016-01-04", WEEK),
    ("juni 2017", "2017-06-01", "2017-07-01", MONTH),
    ("i juni", "2015-06-01", "2015-07-01", MONTH),
    ("feb 2020", "2020-02-01", "2020-03-01", MONTH),
    ("november–januari", "2014-11-01", "2015-02-01", MONTH),
]

OPEN = [
    ("fr.o.m. torsdag kväll", "2015-03-05 17:00", None, PART),
    ("fr.o.m torsdag kväll", "2015-03-05 17:00", None, PART),
    ("från och med 1 juli", "2015-07-01", None, DAY),
    ("fr o m 1 juli", "2015-07-01", None, DAY),
    ("från juli 2017", "2017-07-01", None, MONTH),
    ("efter 3 mars", "2015-03-04", None, DAY),
    ("t.o.m. 31 mars", None, "2015-04-01", DAY),
    ("till och med den 31 mars", None, "2015-04-01", DAY),
    ("senast 31 mars", None, "2015-04-01", DAY),
    ("före 22 februari", None, "2015-02-22", DAY),
    ("t.o.m. natten mot 5 mars", None, "2015-03-05 06:00", NIGHT),
]


@pytest.mark.parametrize(("text", "start", "end"), CLOCKS)
def test_a_clock_time_is_exact_to_the_minute(text: str, start: str | None, end: str | None) -> None:
    when = parse(text, MONDAY)
    assert (when.start, when.end) == span(start, end)
    assert when.precision is MINUTE


@pytest.mark.parametrize(("text", "start", "end", "precision"), [*DATES, *RELATIVE, *LONGER, *OPEN])
def test_a_time_without_a_clock_lasts_as_long_as_its_words_say(
    text: str, start: str | None, end: str | None, precision: Precision
) -> None:
    when = parse(text, MONDAY)
    assert (when.start, when.end) == span(start, end)
    assert when.precision is precision


def test_the_words_are_kept_as_they_were_written() -> None:
    assert parse("  Natten mot\u00a0DEN 23 november ", MONDAY).text == "Natten mot\u00a0DEN 23 november"


@pytest.mark.parametrize(
    ("text", "written_on", "day"),
    [
        ("torsdag kväll", date(2014, 11, 20), "2014-11-20 17:00"),
        ("på torsdag", date(2014, 11, 20), "2014-11-27"),
        ("på torsdag", date(2014, 11, 24), "2014-11-27"),
        ("i torsdags", date(2014, 11, 20), "2014-11-13"),
    ],
)
def test_on_a_thursday_the_words_before_torsdag_tell_which(text: str, written_on: date, day: str) -> None:
    assert (parse(text, written_on).start,) == span(day, None)[:1]


@pytest.mark.parametrize(
    ("text", "written_on", "day"),
    [
        ("3 januari", date(2019, 12, 28), "2020-01-03"),
        ("28 december", date(2020, 1, 3), "2019-12-28"),
        ("27/2", date(2019, 2, 7), "2019-02-27"),
        ("vecka 1", date(2019, 12, 20), "2019-12-30"),
        ("december", date(2020, 1, 3), "2019-12-01"),
    ],
)
def test_a_missing_year_is_the_one_that_comes_nearest(text: str, written_on: date, day: str) -> None:
    assert (parse(text, written_on).start,) == span(day, None)[:1]
