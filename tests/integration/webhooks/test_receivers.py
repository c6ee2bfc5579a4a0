"""Receivers sign up, are told, fail, are paused, take up again and leave; on both databases where that matters."""

import json
from pathlib import Path

import pytest

from models.alarm import Alarm
from models.delivery import State
from models.letter import Letter, LetterKind
from models.registration import Channel, EndReason
from models.terms import Impact
from notices import clock
from notices.channels.webhook_text import TYPES
from notices.forgetting import forget_before
from notices.mailing.letters import Writer
from notices.mailing.links import Links
from notices.receivers.standing import forget_receivers
from tests.factories import incident
from tests.integration.webhooks.office import ADDRESS, CONTACT, WebhookOffice
from tests.people_at_the_desk import SECRET
from tests.standins.receiver import Receiver

on_one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_a_receiver_signs_up_is_told_and_leaves(office: WebhookOffice, receiver: Receiver) -> None:
    own = office.register(receiver)
    assert (receiver.challenged, own.state) == (1, "active")
    notice = office.publish(incident("Filerna är sena", impact=Impact.DELAY, action="Vänta."))
    office.deliver()
    office.update(notice, "Orsaken är hittad.")
    office.deliver()
    first, second = receiver.verified
    assert (first["type"], second["type"]) == ("notice.published", "notice.updated")
    assert (first["data"]["title"], first["data"]["action"], first["data"]["version"]) == (
        "Filerna är sena",
        "Vänta.",
        1,
    )
    assert second["data"]["update"]["body"] == {"markdown": "Orsaken är hittad."}
    assert len(set(receiver.ids)) == 2
    assert {one.state for one in office.deliveries} == {State.ACCEPTED}
    assert own.call("DELETE").status_code == 204
    assert own.call("GET").status_code == 401
    office.update(notice, "Mer.")
    office.deliver()
    assert len(receiver.posted) == 2
    (registration,) = office.registrations
    assert (registration.channel, registration.ended_reason) == (Channel.WEBHOOK, EndReason.STOPP)
    assert receiver.url.encode() not in (registration.address or b"")
    office.register(receiver)  # and may come back


@on_one_database
def test_what_it_is_told_is_what_public_reading_says(office: WebhookOffice, receiver: Receiver) -> None:
    office.register(receiver)
    office.publish(
        incident("Filerna är sena", benefits=("FP",), operations=("daily_run",), time="i natt", action="Vänta.")
    )
    office.deliver()
    office.app.extensions["site"].open(clock.now())
    (event,) = receiver.verified
    read = office.client.get(event["data"]["document"].removeprefix(ADDRESS)).get_json()
    shared = event["data"].keys() & read.keys()
    assert len(shared) >= 17
    read["body"].pop("html")
    assert {name: event["data"][name] for name in shared} == {name: read[name] for name in shared}
    assert set(TYPES.values()) == {f"notice.{word}" for word in (
        "published", "updated", "corrected", "rescheduled", "cancelled", "ended", "verified", "reopened", "withdrawn",
    )}  # fmt: skip


@on_one_database
@pytest.mark.parametrize("echoes", ["badly", "not at all"])
def test_who_does_not_say_the_word_back_is_told_nothing(office: WebhookOffice, receiver: Receiver, echoes: str) -> None:
    receiver.echoes = echoes
    refused = office.ask(receiver.url)
    assert (refused.status_code, refused.get_json()["errors"][0]["field"]) == (422, "address")
    assert office.registrations == []


@on_one_database
def test_what_cannot_be_a_receiver_is_refused(office: WebhookOffice, receiver: Receiver) -> None:
    for url in (
        "",
        "ftp://x.example",
        "http://",
        "http://a:b@x.example/",
        "http://x.example/#a",
        "http://[::1",
        "http://x y/",
    ):
        assert office.ask(url).status_code == 422, url
    wrong_contact = office.ask(receiver.url, "jour")
    assert wrong_contact.get_json()["errors"][0]["field"] == "contact"
    receiver.status, receiver.location = 302, "http://127.0.0.1:9/"
    assert office.ask(receiver.url).status_code == 422
    receiver.status, receiver.location = 200, ""
    own = office.register(receiver)
    assert office.ask(receiver.url).status_code == 409
    own.path = "/api/v1/receivers/999"
    assert own.call("GET").status_code == 404


def test_who_fails_is_tried_again_with_the_same_id_and_paused_at_last(
    office: WebhookOffice, receiver: Receiver
) -> None:
    own = office.register(receiver)
    receiver.status = 503
    notice = office.publish()
    office.deliver()
    office.deliver(minutes=5)
    assert own.state == "active"
    said = own.call("GET").get_json()
    assert (said["failures"], said["last_error"]) == (2, "http 503")
    office.deliver(minutes=10)
    assert (own.state, len(receiver.posted), len(set(receiver.ids))) == ("paused", 3, 1)
    (alarm,) = office.all_of(Alarm)
    assert "pausad" in alarm.what
    office.deliver(minutes=15)  # what waited falls
    assert [one.state for one in office.deliveries] == [State.DROPPED]
    office.update(notice, "Mer.")
    receiver.status, receiver.echoes = 200, "badly"
    assert own.call("PATCH", {"paused": False}).status_code == 422
    receiver.echoes = "well"
    assert own.call("PATCH", {"paused": False}).get_json()["state"] == "active"
    office.update(notice, "Ännu mer.")
    office.deliver(minutes=16)
    assert receiver.verified[-1]["data"]["update"]["body"]["markdown"] == "Ännu mer."
    assert own.call("GET").get_json()["failures"] == 0
    assert own.call("PATCH", {"paused": True}).get_json()["state"] == "paused"


@on_one_database
def test_who_hangs_is_not_waited_for_and_holds_up_nobody(office: WebhookOffice, receiver: Receiver) -> None:
    own = office.register(receiver)
    receiver.hangs_s = 1.5
    office.publish()
    office.deliver()
    assert own.call("GET").get_json()["last_error"] == "timeout"
    assert [one.state for one in office.deliveries] == [State.PENDING]
    receiver.hangs_s = 0
    office.deliver(minutes=5)
    assert [one.state for one in office.deliveries] == [State.ACCEPTED]
    assert len(set(receiver.ids)) == 1


@on_one_database
@pytest.mark.parametrize(
    ("status", "state", "reason"),
    [(410, "gone", EndReason.GONE), (400, "active", None), (302, "active", None)],
)
def test_what_it_answers_decides(
    office: WebhookOffice, receiver: Receiver, status: int, state: str, reason: EndReason | None
) -> None:
    own = office.register(receiver)
    receiver.status, receiver.location = status, receiver.url
    office.publish()
    office.deliver()
    office.deliver(minutes=5)
    assert (len(receiver.posted), own.state) == (1, state)
    assert [one.state for one in office.deliveries] == [State.REFUSED]
    assert [one.ended_reason for one in office.registrations] == [reason]


def test_what_a_crash_left_unknown_is_sent_as_the_same_message(office: WebhookOffice, receiver: Receiver) -> None:
    office.register(receiver)
    office.publish()
    office.claim_and_die()
    office.recover(minutes=1)
    assert [one.state for one in office.deliveries] == [State.PENDING]
    office.deliver(minutes=2)
    (id,) = receiver.ids
    assert id.startswith("msg_")


@on_one_database
def test_acts_that_nobody_is_to_be_told_of_are_not_told(office: WebhookOffice, receiver: Receiver) -> None:
    office.register(receiver)
    office.publish(tell=False)
    office.publish(incident("Två"), tell=frozenset({Channel.SMS}))
    office.deliver()
    assert [event["data"]["title"] for event in receiver.verified] == ["Två"]


@on_one_database
def test_whom_this_system_may_not_tell_is_not_told(
    database_url: str, tmp_path: Path, receiver: Receiver, office: WebhookOffice
) -> None:
    office.register(receiver)
    object.__setattr__(office.outbox, "recipients", type(office.outbox.recipients).of("https://annan.example/"))
    office.publish()
    office.deliver()
    assert (receiver.posted, [one.error_code for one in office.deliveries]) == ([], ["not_allowed"])


@on_one_database
def test_a_paused_receivers_contact_gets_a_mail_where_there_is_mail(
    database_url: str, tmp_path: Path, receiver: Receiver
) -> None:
    office = WebhookOffice(
        database_url, tmp_path, smtp_host="127.0.0.1", smtp_tls="none", mail_from="drift@lefi.example"
    )
    own = office.register(receiver)
    office.patience(timeout_s=0.5, pause_after=1)
    receiver.status = 500
    office.publish()
    office.deliver()
    assert (own.state, office.all_of(Alarm)) == ("paused", [])
    (letter,) = office.all_of(Letter)
    assert letter.kind is LetterKind.PAUSED
    with office.database.writing() as session:
        secrecy = office.parts.receiver.secrecy
        (envelope,) = Writer(session, secrecy, office.parts.service, Links(SECRET, ADDRESS), clock.now()).claim()
    assert envelope.to == CONTACT
    assert "pausad" in str(envelope.message.subject)
    office.close()


@on_one_database
def test_who_is_forgotten_is_forgotten_whole(office: WebhookOffice, receiver: Receiver) -> None:
    own = office.register(receiver)
    own.call("PATCH", {"paused": True})
    with office.database.writing() as session:
        forget_before(session, office.parts.receiver.secrecy, clock.now(), clock.now())
        assert forget_receivers(session) == 1
    assert own.call("PATCH", {"paused": False}).status_code == 401
    assert json.dumps(office.registrations[0].address) == "null"
