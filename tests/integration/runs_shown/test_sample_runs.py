"""The samples bring runs of their own, and only they do."""

from datetime import timedelta

from sqlalchemy import func, select

from models.run import Arrival, DayState, Incident, JobDay
from notices.samples.loading import load
from tests.factories import A_MORNING, Desk

NOON = A_MORNING + timedelta(hours=6)


def test_the_sample_notices_come_with_ninety_nights_of_runs(anna: Desk) -> None:
    with anna.act(NOON) as act:
        load(act)
    with anna.database.reading() as session:
        daily = session.scalars(select(JobDay).where(JobDay.job == "dygnskorning").order_by(JobDay.due_at)).all()
        others = [session.scalar(select(func.count()).select_from(table)) for table in (Arrival, Incident)]
    assert len(daily) == 90
    assert {day.state for day in daily} == set(DayState) - {DayState.PLANNED}
    assert all((day.delivered_at or NOON) <= NOON for day in daily)
    assert others == [0, 0]  # the watch has nothing to go by: these are no engine's


def test_a_late_sample_is_late_and_one_on_time_is_not(anna: Desk) -> None:
    with anna.act(NOON) as act:
        load(act)
    with anna.database.reading() as session:
        for day in session.scalars(select(JobDay).where(JobDay.delivered_at.is_not(None))):
            assert day.delivered_at is not None
            assert (day.delivered_at > day.deadline_at) == (day.state is DayState.LATE), day.nominal
