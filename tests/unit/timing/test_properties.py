"""What holds for every time and every text."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from models.when import Precision, When
from notices.errors import InvalidTime
from notices.timing import describe, find, parse, write
from tests.unit.timing.stockholm import STOCKHOLM

some = settings(max_examples=60)
many = settings(max_examples=200)

Interval = tuple[datetime | None, datetime | None, Precision]
PARTS = [(6, 9), (9, 12), (12, 17), (17, 24)]

# Days around every new year and both clock changes come as often as all others together.
_EDGES = [(12, 28), (12, 29), (12, 31), (1, 1), (1, 3), (2, 28), (3, 1)]
_any_day = st.dates(date(1996, 1, 1), date(2150, 12, 31))
_years = st.integers(1996, 2150)
_edge_days = st.builds(lambda year, edge: date(year, *edge), _years, st.sampled_from(_EDGES))


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


_change_days = st.builds(_last_sunday, _years, st.sampled_from([3, 10]))
days = st.one_of(_any_day, _edge_days, _change_days)


def _hour(day: date, hour: int) -> datetime:
    local = datetime.combine(day + timedelta(days=hour // 24), time(hour % 24), STOCKHOLM)
    return local.astimezone(UTC)


def _when(start: datetime, end: datetime, precision: Precision) -> When:
    return When("", start, end, precision)


def _moments() -> st.SearchStrategy[datetime]:
    return st.builds(lambda day, minutes: _hour(day, 0) + timedelta(minutes=minutes), days, st.integers(0, 1439))


def _minutes() -> st.SearchStrategy[When]:
    lengths = st.one_of(st.integers(0, 180), st.integers(0, 100_000))
    return st.builds(lambda s, n: _when(s, s + timedelta(minutes=n), Precision.MINUTE), _moments(), lengths)


def _whole_days(precision: Precision, counts: st.SearchStrategy[int]) -> st.SearchStrategy[When]:
    return st.builds(lambda day, n: _when(_hour(day, 0), _hour(day + timedelta(days=n), 0), precision), days, counts)


def _from_weekday(precision: Precision, weekday: int, counts: st.SearchStrategy[int]) -> st.SearchStrategy[When]:
    def build(day: date, count: int) -> When:
        first = day + timedelta(days=weekday - day.weekday())
        return _when(_hour(first, 0), _hour(first + timedelta(days=count), 0), precision)

    return st.builds(build, days, counts)


def _parts(day: date, later: int, part: tuple[int, int], last: tuple[int, int]) -> When:
    start, end = _hour(day, part[0]), _hour(day + timedelta(days=later), last[1])
    return _when(start, end if end > start else _hour(day, part[1]), Precision.PART_OF_DAY)


def _months(day: date, count: int) -> When:
    end = day.year * 12 + day.month - 1 + count
    return _when(_hour(day.replace(day=1), 0), _hour(date(end // 12, end % 12 + 1, 1), 0), Precision.MONTH)


closed = st.one_of(
    _minutes(),
    st.builds(_parts, days, st.integers(0, 3), st.sampled_from(PARTS), st.sampled_from(PARTS)),
    st.builds(lambda day: _when(_hour(day - timedelta(days=1), 21), _hour(day, 6), Precision.NIGHT), days),
    _whole_days(Precision.DAY, st.just(1)),
    _whole_days(Precision.DAYS, st.integers(2, 800)),
    _from_weekday(Precision.WEEKEND, 5, st.just(2)),
    _from_weekday(Precision.WEEK, 0, st.integers(1, 60).map(lambda weeks: weeks * 7)),
    st.builds(_months, days, st.integers(1, 30)),
)
_halves = closed.filter(lambda when: when.precision is not Precision.DAYS)
whens = st.one_of(closed, _halves.map(lambda w: replace(w, end=None)), _halves.map(lambda w: replace(w, start=None)))


def interval(when: When) -> Interval:
    return when.start, when.end, when.precision


@given(whens, days)
@some
def test_what_is_written_is_read_back_on_any_day(when: When, read_on: date) -> None:
    assert interval(parse(write(when), read_on)) == interval(when)


@given(whens, days)
@some
def test_what_is_written_for_a_day_is_read_back_on_it(when: When, read_on: date) -> None:
    assert interval(parse(write(when, relative_to=read_on), read_on)) == interval(when)


@given(closed, st.integers(-150, 30))
@some
def test_what_is_near_is_written_without_its_year_and_read_back(when: When, away: int) -> None:
    assert when.start
    read_on = when.start.date() + timedelta(days=away)
    written = write(when, relative_to=read_on)
    assert interval(parse(written, read_on)) == interval(when)
    if when.precision is Precision.DAY:
        assert not re.search(r"\d{4}", written)


@given(whens, days)
@some
def test_what_a_swedish_reader_is_shown_is_read_back_too(when: When, read_on: date) -> None:
    read = parse(describe(when, "sv"), read_on)
    assert (read.start, read.end) == (when.start, when.end)
    assert read.precision is when.precision or when.precision is Precision.WEEKEND


@given(whens.filter(lambda when: when.precision is not Precision.MINUTE))
@some
def test_no_clock_time_is_shown_that_nobody_stated(when: When) -> None:
    for shown in (describe(when, "sv"), describe(when, "en"), write(when)):
        assert not re.search(r"\d[.:]\d|\bkl\b|\bat\b", shown)


@given(whens, days, st.sampled_from("-‐‑‒–—−"), st.sampled_from(["", " ", "\u00a0", "  "]), st.booleans())
@some
def test_dashes_spaces_and_case_make_no_difference(
    when: When, read_on: date, dash: str, around: str, shout: bool
) -> None:
    written = write(when)
    varied = re.sub(r"\s*–\s*", f"{around}{dash}{around}", written).replace(" ", around or " ")
    assert interval(parse(varied.upper() if shout else varied, read_on)) == interval(when)


_WORDS = """kl klockan 18 18.00 25.00 2.30 8 10 – - till och med och mellan den 27 31 0 99 5:e 27/1 31/4 0/0 24/5
2015 2017 januari februari mars mar april juni feb. helgen i på natten mot natt kväll förmiddag kvällen torsdag måndagen
söndags dagens dag morgon går vecka v v. 53 12 0 nästa förra veckan fr.o.m. t.o.m. senast före efter från midnatt
2014-03-05 2014-13-45 9999-12-31 ( ) , . normaltid sommartid under perioden 29 oktober varje version t""".split()
_phrases = st.lists(st.sampled_from(_WORDS), max_size=9).map(" ".join)
texts = st.one_of(_phrases, st.lists(st.one_of(_phrases, st.text(max_size=12))).map("\n".join), st.text())


@given(texts, days)
@many
def test_a_text_is_read_or_refused_in_words(text: str, written_on: date) -> None:
    with suppress(InvalidTime):
        when = parse(text, written_on)
        assert when.start or when.end


@given(texts, days)
@many
def test_whatever_is_found_lies_in_the_text_in_order(text: str, written_on: date) -> None:
    end = 0
    for found in find(text, written_on):
        assert end <= found.start < found.end <= len(text)
        assert found.text == " ".join(text[found.start : found.end].split())
        assert found.when or found.doubt
        assert found.text[0] not in "(),.-–"
        end = found.end


@given(_phrases, days)
@many
def test_what_is_found_and_sure_reads_the_same_in_a_field_of_its_own(text: str, written_on: date) -> None:
    for found in find(text, written_on):
        if found.sure and found.when:
            assert interval(parse(found.text, written_on)) == interval(found.when)


@given(_phrases, days)
@many
def test_whatever_is_read_is_written_and_read_again(text: str, written_on: date) -> None:
    with suppress(InvalidTime):
        when = parse(text, written_on)
        assert interval(parse(write(when), written_on)) == interval(when)
