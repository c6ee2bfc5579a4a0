"""Nothing but the tables is remembered: whoever is killed anywhere loses nothing, and does nothing twice."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.draft import DraftState
from models.run import Arrival
from notices.runs.plan import plan_of
from notices.watching import watchman as room
from notices.watching.keeping import Keeper
from tests.integration.watching.night import DAY, NIGHT, Nights
from tests.unit.runs.engine import DAILY, at, plan

SIX = at(NIGHT, 6)
SOON = timedelta(seconds=3)


# On SQLite there is one worker, and one writes at a time.
on_many = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


class Killed(BaseException):
    """The process is no more."""


def test_a_new_worker_does_nothing_that_has_been_done(nights: Nights) -> None:
    nights.starts(NIGHT)
    nights.watch(SIX + SOON)
    before = (nights.draft().version, nights.draft().updated_at, nights.days()[NIGHT].updated_at)
    nights.start_worker()
    assert nights.watch(SIX + 2 * SOON) == {}
    assert (nights.draft().version, nights.draft().updated_at, nights.days()[NIGHT].updated_at) == before
    assert len(nights.alarms()) == 1


def test_what_went_wrong_while_no_worker_was_there_is_drafted_when_one_is(nights: Nights) -> None:
    nights.starts(NIGHT)
    nights.start_worker()
    nights.watch(at(NIGHT, 9))
    assert nights.draft().fields["title"] == "Filerna för 10 mars är försenade"
    assert nights.incidents()[0].opened_at == SIX


def test_what_came_and_went_while_no_worker_was_there_disturbs_nobody(nights: Nights) -> None:
    nights.starts(NIGHT)
    nights.delivers(NIGHT, 6, 52)
    nights.start_worker()
    nights.watch(at(NIGHT, 9))
    assert nights.drafts() == []
    assert [(row.kind, row.closed_at) for row in nights.incidents()] == [("late", at(NIGHT, 6, 52))]
    assert nights.alarms() == []


def test_a_worker_that_is_killed_before_it_commits_leaves_nothing_and_after_it_leaves_one(
    nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    nights.starts(NIGHT)
    keep = Keeper.keep

    def killed_within(self: Keeper, draft: object) -> None:
        keep(self, draft)  # type: ignore[arg-type]  # as it is called
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(Keeper, "keep", killed_within)
        with pytest.raises(Killed):
            nights.watch(SIX + SOON)
    assert (nights.drafts(), nights.incidents(), nights.alarms()) == ([], [], [])

    def killed_after(session: Session, *rest: object) -> int:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(room, "write_days", killed_after)
        with pytest.raises(Killed):
            nights.watch(SIX + 2 * SOON)
    assert len(nights.drafts()) == len(nights.alarms()) == 1
    nights.watch(SIX + 3 * SOON)
    assert len(nights.drafts()) == len(nights.alarms()) == 1


def test_a_closing_word_is_proposed_once_whatever_is_killed(nights: Nights) -> None:
    nights.starts(NIGHT)
    nights.watch(SIX + SOON)
    nights.publish(nights.draft().id, SIX + timedelta(minutes=1))
    nights.delivers(NIGHT, 6, 52)
    for minute in range(3):
        nights.start_worker()
        nights.watch(at(NIGHT, 6, 53 + minute))
    assert [draft.state for draft in nights.drafts()] == [DraftState.PUBLISHED, DraftState.OPEN]


def test_a_plan_that_is_set_counts_from_then_on_also_for_who_comes_later(nights: Nights) -> None:
    nights.starts(NIGHT)
    later = plan(jobs=[]).model_dump(by_alias=True)
    later["jobs"] = [{**later["jobs"][0], "deliver_by": "09:00", "max_minutes": 600}]
    nights.plan(plan_of(later), at(NIGHT, 5))
    nights.watch(SIX + SOON)
    assert nights.drafts() == []
    assert nights.days()[NIGHT].deadline_at == at(NIGHT, 9)
    nights.start_worker()
    nights.watch(at(NIGHT, 9) + SOON)
    assert nights.incidents()[0].opened_at == at(NIGHT, 9)
    assert nights.days()[NIGHT - DAY].deadline_at == at(NIGHT - DAY, 6)


def test_without_a_plan_nothing_is_judged_and_with_one_all_that_came_before(unplanned: Nights) -> None:
    unplanned.healthy(NIGHT - DAY)
    unplanned.starts(NIGHT)
    unplanned.watch(SIX + SOON)
    assert (unplanned.drafts(), unplanned.days()) == ([], {})
    unplanned.plan(now=at(NIGHT, 8))
    unplanned.watch(at(NIGHT, 8, 1))
    assert unplanned.draft().origin == f"run:delivery:{DAILY}:{NIGHT}"


@on_many
def test_an_arrival_that_becomes_visible_after_a_later_one_is_read(nights: Nights) -> None:
    nights.starts(NIGHT)
    with nights.anna.database.writing() as session:
        row = session.scalars(select(Arrival).order_by(Arrival.id.desc()).limit(1)).one()
        values = {column.name: getattr(row, column.name) for column in Arrival.__table__.columns}
        session.delete(row)
    nights.say("queue.measured", at(NIGHT, 1), queue="inskick", length=3)
    nights.watch(at(NIGHT, 1, 1))
    assert nights.days()[NIGHT].run is None
    with nights.anna.database.writing() as session:
        session.add(Arrival(**values))
    nights.watch(at(NIGHT, 1, 2))
    assert nights.days()[NIGHT].run == f"körning-{NIGHT}"


@on_many
def test_one_worker_watches_and_another_goes_on_where_it_ends(nights: Nights) -> None:
    nights.start_worker(beside=True)
    nights.starts(NIGHT)
    assert nights.watch(SIX + SOON) == {}
    assert [worker.is_watching for worker in nights.workers] == [True, False]
    nights.workers[0].claim.release()
    assert nights.watch(SIX + SOON)["incidents"] == 1
