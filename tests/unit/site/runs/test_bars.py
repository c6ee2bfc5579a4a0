"""Where the bars of ninety days stand."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from models.run import DayState
from notices.site.runs.bars import DAYS_IN_ROW, FLOOR, HEIGHT, LINE, rows
from notices.site.runs.days import SHOWN_DAYS
from tests.unit.site.runs.made import a_run, ninety

LAST = date(2026, 11, 24)
FIRST = LAST - timedelta(days=SHOWN_DAYS - 1)


def test_ninety_days_are_three_rows_in_the_order_of_time() -> None:
    made = rows(ninety(LAST), FIRST)
    assert [(row.first, row.last) for row in made] == [
        (date(2026, 8, 27), date(2026, 9, 25)),
        (date(2026, 9, 26), date(2026, 10, 25)),
        (date(2026, 10, 26), LAST),
    ]
    assert [len(row.bars) for row in made] == [DAYS_IN_ROW] * 3
    assert [row.months for row in made] == [[50], [50], [60]]


def test_a_bar_reaches_the_line_at_the_deadline_and_crosses_it_after() -> None:
    on_the_dot, late, very_late, early = (
        rows([a_run(LAST, state, came)], LAST)[0].bars[0]
        for state, came in (
            (DayState.ON_TIME, "06.00"),
            (DayState.LATE, "06.30"),
            (DayState.LATE, "23.00"),
            (DayState.ON_TIME, "01.00"),
        )
    )
    assert on_the_dot.top == LINE
    assert very_late.top < late.top < LINE < early.top < FLOOR


def test_what_did_not_come_stands_on_the_line() -> None:
    (bar,) = rows([a_run(LAST, DayState.NOT_DELIVERED)], LAST)[0].bars
    assert (bar.top, bar.state) == (LINE, DayState.NOT_DELIVERED)


def test_of_several_runs_on_a_day_the_gravest_says_how_it_went() -> None:
    day = [a_run(LAST), a_run(LAST, DayState.LATE, "06.30"), a_run(LAST, DayState.PLANNED)]
    (bar,) = rows(day, LAST)[0].bars
    assert bar.state is DayState.LATE
    assert len(bar.runs) == 3


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(st.integers(0, SHOWN_DAYS - 1), st.sampled_from(DayState), st.integers(0, 23)), max_size=SHOWN_DAYS
    )
)
def test_every_bar_stands_within_its_row(some: list[tuple[int, DayState, int]]) -> None:
    days = [a_run(FIRST + timedelta(days=n), state, f"{hour}.30") for n, state, hour in some]
    for row in rows(days, FIRST):
        assert all(0 <= bar.top < FLOOR < HEIGHT for bar in row.bars)
        assert [bar.x for bar in row.bars] == sorted({bar.x for bar in row.bars})
