"""What operators say: no trouble, what is announced, another environment, what may leave by itself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.draft import DraftState
from models.run import DayState
from models.terms import Act, Environment, Expect, Impact, Kind
from notices import audit
from notices.drafts import Writer, begin, call_back, find_draft, release_next
from notices.errors import IllegalAct, InvalidNotice
from notices.runs.plan import Window, plan_of
from notices.service import AutoPublish, FourEyes
from notices.timing import parse
from notices.watching.dismissing import dismiss
from notices.watching.facts import facts_of_last_run
from tests.factories import SERVICE, planned
from tests.integration.watching.night import ADDRESS, DAY, NIGHT, Nights
from tests.unit.runs.engine import DAILY, at

SIX = at(NIGHT, 6)
SOON = timedelta(seconds=3)
MINUTE = timedelta(minutes=1)


def unscheduled(nights: Nights) -> None:
    nights.say("run.started", at(NIGHT, 2), job="okänt", run="r1", nominal=NIGHT.isoformat())
    nights.watch(at(NIGHT, 2, 1))


def say_no_trouble(nights: Nights, reason: str = "En provkörning.") -> None:
    with nights.anna.database.writing() as session:
        dismiss(Writer(session, SERVICE, "Anna", at(NIGHT, 2, 5)), find_draft(session, nights.draft().id), reason)


def test_no_trouble_because_is_remembered_by_whoever_watches_next(nights: Nights) -> None:
    unscheduled(nights)
    say_no_trouble(nights)
    for _ in range(2):
        nights.watch(at(NIGHT, 2, 6))
        nights.start_worker()
    nights.say("run.completed", at(NIGHT, 3), job="okänt", run="r1", nominal=NIGHT.isoformat())
    nights.watch(at(NIGHT, 3, 1))
    draft, (incident,) = nights.draft(), nights.incidents()
    assert (draft.state, draft.problem) == (DraftState.DISCARDED, "Inget fel, därför att: En provkörning.")
    assert (incident.dismissed_by, incident.document["dismissed"]) == ("Anna", "En provkörning.")
    assert nights.alarms()[0].closed_reason == "Inget fel, därför att: En provkörning."
    with nights.anna.database.reading() as session:
        assert [entry.act for entry in audit.entries(session)][:1] == ["dismiss"]


def test_a_reason_is_needed_and_a_run(nights: Nights) -> None:
    unscheduled(nights)
    with pytest.raises(InvalidNotice, match="varför"):
        say_no_trouble(nights, " ")
    assert nights.draft().state is DraftState.OPEN


def test_the_correcting_runs_draft_names_the_notice_of_the_wrong_one(unplanned: Nights) -> None:
    block = {"name": "sparr", "title": "Spärrkörning", "numbered": True, "start": "02:00"}
    numbered = [{"job": "sparr", "number": 3, "date": "2026-03-20"}]
    unplanned.plan(plan_of({"jobs": [block], "numbered": numbered}))
    unplanned.say("run.started", at(NIGHT, 2), job="sparr", run="s3", nominal=NIGHT.isoformat(), number=3)
    unplanned.watch(at(NIGHT, 2, 1))
    notice = unplanned.publish(unplanned.draft().id, at(NIGHT, 8))
    unplanned.say("run.started", at(NIGHT + DAY, 20), job="rättning", run="k1", nominal=str(NIGHT + DAY))
    unplanned.watch(at(NIGHT + DAY, 20, 1))
    correcting = unplanned.drafts()[-1]
    assert correcting.evidence
    assert correcting.evidence["Hör till"] == f"/desk/notiser/{notice}"
    assert f"{ADDRESS}/notiser/" in str(correcting.fields["body"])
    assert "Spärrkörning nr 3 gjordes fel dag" in str(correcting.fields["body"])


def test_another_environment_has_a_watch_of_its_own_and_says_which_it_is(nights: Nights) -> None:
    nights.say("run.started", at(NIGHT, 1), environment="test", job=DAILY, run="t1", nominal=NIGHT.isoformat())
    nights.starts(NIGHT)
    nights.watch(SIX + SOON)
    production, test = sorted(nights.drafts(), key=lambda draft: str(draft.fields["environment"]))
    assert (production.fields["environment"], test.fields["environment"]) == ("production", "test")
    assert test.origin == f"run:test:delivery:{DAILY}:{NIGHT}"
    assert sorted((alarm.urgent, alarm.what.startswith("Testmiljön: ")) for alarm in nights.alarms()) == [
        (False, True),
        (True, False),
    ]


def closed_intake(nights: Nights) -> int:
    nights.say("intake.closed", at(NIGHT, 10), queue="inskick")
    nights.watch(at(NIGHT, 10, 1))
    return len(nights.drafts())


def test_announcing_is_planning(nights: Nights) -> None:
    nights.healthy(NIGHT)
    what = planned(time="tisdag 10 mars 2026 kl 9–12", expects=(Expect.INTAKE_CLOSED,))
    nights.anna.publish(what, at(NIGHT - DAY, 13))
    assert closed_intake(nights) == 0
    nights.start_worker()
    nights.watch(at(NIGHT, 10, 2))
    assert nights.drafts() == []


@pytest.mark.parametrize("moved", ["cancelled", "moved", "unexpected", "test"])
def test_what_is_moved_or_called_off_or_of_another_environment_silences_nothing(nights: Nights, moved: str) -> None:
    nights.healthy(NIGHT)
    what = planned(time="tisdag 10 mars 2026 kl 9–12", expects=(Expect.INTAKE_CLOSED,))
    what = replace(what, expects=()) if moved == "unexpected" else what
    what = replace(what, environment=Environment.TEST) if moved == "test" else what
    with nights.anna.act(at(NIGHT - DAY, 13)) as act:
        notice = act.publish(what)
        if moved == "cancelled":
            act.cancel(notice, "Det blir inte av.")
        if moved == "moved":
            act.reschedule(notice, parse("onsdag 11 mars 2026 kl 9–12", NIGHT))
    assert closed_intake(nights) == 1


def test_an_announced_surge_is_asked_for_by_the_jobs_and_names_of_the_engine(nights: Nights) -> None:
    what = planned(time="10–12 mars 2026", expects=(Expect.SURGE,), benefits=("SP",), operations=("daily_run",))
    nights.anna.publish(what, at(NIGHT - DAY, 13))
    nights.starts(NIGHT)
    nights.watch(at(NIGHT, 2))
    (post,) = nights.workers[-1].posts
    window = {"job": DAILY, "from": NIGHT, "to": NIGHT + 2 * DAY, "expect": "surge", "benefits": ["SP", "SJP"]}
    assert post.plan.announced == (Window.model_validate(window),)


def test_what_is_expected_is_expected_at_a_time(nights: Nights) -> None:
    with pytest.raises(InvalidNotice, match="inget slut"):
        nights.anna.publish(planned(time="fr.o.m. 10 mars 2026", expects=(Expect.SURGE,)))
    with pytest.raises(InvalidNotice, match="planerat"):
        nights.anna.publish(replace(planned(expects=(Expect.SURGE,)), kind=Kind.INCIDENT))


def leaving_alone(nights: Nights) -> Nights:
    """Delays leave by themselves after five minutes, with ten to call them back; and everything asks for four eyes."""
    rules = SERVICE.runs.model_copy(
        update={"auto_publish": (AutoPublish(kind="late", after_minutes=5, call_back_minutes=10),)}
    )
    everything = FourEyes(sections=("operations",), impacts=(Impact.DELAY,))
    nights.service = SERVICE.model_copy(update={"runs": rules, "four_eyes": everything})
    nights.start_worker()
    nights.starts(NIGHT)
    nights.watch(SIX + SOON)
    return nights


def test_what_a_setting_names_leaves_by_itself_with_time_to_call_it_back(nights: Nights) -> None:
    leaving_alone(nights)
    nights.watch(SIX + 4 * MINUTE)
    assert nights.draft().state is DraftState.OPEN
    nights.watch(SIX + 6 * MINUTE)
    draft = nights.draft()
    assert (draft.state, draft.asked_by, draft.leaves_at) == (DraftState.LEAVING, "körhälsa", SIX + 16 * MINUTE)
    with nights.anna.database.writing() as session:
        assert release_next(session, nights.service, ADDRESS, SIX + 15 * MINUTE) is None
        released = release_next(session, nights.service, ADDRESS, SIX + 16 * MINUTE)
        assert released
        assert released.state is DraftState.PUBLISHED
        acts = [(entry.actor, entry.act) for entry in audit.entries(session)]
    assert {("körhälsa", "submit"), ("körhälsa", "leave"), ("körhälsa", "publish")} <= set(acts)


def test_what_was_called_back_does_not_leave_again(nights: Nights) -> None:
    leaving_alone(nights)
    nights.watch(SIX + 6 * MINUTE)
    with nights.anna.database.writing() as session:
        call_back(Writer(session, SERVICE, "Anna", SIX + 7 * MINUTE), find_draft(session, nights.draft().id))
    nights.watch(SIX + 8 * MINUTE)
    assert nights.draft().state is DraftState.OPEN


def test_without_the_setting_nothing_leaves_by_itself(nights: Nights) -> None:
    nights.starts(NIGHT)
    for hour in (6, 7, 12):
        nights.watch(at(NIGHT, hour, 30))
    assert nights.draft().state is DraftState.OPEN


def test_the_public_is_told_of_a_disturbed_day_when_a_person_has_published_it(nights: Nights) -> None:
    nights.starts(NIGHT)
    nights.delivers(NIGHT, covers=[str(NIGHT - DAY), str(NIGHT)])
    nights.watch(at(NIGHT, 3, 1))
    assert nights.days()[NIGHT].state is DayState.ON_TIME
    assert nights.days()[NIGHT].incidents == [row.key for row in nights.incidents()]
    nights.publish(nights.draft().id, at(NIGHT, 8))
    nights.watch(at(NIGHT, 8, 1))
    assert nights.days()[NIGHT].state is DayState.DISTURBED


def test_templates_know_the_last_run(nights: Nights) -> None:
    with nights.anna.database.reading() as session:
        assert facts_of_last_run(session, SERVICE, at(NIGHT, 2)) == {
            "datum": "måndag 9 mars 2026",
            "körning": "Dygnskörning",
            "filer": "211",
        }


def test_before_any_run_templates_know_the_date(unplanned: Nights) -> None:
    with unplanned.anna.database.reading() as session:
        assert facts_of_last_run(session, SERVICE, at(NIGHT, 2)) == {"datum": "tisdag 10 mars 2026"}


def test_a_closing_of_the_intake_answers_each_operation(nights: Nights) -> None:
    nights.healthy(NIGHT)
    closed_intake(nights)
    nights.publish(nights.draft().id, at(NIGHT, 10, 5))
    nights.say("intake.opened", at(NIGHT, 11), queue="inskick")
    nights.watch(at(NIGHT, 11, 1))
    closing = nights.drafts()[-1]
    assert closing.act is Act.END
    assert {name for name in closing.fields if name.startswith("answer.")} == {
        "answer.new_order",
        "answer.cancellation",
        "answer.full_refresh",
    }
    nights.publish(closing.id, at(NIGHT, 11, 5))


def test_a_draft_of_a_person_is_none_of_a_run(nights: Nights) -> None:
    with nights.anna.database.writing() as session:
        writer = Writer(session, SERVICE, "Anna", SIX)
        own = begin(writer, Act.PUBLISH)
        with pytest.raises(IllegalAct, match="kommer inte från en körning"):
            dismiss(writer, own, "Nej.")
