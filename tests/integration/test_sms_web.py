"""The provider's webhooks at the real server: believed by their signature, stored once, answered after that."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
import pytest
import requests
from sqlalchemy import func, select
from twilio.request_validator import RequestValidator

from models.delivery import Broadcast, Delivery, State
from models.inbound import InboundMessage
from models.notice import Change
from models.registration import Channel, Registration, Source
from models.terms import Act
from notices import clock
from notices.database import Database
from notices.registrations import Registry
from notices.secrecy import Secrecy
from tests.harness.postgres import Postgres
from tests.harness.server import Server
from tests.harness.waiting import wait_until
from tests.standins.fixtures import provider, running_provider
from tests.standins.running import Provider

__all__ = ["provider", "running_provider"]

BRITTA, CARL, OURS = "+46701740605", "+46701740606", "+46701740699"
ID = "SM" + "1" * 32
MakeServer = Callable[..., Server]
Post = Callable[..., requests.Response]


@pytest.fixture
def installed(server: MakeServer, database_url: str, provider: Provider) -> Server:
    """A server that the provider knows and calls."""
    made = server(
        database_url,
        SMS_PROVIDER="twilio",
        TWILIO_ACCOUNT_SID=provider.account_sid,
        TWILIO_AUTH_TOKEN=provider.auth_token,
        TWILIO_API_URL=provider.address,
        SMS_FROM=OURS,
    )
    made.start()
    provider.configure(inbound_url=f"{made.address}/sms/inbound")
    return made


@pytest.fixture
def database(installed: Server, database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def post(installed: Server, provider: Provider) -> Post:
    """Posts a form to a path as the provider would: signed for the address, unless a signature is given."""

    def post_form(path: str, form: dict[str, str], signature: str | None = "", address: str = "") -> requests.Response:
        signed = RequestValidator(provider.auth_token).compute_signature((address or installed.address) + path, form)
        headers = {} if signature is None else {"X-Twilio-Signature": signature or str(signed)}
        return requests.post(installed.address + path, data=form, headers=headers, timeout=60)

    return post_form


def text(body: str, id: str = ID, sender: str = BRITTA, **more: str) -> dict[str, str]:
    return {"MessageSid": id, "From": sender, "To": OURS, "Body": body, **more}


def count(database: Database, table: type[InboundMessage] | type[Registration]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_phone_registers_asks_and_leaves(installed: Server, provider: Provider, database: Database) -> None:
    assert "nu registrerad på tjänsten LEFIP" in provider.inbound(BRITTA, OURS, "LEFIP").replies[0]
    assert count(database, Registration) == 1
    (status,) = provider.inbound(BRITTA, OURS, "LEFIP STATUS").replies
    assert status == f"LEFI Prenumeration: Inga kända störningar just nu. {installed.address}"
    assert "räksmörgås" in provider.inbound(BRITTA, OURS, "TEST").replies[0]
    assert "nu avregistrerad" in provider.inbound(BRITTA, OURS, "lefip stopp 🙂").replies[0]
    assert provider.inbound("71377", OURS, "LEFIP").replies == []
    assert provider.inbound(CARL, OURS, "STOP", opt_out_type="STOP").replies == []
    assert {posted.status for posted in provider.posted} == {200}
    assert BRITTA not in installed.log


def test_an_order_of_what_goes_on_names_the_notice(installed: Server, provider: Provider) -> None:
    installed.flask("notice", "publish", "-", input="---\ntitle: Filerna är sena\nkind: incident\n---\nArbete pågår.\n")
    short = installed.flask("notice", "list").stdout.split("  ")[-2]
    wait_until(lambda: "Filerna är sena" in installed.get("/").text, "the site to follow")
    (status,) = provider.inbound(BRITTA, OURS, "LEFIP STATUS").replies
    assert status == f"LEFI Prenumeration: Fel: Filerna är sena {installed.address}/n/{short}"


@pytest.mark.parametrize("path", ["/sms/inbound", "/sms/status?d=1&a=1"])
def test_what_the_provider_did_not_sign_is_refused_and_not_stored(post: Post, database: Database, path: str) -> None:
    form = text("LEFIP", MessageStatus="delivered")
    assert post(path, form, signature=None).status_code == 403
    assert post(path, form, signature="0/KCTR6DLpKmkAf8muzZqo1nDgQ=").status_code == 403
    assert post(path, form, address="https://elsewhere.example").status_code == 403
    assert count(database, InboundMessage) == 0
    assert post(path, form).status_code in {200, 204}


def test_a_form_or_an_address_that_was_changed_on_the_way_is_refused(
    installed: Server, provider: Provider, database: Database
) -> None:
    signature = RequestValidator(provider.auth_token).compute_signature(
        f"{installed.address}/sms/inbound?a=%C3%A5%7E", text("LEFIP STOPP")
    )

    def answer(query: str, form: dict[str, str]) -> int:
        # The stand-in's own client would write the address anew; this one sends it as it is.
        request = requests.Request("POST", installed.address, data=form, headers={"X-Twilio-Signature": signature})
        prepared = request.prepare()
        prepared.url = f"{installed.address}/sms/inbound{query}"
        return requests.Session().send(prepared, timeout=60).status_code

    assert answer("?a=%C3%A5%7E", text("LEFIP")) == 403
    assert answer("?a=%C3%A5~", text("LEFIP STOPP")) == 403
    assert answer("?a=%C3%A5%7E&b=1", text("LEFIP STOPP")) == 403
    assert answer("", text("LEFIP STOPP")) == 403
    assert count(database, InboundMessage) == 0
    assert answer("?a=%C3%A5%7E", text("LEFIP STOPP")) == 200


def test_what_a_proxy_says_of_host_and_scheme_does_not_matter(
    server: MakeServer, database_url: str, provider: Provider
) -> None:
    public = "https://drift.example"
    made = server(
        database_url,
        PUBLIC_URL=public,
        SMS_PROVIDER="twilio",
        TWILIO_ACCOUNT_SID=provider.account_sid,
        TWILIO_AUTH_TOKEN=provider.auth_token,
        SMS_FROM=OURS,
    )
    made.start()
    signature = RequestValidator(provider.auth_token).compute_signature(f"{public}/sms/inbound", text("LEFIP"))
    headers = {"X-Twilio-Signature": str(signature), "X-Forwarded-For": "198.51.100.7", "Host": "inside.example"}
    answer = requests.post(f"{made.address}/sms/inbound", data=text("LEFIP"), headers=headers, timeout=60)
    assert answer.status_code == 200


def test_the_same_message_gets_the_same_reply(provider: Provider, database: Database) -> None:
    first = provider.inbound(BRITTA, OURS, "LEFIP")
    provider.inbound(BRITTA, OURS, "LEFIP STOPP")
    again = provider.inbound(BRITTA, OURS, "LEFIP", sid=first.sid)
    assert (again.status, again.replies) == (200, first.replies)
    assert count(database, InboundMessage) == 2


def test_the_same_message_many_times_at_once_is_one_and_each_gets_its_reply(post: Post, database: Database) -> None:
    with ThreadPoolExecutor(8) as together:
        answers = list(together.map(lambda _: post("/sms/inbound", text("LEFIP")), range(24)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert "nu registrerad" in answers[0].text
    assert (count(database, InboundMessage), count(database, Registration)) == (1, 1)


def test_a_phone_that_registers_many_times_at_once_is_registered_once(post: Post, database: Database) -> None:
    def send(number: int) -> requests.Response:
        return post("/sms/inbound", text("LEFIP", id=f"SM{number:032}"))

    with ThreadPoolExecutor(8) as together:
        answers = list(together.map(send, range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert sum("nu registrerad" in answer.text for answer in answers) == 1
    assert sum("redan registrerad" in answer.text for answer in answers) == 7
    assert (count(database, InboundMessage), count(database, Registration)) == (8, 1)


def test_no_body_is_too_strange_to_be_stored(post: Post, database: Database) -> None:
    bodies = ("LEFIP\0", "\0", "", "å" * 1600, "\ufffd", "<&>\x0b", "a\u0301" * 300)
    for number, body in enumerate(bodies):
        assert post("/sms/inbound", text(body, id=f"SM{number:032}")).status_code == 200, body
    assert count(database, InboundMessage) == len(bodies)


def test_what_is_no_message_or_too_large_is_refused(post: Post, database: Database) -> None:
    assert post("/sms/inbound", text("LEFIP", id="")).status_code == 400
    assert post("/sms/inbound", text("x" * 2**21)).status_code == 413
    assert count(database, InboundMessage) == 0


def test_a_status_for_what_is_unknown_is_taken_and_means_nothing(post: Post) -> None:
    for query in ("?d=4711&a=1", "", "?d=x&a=1", "?d=99999999999999999999&a=1", "?d=1", "?d=1&a=2&d=3"):
        for form in ({"MessageSid": ID, "MessageStatus": "delivered", "ErrorCode": "x"}, {"MessageSid": ID}, {}):
            answer = post(f"/sms/status{query}", form)
            assert (answer.status_code, answer.content) == (204, b""), (query, form)


@pytest.fixture
def delivery(installed: Server, database: Database) -> int:
    """The id of a message to Britta of which nobody knows whether the provider took it."""
    installed.flask("notice", "publish", "-", input="---\ntitle: Filerna är sena\n---\nArbete pågår.\n")
    now = clock.now()
    with database.writing() as session:
        Registry(session, Secrecy.of("a key"), Channel.SMS, now).begin(BRITTA, Source.KEYWORD)
        registration = session.scalars(select(Registration)).one()
        change = session.scalars(select(Change)).first()
        assert change is not None
        broadcast = Broadcast(
            position=change.position, notice_id=change.notice_id, version=1, act=Act.PUBLISH, channel=Channel.MAIL,
            text="Filerna är sena.", created_at=now, not_before=now,
        )  # fmt: skip
        session.add(broadcast)
        session.flush()
        made = Delivery(broadcast_id=broadcast.id, registration_id=registration.id, state=State.UNKNOWN, due_at=now)
        made.attempts, made.failed_attempt = 1, 0
        session.add(made)
        session.flush()
        return made.id


def test_a_status_settles_its_own_delivery_however_often_and_in_whatever_order(
    post: Post, database: Database, delivery: int
) -> None:
    def told(status: str) -> None:
        answer = post(f"/sms/status?d={delivery}&a=1", {"MessageSid": ID, "MessageStatus": status})
        assert (answer.status_code, answer.content) == (204, b"")

    for status in ("sent", "delivered", "delivered", "queued"):
        told(status)
    with ThreadPoolExecutor(8) as together:
        list(together.map(told, ["sending", "sent", "delivered"] * 4))
    with database.reading() as session:
        row = session.get_one(Delivery, delivery)
        assert (row.state, row.provider_id, row.provider_status) == (State.ACCEPTED, ID, "delivered")


@contextmanager
def locked(database_url: str) -> Iterator[None]:
    """Somebody else has the database, and does not let go."""
    connection = sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield
    connection.execute("ROLLBACK")
    connection.close()


def test_while_the_database_is_out_of_reach_the_provider_is_told_to_come_again(
    installed: Server, provider: Provider, database: Database, database_url: str, request: pytest.FixtureRequest
) -> None:
    provider.configure(webhook_timeout=60)
    if database.is_sqlite:
        with locked(database_url):
            lost = provider.inbound(BRITTA, OURS, "LEFIP STOPP")
    else:
        postgres: Postgres = request.getfixturevalue("postgres")
        with postgres.stopped():
            lost = provider.inbound(BRITTA, OURS, "LEFIP STOPP")
    assert (lost.status, lost.replies) == (503, [])
    wait_until(lambda: _is_up(database_url), "the database")
    assert count(database, InboundMessage) == 0
    again = provider.inbound(BRITTA, OURS, "LEFIP STOPP", sid=lost.sid)
    assert "redan avregistrerad" in again.replies[0]


def _is_up(database_url: str) -> bool:
    if database_url.startswith("sqlite"):
        return True
    try:
        psycopg.connect(database_url, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def test_without_a_provider_there_are_no_webhooks(server: MakeServer, database_url: str) -> None:
    made = server(database_url)
    made.start()
    for path in ("/sms/inbound", "/sms/status"):
        assert requests.post(made.address + path, data=text("LEFIP"), timeout=60).status_code == 404
