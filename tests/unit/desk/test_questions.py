"""Each kind of notice, and each act, is asked what it needs and nothing else."""

import pytest

from models.content import Update
from models.draft import Fields
from models.terms import Act, Impact, Kind, Status
from notices.drafts import fields_for
from notices.web.desk.questions import Sort, questions
from tests.factories import A_MORNING, SERVICE, incident, planned

TIMES = {"time", "expected_end", "next_word"}


def names(act: Act, fields: Fields, before: object = None, *, more: bool = True) -> list[str]:
    asked = questions(act, fields, before, SERVICE, "sv")  # type: ignore[arg-type]
    return [one.name for one in asked if more or not one.more]


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (Kind.INCIDENT, "title body action next_word expected_end impact benefits operations"),
        (Kind.PLANNED, "title time body action impact benefits operations reminders"),
        (Kind.CERTIFICATE, "title time body action benefits operations reminders"),
        (Kind.INFORMATION, "title body action benefits operations"),
    ],
)
def test_a_kind_is_asked_what_it_needs_in_the_order_in_which_one_thinks(kind: Kind, asked: str) -> None:
    assert names(Act.PUBLISH, {"kind": kind.value}, more=False) == asked.split()
    assert {"section", "environment", "kind"} <= set(names(Act.PUBLISH, {"kind": kind.value}))


def test_what_only_happens_is_not_asked_for_a_time_of_its_own() -> None:
    assert not TIMES & set(names(Act.PUBLISH, {"kind": "information"}))
    assert "reminders" not in names(Act.PUBLISH, {"kind": "incident"})


def test_the_kind_may_be_written_as_people_write_it_and_what_is_none_asks_least() -> None:
    assert names(Act.PUBLISH, {"kind": "Akut"}) == names(Act.PUBLISH, {"kind": "incident"})
    assert names(Act.PUBLISH, {"kind": "något"}) == names(Act.PUBLISH, {})


def test_each_act_asks_only_fields_that_its_form_has() -> None:
    going_on = incident(status=Status.INVESTIGATING, impact=Impact.OUTAGE, operations=("new_order", "cancellation"))
    for act in (Act.UPDATE, Act.CANCEL, Act.RESCHEDULE, Act.VERIFY, Act.WITHDRAW):
        before = planned() if act is Act.RESCHEDULE else going_on
        assert set(names(act, {}, before)) <= set(fields_for(act)), act
    for act in (Act.END, Act.REOPEN):
        assert names(act, {}, going_on)[-2:] == ["answer.new_order", "answer.cancellation"]
    assert names(Act.END, {}, planned()) == ["body"]


def test_a_correction_asks_for_every_word_of_the_notice_also_those_of_its_updates() -> None:
    before = incident(updates=(Update(1, A_MORNING, dated=False, body="Nytt."),))
    asked = questions(Act.CORRECT, {"kind": "incident"}, before, SERVICE, "sv")
    assert [one.name for one in asked][-2:] == ["update.1", "reason"]
    assert asked[-2].sort is Sort.TEXT


def test_what_can_be_chosen_is_said_in_the_operators_language() -> None:
    asked = {one.name: one for one in questions(Act.PUBLISH, {"kind": "incident"}, None, SERVICE, "en")}
    assert dict(asked["impact"].choices)["delay"] == "Delay"
    assert dict(asked["benefits"].choices)["SA"] == "Sickness and activity compensation"
    assert [code for code, _ in asked["status"].choices][:2] == ["", "investigating"]
