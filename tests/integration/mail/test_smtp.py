"""A mail server's answers, and its silence, as what has to come of them."""

import asyncio
from email.headerregistry import Address

import pytest

from notices.channels.mail.letterhead import Letterhead
from notices.channels.mail.smtp import Smtp
from notices.channels.provider import Attempt, Message, SendError, Taken, Verdict
from tests.harness.apart import run_apart
from tests.standins.smtp.server import MailServer

ANNA = "anna@kommun.example"
LETTERHEAD = Letterhead(
    Address("Driftinformation", "drift", "lefi.example"),
    "Driftinformation",
    "drift.example",
    lambda delivery: f"https://drift.example/prenumerera/avsluta?t={delivery}",
)


def smtp(server: MailServer, **settings: object) -> Smtp:
    values = {"tls": "none", "timeout_s": 10.0, **settings}
    return Smtp("127.0.0.1", LETTERHEAD, server.port, **values)  # type: ignore[arg-type]


def send(provider: Smtp, count: int = 1) -> list[Taken]:
    """So many mails to Anna, one after the other, by one line."""

    async def sent() -> list[Taken]:
        async with provider.opened() as line:
            return [
                await line.send(ANNA, Message(f"Ord {n}", "Filerna är sena", "<p>Ord</p>"), Attempt(n, 1))
                for n in range(count)
            ]

    return run_apart(sent())


def refusal(provider: Smtp) -> tuple[Verdict, str]:
    with pytest.raises(SendError) as refused:
        send(provider)
    return refused.value.verdict, refused.value.code


def test_what_is_taken_is_known_by_its_id_and_a_connection_is_kept(mail_server: MailServer) -> None:
    taken = send(smtp(mail_server), 5)
    assert [mail["Message-ID"] for mail in mail_server.inbox(ANNA)] == [one.provider_id for one in taken]
    assert {one.status for one in taken} == {"sent"}
    assert mail_server.connections == 1
    assert {one.sender for one in mail_server.taken} == {"drift@lefi.example"}


def test_a_connection_that_has_ended_is_made_anew(mail_server: MailServer) -> None:
    async def sent() -> None:
        async with smtp(mail_server).opened() as line:
            await line.send(ANNA, Message("Ett"), Attempt(1, 1))
            mail_server.down()
            mail_server.up()
            await asyncio.sleep(0.05)  # so that the end of the connection is noticed
            await line.send(ANNA, Message("Två"), Attempt(2, 1))

    run_apart(sent())
    assert len(mail_server.inbox(ANNA)) == 2


@pytest.mark.parametrize(
    ("command", "code", "words", "verdict", "named"),
    [
        ("rcpt", 550, "5.1.1 No such mailbox", Verdict.REFUSED, "550 5.1.1"),
        ("rcpt", 551, "User not local", Verdict.REFUSED, "551 -"),
        ("rcpt", 553, "5.1.3 Bad address", Verdict.REFUSED, "553 5.1.3"),
        ("rcpt", 550, "5.7.1 Not wanted here", Verdict.REFUSED, "550 5.7.1"),
        ("rcpt", 552, "5.2.2 Mailbox full", Verdict.REFUSED, "552 5.2.2"),
        ("rcpt", 450, "4.2.0 Greylisted", Verdict.LATER, "450 4.2.0"),
        ("rcpt", 421, "4.3.2 Shutting down", Verdict.LATER, "421 4.3.2"),
        ("rcpt", 554, "5.7.1 Relay access denied", Verdict.STOPPED, "554 5.7.1"),
        ("rcpt", 530, "5.7.0 Sign in first", Verdict.STOPPED, "530 5.7.0"),
        ("data", 451, "4.3.0 Try again", Verdict.LATER, "451 4.3.0"),
        ("data", 554, "Spam", Verdict.REFUSED, "554 -"),
        ("data", 550, "5.1.1 No such mailbox", Verdict.REFUSED, "550 5.1.1"),
        ("mail", 550, "5.1.8 Who are you", Verdict.STOPPED, "550 5.1.8"),
        ("mail", 452, "4.3.1 Full", Verdict.LATER, "452 4.3.1"),
    ],
)
def test_an_answer(  # noqa: PLR0917
    mail_server: MailServer, command: str, code: int, words: str, verdict: Verdict, named: str
) -> None:
    mail_server.fault("refuse", at=command, code=code, words=words)
    assert refusal(smtp(mail_server)) == (verdict, named)


@pytest.mark.parametrize(
    ("do", "command", "accepted", "verdict", "code"),
    [
        ("drop", "rcpt", False, Verdict.UNREACHED, "connection_lost"),
        ("drop", "data", False, Verdict.UNKNOWN, "connection_lost"),
        ("drop", "data", True, Verdict.UNKNOWN, "connection_lost"),
        ("hang", "rcpt", False, Verdict.UNREACHED, "timeout"),
        ("hang", "data", True, Verdict.UNKNOWN, "timeout"),
    ],
)
def test_silence(  # noqa: PLR0917
    mail_server: MailServer, do: str, command: str, accepted: bool, verdict: Verdict, code: str
) -> None:
    mail_server.fault(do, at=command, accepted=accepted)
    patience = 0.5 if do == "hang" else 10
    assert refusal(smtp(mail_server, timeout_s=patience)) == (verdict, code)
    assert len(mail_server.taken) == accepted


def test_a_slow_answer_is_waited_for(mail_server: MailServer) -> None:
    mail_server.fault("latency", seconds=0.2)
    assert len(send(smtp(mail_server))) == 1


def test_a_server_that_is_down_has_nothing(mail_server: MailServer) -> None:
    mail_server.down()
    assert refusal(smtp(mail_server)) == (Verdict.UNREACHED, "not_reached")
