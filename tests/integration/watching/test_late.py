"""The files are late: the draft is there at once, says what a subscriber must do, and its end is proposed."""

from datetime import timedelta

from models.draft import DraftState
from models.run import DayState
from models.terms import Act
from notices.drafts import Writer, discard, find_draft, save
from notices.watching.keeping import WHO
from tests.factories import SERVICE
from tests.integration.watching.night import ADDRESS, DAY, NIGHT, Nights
from tests.unit.runs.engine import at

SIX = at(NIGHT, 6)
SOON = timedelta(seconds=3)


def late(nights: Nights, *, started: bool = True) -> Nights:
    if started:
        nights.starts(NIGHT)
    nights.watch(at(NIGHT, 2))
    nights.watch(SIX + SOON)
    return nights


def test_nothing_is_said_of_healthy_nights(nights: Nights) -> None:
    assert nights.drafts() == []
    assert nights.incidents() == []
    assert nights.watch(at(NIGHT - DAY, 13)) == {}


def test_a_draft_in_swedish_is_there_when_the_deadline_has_passed(nights: Nights) -> None:
    draft = late(nights).draft()
    assert (draft.act, draft.state, draft.updated_by) == (Act.PUBLISH, DraftState.OPEN, WHO)
    assert draft.fields["title"] == "Filerna för 10 mars är försenade"
    assert draft.fields["action"] == "Vänta på filerna. Ni behöver inte beställa dem på nytt."
    assert draft.evidence
    assert draft.evidence["Vad"].startswith("Dygnskörning för 10 mars: inte levererad kl 06.00; startade 01.00")
    (incident,) = nights.incidents()
    assert (incident.draft_id, incident.kind, draft.origin) == (draft.id, "late", f"run:{incident.key}")


def test_those_on_call_get_the_address_of_the_draft_until_it_is_published(nights: Nights) -> None:
    number = late(nights).draft().id
    (alarm,) = nights.alarms()
    assert (alarm.link, alarm.closed_at, alarm.urgent) == (f"{ADDRESS}/desk/utkast/{number}", None, True)
    assert alarm.what.startswith("Försenad leverans. Dygnskörning för 10 mars")
    nights.publish(number, SIX + timedelta(minutes=5))
    nights.watch(SIX + timedelta(minutes=6))
    assert nights.alarms()[0].closed_reason == "Utkastet är publicerat eller kastat."


def test_the_closing_update_is_proposed_with_the_facts_when_the_files_come(nights: Nights) -> None:
    notice = nights.publish(late(nights).draft().id, SIX + timedelta(minutes=5))
    nights.delivers(NIGHT, 6, 52)
    nights.watch(at(NIGHT, 6, 53))
    _, closing = nights.drafts()
    assert (closing.act, closing.notice_id, closing.state) == (Act.END, notice, DraftState.OPEN)
    assert closing.fields["body"] == "Dygnskörning för 10 mars: levererad kl 06.52, 211 filer."
    assert nights.incidents()[0].closing_draft_id == closing.id
    nights.publish(closing.id, at(NIGHT, 7))
    assert nights.watch(at(NIGHT, 7, 1)) == {}
    assert len(nights.drafts()) == 2


def test_those_on_call_are_told_that_the_closing_update_waits(nights: Nights) -> None:
    nights.publish(late(nights).draft().id, SIX + timedelta(minutes=5))
    nights.delivers(NIGHT, 6, 52)
    nights.watch(at(NIGHT, 6, 53))
    alarm = nights.alarms()[-1]
    closing = nights.drafts()[-1]
    assert alarm.what == "Det är över: levererad kl 06.52, 211 filer. Ett utkast som säger det väntar."
    assert (alarm.link, alarm.closed_at) == (f"{ADDRESS}/desk/utkast/{closing.id}", None)
    nights.publish(closing.id, at(NIGHT, 7))
    nights.watch(at(NIGHT, 7, 1))
    assert [alarm.closed_reason for alarm in nights.alarms()][-1] == "Utkastet är publicerat eller kastat."


def test_it_is_proposed_also_where_the_files_came_before_the_draft_had_left(nights: Nights) -> None:
    number = late(nights).draft().id
    with nights.anna.database.writing() as session:
        writer = Writer(session, SERVICE, "Anna", SIX, may_publish=True)
        save(writer, find_draft(session, number), {"title": "Filerna är sena"}, 1)
    nights.delivers(NIGHT, 6, 52)
    nights.watch(at(NIGHT, 6, 53))
    assert nights.draft().problem == (
        "Det är över: levererad kl 06.52, 211 filer. Publicera bara om det ändå ska sägas."
    )
    nights.publish(number, at(NIGHT, 7))
    nights.watch(at(NIGHT, 7, 1))
    assert [draft.act for draft in nights.drafts()] == [Act.PUBLISH, Act.END]


def test_a_draft_that_nobody_published_is_thrown_away_with_the_reason(nights: Nights) -> None:
    late(nights)
    nights.delivers(NIGHT, 6, 52)
    nights.watch(at(NIGHT, 6, 53))
    draft = nights.draft()
    assert (draft.state, draft.problem) == (DraftState.DISCARDED, "Det är över: levererad kl 06.52, 211 filer.")
    assert nights.alarms()[0].closed_reason == "Det är över: levererad kl 06.52, 211 filer."


def test_what_comes_later_amends_the_same_draft_while_nobody_has_written_in_it(nights: Nights) -> None:
    late(nights, started=False)
    nights.watch(at(NIGHT + DAY, 1) + SOON)
    draft = nights.draft()
    assert draft.fields["title"] == "Filerna för 10 mars har inte levererats"
    assert draft.version == 2
    assert draft.evidence
    assert draft.evidence["Slag"] == "Utebliven leverans"


def test_a_persons_words_stay_and_the_news_stand_beside_them(nights: Nights) -> None:
    number = late(nights, started=False).draft().id
    with nights.anna.database.writing() as session:
        writer = Writer(session, SERVICE, "Anna", SIX, may_publish=True)
        save(writer, find_draft(session, number), {"title": "Filerna är sena"}, 1)
    nights.watch(at(NIGHT + DAY, 1) + SOON)
    draft = nights.draft()
    assert (draft.fields["title"], draft.updated_by) == ("Filerna är sena", "Anna")
    assert draft.evidence
    assert "levererades aldrig" in draft.evidence["Nytt sedan dess"]


def test_what_somebody_has_thrown_away_stays_so(nights: Nights) -> None:
    number = late(nights, started=False).draft().id
    with nights.anna.database.writing() as session:
        discard(Writer(session, SERVICE, "Anna", SIX), find_draft(session, number))
    nights.watch(at(NIGHT + DAY, 1) + SOON)
    assert nights.draft().state is DraftState.DISCARDED
    assert [alarm.closed_at is not None for alarm in nights.alarms()] == [True]


def test_news_of_what_is_published_are_proposed_as_an_update(nights: Nights) -> None:
    notice = nights.publish(late(nights, started=False).draft().id, SIX + timedelta(minutes=5))
    nights.watch(at(NIGHT + DAY, 1) + SOON)
    _, update = nights.drafts()
    assert (update.act, update.notice_id) == (Act.UPDATE, notice)
    assert "kom aldrig" in str(update.fields["body"])
    nights.watch(at(NIGHT + DAY, 6) + SOON)  # the next night is late, too
    assert len(nights.drafts()) == 2


def test_the_days_say_how_it_went(nights: Nights) -> None:
    assert nights.days()[NIGHT].state is DayState.PLANNED
    late(nights)
    days = nights.days()
    assert [days[NIGHT - DAY].state, days[NIGHT].state] == [DayState.ON_TIME, DayState.NOT_DELIVERED]
    assert max(days) == NIGHT + 14 * DAY
    assert days[NIGHT].incidents == [nights.incidents()[0].key]
    nights.delivers(NIGHT, 6, 52)
    nights.watch(at(NIGHT, 6, 53))
    day = nights.days()[NIGHT]
    assert (day.state, day.files, day.delivered_at, day.deadline_at) == (DayState.LATE, 211, at(NIGHT, 6, 52), SIX)
    assert day.due_at == at(NIGHT, 1)
