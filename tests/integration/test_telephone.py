"""The telephone's page: for this machine alone, on fictitious numbers, and not to be posted from elsewhere."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from app import create_app
from models.console_message import ConsoleMessage
from notices import clock
from notices.channels.console import FICTITIOUS, Console
from notices.channels.provider import Attempt, Message, Taken
from notices.config import Settings
from notices.secrecy import Secrecy
from notices.web.telephone import LIVES
from tests.factories import Desk
from tests.harness.apart import run_apart

SECRET = "x" * 32
BRITTA, CARL = FICTITIOUS[:2]
MakeApplication = Callable[..., Flask]


@pytest.fixture
def application(anna: Desk, tmp_path: Path) -> Iterator[MakeApplication]:
    made: list[Flask] = []

    def make(**settings: object) -> Flask:
        url = anna.database.url.render_as_string(hide_password=False)
        values = {"database_url": url, "secret_key": SECRET, "var_dir": tmp_path / "var", **settings}
        app = create_app(Settings(**values))  # type: ignore[arg-type]
        app.extensions["site"].open(clock.now())
        made.append(app)
        return app

    yield make
    for app in made:
        app.extensions["site"].database.close()


@pytest.fixture
def client(application: MakeApplication) -> FlaskClient:
    return application().test_client()


def form(client: FlaskClient, text: str, number: str = BRITTA) -> dict[str, str]:
    """The page's form as a browser would post it."""
    token = re.search(r'name="token" value="([^"]+)"', client.get("/telefon").text)
    assert token
    return {"token": token[1], "nummer": number, "text": text}


def words(client: FlaskClient, number: str = BRITTA) -> list[str]:
    """What was said, oldest first."""
    return re.findall(
        r'<p class="words">(.*?)</p>', client.get("/telefon", query_string={"nummer": number}).text, re.DOTALL
    )


def send(anna: Desk, number: str, text: str) -> Taken:
    """What the worker does, in a process of its own."""

    async def sent() -> Taken:
        async with Console(anna.database, Secrecy.of(SECRET)).opened() as line:
            return await line.send(number, Message(text), Attempt(1, 1))

    return run_apart(sent())


def test_a_text_is_answered_and_a_broadcast_arrives_at_its_own_number_alone(anna: Desk, client: FlaskClient) -> None:
    answer = client.post("/telefon", data=form(client, "lefip"))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/telefon?nummer=%2B46701740605")
    assert send(anna, BRITTA, "Filerna är <sena>.").status == "delivered"
    send(anna, CARL, "Något annat.")
    asked, reply, told = words(client)
    assert asked == "lefip"
    assert "nu registrerad på tjänsten LEFIP" in reply
    assert told == "Filerna är &lt;sena&gt;."
    assert words(client, CARL) == ["Något annat."]
    assert "Du är nu registrerad" not in client.get("/en/telefon?nummer=%2B46701740606").text
    assert "The service" in client.get("/en/telefon").text


def test_a_form_that_is_posted_twice_is_one_text(client: FlaskClient) -> None:
    sent = form(client, "LEFIP")
    client.post("/telefon", data=sent)
    client.post("/telefon", data=sent)
    assert len(words(client)) == 2


def test_a_form_that_the_page_did_not_give_is_refused(client: FlaskClient) -> None:
    sent = form(client, "LEFIP")
    # Not the last sign: some of its bits say nothing.
    tampered = sent["token"][:-6] + ("A" if sent["token"][-6] != "A" else "B") + sent["token"][-5:]
    for token in ("", tampered, "a.b.c"):
        answer = client.post("/telefon", data=sent | {"token": token})
        assert answer.status_code == 400
        assert "skickades inte" in answer.text
    with time_machine.travel(clock.now() + LIVES + timedelta(minutes=1)):
        assert client.post("/telefon", data=sent).status_code == 400
    assert words(client) == []


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}],
)
def test_another_site_cannot_post_the_form(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post("/telefon", data=form(client, "LEFIP"), headers=headers).status_code == 403
    assert words(client) == []


@pytest.mark.parametrize(
    "headers", [{"Origin": "null", "Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}, {}]
)
def test_the_page_itself_can_post_the_form(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post("/telefon", data=form(client, "LEFIP"), headers=headers).status_code == 303


@pytest.mark.parametrize("number", ["+46701740604", "+46701740700", "+46701234567", "LEFI", ""])
def test_only_numbers_that_are_nobodys_can_be_held(client: FlaskClient, number: str) -> None:
    assert client.get("/telefon", query_string={"nummer": number}).status_code == 404
    assert client.post("/telefon", data=form(client, "LEFIP", number)).status_code == 404


def test_it_is_not_there_for_the_public(application: MakeApplication, client: FlaskClient) -> None:
    assert client.get("/telefon").status_code == 200
    assert client.get("/telefon", headers={"X-Forwarded-For": "198.51.100.7"}).status_code == 403
    account = {"twilio_account_sid": "AC1", "twilio_auth_token": "t", "sms_from": BRITTA}
    for app in (
        application(public_url="https://drift.example"),
        application(sms_provider="twilio", **account),
    ):
        for path in ("/telefon", "/en/telefon"):
            assert app.test_client().get(path).status_code == 404
            assert app.test_client().post(path, data={}).status_code == 404


def test_the_console_finds_what_it_took_by_the_whole_number(anna: Desk) -> None:
    begun = clock.now()
    taken = [send(anna, BRITTA, "Ett"), send(anna, BRITTA, "Två")]
    send(anna, CARL, "Tre")

    async def listed() -> list[tuple[Taken, str]]:
        async with Console(anna.database, Secrecy.of(SECRET)).opened() as line:
            return [(one.taken, one.body) for one in await line.sent_to(BRITTA, begun)]

    assert sorted(run_apart(listed()), key=lambda one: one[1]) == [(taken[0], "Ett"), (taken[1], "Två")]


def test_a_message_after_one_that_is_forgotten_does_not_get_its_id(anna: Desk) -> None:
    """Deliveries keep the id of theirs, which nobody else may have."""
    console = Console(anna.database, Secrecy.of(SECRET))

    async def ids() -> tuple[str, str]:
        async with console.opened() as line:
            sent = await line.send(BRITTA, Message("Ett"), Attempt(1, 1))
            assert [one.taken for one in await line.sent_to(BRITTA, clock.now() - timedelta(minutes=1))] == [sent]
            with anna.database.writing() as session:
                session.execute(delete(ConsoleMessage))
            return sent.provider_id, (await line.send(CARL, Message("Två"), Attempt(2, 1))).provider_id

    first, second = run_apart(ids())
    assert first != second
