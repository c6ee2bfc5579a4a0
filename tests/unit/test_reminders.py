"""Which reminders a planned event gives, when, in what words, and until when they hold."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.content import Content
from models.terms import Kind, Reminder, Status
from models.when import When
from notices.channels.sms_text import Lead
from notices.checks import check_content
from notices.clock import STOCKHOLM
from notices.errors import InvalidNotice
from notices.reminding.planning import Planned, plan
from notices.service import SmsRules
from notices.telling import is_quiet
from notices.timing import parse
from tests.factories import A_MORNING, SERVICE, at, incident, planned

RULES = SERVICE.sms
ALL = tuple(Reminder)
DAY_BEFORE, START, END = ALL


def work(time: str, expected_end: str | None = None) -> Content:
    return planned(time=time, expected_end=expected_end, status=Status.PLANNED, reminders=ALL)


def the(reminder: Reminder, content: Content) -> Planned:
    (found,) = [one for one in plan(content, RULES) if one.reminder is reminder]
    return found


@pytest.mark.parametrize(
    ("time", "due", "until"),
    [
        ("den 12 mars kl 18.00–20.00", "2026-03-11 12.00", "2026-03-12 00.00"),
        ("helgen 14–15 mars", "2026-03-13 12.00", "2026-03-14 00.00"),
        ("natten mot 15 mars", "2026-03-13 12.00", "2026-03-14 00.00"),  # which begins in the evening of the 14th
        ("den 14 mars kl 24.00", "2026-03-13 12.00", "2026-03-14 00.00"),  # written as the 14th, so that day it is
        ("den 29 mars kl 10.00", "2026-03-28 12.00", "2026-03-29 00.00"),  # the night loses an hour
    ],
)
def test_the_day_before_is_at_noon_and_holds_until_midnight(time: str, due: str, until: str) -> None:
    reminder = the(DAY_BEFORE, work(time))
    assert (reminder.due, reminder.until, reminder.lead) == (at(due), at(until), Lead.TOMORROW)


@pytest.mark.parametrize(
    ("time", "due", "until", "lead"),
    [
        ("den 12 mars kl 18.00–20.00", "2026-03-12 18.00", "2026-03-12 19.00", Lead.NOW),
        ("den 12 mars kl 18.00–18.30", "2026-03-12 18.00", "2026-03-12 18.30", Lead.NOW),
        ("fr.o.m. den 12 mars kl 18.00", "2026-03-12 18.00", "2026-03-12 19.00", Lead.NOW),
        # Nobody stated a clock time, so none is hinted at; and nobody is woken at midnight.
        ("den 12 mars", "2026-03-12 07.00", "2026-03-13 00.00", Lead.TODAY),
        ("helgen 14–15 mars", "2026-03-14 07.00", "2026-03-15 00.00", Lead.TODAY),
        ("vecka 12", "2026-03-16 07.00", "2026-03-17 00.00", Lead.TODAY),
        ("den 12 mars på kvällen", "2026-03-12 17.00", "2026-03-13 00.00", Lead.TODAY),
        # In the quiet hours, and going on when they are over.
        ("14 mars kl 22.00 – 15 mars kl 18.00", "2026-03-15 07.00", "2026-03-15 18.00", Lead.UNDER_WAY),
        ("den 12 mars kl 05.00–09.00", "2026-03-12 07.00", "2026-03-12 09.00", Lead.UNDER_WAY),
        # In the quiet hours, and over with them: in the evening before.
        ("den 12 mars kl 23.00–23.45", "2026-03-12 20.00", "2026-03-12 21.00", Lead.THIS_EVENING),
        ("den 13 mars kl 02.00–04.00", "2026-03-12 20.00", "2026-03-12 21.00", Lead.TONIGHT),
        ("natten mot 15 mars", "2026-03-14 20.00", "2026-03-14 21.00", Lead.TONIGHT),
        ("fr.o.m. natten mot 15 mars", "2026-03-14 20.00", "2026-03-14 21.00", Lead.TONIGHT),
    ],
)
def test_the_start(time: str, due: str, until: str, lead: Lead) -> None:
    reminder = the(START, work(time))
    assert (reminder.due, reminder.until, reminder.lead) == (at(due), at(until), lead)


@pytest.mark.parametrize(
    ("time", "expected_end", "moment", "due"),
    [
        ("den 12 mars kl 18.00–20.00", None, "2026-03-12 20.00", "2026-03-12 20.00"),
        ("den 12 mars kl 18.00–20.00", "den 12 mars kl 20.30", "2026-03-12 20.30", "2026-03-12 20.30"),
        ("den 12 mars kl 18.00–20.00", "den 12 mars kl 19.00", "2026-03-12 20.00", "2026-03-12 20.00"),
        ("den 12 mars kl 18.00", "den 12 mars kl 23.00", "2026-03-12 23.00", "2026-03-13 07.00"),
        ("helgen 14–15 mars", None, "2026-03-16 00.00", "2026-03-16 07.00"),
        ("t.o.m. den 31 mars", None, "2026-04-01 00.00", "2026-04-01 07.00"),
    ],
)
def test_the_end_is_the_later_of_those_that_were_stated(
    time: str, expected_end: str | None, moment: str, due: str
) -> None:
    reminder = the(END, work(time, expected_end=expected_end))
    assert (reminder.moment, reminder.due, reminder.lead) == (at(moment), at(due), Lead.OVER)
    assert reminder.until - reminder.due == timedelta(hours=12)


def test_nobody_is_reminded_of_what_is_over_called_off_or_unplanned() -> None:
    asked = work("den 12 mars kl 18.00–20.00")
    assert {one.reminder for one in plan(asked, RULES)} == set(ALL)
    assert {one.reminder for one in plan(replace(asked, status=Status.IN_PROGRESS), RULES)} == {END}
    for status in (Status.COMPLETED, Status.CANCELLED, None):
        assert plan(replace(asked, status=status), RULES) == ()
    assert plan(replace(asked, reminders=()), RULES) == ()
    assert plan(incident(time="den 12 mars kl 18.00", reminders=ALL, status=Status.INVESTIGATING), RULES) == ()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (incident(reminders=(START,)), "bara något planerat"),
        (replace(work("den 12 mars"), time=None), "har en tid"),
        (work("fr.o.m. den 12 mars"), "inget slut"),
        (work("den 12 mars kl 18.00"), "inget slut"),
        (work("t.o.m. den 31 mars"), "ingen början"),
    ],
)
def test_a_reminder_of_a_moment_that_is_not_there_is_refused(wrong: Content, says: str) -> None:
    with pytest.raises(InvalidNotice, match=says):
        check_content(wrong, SERVICE)


def test_the_day_before_may_not_be_told_in_the_quiet_hours() -> None:
    for wrong in (time(21), time(3), time(6, 59)):
        with pytest.raises(ValueError, match="day_before ligger i de tysta timmarna"):
            SmsRules.model_validate(RULES.model_dump() | {"day_before": wrong})


DAYS = st.integers(1, 28)
CLOCKS = st.tuples(st.integers(0, 23), st.sampled_from([0, 15, 59])).map(lambda hm: f"{hm[0]:02}.{hm[1]:02}")
TIMES = (
    st.builds("den {} april kl {}".format, DAYS, CLOCKS)
    | st.builds("{} april kl {} – {} maj kl {}".format, DAYS, CLOCKS, DAYS, CLOCKS)
    | st.builds("{} {} april".format, st.sampled_from(["den", "natten mot", "fr.o.m. den", "t.o.m. den"]), DAYS)
).map(lambda text: parse(text, A_MORNING.date()))


@settings(max_examples=60)
@given(TIMES, st.none() | TIMES, st.sampled_from([RULES.quiet_from, time(23), time(1)]))
def test_no_reminder_wakes_anybody_and_each_can_be_told(when: When, expected: When | None, quiet: time) -> None:
    rules = RULES.model_copy(update={"quiet_from": quiet})
    content = replace(work("den 12 mars"), kind=Kind.RELEASE, time=when, expected_end=expected)
    for one in plan(content, rules):
        assert not is_quiet(rules, one.due)
        assert one.due < one.until
        assert one.lead is not Lead.NOW or one.due == one.moment
        on_that_day = one.due.astimezone(STOCKHOLM).date()
        assert one.lead is not Lead.TOMORROW or on_that_day < one.moment.astimezone(STOCKHOLM).date()
