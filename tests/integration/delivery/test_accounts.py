"""How delivery stands, and who was told what."""

from datetime import timedelta

from sqlalchemy import update

from models.delivery import Broadcast, BroadcastEnd, Cause, State
from models.registration import Channel
from models.terms import Act
from notices.delivery.figures import Standing, figures, figures_now
from notices.delivery.proof import proof
from tests.integration.delivery.office import SECRECY, Office, clock, later, numbers
from tests.standins.running import Provider

PEOPLE = numbers(6)
LOST, REFUSED, FAILED, LATE, TOLD = PEOPLE[:5]


def publish(office: Office, provider: Provider) -> int:
    """One message lost, one refused, one that fails, one to be tried again, and two that arrive."""
    provider.number(REFUSED, refuse=21610)
    provider.number(FAILED, outcome="undelivered", error_code=30003)
    provider.fault("reset", to=LOST)
    provider.fault("refuse", to=LATE, code=20429)
    office.register(PEOPLE)
    notice = office.publish()
    office.deliver()
    office.callbacks()
    return notice


def test_the_figures_of_each_channel(office: Office, provider: Provider) -> None:
    with office.database.reading() as session:
        assert figures_now(session, clock()) == {}
    notice = publish(office, provider)
    with office.database.reading() as session:
        [(channel, standing)] = figures_now(session, clock()).items()
        assert figures(session, notice)[channel] == standing
        assert figures(session, notice + 1) == {}

    assert standing.oldest is not None
    assert abs(standing.oldest - clock()) < timedelta(minutes=1)
    assert timedelta(0) < standing.age(clock()) < timedelta(minutes=1)
    expected = Standing(pending=1, accepted=3, delivered=2, failed=2, unknown=1, oldest=standing.oldest)
    assert (channel, standing) == (Channel.SMS, expected)


def test_the_figures_of_now_leave_out_what_was_over_long_ago_and_keep_what_is_not(
    office: Office, provider: Provider
) -> None:
    notice = publish(office, provider)
    with office.database.writing() as session:
        session.execute(update(Broadcast).values(ended_at=later(days=-2), ended_reason=BroadcastEnd.EXPIRED))
    waits = office.publish(not_before=later(hours=9))
    with office.database.reading() as session:
        [standing] = figures_now(session, clock()).values()
        told, [waiting] = figures(session, notice), figures(session, waits).values()

    assert told[Channel.SMS].accepted == 3
    assert (standing.pending, standing.unknown, standing.accepted, standing.failed) == (1, 1, 0, 0)
    assert standing.age(clock()) > timedelta(0)
    assert waiting.oldest is not None
    assert waiting.age(clock()) == timedelta(0), "it is not late before its time"
    assert timedelta(hours=1) < waiting.age(later(hours=11)), "and it is, where no worker takes it up"


def test_the_proof_says_who_was_told_what_without_saying_the_number(office: Office, provider: Provider) -> None:
    notice = publish(office, provider)
    office.leave(FAILED)
    office.erase(FAILED)
    with office.database.reading() as session:
        # Rows that were made at once have no order of their own on PostgreSQL; the erased one was the third.
        rows = sorted(proof(session, SECRECY, notice), key=lambda row: row.number or "+4670…07")
        assert list(proof(session, SECRECY, notice + 1)) == []

    assert [(row.number, row.state, row.provider_status, row.error_code) for row in rows] == [
        ("+4670…05", State.UNKNOWN, None, "connection_lost"),
        ("+4670…06", State.REFUSED, None, "21610"),
        ("", State.ACCEPTED, "undelivered", "30003"),
        ("+4670…08", State.PENDING, None, "20429"),
        ("+4670…09", State.ACCEPTED, "delivered", None),
        ("+4670…10", State.ACCEPTED, "delivered", None),
    ]
    assert all(row.act is Act.PUBLISH and row.version == 1 and row.attempts == 1 and row.sent_at for row in rows)
    assert {row.cause for row in rows} == {Cause.ACT}
    assert rows[4].provider_id in {message.sid for message in provider.accepted}
    assert rows[4].reported_at
