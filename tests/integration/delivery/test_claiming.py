"""What a worker takes is its own until the lease runs out, and no longer."""

from datetime import datetime, timedelta
from itertools import count

from models.delivery import State
from models.registration import Channel
from notices.channels.provider import Taken
from notices.delivery.claiming import claim
from notices.delivery.delivering import deliver
from notices.delivery.expanding import expand_due
from notices.delivery.outbox import Times
from notices.delivery.outcomes import Outcome, Parcel, record
from notices.delivery.transitions import Event
from tests.integration.delivery.office import TIMES, Office, clock, later, numbers
from tests.standins.running import Provider

ANNA, BO = numbers(2)


def take(office: Office, now: datetime | None = None) -> list[Parcel]:
    expand_due(office.database, Channel.SMS, clock())
    with office.database.writing() as session:
        return claim(session, Channel.SMS, 10, now or clock(), TIMES.lease)


def note(office: Office, outcome: Outcome) -> None:
    with office.database.writing() as session:
        record(session, [outcome])


def test_what_one_worker_has_taken_is_not_taken_by_another(office: Office) -> None:
    office.register([ANNA, BO])
    office.publish()
    assert len(take(office)) == 2
    assert take(office) == []


def test_an_ended_broadcast_is_not_taken_even_before_it_is_tidied_away(office: Office) -> None:
    office.register([ANNA, BO])
    notice = office.publish("Första ordet")
    expand_due(office.database, Channel.SMS, clock())
    office.publish("Andra ordet", notice)

    assert [parcel.message.text for parcel in take(office)] == ["Andra ordet", "Andra ordet"]


def test_what_a_worker_says_of_an_earlier_attempt_changes_nothing(office: Office) -> None:
    office.register([ANNA])
    office.publish()
    [first] = take(office)
    office.recover(later(minutes=2))
    [second] = take(office, later(minutes=3))
    assert (first.attempt, second.attempt) == (1, 2)

    note(office, Outcome(first, Event.REFUSE, clock(), "21610"))
    assert office.states == {State.SENDING: 1}
    note(office, Outcome(second, Event.ACCEPT, clock(), taken=Taken("SM1", "queued")))
    assert office.states == {State.ACCEPTED: 1}


def test_an_answer_that_comes_after_the_lease_has_run_out_still_counts(office: Office, provider: Provider) -> None:
    office.register([ANNA])
    office.publish()
    [parcel] = take(office)
    provider.fault("error", status=503, on="list")
    office.recover(later(minutes=2))
    assert office.states == {State.UNKNOWN: 1}

    note(office, Outcome(parcel, Event.ACCEPT, clock(), taken=Taken("SM1", "queued")))
    assert office.states == {State.ACCEPTED: 1}


def test_nothing_is_begun_so_late_that_it_could_outlive_its_lease(office: Office, provider: Provider) -> None:
    office.register([ANNA, BO])
    office.publish()
    office.change(times=Times(lease=timedelta(seconds=1), margin=timedelta(seconds=1)))
    asked = count()
    deliver(office.outbox, clock, stopping=lambda: next(asked) > 2)

    assert provider.attempts == []
    assert office.states == {State.PENDING: 2}
