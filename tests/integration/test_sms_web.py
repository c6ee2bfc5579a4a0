"""The provider's webhooks: believed by their signature, stored once, answered after that."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import func, select
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

from app import create_app
from models.delivery import Broadcast, Delivery, State
from models.inbound import InboundMessage
from models.notice import Change
from models.registration import Channel, Registration, Source
from models.terms import Act
from notices import clock
from notices.config import Settings
from notices.database import Database
from notices.registrations import Registry
from notices.secrecy import Secrecy
from notices.web import sms
from tests.factories import Desk, incident
from tests.harness.postgres import Postgres
from tests.harness.server import Server
from tests.harness.sqlite import held_by_another
from tests.harness.waiting import wait_until
from tests.standins.fixtures import provider, running_provider
from tests.standins.running import Provider

__all__ = ["provider", "running_provider"]

BRITTA, CARL, OURS = "+46701740605", "+46701740606", "+46701740699"
ID = "SM" + "1" * 32
TOKEN = "the account's token"
PUBLIC = "https://drift.example"
Post = Callable[..., TestResponse]


@pytest.fixture
def application(anna: Desk, tmp_path: Path) -> Iterator[Flask]:
    """The service at its public address, with an account at the provider."""
    settings = Settings(
        database_url=anna.database.url.render_as_string(hide_password=False),
        public_url=PUBLIC,
        secret_key="x" * 32,
        var_dir=tmp_path / "var",
        sms_provider="twilio",
        twilio_account_sid="AC1",
        twilio_auth_token=TOKEN,
        sms_from=OURS,
        sms_recipients="*",
    )
    app = create_app(settings)
    app.extensions["site"].open(clock.now())
    yield app
    app.extensions["site"].database.close()


@pytest.fixture
def post(application: Flask) -> Post:
    """Posts a form as the provider would: signed for the public address, unless a signature is given.

    The request itself comes by a proxy, from inside: to another host, and without TLS.
    """

    def post_form(
        path: str, form: dict[str, str], signature: str | None = "", address: str = PUBLIC, query: str = ""
    ) -> TestResponse:
        url = f"{address}{path}{f'?{query}' if query else ''}"
        signed = signature or str(RequestValidator(TOKEN).compute_signature(url, form))
        headers = {"X-Forwarded-For": "198.51.100.7", "Host": "inside.example"}
        if signature is not None:
            headers["X-Twilio-Signature"] = signed
        return application.test_client().post(
            path, data=form, headers=headers, environ_overrides={"QUERY_STRING": query}
        )

    return post_form


def text(body: str, id: str = ID, sender: str = BRITTA, **more: str) -> dict[str, str]:
    return {"MessageSid": id, "From": sender, "To": OURS, "Body": body, **more}


def count(anna: Desk, table: type[InboundMessage] | type[Registration]) -> int:
    with anna.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_phone_registers_asks_and_leaves(
    server: Callable[..., Server], database_url: str, provider: Provider
) -> None:
    installed = server(
        database_url,
        SMS_PROVIDER="twilio",
        TWILIO_ACCOUNT_SID=provider.account_sid,
        TWILIO_AUTH_TOKEN=provider.auth_token,
        TWILIO_API_URL=provider.address,
        SMS_FROM=OURS,
        SMS_RECIPIENTS="*",
    )
    installed.start()
    # A query that the server must not touch: the provider has signed it as it stands.
    provider.configure(inbound_url=f"{installed.address}/sms/inbound?a=%C3%A5%7E")
    assert "nu registrerad på tjänsten LEFIP" in provider.inbound(BRITTA, OURS, "LEFIP").replies[0]
    (status,) = provider.inbound(BRITTA, OURS, "LEFIP STATUS").replies
    assert status == f"LEFI Prenumeration: Inga kända störningar just nu. {installed.address}"
    anna = Desk(Database(database_url))
    anna.publish(incident(), clock.now())
    wait_until(lambda: "Filerna är sena" in installed.get("/").text, "the site to follow")
    (status,) = provider.inbound(BRITTA, OURS, "LEFIP STATUS").replies
    assert status.startswith(f"LEFI Prenumeration: Fel: Filerna är sena {installed.address}/n/")
    assert "räksmörgås" in provider.inbound(BRITTA, OURS, "TEST").replies[0]
    assert "nu avregistrerad" in provider.inbound(BRITTA, OURS, "lefip stopp 🙂").replies[0]
    assert provider.inbound("71377", OURS, "LEFIP").replies == []
    assert provider.inbound(CARL, OURS, "STOP", opt_out_type="STOP").replies == []
    assert {posted.status for posted in provider.posted} == {200}
    assert BRITTA not in installed.log
    anna.database.close()


@pytest.mark.parametrize(("path", "query"), [("/sms/inbound", ""), ("/sms/status", "d=1&a=1")])
def test_what_the_provider_did_not_sign_is_refused_and_not_stored(
    post: Post, anna: Desk, path: str, query: str
) -> None:
    form = text("LEFIP", MessageStatus="delivered")
    assert post(path, form, signature=None, query=query).status_code == 403
    assert post(path, form, signature="0/KCTR6DLpKmkAf8muzZqo1nDgQ=", query=query).status_code == 403
    assert post(path, form, address="https://elsewhere.example", query=query).status_code == 403
    assert count(anna, InboundMessage) == 0
    assert post(path, form, query=query).status_code in {200, 204}


def test_a_form_or_an_address_that_was_changed_on_the_way_is_refused(post: Post, anna: Desk) -> None:
    query = "a=%C3%A5%7E"
    signed_for = f"{PUBLIC}/sms/inbound?{query}"
    signature = str(RequestValidator(TOKEN).compute_signature(signed_for, text("LEFIP STOPP")))

    def answer(query: str, form: dict[str, str]) -> int:
        return post("/sms/inbound", form, signature=signature, query=query).status_code

    assert answer(query, text("LEFIP")) == 403
    assert answer("a=%C3%A5~", text("LEFIP STOPP")) == 403
    assert answer(f"{query}&b=1", text("LEFIP STOPP")) == 403
    assert answer("", text("LEFIP STOPP")) == 403
    assert count(anna, InboundMessage) == 0
    assert answer(query, text("LEFIP STOPP")) == 200


def test_the_same_message_gets_the_same_reply(post: Post, anna: Desk) -> None:
    first = post("/sms/inbound", text("LEFIP"))
    post("/sms/inbound", text("LEFIP STOPP", id="SM2"))
    again = post("/sms/inbound", text("LEFIP"))
    assert (again.status_code, again.text) == (200, first.text)
    assert count(anna, InboundMessage) == 2


def test_the_same_message_many_times_at_once_is_one_and_each_gets_its_reply(post: Post, anna: Desk) -> None:
    with ThreadPoolExecutor(8) as together:
        answers = list(together.map(lambda _: post("/sms/inbound", text("LEFIP")), range(24)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert "nu registrerad" in answers[0].text
    assert (count(anna, InboundMessage), count(anna, Registration)) == (1, 1)


def test_a_phone_that_registers_many_times_at_once_is_registered_once(post: Post, anna: Desk) -> None:
    with ThreadPoolExecutor(8) as together:
        answers = list(together.map(lambda n: post("/sms/inbound", text("LEFIP", id=f"SM{n:032}")), range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert sum("nu registrerad" in answer.text for answer in answers) == 1
    assert sum("redan registrerad" in answer.text for answer in answers) == 7
    assert (count(anna, InboundMessage), count(anna, Registration)) == (8, 1)


def test_no_body_is_too_strange_to_be_stored(post: Post, anna: Desk) -> None:
    bodies = ("LEFIP\0", "\0", "", "å" * 1600, "\ufffd", "<&>\x0b", "a\u0301" * 300)
    for number, body in enumerate(bodies):
        assert post("/sms/inbound", text(body, id=f"SM{number:032}")).status_code == 200, body
    assert count(anna, InboundMessage) == len(bodies)


def test_what_is_no_message_or_too_large_is_refused(post: Post, anna: Desk) -> None:
    assert post("/sms/inbound", text("LEFIP", id="")).status_code == 400
    assert post("/sms/inbound", text("x" * 2**21)).status_code == 413
    assert count(anna, InboundMessage) == 0


def test_what_the_provider_has_understood_as_stop_is_obeyed_in_silence(post: Post, anna: Desk) -> None:
    post("/sms/inbound", text("LEFIP"))
    answer = post("/sms/inbound", text("Sluta", id="SM2", OptOutType="STOP"))
    assert "<Message>" not in answer.text
    with anna.database.reading() as session:
        assert session.scalars(select(Registration)).one().ended_at is not None


def test_a_status_for_what_is_unknown_is_taken_and_means_nothing(post: Post) -> None:
    for query in ("d=4711&a=1", "d=0&a=1", "", "d=x&a=1", "d=99999999999999999999&a=1", "d=1", "d=1&a=2&d=3"):
        for form in ({"MessageSid": ID, "MessageStatus": "delivered", "ErrorCode": "x"}, {"MessageSid": ID}, {}):
            answer = post("/sms/status", form, query=query)
            assert (answer.status_code, answer.data) == (204, b""), (query, form)


@pytest.fixture
def delivery(anna: Desk) -> int:
    """The id of a message to Britta of which nobody knows whether the provider took it."""
    anna.publish(incident())
    now = clock.now()
    with anna.database.writing() as session:
        Registry(session, Secrecy.of("a key"), Channel.SMS, now).begin(BRITTA, Source.KEYWORD)
        registration = session.scalars(select(Registration)).one()
        change = session.scalars(select(Change)).one()
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
    post: Post, anna: Desk, delivery: int
) -> None:
    def told(status: str) -> None:
        answer = post("/sms/status", {"MessageSid": ID, "MessageStatus": status}, query=f"d={delivery}&a=1")
        assert (answer.status_code, answer.data) == (204, b"")

    for status in ("sent", "delivered", "delivered", "queued"):
        told(status)
    with ThreadPoolExecutor(8) as together:
        list(together.map(told, ["sending", "sent", "delivered"] * 4))
    with anna.database.reading() as session:
        row = session.get_one(Delivery, delivery)
        assert (row.state, row.provider_id, row.provider_status) == (State.ACCEPTED, ID, "delivered")


@contextmanager
def out_of_reach(anna: Desk, request: pytest.FixtureRequest) -> Iterator[None]:
    """PostgreSQL is away; on SQLite somebody else has the database, and does not let go."""
    if anna.database.is_sqlite:
        with held_by_another(str(anna.database.url.database)):
            yield
    else:
        postgres: Postgres = request.getfixturevalue("postgres")
        with postgres.stopped():
            yield
        wait_until(lambda: _is_up(anna), "the database")


def _is_up(anna: Desk) -> bool:
    try:
        psycopg.connect(anna.database.url.render_as_string(hide_password=False), connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def test_while_the_database_is_out_of_reach_the_provider_is_told_in_time_to_come_again(
    post: Post, anna: Desk, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sms.WAIT_S < 15 / 2, "the provider waits for fifteen seconds, and the answer takes its own time"
    monkeypatch.setattr(sms, "WAIT_S", 0.2)
    with out_of_reach(anna, request):
        for path in ("/sms/inbound", "/sms/status"):
            form = text("LEFIP STOPP", MessageStatus="sent")
            lost = post(path, form, query="d=1&a=1")
            assert (lost.status_code, lost.data, lost.headers["Retry-After"]) == (503, b"", "10")
    assert count(anna, InboundMessage) == 0
    assert "redan avregistrerad" in post("/sms/inbound", text("LEFIP STOPP")).text


def test_without_a_provider_there_are_no_webhooks(anna: Desk, tmp_path: Path) -> None:
    url = anna.database.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=url, secret_key="x" * 32, var_dir=tmp_path / "var"))
    for path in ("/sms/inbound", "/sms/status"):
        assert app.test_client().post(path, data=text("LEFIP")).status_code == 404
    app.extensions["site"].database.close()
